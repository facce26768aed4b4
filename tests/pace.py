"""Prints of how many tests `make test` runs one: 1, or 4 on a machine where all would take far more than 20 minutes.

The rest are then among the long ones (`make thorough`). Run by any Python, before there is anything else."""

import sys
import time

STEPS = 1_000_000
SLOW_S = 0.032
"""Where the steps took 0.04 to 0.06 s, the longest sixth of the tests alone took 22 minutes; where a press costs half
as much processor time as there, all of them take 14 (two processors each, November 2026)."""


def fastest(tries: int = 7) -> float:
    """Seconds; what else the machine does at the moment only makes some of the tries longer."""
    spans = []
    for _ in range(tries):
        since, total = time.perf_counter(), 0
        for step in range(STEPS):
            total += step
        spans.append(time.perf_counter() - since)
    return min(spans)


if __name__ == "__main__":
    sys.stdout.write("4" if fastest() > SLOW_S else "1")
