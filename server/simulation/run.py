"""`moiso simulate`: the same day under each order policy, and what that means for whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from server.rules.policies import WARNINGS, Policy, warnings
from server.simulation.day import BadDay, Day, synthetic
from server.simulation.play import Wait, play
from server.simulation.replay import day_of, read_log
from server.simulation.report import by_class, head, line, picture

__all__ = ["BadDay", "Wish", "run"]


@dataclass(frozen=True)
class Wish:
    """`log` is a file of events; without one, `days` made-up days of `per_hour` people at `counters` counters."""

    policies: Sequence[Policy]
    credit_min: int
    log: Path | None
    per_hour: float
    share: float
    counters: int
    days: int
    seed: int
    picture: Path | None


def run(wish: Wish) -> Iterator[str]:
    """Lines for the terminal; the picture is written beside. `BadDay`, `OSError`."""
    days = _days(wish)
    share = sum(day.share for day in days) / len(days)
    yield f"{len(days)} day(s), {sum(len(day.arrivals) for day in days)} people, {share:.0%} with priority; minutes"
    yield head()
    results = []
    for policy in wish.policies:
        pair = by_class(_waits(days, policy, wish.credit_min * 60))
        results.append((policy.value, pair))
        yield line(policy.value, "priority", pair[0])
        yield line("", "others", pair[1])
        yield from (f"  warning: {WARNINGS[code]}" for code in warnings(policy, share))
    if wish.picture:
        wish.picture.write_text(picture(results), "utf-8")
        yield f"picture: {wish.picture}"


def _days(wish: Wish) -> list[Day]:
    if wish.days < 1 or wish.credit_min < 0:
        raise BadDay("at least one day, and a credit of no less than nothing")
    if wish.log:
        return [day_of(read_log(wish.log))]
    return [synthetic(wish.per_hour, wish.share, wish.counters, wish.seed + day) for day in range(wish.days)]


def _waits(days: Sequence[Day], policy: Policy, credit_s: int) -> list[Wait]:
    return [wait for day in days for wait in play(day, policy, credit_s)]
