"""The catalogue as kiosks, phones and pages read it."""

from __future__ import annotations

from datetime import date, datetime

from server.contract import (
    BranchFacts,
    Catalogue,
    CounterFacts,
    PriorityFacts,
    ProcedureFacts,
    ServiceFacts,
    SessionFacts,
)
from server.queries.house import ISSUING_STATUSES, Branch, Facts, House, Service
from server.rules.calendar import Door, business_day, door


def catalogue(house: House, code: str, at: datetime) -> Catalogue:
    branch = house.branch(code)
    now, day = door(branch.hours, at), business_day(at, branch.zone)
    offered = (house.services[name] for name in branch.services if name in house.services)
    return {
        "centre": {"name": house.centre["name"], "name_short": house.centre["name_short"]},
        "branch": branch_facts(branch),
        "services": [_service(one, branch, now, day) for one in offered],
        "counters": [_counter(one.code, one.zone, one.services) for one in branch.counters.values()],
        "hours": [_session(one) for one in branch.facts["sessions"]],
        "priority": [_priority(one) for one in house.centre["priorities"] if one["public"]],
        "slip": house.centre["slip"],
    }


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


def _service(service: Service, branch: Branch, now: Door, day: date) -> ServiceFacts:
    elsewhere = branch.offered_at.get(service.code)
    issues = now.issues and branch.status in ISSUING_STATUSES
    told: ServiceFacts = {
        "code": service.code,
        "series": service.series,
        "name": service.facts["name"],
        "name_short": service.facts["name_short"],
        "hint": service.facts["hint"],
        "icon": service.facts["icon"],
        "asks_dossiers": service.facts["asks_dossiers"],
        "norm_s": service.facts["norm_s"],
        "open": issues and elsewhere is None,
        "procedures": [_procedure(one) for one in service.procedures.values() if _valid(one, day)],
    }
    if elsewhere is not None:
        told["offered_at"] = elsewhere
    elif not issues:
        told["why"] = now.why or "hours"
        if now.issues_at is not None:
            told["opens_at"] = now.issues_at.isoformat(timespec="seconds")
    return told


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
