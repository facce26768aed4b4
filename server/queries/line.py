"""The waiting line of a branch and what stands in front of each ticket."""

from __future__ import annotations

import json
from collections import Counter as Tally
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import ColumnElement, Connection, bindparam, case, func, literal_column, select

from server.contract import Estimate, OverflowView
from server.ledger.models import Record, counter_session, leg, ticket, user
from server.ledger.statements import Statement
from server.queries.house import Branch, House, profile_of
from server.rules.calendar import after_working
from server.rules.profiles import Profile
from server.rules.waits import Desk, Workload, told

WAITING: ColumnElement[bool] = literal_column("leg.waiting")
"""Written out, never bound: a bound value would keep PostgreSQL from the partial index."""
ACTIVE: ColumnElement[bool] = literal_column("ticket.state IN ('called', 'serving')")
SAID = 1024
"""Texts of profiles that stay read: with each number every open counter's is asked for twice."""
MOST_DOSSIERS = 1_000_000
"""More than any ticket has."""
OPEN: ColumnElement[bool] = literal_column("counter_session.closed_at IS NULL")

SELECT_NUMBERS = Statement(
    select(leg.c.service, leg.c.procedure, leg.c.dossiers, leg.c.call_seq, ticket.c.series, ticket.c.number)
    .join(ticket, ticket.c.id == leg.c.ticket)
    .where(leg.c.branch == bindparam("branch"), WAITING)
    .order_by(leg.c.order_key, leg.c.issued_seq)
)
SELECT_NUMBERS_TOP = Statement(SELECT_NUMBERS.clause.limit(bindparam("top")))
SELECT_LOADS = Statement(
    select(
        leg.c.service, leg.c.procedure, func.count().label("waiting"), func.sum(leg.c.dossiers).label("dossiers"),
        func.sum(case((leg.c.dossiers > bindparam("over"), leg.c.dossiers), else_=0)).label("bulk"),
    )
    .where(leg.c.branch == bindparam("branch"), WAITING)
    .group_by(leg.c.service, leg.c.procedure)
)  # fmt: skip
SELECT_LOADS_BEFORE = Statement(
    SELECT_LOADS.clause.where(
        (leg.c.order_key < bindparam("order_key"))
        | ((leg.c.order_key == bindparam("order_key")) & (leg.c.issued_seq < bindparam("issued_seq")))
    )
)
SESSIONS_OF_ALL = (
    select(counter_session, func.coalesce(user.c.skills, literal_column("'[]'")).label("skills"))
    .outerjoin(user, user.c.name == counter_session.c.officer)
    .where(OPEN)
)
"""Open sessions with what their officers have learnt."""
SESSIONS = SESSIONS_OF_ALL.where(counter_session.c.branch == bindparam("branch"))
SELECT_SESSIONS = Statement(SESSIONS)
SELECT_ACTIVE = Statement(
    select(
        ticket.c.counter, ticket.c.id, ticket.c.number, ticket.c.series, ticket.c.state, ticket.c.dossiers,
        leg.c.service, leg.c.procedure, leg.c.last_called, leg.c.started,
    )
    .join(leg, leg.c.ticket == ticket.c.id)
    .where(ticket.c.branch == bindparam("branch"), ACTIVE, leg.c.ended.is_(None))
)  # fmt: skip


@dataclass(frozen=True)
class Staffing:
    """Who is at which counter now and with which ticket."""

    sessions: dict[str, Record]
    active: dict[str, Record]


def staffing(connection: Connection, branch: str) -> Staffing:
    sessions = SELECT_SESSIONS.all(connection, {"branch": branch})
    active = SELECT_ACTIVE.all(connection, {"branch": branch})
    return Staffing({one.counter: one for one in sessions}, {one.counter: one for one in active})


def profile_in(session: Record) -> Profile:
    """What a session calls from: what its counter is given to do, as far as its officer has learnt it."""
    return _profile(session.services, session.overflow, session.skills)


