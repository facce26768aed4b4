"""Whom each counter would call from now: the line is made ready once, and read from its head for each of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from server.contract import DeskNext
from server.ledger.change import microseconds
from server.ledger.models import Record
from server.queries.snapshots import Moment
from server.rules.bulk import held_over, in_turn
from server.rules.numbering import number_text
from server.rules.ordering import Bounds, Waiting, may_call, why_next
from server.rules.profiles import Profile


@dataclass(frozen=True)
class Place:
    """A ticket in the line as the rules look at it."""

    row: Record
    waiting: Waiting
    bounds: Bounds


class Upcoming:
    """`waiting` are the tickets of a desk's picture that wait, in their order."""

    def __init__(self, seen: Moment, waiting: list[Record]) -> None:
        self._places = [Place(row, _waiting(row), _bounds(row)) for row in waiting]
        self._since = _since(waiting)
        self._held = held_over(seen.house.bulk, (one.dossiers for one in seen.staff.active.values()))
        self._sessions = seen.staff.sessions
        self._now = microseconds(seen.at)

    def at(self, code: str, profile: Profile) -> tuple[tuple[str, ...], DeskNext | None]:
        """The services that this counter would call from now, and whom, as `commands.choosing` finds it."""
        session = self._sessions.get(code)
        tiers = profile.tiers(self._since, self._now)
        if session is None:
            return tiers[0], None
        for services in tiers:
            turn = self._turn((code, session.officer), services)
            first = next(turn, None)
            if first is not None:
                return services, _told(first, turn, profile)
        return tiers[0], None

    def _turn(self, desk: tuple[str, str], services: tuple[str, ...]) -> Iterator[Place]:
        mine = (
            one
            for one in self._places
            if may_call(one.waiting.service, one.bounds, desk, services, self._now)
        )
        return in_turn(mine, lambda one: int(one.row.dossiers), self._held)


def _told(first: Place, others: Iterator[Place], profile: Profile) -> DeskNext:
    """No key is later than its wait: who has waited longer stands before this one's wait in the line."""
    longer = takewhile(lambda one: one.waiting.order_key <= first.waiting.wait_start, others)
    why = why_next(first.waiting, (one.waiting for one in longer), profile.helps_with(first.waiting.service))
    row = first.row
    return {"id": row.id, "number": number_text(row.series, row.number), "why": why.value}


def _since(waiting: list[Record]) -> dict[str, int]:
    """When the one came who has waited longest, of each service; who waits for one counter alone is not counted."""
    since: dict[str, int] = {}
    for row in waiting:
        if row.for_counter is None and row.for_officer is None:
            since[row.service] = min(row.wait_start, since.get(row.service, row.wait_start))
    return since


def _bounds(row: Record) -> Bounds:
    return Bounds(row.for_counter, row.for_officer, row.not_counter, row.enqueued)


def _waiting(row: Record) -> Waiting:
    return Waiting(row.id, row.service, row.order_key, row.wait_start, row.issued_seq)
