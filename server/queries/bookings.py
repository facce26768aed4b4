"""Numbers for a later day, for whoever holds one and for finding the next free slot."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Connection, bindparam, select

from server.contract import BookingView, CitizenTicket, Code
from server.ledger.models import Record, book, booking
from server.ledger.statements import Statement
from server.queries.house import Branch, House
from server.queries.line import work_s
from server.queries.times import instant, rfc3339
from server.rules.calendar import business_day
from server.rules.numbering import number_text, ticket_url
from server.rules.quotas import Quota
from server.rules.refusals import Refusal
from server.rules.slots import Booked, Slot, first_free, room_s, tally
from server.rules.states import BookingState

NO_QUOTA = Quota()
STANDS = frozenset({BookingState.BOOKED, BookingState.CANCELLED})
"""States that are told as they are; what else became of one is over."""

SELECT_LATER = Statement(
    select(booking).where(
        booking.c.branch == bindparam("branch"), booking.c.business_day > bindparam("day"),
        booking.c.service == bindparam("service"), booking.c.state != BookingState.CANCELLED.value,
    )
)  # fmt: skip
SELECT_BOOK = Statement(select(book.c.epoch, book.c.seq).where(book.c.code == bindparam("branch")))
SELECT_BY_CODE = Statement(select(booking).where(booking.c.code == bindparam("code")))


def booked(connection: Connection, house: House, branch: Branch, day: str, service: str) -> Booked:
    """What is given away of the days after `day`; what was given back is free again."""
    rows = SELECT_LATER.all(connection, {"branch": branch.code, "day": day, "service": service})
    given = (
        (
            date.fromisoformat(row.business_day),
            instant(row.starts_at),
            work_s(house, row.service, row.procedure, row.dossiers),
        )
        for row in rows
    )
    return tally(branch.hours, given)


def next_slot(
    connection: Connection,
    house: House,
    branch: Branch,
    at: datetime,
    service: str,
    procedure: str | None = None,
    dossiers: int = 1,
) -> Slot | None:
    """The first half-hour of a later day that has room for this; None where no day within a month has."""
    today = business_day(at, branch.zone)
    of = booked(connection, house, branch, today.isoformat(), service)
    counters = sum(service in one.profile.services for one in branch.counters.values())
    work = work_s(house, service, procedure, dossiers)
    return first_free(branch.hours, today, branch.quotas.get(service, NO_QUOTA), of, room_s(counters), work)


def booking_view(row: Record, branch: Branch, public_url: str) -> BookingView:
    return {
        "id": row.id, "number": number_text(row.series, row.number), "series": row.series,
        "service": row.service, "procedure": row.procedure, "language": row.language, "dossiers": row.dossiers,
        "state": row.state, "branch": row.branch, "business_day": row.business_day,
        "starts_at": rfc3339(row.starts_at, branch.zone), "ends_at": rfc3339(row.ends_at, branch.zone),
        "issued_at": rfc3339(row.booked_at, branch.zone), "code": row.code,
        "url": ticket_url(public_url, row.code), "seq": row.seq,
    }  # fmt: skip


def citizen_booking(connection: Connection, house: House, code: str) -> CitizenTicket:
    """What the bearer of the code sees until it becomes a ticket; of one whose day has gone by, that it is over,
    and of one that was given back, that it was."""
    row = SELECT_BY_CODE.first(connection, {"code": code})
    if row is None:
        raise Refusal(Code.NOT_FOUND, "no such ticket")
    branch = house.branch(row.branch)
    log = SELECT_BOOK.one(connection, {"branch": row.branch})
    return {
        "number": number_text(row.series, row.number), "series": row.series,
        "service": row.service, "procedure": row.procedure, "then": [],
        "state": row.state if row.state in STANDS else "expired",
        "priority": "priority", "language": row.language, "signal": False, "branch": row.branch,
        "counter": None, "zone": None, "issued_at": rfc3339(row.booked_at, branch.zone), "called_at": None,
        "times": 0, "ahead": None, "estimate": None, "business_day": row.business_day,
        "starts_at": rfc3339(row.starts_at, branch.zone), "ends_at": rfc3339(row.ends_at, branch.zone),
        "epoch": log.epoch, "seq": log.seq,
    }  # fmt: skip
