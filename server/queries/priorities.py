"""How many of the people who came lately had priority."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, bindparam, func, select

from server.ledger.models import book, ticket
from server.ledger.statements import Statement
from server.queries.house import House
from server.rules.ordering import CARRIED_OVER

DAYS = 7

SELECT_DAYS = Statement(select(book.c.code, book.c.business_day))
COUNT_BY_CLASS = Statement(
    select(ticket.c.priority, func.count().label("people"))
    .where(ticket.c.branch == bindparam("branch"), ticket.c.business_day > bindparam("after"))
    .group_by(ticket.c.priority)
)


@dataclass(frozen=True)
class Mix:
    """Tickets of the last `DAYS` days of all branches, and how many are called earlier for a declared reason."""

    people: int
    first: int

    @property
    def share(self) -> float:
        """0 to 1; 0 where nobody came."""
        return self.first / self.people if self.people else 0.0


def mix(connection: Connection, house: House) -> Mix:
    counts = [
        (row.people, house.credits.get(row.priority, 0) > 0 and row.priority != CARRIED_OVER)
        for code, day in _days(connection)
        if code in house.branches
        for row in COUNT_BY_CLASS.all(connection, {"branch": code, "after": _before(day)})
    ]
    return Mix(sum(people for people, _ in counts), sum(people for people, first in counts if first))


def _days(connection: Connection) -> list[tuple[str, str]]:
    return [(row.code, row.business_day) for row in SELECT_DAYS.all(connection) if row.business_day]


def _before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=DAYS)).isoformat()
