"""A node that is back after it was cut off says so, once, in the log of each branch that has worked."""

from __future__ import annotations

from collections import Counter as Tally
from functools import partial

from sqlalchemy import bindparam, func, select

from server.commands.day import SELECT_DAYS, begin_day
from server.ledger.change import Ledger, Transaction
from server.ledger.events import SYSTEM
from server.ledger.models import event, ticket
from server.ledger.statements import Statement
from server.queries.house import Branch, HouseMemory
from server.rules.states import ACTIVE, TicketState

SELECT_LAST = Statement(
    select(event.c.at).where(event.c.branch == bindparam("branch"), event.c.seq == bindparam("seq"))
    .order_by(event.c.epoch.desc()).limit(1)
)  # fmt: skip
COUNT_OPEN = Statement(
    select(ticket.c.state, func.count().label("tickets"))
    .where(
        ticket.c.branch == bindparam("branch"), ticket.c.business_day == bindparam("day"),
        ticket.c.state.in_([state.value for state in (TicketState.WAITING, *ACTIVE)]),
    )
    .group_by(ticket.c.state)
)  # fmt: skip


def recover(ledger: Ledger, houses: HouseMemory) -> None:
    """Append `branch.recovered`: the moment of the last event before the cut, and the queue as it was found."""
    with ledger.read() as connection:
        house = houses.of(connection)
        worked = {row.code for row in SELECT_DAYS.all(connection) if row.business_day}
    for branch in house.branches.values():
        if branch.code in worked:
            ledger.change(branch.code, partial(_recover, branch=branch))


def _recover(tx: Transaction, branch: Branch) -> None:
    last = SELECT_LAST.one(tx.connection, {"branch": branch.code, "seq": tx.books[branch.code].seq})
    where = {"branch": branch.code, "day": begin_day(tx, branch)}
    tally: Tally[str] = Tally({row.state: row.tickets for row in COUNT_OPEN.all(tx.connection, where)})
    found = {"waiting": tally[TicketState.WAITING], "active": sum(tally[state] for state in ACTIVE)}
    tx.append(branch.code, "branch.recovered", f"branch/{branch.code}", SYSTEM, {"since": last.at, **found})
