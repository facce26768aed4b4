"""Snapshots as bytes: drawn once for each change and minute, then handed to everybody."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from gevent.lock import RLock
from sqlalchemy import Connection

from server.commands.answering import as_json
from server.contract import Called
from server.ledger.change import Ledger
from server.queries.desk import desk_snapshot
from server.queries.house import House, HouseMemory
from server.queries.snapshots import SELECT_BOOK, Moment, calls, moment, public_snapshot
from server.queries.times import rfc3339
from server.rules.numbering import number_text
from server.rules.states import TicketState


class Kind(StrEnum):
    """`wall` has the first of the line, `public` all of it, `desk` what staff need."""

    WALL = "wall"
    PUBLIC = "public"
    DESK = "desk"


Version = tuple[int, int, tuple[int, int], int]
"""Epoch and seq of the branch, version of the catalogue, minute."""


@dataclass(frozen=True)
class Picture:
    version: Version
    body: bytes
    etag: str
    value: dict[str, Any]

    @property
    def unchanged_part(self) -> dict[str, Any]:
        """What must differ for a new minute to be worth telling."""
        return {key: value for key, value in self.value.items() if key != "at"}


@dataclass(frozen=True)
class Ring:
    """A call that is on, and the code whose phones should ring."""

    id: str
    code: str
    called: Called


class Pictures:
    def __init__(self, ledger: Ledger, houses: HouseMemory) -> None:
        self._ledger = ledger
        self._houses = houses
        self._kept: dict[tuple[str, Kind], Picture] = {}
        self._drawing: dict[str, RLock] = defaultdict(RLock)
        self.recovered_at: int | None = None
        """When this node came back after it had been cut off; those who see another one noticed nothing."""

    def get(self, branch: str, kind: Kind) -> Picture:
        """The picture of this moment; while one greenlet draws it, others wait for the same one."""
        with self._drawing[branch], self._ledger.read() as connection:
            house = self._houses.of(connection)
            version = self._version(connection, house, branch)
            kept = self._kept.get((branch, kind))
            if kept is None or kept.version != version:
                kept = self._kept[branch, kind] = self._draw(connection, house, branch, kind, version)
            return kept

    def rings(self, branch: str) -> list[Ring]:
        """The calls that are on now, newest first."""
        with self._ledger.read() as connection:
            seen = moment(connection, self._houses.of(connection), branch, self._ledger.clock.now())
            return [_ring(seen, row) for row in calls(seen) if row.state == TicketState.CALLED]

    def branches(self) -> list[str]:
        with self._ledger.read() as connection:
            return list(self._houses.of(connection).branches)

    def _version(self, connection: Connection, house: House, branch: str) -> Version:
        house.branch(branch)
        log = SELECT_BOOK.one(connection, {"branch": branch})
        minute = int(self._ledger.clock.now().timestamp() // 60)
        return log.epoch, log.seq, house.version, minute

    def _draw(
        self, connection: Connection, house: House, branch: str, kind: Kind, version: Version
    ) -> Picture:
        seen = moment(connection, house, branch, self._ledger.clock.now())
        value: Any = (
            desk_snapshot(seen, self.recovered_at)
            if kind is Kind.DESK
            else public_snapshot(seen, kind is Kind.PUBLIC)
        )
        body = as_json(value)
        return Picture(version, body, hashlib.sha256(body).hexdigest()[:32], value)


def _ring(seen: Moment, row: Any) -> Ring:
    counter = seen.branch.counters.get(row.counter)
    called: Called = {
        "number": number_text(row.series, row.number),
        "counter": row.counter,
        "zone": counter.zone if counter else None,
        "at": rfc3339(row.last_called, seen.branch.zone),
        "times": row.calls,
    }
    return Ring(f"{seen.log.epoch}-{row.call_seq}", row.code, called)
