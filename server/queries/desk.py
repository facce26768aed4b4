"""The desk's picture: the public one and what staff need besides."""

from __future__ import annotations

from collections import Counter as Tally
from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import bindparam, select

from server.contract import (
    DeskCounter,
    DeskDone,
    DeskNext,
    DeskSnapshot,
    DeskTicket,
    DeskToday,
    PlannedLeg,
    ServiceToday,
)
from server.ledger.change import microseconds
from server.ledger.models import Record, leg, planned_leg, ticket
from server.ledger.statements import Statement
from server.queries.devices import devices
from server.queries.emergency import brought_late, emergency_blocks
from server.queries.helping import ringing
from server.queries.line import overflow_told, profile_in
from server.queries.snapshots import Moment, counter_codes, counter_view, public_snapshot
from server.queries.times import maybe, rfc3339
from server.rules.bulk import held_over, in_turn
from server.rules.numbering import number_text
from server.rules.ordering import MICROSECONDS, Bounds, Waiting, may_call, why_next
from server.rules.profiles import Profile
from server.rules.states import TicketState

DONE_SHOWN = 6
ENDS = frozenset(TicketState)

COLUMNS = (
    ticket.c.id, ticket.c.series, ticket.c.number, ticket.c.state, ticket.c.version, ticket.c.priority,
    ticket.c.language, ticket.c.dossiers, ticket.c.counter, ticket.c.issued_at, ticket.c.source,
    ticket.c.note, ticket.c.park_until, leg.c.ordinal, leg.c.counter.label("leg_counter"), leg.c.for_counter,
    leg.c.for_officer, leg.c.not_counter, leg.c.enqueued,
    ticket.c.signal,
    ticket.c.issued_seq, leg.c.service, leg.c.procedure, leg.c.wait_start, leg.c.order_key, leg.c.calls,
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
    plans = _plans(seen)
    public = public_snapshot(seen, whole_line=False)
    return {
        **public,
        "counters": _counters(seen, rows, by_state, plans),
        "waiting": [desk_ticket(seen, row, plans) for row in by_state[TicketState.WAITING]],
        "parked": [desk_ticket(seen, row, plans) for row in by_state[TicketState.PARKED]],
        "no_show": [desk_ticket(seen, row, plans) for row in by_state[TicketState.NO_SHOW]],
        "today": _today(seen, rows),
        "devices": devices(seen),
        "emergency": emergency_blocks(seen),
        "brought_late": brought_late(seen),
        "help": ringing(seen),
        "arrival": bool(seen.house.centre.get("arrival", True)),
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


def desk_ticket(seen: Moment, row: Record, plans: Plans) -> DeskTicket:
    zone = seen.branch.zone
    return {
        "id": row.id, "number": number_text(row.series, row.number), "service": row.service,
        "procedure": row.procedure, "then": plans.get(row.id, []), "state": row.state,
        "version": row.version, "priority": row.priority,
        "language": row.language, "dossiers": row.dossiers, "signal": bool(row.signal),
        "counter": row.counter,
        "issued_at": rfc3339(row.issued_at, zone), "wait_start": rfc3339(row.wait_start, zone),
        "called_at": maybe(row.last_called, zone), "started_at": maybe(row.started, zone),
        "ended_at": maybe(row.ended, zone), "times": row.calls,
        "calls_left": max(0, int(seen.house.centre["recall_limit"]) - row.calls), "hold_until": _hold(seen, row),
        "source": row.source, "note": row.note, "park_until": maybe(row.park_until, zone),
        "for_counter": row.for_counter, "for_officer": row.for_officer,
    }  # fmt: skip


def _hold(seen: Moment, row: Record) -> str | None:
    """Until when a called person may fairly be on the way."""
    if row.state != TicketState.CALLED:
        return None
    hold_us = int(seen.house.centre["no_show_hold_s"]) * MICROSECONDS
    return rfc3339(row.last_called + hold_us, seen.branch.zone)


def _counters(
    seen: Moment, rows: list[Record], by_state: dict[str, list[Record]], plans: Plans
) -> list[DeskCounter]:
    active = {row.counter: row for state in ("called", "serving") for row in by_state[state]}
    ended: dict[str, list[Record]] = defaultdict(list)
    for row in rows:
        if row.ended is not None and row.leg_counter is not None:
            ended[row.leg_counter].append(row)
    waiting = by_state[TicketState.WAITING]
    return [
        _counter(seen, code, _at(seen, active.get(code), plans), ended[code], waiting)
        for code in counter_codes(seen)
    ]


def _at(seen: Moment, active: Record | None, plans: Plans) -> DeskTicket | None:
    return desk_ticket(seen, active, plans) if active else None


def _counter(
    seen: Moment, code: str, active: DeskTicket | None, ended: list[Record], waiting: list[Record]
) -> DeskCounter:
    session = seen.staff.sessions.get(code)
    profile = profile_in(session) if session else _furnished(seen, code)
    calls_from, following = _next(seen, code, profile, waiting)
    ended = sorted(ended, key=lambda row: row.ended, reverse=True)
    return {
        **counter_view(seen, code),
        "officer": session.officer if session else None,
        "services": list(profile.services),
        "overflow": overflow_told(profile),
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


def _next(
    seen: Moment, code: str, profile: Profile, waiting: list[Record]
) -> tuple[tuple[str, ...], DeskNext | None]:
    """The services that this counter would call from now, and whom, as `commands.choosing` finds it."""
    session, now = seen.staff.sessions.get(code), microseconds(seen.at)
    tiers = profile.tiers(_since(waiting), now)
    if session is None:
        return tiers[0], None
    for services in tiers:
        desk = (code, session.officer)
        mine = [row for row in waiting if may_call(row.service, _bounds(row), desk, services, now)]
        if mine:
            return services, _following(seen, mine, profile)
    return tiers[0], None


def _following(seen: Moment, mine: Sequence[Record], profile: Profile) -> DeskNext:
    held = held_over(seen.house.bulk, (one.dossiers for one in seen.staff.active.values()))
    mine = in_turn(mine, lambda row: int(row.dossiers), held)
    first = mine[0]
    others = [_waiting(row) for row in mine]
    why = why_next(_waiting(first), others, profile.helps_with(first.service))
    return {"id": first.id, "number": number_text(first.series, first.number), "why": why.value}


def _since(waiting: list[Record]) -> dict[str, int]:
    """When the one came who has waited longest, of each service; who waits for one counter alone is not counted."""
    since: dict[str, int] = {}
    for row in waiting:
        if row.for_counter is None and row.for_officer is None:
            since[row.service] = min(row.wait_start, since.get(row.service, row.wait_start))
    return since


def _bounds(row: Record) -> Bounds:
    return Bounds(row.for_counter, row.for_officer, row.not_counter, row.enqueued)


def _waiting(row: Record) -> Waiting:
    return Waiting(row.id, row.service, row.order_key, row.wait_start, row.issued_seq)


def _done(seen: Moment, row: Record) -> DeskDone:
    return {
        "id": row.id, "number": number_text(row.series, row.number), "service": row.service,
        "procedure": row.procedure, "outcome": outcome(row), "ended_at": rfc3339(row.ended, seen.branch.zone),
        "handling_s": _handling_s(row),
    }  # fmt: skip


def outcome(row: Record) -> str:
    """How a leg ended; one that the day's end closed, as it left the ticket."""
    return str(row.outcome if row.outcome in ENDS else row.state)


def _handling_s(row: Record) -> int:
    """From the start of service (or the first call, if nobody came) to the end."""
    return int((row.ended - (row.started or row.first_called)) // MICROSECONDS)


def _at_counter(ended: list[Record]) -> DeskToday:
    served = [row for row in ended if row.outcome == TicketState.DONE]
    spans = [_handling_s(row) for row in served]
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
