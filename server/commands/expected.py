"""Numbers of a later day that still wait for their half-hour, and what the end of their day makes of them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, Connection, bindparam, literal_column, select, update

from server.ledger.change import Transaction, microseconds
from server.ledger.events import SYSTEM
from server.ledger.models import Record, booking
from server.ledger.statements import Statement
from server.queries.house import Branch
from server.rules.calendar import day_end
from server.rules.numbering import number_text
from server.rules.states import BookingState

EXPECTED: ColumnElement[bool] = literal_column("booking.state = 'booked'")
"""Written out, never bound: a bound value would keep PostgreSQL from the partial index."""
SELECT_EXPECTED = (
    select(booking)
    .where(booking.c.branch == bindparam("branch"), EXPECTED)
    .order_by(booking.c.starts_at, booking.c.series, booking.c.number)
)
SELECT_DUE = Statement(SELECT_EXPECTED.where(booking.c.starts_at <= bindparam("now")))
SELECT_DUE_BRANCHES = Statement(
    select(booking.c.branch).where(EXPECTED, booking.c.starts_at <= bindparam("now")).distinct()
)
SELECT_BY_ID = Statement(
    select(booking).where(booking.c.branch == bindparam("branch"), booking.c.id == bindparam("id"))
)
SELECT_OF_PAST_DAYS = Statement(SELECT_EXPECTED.where(booking.c.business_day < bindparam("day")))
SET_STATE = Statement(
    update(booking).where(booking.c.id == bindparam("b_id"))
    .values(state=bindparam("b_state"), seq=bindparam("b_seq")).returning(*booking.c)
)  # fmt: skip


def booking_row(connection: Connection, branch: str, name: str) -> Record | None:
    """The number for a later day with this id, whatever has become of it."""
    return SELECT_BY_ID.first(connection, {"branch": branch, "id": name})


def set_state(tx: Transaction, row: Record, state: BookingState, seq: int) -> Record:
    return SET_STATE.one(tx.connection, {"b_id": row.id, "b_state": state.value, "b_seq": seq})


def end_expected(tx: Transaction, branch: Branch, today: str) -> None:
    """Nobody entered these on their day: absent, as of its end (`contract.md` §4)."""
    for row in SELECT_OF_PAST_DAYS.all(tx.connection, {"branch": branch.code, "day": today}):
        at = microseconds(day_end(date.fromisoformat(row.business_day), branch.zone))
        told = {"number": number_text(row.series, row.number), "from": row.state, "by": "end_of_day"}
        seq = tx.append(branch.code, "ticket.no_show", f"ticket/{row.id}", SYSTEM, told, at)
        set_state(tx, row, BookingState.NO_SHOW, seq)
