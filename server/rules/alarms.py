"""What of a device's own word is an alarm, beyond its paper."""

from __future__ import annotations

CLOCK_OFF_MS = 60_000
"""A ticket's time on paper is told in minutes: a clock further off prints a wrong one."""


def alarms(clock_offset_ms: int | None, unsynced: int, unsynced_before: int) -> frozenset[str]:
    """`clock_off`, and `unsynced` for tickets that stood there at two heartbeats running: one is under way."""
    found = set()
    if clock_offset_ms is not None and abs(clock_offset_ms) > CLOCK_OFF_MS:
        found.add("clock_off")
    if unsynced > 0 and unsynced_before > 0:
        found.add("unsynced")
    return frozenset(found)
