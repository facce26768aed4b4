"""The business day: what the last one left unfinished ends with the first change of the next."""

from __future__ import annotations

from datetime import date
from functools import partial

from sqlalchemy import bindparam, select, update

from server.commands.expected import end_expected
from server.commands.persons import end_key, forget_days_before
from server.commands.speaking import forget_said_before
from server.ledger import answers
from server.ledger.change import Ledger, Transaction, microseconds
from server.ledger.events import SYSTEM
from server.ledger.models import Record, book, counter_session, leg, ticket
from server.ledger.statements import Statement
from server.queries.house import Branch, HouseMemory
from server.queries.line import OPEN
from server.rules.calendar import business_day, day_end
from server.rules.numbering import number_text
from server.rules.states import ACTIVE, END_OF_DAY, CounterState, TicketState

SELECT_DAYS = Statement(select(book.c.code, book.c.business_day))
SELECT_UNFINISHED = Statement(
    select(ticket)
    .where(
        ticket.c.branch == bindparam("branch"),
        ticket.c.business_day < bindparam("day"),
        ticket.c.state.in_([state.value for state in END_OF_DAY]),
    )
    .order_by(ticket.c.issued_seq)
)
END_TICKET = Statement(
    update(ticket).where(ticket.c.id == bindparam("b_id"))
    .values(state=bindparam("b_state"), version=bindparam("b_version"), seq=bindparam("b_seq"))
)  # fmt: skip
END_LEG = Statement(
    update(leg).where(leg.c.ticket == bindparam("b_id"), leg.c.ended.is_(None))
    .values(waiting=False, ended=bindparam("b_at"), outcome=bindparam("b_outcome"))
)  # fmt: skip
SELECT_SESSIONS = Statement(
    select(counter_session.c.id, counter_session.c.counter).where(
        counter_session.c.branch == bindparam("branch"),
        OPEN,
        counter_session.c.opened_at < bindparam("before"),
    )
)
END_SESSION = Statement(
    update(counter_session).where(counter_session.c.id == bindparam("b_id"))
    .values(state=CounterState.CLOSED.value, closed_at=bindparam("b_at"), state_since=bindparam("b_at"))
)  # fmt: skip


def begin_day(tx: Transaction, branch: Branch) -> str:
    """The business day of this change; a new day first ends the old one. Days never go back."""
    held = tx.books[branch.code]
    today = business_day(tx.at, branch.zone).isoformat()
    if today <= held.business_day:
        return held.business_day
    if held.business_day:
        _end_day(tx, branch, date.fromisoformat(held.business_day), today)
        end_expected(tx, branch, today)
    held.business_day = today
    held.changed = True
    answers.forget_old(tx.connection, tx.now)
    forget_days_before(tx.connection, today)
    forget_said_before(tx, branch.code, today)
    return today


def end_days(ledger: Ledger, houses: HouseMemory) -> None:
    """Begin the day in every branch that has worked and not begun it; safe to ask at any time."""
    with ledger.read() as connection:
        house = houses.of(connection)
        begun = {row.code: row.business_day for row in SELECT_DAYS.all(connection)}
    for branch in house.branches.values():
        if (
            begun.get(branch.code)
            and begun[branch.code] < business_day(ledger.clock.now(), branch.zone).isoformat()
        ):
            ledger.change(branch.code, partial(begin_day, branch=branch))
    end_key(ledger, house.zone)


def _end_day(tx: Transaction, branch: Branch, ended: date, today: str) -> None:
    at = microseconds(day_end(ended, branch.zone))
    for row in SELECT_UNFINISHED.all(tx.connection, {"branch": branch.code, "day": today}):
        end_ticket(tx, branch, row, at)
    for row in SELECT_SESSIONS.all(tx.connection, {"branch": branch.code, "before": at}):
        tx.append(
            branch.code, "counter.closed", f"counter/{row.counter}", SYSTEM, {"reason": "end_of_day"}, at
        )
        END_SESSION.run(tx.connection, {"b_id": row.id, "b_at": at})


def end_ticket(tx: Transaction, branch: Branch, row: Record, at: int) -> None:
    """What the end of its day, `at`, makes of a ticket."""
    state = TicketState(row.state)
    subject, known = f"ticket/{row.id}", {"number": number_text(row.series, row.number)}
    if state is TicketState.CALLED:
        tx.append(branch.code, "ticket.returned", subject, SYSTEM, known | {"counter": row.counter}, at)
    target = END_OF_DAY[state]
    kind = "ticket.finished" if target is TicketState.DONE else "ticket.expired"
    data = known | {"from": state.value, "by": "end_of_day"}
    if state in ACTIVE:
        data["counter"] = row.counter
    seq = tx.append(branch.code, kind, subject, SYSTEM, data, at)
    changed = {"b_id": row.id, "b_state": target.value, "b_version": row.version + 1, "b_seq": seq}
    END_TICKET.run(tx.connection, changed)
    END_LEG.run(tx.connection, {"b_id": row.id, "b_at": at, "b_outcome": "system"})