def given_in(session: Record) -> Profile:
    """What a session was opened for, or what a supervisor has given it since, whoever sits there."""
    return _given(session.services, session.overflow)


def skills_in(account: Record) -> frozenset[str]:
    """The services that somebody has learnt; none are all."""
    return _skills(account.skills)


@lru_cache(SAID)
def _profile(services: str, overflow: str, skills: str) -> Profile:
    return _given(services, overflow).within(_skills(skills))


@lru_cache(SAID)
def _given(services: str, overflow: str) -> Profile:
    return profile_of(json.loads(services), json.loads(overflow))


@lru_cache(SAID)
def _skills(skills: str) -> frozenset[str]:
    return frozenset(json.loads(skills))


def desks(house: House, staff: Staffing) -> list[Desk]:
    """Open counters as the estimate sees them: half of the work in hand where somebody is being served. What a counter
    only helps with is not counted on."""
    found = []
    for code, session in staff.sessions.items():
        if session.state == "open":
            active = staff.active.get(code)
            in_hand = work_s(house, active.service, active.procedure, active.dossiers) / 2 if active else 0.0
            bulk = active is not None and is_bulk(house, active.dossiers)
            found.append(Desk(frozenset(profile_in(session).services), in_hand, bulk))
    return found


def work_s(house: House, service: str, procedure: str | None, dossiers: int) -> int:
    """Seconds of work: the norm, which is that of one dossier, times `dossiers`.

    A service that has left the catalogue keeps a plain quarter of an hour."""
    known = house.services.get(service)
    return (known.norm_s(procedure) if known else 900) * dossiers


def overflow_told(serves: Profile) -> list[OverflowView]:
    return [{"service": one.service, "after_s": one.after_s} for one in serves.overflow]


@dataclass(frozen=True)
class Load:
    """How many wait for this, how many dossiers they file together, and how many of these the bulk filers among
    them."""

    service: str
    procedure: str | None
    waiting: int
    dossiers: int
    bulk: int


def loads(connection: Connection, house: House, branch: str) -> list[Load]:
    return [_load(row) for row in SELECT_LOADS.all(connection, {"branch": branch, "over": _bulk_over(house)})]


def loads_before(
    connection: Connection, house: House, branch: str, order_key: int, issued_seq: int
) -> list[Load]:
    parameters = {
        "branch": branch, "order_key": order_key, "issued_seq": issued_seq, "over": _bulk_over(house),
    }  # fmt: skip
    return [_load(row) for row in SELECT_LOADS_BEFORE.all(connection, parameters)]


def _load(row: Record) -> Load:
    return Load(row.service, row.procedure, row.waiting, int(row.dossiers), int(row.bulk))


def is_bulk(house: House, dossiers: int) -> bool:
    return house.bulk is not None and house.bulk.is_bulk(dossiers)


def _bulk_over(house: House) -> int:
    return house.bulk.over if house.bulk else MOST_DOSSIERS


def waiting_by_service(found: Iterable[Load]) -> Tally[str]:
    tally: Tally[str] = Tally()
    for one in found:
        tally[one.service] += one.waiting
    return tally


def workload(house: House, staff: Staffing, found: Iterable[Load] = ()) -> Workload:
    work = Workload(desks(house, staff), house.bulk.at_once if house.bulk else None)
    for one in found:
        work.add(one.service, work_s(house, one.service, one.procedure, one.dossiers - one.bulk))
        work.add(one.service, work_s(house, one.service, one.procedure, one.bulk), bulk=True)
    return work


def estimate(branch: Branch, now: datetime, wait_s: float | None) -> Estimate | None:
    """The told range, breaks skipped; None while nobody can serve it."""
    if wait_s is None:
        return None
    low, high = told(wait_s)
    return {
        "low_s": round(after_working(branch.hours, now, low)),
        "high_s": round(after_working(branch.hours, now, high)),
    }
