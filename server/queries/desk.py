"""The desk's picture: the public one and what staff need besides."""

from __future__ import annotations

from collections import Counter as Tally
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select

from server.contract import (
    DeskCounter,
    DeskDone,
    DeskSnapshot,
    DeskTicket,
    DeskToday,
    PlannedLeg,
    ServiceToday,
)
from server.ledger.change import microseconds
from server.ledger.models import Record, leg, planned_leg, ticket
from server.ledger.statements import Statement
from server.queries.announcements import Said, announced
from server.queries.devices import devices
from server.queries.emergency import brought_late, emergency_blocks
from server.queries.helping import ringing
from server.queries.line import given_in, overflow_told, profile_in
from server.queries.snapshots import Moment, counter_codes, counter_view, public_snapshot
from server.queries.tickets import called_at
from server.queries.times import maybe, rfc3339
from server.queries.upcoming import Upcoming
from server.rules.numbering import number_text
from server.rules.ordering import MICROSECONDS
from server.rules.profiles import Profile
from server.rules.states import TicketState

DONE_SHOWN = 6
REMEMBERED = 10_000
"""Tickets of a node's branches that need not be told anew."""
ENDS = frozenset(TicketState)

COLUMNS = (
    ticket.c.id, ticket.c.series, ticket.c.number, ticket.c.state, ticket.c.version, ticket.c.priority,
    ticket.c.language, ticket.c.dossiers, ticket.c.counter, ticket.c.issued_at, ticket.c.source,
    ticket.c.note, ticket.c.park_until, leg.c.ordinal, leg.c.counter.label("leg_counter"), leg.c.for_counter,
    leg.c.for_officer, leg.c.not_counter, leg.c.enqueued,
    ticket.c.signal,
    ticket.c.issued_seq, leg.c.service, leg.c.procedure, leg.c.wait_start, leg.c.order_key, leg.c.calls, leg.c.call_seq,
    leg.c.first_called, leg.c.last_called, leg.c.started, leg.c.ended, leg.c.outcome, leg.c.waiting,
)  # fmt: skip
SELECT_TODAY = Statement(
    select(*COLUMNS)
    .join(leg, leg.c.ticket == ticket.c.id)
    .where(ticket.c.branch == bindparam("branch"), ticket.c.business_day == bindparam("day"))
    .order_by(leg.c.order_key, ticket.c.issued_seq)
)
SELECT_PLANS = Statement(
    select(planned_leg.c.ticket, planned_leg.c.service, planned_leg.c.procedure)
    .where(
        planned_leg.c.branch == bindparam("branch"), planned_leg.c.business_day == bindparam("day"),
        planned_leg.c.entered.is_(False),
    )
    .order_by(planned_leg.c.ticket, planned_leg.c.ordinal)
)  # fmt: skip
Plans = dict[str, list[PlannedLeg]]


def desk_snapshot(seen: Moment, recovered_at: int | None) -> DeskSnapshot:
    where = {"branch": seen.branch.code, "day": seen.log.business_day}
    rows = SELECT_TODAY.all(seen.connection, where)
    by_state: dict[str, list[Record]] = defaultdict(list)
    for row in current(rows):
        by_state[row.state].append(row)
    plans, said = (
        _plans(seen),
        announced(seen.connection, seen.branch, seen.log.business_day, by_state[TicketState.CALLED]),
    )
    public = public_snapshot(seen, whole_line=False)
    return {
        **public,
        "counters": _counters(seen, rows, by_state, plans, said),
        "waiting": [desk_ticket(seen, row, plans) for row in by_state[TicketState.WAITING]],
        "parked": [desk_ticket(seen, row, plans) for row in by_state[TicketState.PARKED]],
        "no_show": [desk_ticket(seen, row, plans) for row in by_state[TicketState.NO_SHOW]],
        "today": _today(seen, rows),
        "devices": devices(seen),
        "emergency": emergency_blocks(seen),
        "brought_late": brought_late(seen),
        "help": ringing(seen),
        "arrival": seen.house.arrival,
        "recovered_at": maybe(recovered_at, seen.branch.zone),
    }


def current(rows: Iterable[Record]) -> list[Record]:
    """The latest leg of each ticket, in the order of `rows`."""
    latest: dict[str, int] = {}
    rows = list(rows)
    for row in rows:
        latest[row.id] = max(row.ordinal, latest.get(row.id, 0))
    return [row for row in rows if row.ordinal == latest[row.id]]


def _plans(seen: Moment) -> Plans:
    """What is still to come, for each ticket of the day with more than one procedure."""
    plans: Plans = defaultdict(list)
    for one in SELECT_PLANS.all(seen.connection, {"branch": seen.branch.code, "day": seen.log.business_day}):
        plans[one.ticket].append({"service": one.service, "procedure": one.procedure})
    return plans


def desk_ticket(seen: Moment, row: Record, plans: Plans, said: int | None = None) -> DeskTicket:
    """`said`: when its call began to be said in the hall, microseconds UTC; None where no voice has told."""
    centre = seen.house.centre
    told = _ticket(row, seen.branch.zone, int(centre["recall_limit"]), int(centre["no_show_hold_s"]), said)
    return {**told, "then": plans[row.id]} if row.id in plans else told


