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
    """An open counter: what it serves and the seconds of work it still has in hand, and whether that is a bulk
    filer's."""

    services: frozenset[str]
    in_hand_s: float
    bulk: bool = False


class Workload:
    """Adds up work and tells the wait in front of the next ticket of a service.

    A waiting ticket weighs on another service by the share of its counters that serve both. Bulk filers keep at most
    `bulk_at_once` counters from the others (None: there is no such stream).
    """

    def __init__(self, desks: Iterable[Desk], bulk_at_once: int | None = None) -> None:
        self._able: dict[str, set[int]] = defaultdict(set)
        self._desks = list(desks)
        self._bulk_at_once = bulk_at_once
        for index, desk in enumerate(self._desks):
            for service in desk.services:
                self._able[service].add(index)
        self._shares = {one: self._shares_of(one) for one in self._able}
        self._ahead: dict[str, float] = defaultdict(float)
        self._bulk: dict[str, float] = defaultdict(float)

    def _shares_of(self, service: str) -> list[tuple[str, float]]:
        able = self._able[service]
        overlaps = ((other, len(able & desks) / len(able)) for other, desks in self._able.items())
        return [(other, share) for other, share in overlaps if share]

    def add(self, service: str, work_s: float, bulk: bool = False) -> None:
        """Work of `service` that is called before those asked about later."""
        for other, share in self._shares.get(service, ()):
            (self._bulk if bulk else self._ahead)[other] += work_s * share

    def wait_s(self, service: str) -> float | None:
        """Seconds until somebody who is no bulk filer is called, or None while no open counter serves it."""
        able = [self._desks[index] for index in self._able.get(service, ())]
        if not able:
            return None
        ahead = self._ahead[service] + self._bulk[service]
        if not ahead and not all(desk.in_hand_s for desk in able):
            return 0.0
        together = (ahead + sum(desk.in_hand_s for desk in able)) / len(able)
        return min(together, self._beside_bulk(service, able, together))

    def _beside_bulk(self, service: str, able: list[Desk], together: float) -> float:
        """The same where bulk filers have their counters, and the others share the rest; `together` if none is left."""
        if self._bulk_at_once is None:
            return together
        others = [desk.in_hand_s for desk in able if not desk.bulk]
        left = len(able) - max(self._bulk_at_once, len(able) - len(others))
        return (self._ahead[service] + sum(others)) / left if left > 0 else together


def told(seconds: float) -> tuple[int, int]:
    """The range (low, high) in whole seconds that is told instead of a false exact figure."""
    return floor(seconds * OPTIMISTIC), ceil(seconds * PESSIMISTIC)
