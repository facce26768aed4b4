"""A day to be played: who comes when and for what, and which counters are open. Seconds from midnight."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass

HOUR_S = 3600
OPEN = ((8 * HOUR_S, 12 * HOUR_S), (13 * HOUR_S, 17 * HOUR_S))
"""The two sessions of an office day."""
CURVE = (1.25, 1.3, 1.05, 0.7, 0.0, 1.15, 1.1, 0.9, 0.55)
"""Arrivals of each hour from 8 to 17 as a share of the mean of the eight working hours."""
KINDS = (("long", 0.2, 660.0, 0.8), ("middle", 0.35, 420.0, 0.7), ("short", 0.45, 210.0, 0.6))
"""Services by share, mean seconds and coefficient of variation (lognormal), as in the sizing study of the field."""

MOST_PER_HOUR, MOST_COUNTERS = 2000, 100


class BadDay(Exception):
    """No day can be played from what was given."""


@dataclass(frozen=True)
class Arrival:
    """Who comes at `at`, waits for `service`, and is served for `takes` seconds; `due` when they had booked."""

    at: float
    service: str
    priority: bool
    takes: float
    due: float | None = None


@dataclass(frozen=True)
class Stand:
    """A counter, what it serves, and from when to when it calls."""

    code: str
    services: frozenset[str]
    open: tuple[tuple[float, float], ...] = OPEN

    def is_open(self, at: float) -> bool:
        return any(start <= at < end for start, end in self.open)


@dataclass(frozen=True)
class Day:
    arrivals: tuple[Arrival, ...]
    stands: tuple[Stand, ...]

    @property
    def share(self) -> float:
        """How many of the people have priority, 0 to 1."""
        return sum(one.priority for one in self.arrivals) / max(1, len(self.arrivals))


def synthetic(per_hour: float, share: float, counters: int, seed: int) -> Day:
    """A busy office day, the same for the same seed; every third counter serves the short things only.

    `BadDay` for a rate, a share or a number of counters that no office has."""
    if not (0 < per_hour <= MOST_PER_HOUR and 0 <= share <= 1 and 1 <= counters <= MOST_COUNTERS):
        raise BadDay(
            f"at most {MOST_PER_HOUR} people an hour, {MOST_COUNTERS} counters, and a share from 0 to 1"
        )
    dice = random.Random(seed)  # noqa: S311 - a day to play, not a secret
    every, short = frozenset(name for name, *_ in KINDS), frozenset({"short", "middle"})
    stands = tuple(Stand(str(code), short if code % 3 == 0 else every) for code in range(1, counters + 1))
    return Day(tuple(_arrivals(per_hour, share, dice)), stands)


def _arrivals(per_hour: float, share: float, dice: random.Random) -> Iterator[Arrival]:
    for hour, weight in enumerate(CURVE):
        rate, at = per_hour * weight / HOUR_S, (8 + hour) * float(HOUR_S)
        while rate:
            at += dice.expovariate(rate)
            if at >= (9 + hour) * HOUR_S:
                break
            (kind,) = dice.choices(KINDS, [one[1] for one in KINDS])
            yield Arrival(at, kind[0], dice.random() < share, _takes(dice, kind[2], kind[3]))


def _takes(dice: random.Random, mean_s: float, variation: float) -> float:
    """Lognormal with this mean and coefficient of variation."""
    spread = math.sqrt(math.log(1 + variation**2))
    return dice.lognormvariate(math.log(mean_s) - spread**2 / 2, spread)
