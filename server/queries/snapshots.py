"""The public picture of a branch: small, versioned, the same bytes for every wall and phone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, literal_column, select

from server.contract import AgainView, CallView, CounterView, LineView, Names, PublicSnapshot, ServiceView
from server.ledger.change import microseconds
from server.ledger.models import Record, book, leg, ticket
from server.ledger.statements import Statement
from server.queries.announcements import awaited
from server.queries.closing import closing_by
from server.queries.house import ISSUING_STATUSES, Branch, House
from server.queries.line import (
    SELECT_NUMBERS,
    SELECT_NUMBERS_TOP,
    Staffing,
    estimate,
    is_bulk,
    loads,
    staffing,
    waiting_by_service,
    work_s,
    workload,
)
from server.queries.quotas import rests
from server.queries.times import maybe, rfc3339
from server.rules.calendar import Door, business_day, door, why_shut
from server.rules.numbering import number_text
from server.rules.ordering import MICROSECONDS
from server.rules.states import TicketState

TOP_OF_LINE = 20
"""What a wall gets of the line; phones get all of it."""
RECENT_CALLS = 12
TAKEN_BACK = 4
"""So many calls of late may have been taken back before the list of calls gets shorter."""
MOST_CALLS = 128
RUSH_US = 30 * MICROSECONDS
"""However many are called at once, each call stands in the list for so long: walls say them one after another."""

GOES_ON = frozenset({TicketState.WAITING, TicketState.CALLED, TicketState.SERVING})

OWN_CALLS = 7
"""The hero and six more: what a wall that shows few counters lists of theirs, however much is called elsewhere."""

SELECT_BOOK = Statement(select(book).where(book.c.code == bindparam("branch")))
CALLS = (
    select(
        leg.c.call_seq, leg.c.service, leg.c.counter, leg.c.last_called, leg.c.calls, leg.c.ended,
        leg.c.outcome, leg.c.waiting,
        ticket.c.id, ticket.c.series, ticket.c.number, ticket.c.state, ticket.c.code,
        ticket.c.signal,
    )
    .join(ticket, ticket.c.id == leg.c.ticket)
    .where(
        leg.c.branch == bindparam("branch"), leg.c.business_day == bindparam("day"),
        literal_column("leg.call_seq IS NOT NULL"),
    )
    .order_by(leg.c.call_seq.desc())
)  # fmt: skip
SELECT_CALLS = Statement(CALLS.limit(bindparam("most")))
SELECT_CALLS_BEFORE = Statement(
    CALLS.where(
        leg.c.call_seq < bindparam("before"), leg.c.calls > 0,
        leg.c.counter.in_(bindparam("counters", expanding=True)),
    ).limit(OWN_CALLS)
)  # fmt: skip


@dataclass(frozen=True)
class Moment:
    """What every part of a picture is drawn from, read in one transaction."""

    connection: Connection
    house: House
    branch: Branch
    log: Record
    at: datetime
    staff: Staffing
    door: Door

    @property
    def takes_numbers(self) -> bool:
        return self.door.issues and self.branch.status in ISSUING_STATUSES

    def text(self, microseconds_utc: int) -> str:
        return rfc3339(microseconds_utc, self.branch.zone)


def moment(connection: Connection, house: House, code: str, at: datetime) -> Moment:
    branch = house.branch(code)
    log = SELECT_BOOK.one(connection, {"branch": code})
    return Moment(connection, house, branch, log, at, staffing(connection, code), door(branch.hours, at))


def public_snapshot(seen: Moment, whole_line: bool) -> PublicSnapshot:
    called = _called(seen)
    listed = _standing(seen, called)
    unsaid = _unsaid(seen, listed)
    return {
        "branch": seen.branch.code,
        "epoch": seen.log.epoch,
        "seq": seen.log.seq,
        "at": seen.text(microseconds(seen.at)),
        "open": seen.door.open and seen.branch.status in ISSUING_STATUSES,
        "always_open": seen.branch.hours.always,
        "opens_at": _instant(seen, seen.door.opens_at),
        "closes_at": _instant(seen, seen.door.closes_at),
        "closed_for": why_shut(seen.branch.hours, seen.at),
        "holiday": _holiday(seen),
        "calls": [_call(seen, row, row.call_seq not in unsaid) for row in listed],
        "older": [_call(seen, row, announced=True) for row in _older(seen, listed)],
        "again": [_again(seen, row) for row in called if row.waiting],
        "services": services(seen),
        "counters": [counter_view(seen, code) for code in counter_codes(seen)],
        "line": numbers(seen, whole_line),
        "notices": seen.house.centre.get("notices", []),
    }


def calls(seen: Moment) -> list[Record]:
    """The latest call of each ticket of the day, newest first."""
    return _standing(seen, _called(seen))


def _standing(seen: Moment, called: list[Record]) -> list[Record]:
    """Without the calls that were taken back: they count for nothing, and leave only when they were."""
    return _of_late(seen, [row for row in called if row.calls > 0], RECENT_CALLS)


def _older(seen: Moment, listed: list[Record]) -> list[Record]:
    """Calls that have left the list, but not yet the walls of a few counters; newest first."""
    if len(listed) < RECENT_CALLS:
        return []
    where = {"branch": seen.branch.code, "day": seen.log.business_day, "before": listed[-1].call_seq}
    found: dict[int, Record] = {}
    for counters in seen.branch.walls:
        room = OWN_CALLS - sum(row.counter in counters for row in listed)
        if room > 0:
            rows = SELECT_CALLS_BEFORE.all(seen.connection, where | {"counters": sorted(counters)})
            found |= {row.call_seq: row for row in rows[:room]}
    return [found[seq] for seq in sorted(found, reverse=True)]


def _holiday(seen: Moment) -> Names | None:
    """The name of the holiday that this day is, where it closes the branch."""
    if seen.branch.hours.always:
        return None
    today = business_day(seen.at, seen.branch.zone).isoformat()
    return next((one["name"] for one in seen.house.centre["holidays"] if one["date"] == today), None)


def _called(seen: Moment) -> list[Record]:
    """The last calls of the day, newest first: a few, and in a rush all of it."""
    few = RECENT_CALLS + TAKEN_BACK
    found = _last_called(seen, few)
    in_rush = len(found) == few and _is_young(seen, found[-1])
    return _of_late(seen, _last_called(seen, MOST_CALLS), few) if in_rush else found


def _last_called(seen: Moment, most: int) -> list[Record]:
    where = {"branch": seen.branch.code, "day": seen.log.business_day, "most": most}
    return SELECT_CALLS.all(seen.connection, where)


def _of_late(seen: Moment, rows: list[Record], few: int) -> list[Record]:
    return [row for place, row in enumerate(rows) if place < few or _is_young(seen, row)]


def _is_young(seen: Moment, row: Record) -> bool:
    return bool(microseconds(seen.at) - row.last_called < RUSH_US)


def services(seen: Moment) -> list[ServiceView]:
    found = loads(seen.connection, seen.house, seen.branch.code)
    waiting = waiting_by_service(found)
    work = workload(seen.house, seen.staff, found)
    offered = (seen.house.services[code] for code in seen.branch.services if code in seen.house.services)
    left = {code: one.left for code, one in rests(seen.connection, seen.branch, seen.at).items()}
    shut = closing_by(work, seen.house, seen.branch, seen.at) | set(seen.branch.offered_at)
    return [
        {
            "code": one.code, "series": one.series, "name": one.facts["name"],
            "name_short": one.facts["name_short"],
            "open": seen.takes_numbers and one.code not in shut and left.get(one.code) != 0,
            "waiting": waiting[one.code],
            "estimate": estimate(seen.branch, seen.at, work.wait_s(one.code)),
            "left": left.get(one.code),
        }
        for one in offered
    ]  # fmt: skip


def counter_codes(seen: Moment) -> list[str]:
    """The catalogue's counters, and one that was retired while somebody still sits there."""
    return [
        *seen.branch.counters,
        *(code for code in seen.staff.sessions if code not in seen.branch.counters),
    ]


