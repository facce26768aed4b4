"""Blocks of emergency numbers: each kiosk has a hundred of its own, so that no two ever give the same."""

from __future__ import annotations

SERIES = "E"
"""The letter of numbers that a kiosk gives without its node."""
BLOCK = 100
MARGIN = 10 * BLOCK
"""Left free after a restore: blocks that were leased after the backup are out, and nobody knows of them
(`reliability.md`, P10)."""


def next_block(last: int, *, restored: bool) -> tuple[int, int]:
    """First and last number of a new block, above `last`, the highest number of the day that is leased or used.

    `restored`: the ledger has come back from a backup since and has leased nothing yet."""
    start = -(-last // BLOCK) * BLOCK + (MARGIN if restored else 0)
    return start + 1, start + BLOCK
