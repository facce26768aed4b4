"""A ticket with its place in the line, for its kiosk, its officers and the bearer of its code."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select

from server.contract import CitizenTicket, Code, Estimate, PlannedLeg, TicketView
from server.ledger.models import Record, leg, planned_leg, ticket
from server.ledger.statements import Statement
from server.queries.bookings import SELECT_BOOK, citizen_booking
from server.queries.house import Branch, House
from server.queries.line import (
    estimate,
    loads_before,
    staffing,
    waiting_by_service,
    workload,
)
from server.queries.times import instant, maybe, rfc3339
from server.rules.numbering import number_text, ticket_url
from server.rules.refusals import Refusal
from server.rules.states import TicketState

SELECT_PLANNED = Statement(
    select(planned_leg.c.service, planned_leg.c.procedure)
    .where(planned_leg.c.ticket == bindparam("id"), planned_leg.c.entered.is_(False))
    .order_by(planned_leg.c.ordinal)
)
CURRENT_LEG = Statement(
    select(leg).where(leg.c.ticket == bindparam("id")).order_by(leg.c.ordinal.desc()).limit(1)
)
SELECT_BY_ID = Statement(select(ticket).where(ticket.c.id == bindparam("id")))
SELECT_BY_CODE = Statement(select(ticket).where(ticket.c.code == bindparam("code")))


def ticket_row(connection: Connection, branch: str, ticket_id: str) -> Record:
    row = find_ticket(connection, branch, ticket_id)
    if row is None:
        raise Refusal(Code.NOT_FOUND, "no such ticket")
    return row


def find_ticket(connection: Connection, branch: str, ticket_id: str) -> Record | None:
    """Of this branch. It is asked for by its id alone: beside the branch PostgreSQL, before it has counted a new table,
    reads the whole branch for it."""
    row = SELECT_BY_ID.first(connection, {"id": ticket_id})
    return row if row is not None and row.branch == branch else None


def current_leg(connection: Connection, ticket_id: str) -> Record:
    return CURRENT_LEG.one(connection, {"id": ticket_id})


def called_at(stay: Record) -> int | None:
    """When a leg was called last; a call that was taken back is none."""
    return stay.last_called if stay.calls else None


def then(connection: Connection, ticket_id: str) -> list[PlannedLeg]:
    """What is still to come after the current leg."""
    rows = SELECT_PLANNED.all(connection, {"id": ticket_id})
    return [{"service": one.service, "procedure": one.procedure} for one in rows]


def place(
    connection: Connection, house: House, branch: Branch, stay: Record, now: int
) -> tuple[int, Estimate | None]:
    """How many of the same service come first, and the told range."""
    before = loads_before(connection, house, branch.code, stay.order_key, stay.issued_seq)
    work = workload(house, staffing(connection, branch.code), before)
    wait_s = work.wait_s(stay.service)
    return waiting_by_service(before)[stay.service], estimate(branch, instant(now), wait_s)


def ticket_view(
    connection: Connection, house: House, row: Record, stay: Record, now: int, public_url: str
) -> TicketView:
    """`row` is the ticket, `stay` its current leg."""
    branch = house.branch(row.branch)
    waiting = row.state == TicketState.WAITING
    ahead, told = place(connection, house, branch, stay, now) if waiting else (None, None)
    return {
        "id": row.id, "number": number_text(row.series, row.number), "series": row.series,
        "service": stay.service, "procedure": stay.procedure, "then": then(connection, row.id),
        "state": row.state, "version": row.version,
        "priority": row.priority, "language": row.language, "dossiers": row.dossiers, "note": row.note,
        "signal": bool(row.signal),
        "branch": row.branch, "counter": row.counter,
        "issued_at": rfc3339(row.issued_at, branch.zone), "called_at": maybe(called_at(stay), branch.zone),
        "ahead": ahead, "estimate": told, "code": row.code, "url": ticket_url(public_url, row.code),
        "business_day": row.business_day, "seq": row.seq,
    }  # fmt: skip


def citizen_ticket(connection: Connection, house: House, code: str, now: int) -> CitizenTicket:
    """What the bearer of the code sees; unknown codes all look alike."""
    row = SELECT_BY_CODE.first(connection, {"code": code})
    if row is None:
        return citizen_booking(connection, house, code)
    branch = house.branch(row.branch)
    stay = current_leg(connection, row.id)
    waiting = row.state == TicketState.WAITING
    ahead, told = place(connection, house, branch, stay, now) if waiting else (None, None)
    log = SELECT_BOOK.one(connection, {"branch": row.branch})
    counter = branch.counters.get(row.counter or "")
    told_ticket: CitizenTicket = {
        "number": number_text(row.series, row.number), "series": row.series,
        "service": stay.service, "procedure": stay.procedure, "then": then(connection, row.id), "state": row.state,
        "priority": public_priority(row.priority), "language": row.language,
        "signal": bool(row.signal), "branch": row.branch,
        "counter": row.counter, "zone": counter.zone if counter else None,
        "issued_at": rfc3339(row.issued_at, branch.zone), "called_at": maybe(called_at(stay), branch.zone),
        "times": stay.calls, "ahead": ahead, "estimate": told,
        "business_day": row.business_day, "starts_at": None, "ends_at": None,
        "epoch": log.epoch, "seq": log.seq,
    }  # fmt: skip
    taken_back = stay.waiting and stay.call_seq is not None
    return {**told_ticket, "again": True} if taken_back else told_ticket


def public_priority(code: str) -> str:
    """The public sees that a ticket has priority, never why."""
    return "none" if code == "none" else "priority"