def counter_view(seen: Moment, code: str) -> CounterView:
    session, active = seen.staff.sessions.get(code), seen.staff.active.get(code)
    return {
        "code": code,
        "state": session.state if session else "closed",
        "number": number_text(active.series, active.number) if active else None,
        "ticket_state": active.state if active else None,
    }


def numbers(seen: Moment, whole_line: bool) -> list[LineView]:
    """The line in the order of calling, each with how many of its service come first."""
    where = {"branch": seen.branch.code}
    statement = SELECT_NUMBERS if whole_line else SELECT_NUMBERS_TOP
    rows = statement.all(seen.connection, where if whole_line else where | {"top": TOP_OF_LINE})
    work = workload(seen.house, seen.staff)
    ahead: dict[str, int] = {}
    told: list[LineView] = []
    for row in rows:
        wait = estimate(seen.branch, seen.at, work.wait_s(row.service))
        low_s, high_s = (wait["low_s"], wait["high_s"]) if wait else (None, None)
        count = ahead.get(row.service, 0)
        number = number_text(row.series, row.number)
        one: LineView = {
            "number": number, "service": row.service, "ahead": count, "low_s": low_s, "high_s": high_s,
        }  # fmt: skip
        told.append(one if row.call_seq is None else {**one, "again": True})
        ahead[row.service] = count + 1
        work.add(
            row.service,
            work_s(seen.house, row.service, row.procedure, row.dossiers),
            is_bulk(seen.house, row.dossiers),
        )
    return told


def _unsaid(seen: Moment, listed: list[Record]) -> frozenset[int]:
    on = [row for row in listed if _state_of_call(row) == TicketState.CALLED]
    return awaited(seen.connection, seen.branch, seen.log.business_day, on, microseconds(seen.at))


def _call(seen: Moment, row: Record, announced: bool) -> CallView:
    counter = seen.branch.counters.get(row.counter)
    return {
        "id": f"{seen.log.epoch}-{row.call_seq}",
        "number": number_text(row.series, row.number),
        "service": row.service,
        "counter": row.counter,
        "zone": counter.zone if counter else None,
        "at": seen.text(row.last_called),
        "times": row.calls,
        "state": _state_of_call(row),
        "signal": bool(row.signal),
        "announced": announced,
    }


def _again(seen: Moment, row: Record) -> AgainView:
    return {"number": number_text(row.series, row.number), "at": seen.text(row.last_called)}


def _state_of_call(row: Record) -> str:
    """A visit that goes on has left the counter of this call: its leg tells how."""
    gone_on = row.ended is not None and row.state in GOES_ON
    return str(row.outcome if gone_on else row.state)


def _instant(seen: Moment, at: datetime | None) -> str | None:
    return maybe(microseconds(at) if at else None, seen.branch.zone)
