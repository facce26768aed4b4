"""`moiso bench`: measures one thing after another and prints each table when it is known."""

from __future__ import annotations

import signal

from server.bench import calls, history, pgbench, presses, tickets
from server.bench.site import CPUS

SECONDS, QUICK_S = 2.5, 1.0
"""Of one slice; each figure is the median of three that take turns."""
ROUNDS, QUICK_ROUNDS = 40, 10
WAITING, QUICK_WAITING = 1500, 50
"""Before twenty-five officers."""


def run(quick: bool, postgresql: str, past: int = 0) -> int:
    """Figures of this machine in this minute: read the ratios, they travel.

    `past`: only how a press fares on a branch with so many tickets of past days."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # what was started is ended either way
    seconds, rounds = (QUICK_S, QUICK_ROUNDS) if quick else (SECONDS, ROUNDS)
    _show(f"Mời Số bench, {len(CPUS)} processors; read the ratios, not the figures\n")
    if past:
        for made in history.tables(past, rounds, QUICK_WAITING if quick else WAITING, postgresql):
            _show(made)
        return 0
    _show(tickets.on_sqlite(seconds))
    _show(tickets.on_a_slow_disk(seconds))
    _show(calls.quiet_table(rounds))
    _show(calls.table(rounds))
    _show(presses.table(rounds, QUICK_WAITING if quick else WAITING, postgresql))
    if postgresql:
        _show(pgbench.table(postgresql, seconds))
    return 0


def _show(made: object) -> None:
    print(made, flush=True)  # noqa: T201 - it talks to the person who started it
