"""A number, a code or a scanned QR code as staff meet it: whose it is, how it stands and where it belongs."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, bindparam, select

from server.contract import (
    Code,
    Found,
    FoundActs,
    FoundBooking,
    FoundCounter,
    FoundElsewhere,
    FoundHere,
    FoundLeg,
)
from server.ledger.change import microseconds
from server.ledger.models import Record, booking, leg, ticket
from server.ledger.statements import Statement
from server.queries.bookings import SELECT_BY_CODE as SELECT_BOOKING_BY_CODE
from server.queries.bookings import booking_view
from server.queries.house import Branch
from server.queries.line import profile_in
from server.queries.snapshots import Moment, counter_codes, counter_view
from server.queries.tickets import SELECT_BY_CODE, called_at, ticket_view
from server.queries.times import maybe
from server.rules.calendar import business_day
from server.rules.numbering import find_code, read_number
from server.rules.ordering import MICROSECONDS
from server.rules.refusals import Refusal
from server.rules.states import ACTIVE, REINSTATE_S, BookingState, TicketState

LONGEST_TEXT = 200
SELECT_BY_NUMBER = Statement(
    select(ticket).where(
        ticket.c.branch == bindparam("branch"), ticket.c.business_day == bindparam("day"),
        ticket.c.series == bindparam("series"), ticket.c.number == bindparam("number"),
    )
)  # fmt: skip
SELECT_BOOKING_BY_NUMBER = Statement(
    select(booking).where(
        booking.c.branch == bindparam("branch"), booking.c.business_day >= bindparam("day"),
        booking.c.series == bindparam("series"), booking.c.number == bindparam("number"),
    ).order_by(booking.c.state != BookingState.BOOKED.value, booking.c.business_day).limit(1)
)  # fmt: skip
"""Numbers begin anew each day: the nearest that still stands."""
SELECT_LEGS = Statement(select(leg).where(leg.c.ticket == bindparam("id")).order_by(leg.c.ordinal))
IN_LINE = frozenset({TicketState.WAITING, TicketState.PARKED})
DEAD = frozenset({TicketState.CANCELLED, TicketState.EXPIRED})


def find(seen: Moment, text: str, public_url: str) -> Found:
    """`text` is a number of the branch's day, or else of the nearest later one, a code, or the address in a QR code;
    404 for whatever is not known."""
    found: Found = {"here": None, "booking": None, "elsewhere": None}
    row = _row(seen, text, SELECT_BY_NUMBER, SELECT_BY_CODE)
    booked = None if row else _row(seen, text, SELECT_BOOKING_BY_NUMBER, SELECT_BOOKING_BY_CODE)
    known = row or booked
    if known is None:
        raise Refusal(Code.NOT_FOUND, "no such ticket")
    if known.branch != seen.branch.code:
        return {**found, "elsewhere": _elsewhere(seen.house.branch(known.branch))}
    if row is None:
        return {**found, "booking": _ahead(seen, known, public_url)}
    return {**found, "here": _here(seen, row, public_url)}


def _row(
    seen: Moment, text: str, by_number: Statement[Select[Any]], by_code: Statement[Select[Any]]
) -> Record | None:
    number = read_number(text)
    if number is not None:
        series, count = number
        where = {"branch": seen.branch.code, "day": _day(seen), "series": series, "number": count}
        return by_number.first(seen.connection, where)
    code = find_code(text)
    return by_code.first(seen.connection, {"code": code}) if code else None


def _day(seen: Moment) -> str:
    """The day whose numbers are called now; days never go back."""
    known: str = seen.log.business_day
    return max(business_day(seen.at, seen.branch.zone).isoformat(), known)


def _ahead(seen: Moment, row: Record, public_url: str) -> FoundBooking:
    over = row.state != BookingState.CANCELLED and row.business_day < _day(seen)
    return {
        "booking": booking_view(row, seen.branch, public_url),
        "word": "earlier_day" if over else row.state,
        "source": row.source,
        "may_cancel": row.state == BookingState.BOOKED and not over,
    }


def _elsewhere(branch: Branch) -> FoundElsewhere:
    return {"branch": branch.code, "name": branch.facts["name"], "address": branch.facts["address"]}


def _here(seen: Moment, row: Record, public_url: str) -> FoundHere:
    legs = SELECT_LEGS.all(seen.connection, {"id": row.id})
    stay, now = legs[-1], microseconds(seen.at)
    view = ticket_view(seen.connection, seen.house, row, stay, now, public_url)
    word = _word(seen, row, stay, view["ahead"])
    return {
        "ticket": view,
        "word": word,
        "source": row.source,
        "wait_start": seen.text(stay.wait_start),
        "for_counter": stay.for_counter,
        "for_officer": stay.for_officer,
        "counters": _counters(seen, row, stay, word),
        "legs": [_leg(seen, one) for one in legs],
        "may": _may(row, word),
    }


def _word(seen: Moment, row: Record, stay: Record, ahead: int | None) -> str:
    if row.business_day != _day(seen):
        return "earlier_day"
    if row.state == TicketState.NO_SHOW and microseconds(seen.at) - stay.ended > REINSTATE_S * MICROSECONDS:
        return "no_show_over"
    return "next" if row.state == TicketState.WAITING and ahead == 0 else str(row.state)


def _may(row: Record, word: str) -> FoundActs:
    if word == "earlier_day":
        return {"reprint": False, "send": None, "change": False}
    in_line = row.state in IN_LINE
    absent = "reinstate" if word == TicketState.NO_SHOW else None
    return {
        "reprint": row.state not in DEAD and word != "no_show_over",
        "send": "transfer" if in_line else absent,
        "change": in_line,
    }


def _counters(seen: Moment, row: Record, stay: Record, word: str) -> list[FoundCounter]:
    if row.state in ACTIVE:
        return [_counter(seen, row.counter)]
    if row.state not in IN_LINE and word != TicketState.NO_SHOW:
        return []
    if stay.for_counter is not None:
        return [_counter(seen, stay.for_counter)]
    manned = [code for code in counter_codes(seen) if _serves(seen.staff.sessions.get(code), stay)]
    return [_counter(seen, code) for code in sorted(manned, key=lambda code: _readiness(seen, code))]


def _serves(session: Record | None, stay: Record) -> bool:
    if session is None:
        return False
    if stay.for_officer is not None:
        return bool(session.officer == stay.for_officer)
    return stay.service in profile_in(session).services


def _readiness(seen: Moment, code: str) -> tuple[bool, bool]:
    """Who could call it at once comes first, who has paused last."""
    return seen.staff.sessions[code].state != "open", code in seen.staff.active


def _counter(seen: Moment, code: str) -> FoundCounter:
    place = seen.branch.counters.get(code)
    return {"code": code, "zone": place.zone if place else None, "state": counter_view(seen, code)["state"]}


def _leg(seen: Moment, one: Record) -> FoundLeg:
    zone = seen.branch.zone
    return {
        "service": one.service, "procedure": one.procedure, "counter": one.counter, "calls": one.calls,
        "enqueued_at": seen.text(one.enqueued), "called_at": maybe(called_at(one), zone),
        "started_at": maybe(one.started, zone), "ended_at": maybe(one.ended, zone), "outcome": one.outcome,
    }  # fmt: skip
