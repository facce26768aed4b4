"""Call-order policies behind one name: each chooses from those whom a counter may call. Pure.

A centre runs `credit`; the others are there to be compared with it (`moiso simulate`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from server.rules.ordering import MICROSECONDS, Waiting, overtaken, turn

CAP_US = 45 * 60 * MICROSECONDS
"""`strict_cap`: who has waited longer than this comes first, whatever their class."""
BOOST_EVERY = 3
"""`boost_at_most`: at most one of so many calls may pass somebody."""
RATIO = 4
"""`ratio`: one with priority after so many without."""
EARLY_US, LATE_US = 5 * 60 * MICROSECONDS, 15 * 60 * MICROSECONDS
"""`appointment_window`: booked people come first from so long before their time until so long after it."""

WARNINGS = {
    "ratio_inverts": "a fixed ratio makes people with priority wait longer than the others at this share",
    "many_priorities": "more than a quarter of the people have priority: see whether it is declared rightly",
}


class Policy(StrEnum):
    CREDIT = "credit"
    FCFS = "fcfs"
    STRICT = "strict"
    STRICT_CAP = "strict_cap"
    BOOST_AT_MOST = "boost_at_most"
    RATIO = "ratio"
    APPOINTMENT_WINDOW = "appointment_window"


@dataclass(frozen=True)
class Candidate:
    """A waiting ticket, whether it has priority, and when it was booked for, if it was (microseconds UTC)."""

    waiting: Waiting
    priority: bool
    due: int | None = None


@dataclass(frozen=True)
class Called:
    """An earlier call: of whom, and whether it passed somebody who had come before."""

    priority: bool
    boosted: bool


Choose = Callable[[Sequence[Candidate], int, Sequence[Called]], Candidate]
"""Of whom the counter may call (at least one) at this moment, after the calls so far, the one to call."""


def choose(
    policy: Policy, candidates: Sequence[Candidate], now: int, calls: Sequence[Called]
) -> tuple[Candidate, list[str]]:
    """The one to call, and the tickets that this passes: they came before and go on waiting."""
    chosen = CHOICES[policy](candidates, now, calls)
    others = [one.waiting for one in candidates if one is not chosen]
    return chosen, overtaken(chosen.waiting, others)


def warnings(policy: Policy, share: float, ratio: int = RATIO) -> list[str]:
    """What would go wrong where `share` of the people have priority (0 to 1); keys of `WARNINGS`.

    A fixed ratio inverts once priority is more than one in `ratio + 1`; more than a quarter with priority is
    likely abuse."""
    found = []
    if policy is Policy.RATIO and share > 1 / (ratio + 1):
        found.append("ratio_inverts")
    if share > 0.25:
        found.append("many_priorities")
    return found


def _came(one: Candidate) -> tuple[int, int]:
    return one.waiting.wait_start, one.waiting.seq


def _fcfs(candidates: Sequence[Candidate], _now: int, _calls: Sequence[Called]) -> Candidate:
    return min(candidates, key=_came)


def _credit(candidates: Sequence[Candidate], _now: int, _calls: Sequence[Called]) -> Candidate:
    return min(candidates, key=lambda one: turn(one.waiting))


def _strict(candidates: Sequence[Candidate], _now: int, _calls: Sequence[Called]) -> Candidate:
    return min(candidates, key=lambda one: (not one.priority, _came(one)))


def _strict_cap(candidates: Sequence[Candidate], now: int, calls: Sequence[Called]) -> Candidate:
    late = [one for one in candidates if now - one.waiting.wait_start > CAP_US]
    return _fcfs(late, now, calls) if late else _strict(candidates, now, calls)


def _boost_at_most(candidates: Sequence[Candidate], now: int, calls: Sequence[Called]) -> Candidate:
    rested = not any(one.boosted for one in calls[-(BOOST_EVERY - 1) :])
    return (_strict if rested else _fcfs)(candidates, now, calls)


def _ratio(candidates: Sequence[Candidate], now: int, calls: Sequence[Called]) -> Candidate:
    turn_of_priority = not any(one.priority for one in calls[-RATIO:])
    wanted = [one for one in candidates if one.priority == turn_of_priority]
    return _fcfs(wanted or candidates, now, calls)


def _appointment_window(candidates: Sequence[Candidate], now: int, calls: Sequence[Called]) -> Candidate:
    due = [
        one for one in candidates if one.due is not None and one.due - EARLY_US <= now <= one.due + LATE_US
    ]
    return min(due, key=lambda one: (one.due, one.waiting.seq)) if due else _credit(candidates, now, calls)


CHOICES: Mapping[Policy, Choose] = {
    Policy.CREDIT: _credit,
    Policy.FCFS: _fcfs,
    Policy.STRICT: _strict,
    Policy.STRICT_CAP: _strict_cap,
    Policy.BOOST_AT_MOST: _boost_at_most,
    Policy.RATIO: _ratio,
    Policy.APPOINTMENT_WINDOW: _appointment_window,
}
