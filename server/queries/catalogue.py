"""The catalogue as kiosks, phones and pages read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from server.contract import (
    BranchFacts,
    Catalogue,
    CounterFacts,
    PriorityFacts,
    ProcedureFacts,
    ServiceFacts,
    SessionFacts,
)
from server.queries.bookings import next_slot
from server.queries.closing import closing
from server.queries.house import ISSUING_STATUSES, Branch, Facts, House, Service
from server.queries.quotas import again_at, rests
from server.rules.calendar import Door, business_day, door, next_issue
from server.rules.quotas import Rest, Span

OUT = frozenset({"full", "closing", "last_ticket"})
"""Reasons for which a later day is offered: quota or time is out. Before the door opens nobody is put off."""


def catalogue(connection: Connection, house: House, code: str, at: datetime) -> Catalogue:
    branch = house.branch(code)
    seen = _moment(connection, house, branch, at)
    left = rests(connection, branch, at)
    offered = (house.services[name] for name in branch.services if name in house.services)
    return {
        "centre": {"name": house.centre["name"], "name_short": house.centre["name_short"]},
        "branch": branch_facts(branch),
        "services": [
            _with_booking_day(_service(one, seen, left.get(one.code)), connection, house, seen)
            for one in offered
        ],
        "counters": [_counter(one.code, one.zone, one.profile.services) for one in branch.counters.values()],
        "hours": [_session(one) for one in branch.facts["sessions"]],
        "priority": [_priority(one) for one in house.centre["priorities"] if one["public"]],
        "slip": house.centre["slip"],
    }


def why_closed(
    connection: Connection, house: House, branch: Branch, service: str, at: datetime
) -> str | None:
    """Why this service, which is offered here, gives no number now, as the catalogue says it; None when it does."""
    seen = _moment(connection, house, branch, at)
    closed = _closed(seen, service, rests(connection, branch, at).get(service))
    return closed[0] if closed else None


def branch_facts(branch: Branch) -> BranchFacts:
    return {
        "code": branch.code,
        "kind": branch.kind,
        "status": branch.status,
        "number": branch.facts["number"],
        "name": branch.facts["name"],
        "address": branch.facts["address"],
        "timezone": str(branch.zone),
    }


@dataclass(frozen=True)
class _Moment:
    branch: Branch
    at: datetime
    door: Door
    day: date
    closing: frozenset[str]


def _moment(connection: Connection, house: House, branch: Branch, at: datetime) -> _Moment:
    shut = closing(connection, house, branch, at)
    return _Moment(branch, at, door(branch.hours, at), business_day(at, branch.zone), shut)


def _service(service: Service, seen: _Moment, left: Rest | None) -> ServiceFacts:
    elsewhere = seen.branch.offered_at.get(service.code)
    closed = None if elsewhere else _closed(seen, service.code, left)
    told: ServiceFacts = {
        "code": service.code,
        "series": service.series,
        "name": service.facts["name"],
        "name_short": service.facts["name_short"],
        "hint": service.facts["hint"],
        "icon": service.facts["icon"],
        "asks_dossiers": service.facts["asks_dossiers"],
        "norm_s": service.facts["norm_s"],
        "open": elsewhere is None and closed is None,
        "procedures": [_procedure(one) for one in service.procedures.values() if _valid(one, seen.day)],
    }
    if elsewhere is not None:
        told["offered_at"] = elsewhere
    elif closed is not None:
        told["why"], again = closed
        if again is not None:
            told["opens_at"] = again.isoformat(timespec="seconds")
    return told


def _with_booking_day(
    told: ServiceFacts, connection: Connection, house: House, seen: _Moment
) -> ServiceFacts:
    if told.get("why") not in OUT or seen.branch.status not in ISSUING_STATUSES:
        return told
    slot = next_slot(connection, house, seen.branch, seen.at, told["code"])
    if slot is None:
        return told
    return {**told, "booking_day": business_day(slot.start, seen.branch.zone).isoformat()}


def _closed(seen: _Moment, service: str, left: Rest | None) -> tuple[str, datetime | None] | None:
    """Why no number is given, and when again; a day that is used up outlasts the lunch break, a session does not."""
    if seen.branch.status not in ISSUING_STATUSES:
        return seen.door.why or "hours", seen.door.issues_at
    if left is not None and left.left == 0 and (seen.door.issues or left.ends is Span.DAY):
        return "full", again_at(seen.branch, left, seen.at)
    if not seen.door.issues:
        return seen.door.why or "hours", seen.door.issues_at
    return ("closing", next_issue(seen.branch.hours, seen.at)) if service in seen.closing else None


def _valid(procedure: Facts, day: date) -> bool:
    since, until = procedure["valid_from"], procedure["valid_to"]
    return (since is None or since <= day.isoformat()) and (until is None or day.isoformat() <= until)


def _procedure(facts: Facts) -> ProcedureFacts:
    return {
        "code": facts["code"],
        "name": facts["name"],
        "name_short": facts["name_short"],
        "papers": facts["papers"],
        "norm_s": facts["norm_s"],
    }


def _counter(code: str, zone: dict[str, str], services: tuple[str, ...]) -> CounterFacts:
    return {"code": code, "zone": zone, "services": list(services)}


def _session(facts: Facts) -> SessionFacts:
    return {
        "weekday": facts["weekday"],
        "issue_from": facts["issue_from"][:5],
        "start": facts["start"][:5],
        "last_ticket": facts["last_ticket"][:5],
        "end": facts["end"][:5],
    }


def _priority(facts: Facts) -> PriorityFacts:
    return {"code": facts["code"], "name": facts["name"]}