@lru_cache(maxsize=REMEMBERED)
def _ticket(row: Record, zone: ZoneInfo, recall_limit: int, hold_s: int, said: int | None) -> DeskTicket:
    """Of a ticket with one procedure; of fifteen hundred that wait, one picture to the next changes two."""
    return {
        "id": row.id, "number": number_text(row.series, row.number), "service": row.service,
        "procedure": row.procedure, "then": [], "state": row.state,
        "version": row.version, "priority": row.priority,
        "language": row.language, "dossiers": row.dossiers, "signal": bool(row.signal),
        "counter": row.counter,
        "issued_at": rfc3339(row.issued_at, zone), "wait_start": rfc3339(row.wait_start, zone),
        "called_at": maybe(called_at(row), zone), "started_at": maybe(row.started, zone),
        "ended_at": maybe(row.ended, zone), "times": row.calls,
        "calls_left": max(0, recall_limit - row.calls), "hold_until": _hold(row, zone, hold_s, said),
        "source": row.source, "note": row.note, "park_until": maybe(row.park_until, zone),
        "for_counter": row.for_counter, "for_officer": row.for_officer,
    }  # fmt: skip


def _hold(row: Record, zone: ZoneInfo, hold_s: int, said: int | None) -> str | None:
    """Until when a called person may fairly be on the way: who waits in a loud hall for the voice has heard nothing
    while it was busy with others."""
    if row.state != TicketState.CALLED:
        return None
    return rfc3339((said or row.last_called) + hold_s * MICROSECONDS, zone)


def _counters(
    seen: Moment, rows: list[Record], by_state: dict[str, list[Record]], plans: Plans, said: Said
) -> list[DeskCounter]:
    active = {row.counter: row for state in ("called", "serving") for row in by_state[state]}
    ended: dict[str, list[Record]] = defaultdict(list)
    for row in rows:
        if row.ended is not None and row.leg_counter is not None:
            ended[row.leg_counter].append(row)
    upcoming = Upcoming(seen, by_state[TicketState.WAITING])
    return [
        _counter(seen, code, _at(seen, active.get(code), plans, said), ended[code], upcoming)
        for code in counter_codes(seen)
    ]


def _at(seen: Moment, active: Record | None, plans: Plans, said: Said) -> DeskTicket | None:
    return desk_ticket(seen, active, plans, said.get(active.call_seq)) if active else None


def _counter(
    seen: Moment, code: str, active: DeskTicket | None, ended: list[Record], upcoming: Upcoming
) -> DeskCounter:
    session = seen.staff.sessions.get(code)
    given = given_in(session) if session else _furnished(seen, code)
    profile = profile_in(session) if session else given
    calls_from, following = upcoming.at(code, profile)
    ended = sorted(ended, key=lambda row: row.ended, reverse=True)
    return {
        **counter_view(seen, code),
        "officer": session.officer if session else None,
        "services": list(profile.services),
        "overflow": overflow_told(profile),
        "given": {"services": list(given.services), "overflow": overflow_told(given)},
        "calls_from": list(calls_from),
        "idle_until": _idle_until(seen, session, active, ended),
        "since": maybe(session.state_since if session else None, seen.branch.zone),
        "pause_reason": session.pause_reason if session else None,
        "ticket": active,
        "next": following,
        "done": [_done(seen, row) for row in ended[:DONE_SHOWN]],
        "today": _at_counter(ended),
    }


def _idle_until(
    seen: Moment, session: Record | None, active: DeskTicket | None, ended: list[Record]
) -> str | None:
    """As `commands.idling` reckons it."""
    if session is None or active is not None:
        return None
    touched = max([session.state_since, *(row.ended for row in ended[:1])])
    return rfc3339(touched + seen.house.counter_idle_s * MICROSECONDS, seen.branch.zone)


def _furnished(seen: Moment, code: str) -> Profile:
    place = seen.branch.counters.get(code)
    return place.profile if place else Profile(())


def _done(seen: Moment, row: Record) -> DeskDone:
    return {
        "id": row.id, "number": number_text(row.series, row.number), "service": row.service,
        "procedure": row.procedure, "outcome": outcome(row), "ended_at": rfc3339(row.ended, seen.branch.zone),
        "handling_s": _handling_s(row),
    }  # fmt: skip


def outcome(row: Record) -> str:
    """How a leg ended; one that the day's end closed, as it left the ticket."""
    return str(row.outcome if row.outcome in ENDS else row.state)


def _handling_s(row: Record) -> int | None:
    """From the start of service (or the first call, if nobody came) to the end; None of what was called on paper."""
    since = row.started or row.first_called
    return None if since is None else int((row.ended - since) // MICROSECONDS)


def _at_counter(ended: list[Record]) -> DeskToday:
    served = [row for row in ended if row.outcome == TicketState.DONE]
    spans = [span for row in served if (span := _handling_s(row)) is not None]
    return {
        "served": len(served),
        "no_show": sum(row.outcome == TicketState.NO_SHOW for row in ended),
        "dossiers": sum(row.dossiers for row in served),
        "handling_s": round(sum(spans) / len(spans)) if spans else None,
    }


def _today(seen: Moment, rows: list[Record]) -> list[ServiceToday]:
    tallies: dict[str, Tally[str]] = defaultdict(Tally)
    earliest: dict[str, int] = {}
    latest = {(row.id, row.ordinal) for row in current(rows)}
    for row in rows:
        if (row.id, row.ordinal) not in latest and row.outcome != TicketState.DONE:
            continue
        tallies[row.service][row.state if row.ended is None else outcome(row)] += 1
        if row.waiting:
            earliest[row.service] = min(row.wait_start, earliest.get(row.service, row.wait_start))
    now = microseconds(seen.at)
    return [_service_today(code, tallies[code], now, earliest.get(code)) for code in seen.branch.services]


def _service_today(code: str, tally: Tally[str], now: int, earliest: int | None) -> ServiceToday:
    return {
        "code": code,
        "issued": tally.total(),
        "served": tally[TicketState.DONE],
        "no_show": tally[TicketState.NO_SHOW],
        "waiting": tally[TicketState.WAITING],
        "longest_s": None if earliest is None else (now - earliest) // MICROSECONDS,
    }
