"""How long the wait is likely to be: work ahead divided by the counters that can serve it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor

OPTIMISTIC, PESSIMISTIC = 0.8, 1.3
"""The range told to people around the plain quotient; 0.8 is what a large public system uses."""


@dataclass(frozen=True)
class Desk:
    """An open counter: what it serves and the seconds of work it still has in hand."""

    services: frozenset[str]
    in_hand_s: float


class Workload:
    """Adds up work and tells the wait in front of the next ticket of a service.

    A waiting ticket weighs on another service by the share of its counters that serve both.
    """

    def __init__(self, desks: Iterable[Desk]) -> None:
        self._able: dict[str, set[int]] = defaultdict(set)
        self._in_hand: list[float] = []
        for index, desk in enumerate(desks):
            self._in_hand.append(desk.in_hand_s)
            for service in desk.services:
                self._able[service].add(index)
        self._shares = {one: self._shares_of(one) for one in self._able}
        self._ahead: dict[str, float] = defaultdict(float)

    def _shares_of(self, service: str) -> list[tuple[str, float]]:
        able = self._able[service]
        overlaps = ((other, len(able & desks) / len(able)) for other, desks in self._able.items())
        return [(other, share) for other, share in overlaps if share]

    def add(self, service: str, work_s: float) -> None:
        """A ticket of `service` that is called before those asked about later."""
        for other, share in self._shares.get(service, ()):
            self._ahead[other] += work_s * share

    def wait_s(self, service: str) -> float | None:
        """Seconds, or None while no open counter serves it."""
        able = self._able.get(service)
        if not able:
            return None
        ahead = self._ahead[service]
        if not ahead and not all(self._in_hand[desk] for desk in able):
            return 0.0
        return (ahead + sum(self._in_hand[desk] for desk in able)) / len(able)


def told(seconds: float) -> tuple[int, int]:
    """The range (low, high) in whole seconds that is told instead of a false exact figure."""
    return floor(seconds * OPTIMISTIC), ceil(seconds * PESSIMISTIC)
