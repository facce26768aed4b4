"""Giving a number: the counter of the day, the ticket, its first leg and its event in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, insert, select, union_all
from sqlalchemy.dialects import postgresql, sqlite

from server.commands.admitting import check_forecast, check_kiosk, check_pace, check_person, check_quotas
from server.commands.scene import Scene
from server.commands.visits import INSERT_LEG, key_of, plan
from server.contract import Code, PlannedLeg, TicketView
from server.ledger.models import Record, booking, day_counter, ticket
from server.ledger.statements import Statement
from server.queries.house import ISSUING_STATUSES, Service
from server.queries.tickets import ticket_view
from server.rules.calendar import door
from server.rules.numbering import number_text, ticket_code
from server.rules.refusals import Refusal, unknown
from server.rules.states import TicketState

SELECT_KNOWN = Statement(
    union_all(*(select(one.c.id).where(one.c.id == bindparam("id")) for one in (ticket, booking)))
)
"""A number for a later day becomes a ticket with the same id."""
INSERT_TICKET = Statement(insert(ticket).returning(*ticket.c))
COUNT = (day_counter.c.branch, day_counter.c.business_day, day_counter.c.series)
NEXT_NUMBER = {
    dialect.__name__.rpartition(".")[2]: Statement(
        dialect.insert(day_counter)
        .values(last=1)
        .on_conflict_do_update(index_elements=COUNT, set_={"last": day_counter.c.last + 1})
        .returning(day_counter.c.last)
    )
    for dialect in (sqlite, postgresql)
}
"""The first ticket of the day makes the counter: no midnight job can fail."""


@dataclass(frozen=True)
class Request:
    """What a citizen asked for; `id` was made by whoever asks, `code_bits` are `CODE_BITS` random bits.

    `then` are the procedures that follow at the same visit, under the same number."""

    id: str
    service: str
    procedure: str | None
    priority: str
    language: str
    dossiers: int
    code_bits: int
    then: Sequence[PlannedLeg] = ()
    signal: bool = False
    """The bearer does not hear calls: they are shown."""


@dataclass(frozen=True)
class Entry:
    """How a ticket stands in the ledger: its number, its day, when it was given and since when it waits, each
    in microseconds UTC, and the seq of its event."""

    series: str
    number: int
    business_day: str
    issued_at: int
    wait_start: int
    seq: int


def issue(scene: Scene, request: Request, person: str | None = None) -> TicketView:
    """409 `branch_closed`, `service_closed`, `service_full` or `person_limit`; 422 for what is not offered here; 429
    too soon. `person` is the hash of a card that was read; it is counted and goes nowhere else.

    410 `too_late` for a UUID whose answer is forgotten already: its ticket is a week old.
    """
    if SELECT_KNOWN.first(scene.tx.connection, {"id": request.id}):
        raise Refusal(Code.TOO_LATE, "this ticket was given more than a week ago")
    service = wanted(scene, request)
    services = [service.code, *(one["service"] for one in request.then)]
    for code in services:
        check_kiosk(scene, code, request.priority)
    check_branch(scene)
    _check_hours(scene)
    check_quotas(scene, services)
    check_forecast(scene, services)
    check_pace(scene)
    check_person(scene, person)
    number = next_number(scene, service.series, scene.day)
    seq = scene.append(
        "ticket.issued",
        f"ticket/{request.id}",
        {
            "number": number_text(service.series, number), "service": service.code,
            "procedure": request.procedure, "priority": request.priority, "language": request.language,
            "dossiers": request.dossiers, "business_day": scene.day, "wait_start": scene.now,
            "order_key": key_of(scene, request.priority, scene.now), **told_plan(request),
            **by_signal(request.signal),
        },
    )  # fmt: skip
    row, stay = enter(scene, request, Entry(service.series, number, scene.day, scene.now, scene.now, seq))
    return ticket_view(scene.tx.connection, scene.house, row, stay, scene.now, scene.public_url)


def wanted(scene: Scene, request: Request) -> Service:
    """422 for a service, procedure or priority that is not offered here, and for the same thing twice."""
    service = offered(scene, request.service, request.procedure)
    seen = [(request.service, request.procedure)]
    for place, one in enumerate(request.then):
        offered(scene, one["service"], one["procedure"], f"/then/{place}")
        if (one["service"], one["procedure"]) in seen:
            raise Refusal(Code.INVALID, errors=[{"pointer": f"/then/{place}", "code": "repeated"}])
        seen.append((one["service"], one["procedure"]))
    if request.priority not in scene.house.credits:
        raise unknown("/priority")
    return service


def offered(scene: Scene, code: str, procedure: str | None, where: str = "") -> Service:
    """The service, if it and its procedure can be had here; 422 under the place `where` of the body otherwise."""
    if code not in scene.branch.services or code in scene.branch.offered_at:
        raise unknown(f"{where}/service")
    service = scene.house.services[code]
    if procedure is not None and procedure not in service.procedures:
        raise unknown(f"{where}/procedure")
    return service


def told_plan(request: Request) -> dict[str, Any]:
    """What the event says of the legs that follow; nothing when there are none."""
    return {"then": list(request.then)} if request.then else {}


def check_branch(scene: Scene) -> None:
    if scene.branch.status not in ISSUING_STATUSES:
        raise Refusal(Code.BRANCH_CLOSED, f"the branch is {scene.branch.status}")


def _check_hours(scene: Scene) -> None:
    now = door(scene.branch.hours, scene.tx.at)
    if now.why == "last_ticket":
        raise Refusal(Code.SERVICE_CLOSED, "the last number of this session has been given")
    if not now.issues:
        raise Refusal(Code.BRANCH_CLOSED, "outside the hours for numbers")


def next_number(scene: Scene, series: str, day: str) -> int:
    """Of a business day, this one or a later one: numbers given ahead come first."""
    connection = scene.tx.connection
    statement = NEXT_NUMBER[connection.dialect.name]
    count = {"branch": scene.branch.code, "business_day": day, "series": series}
    return int(statement.scalar(connection, count))


def by_signal(signal: bool) -> dict[str, bool]:
    """What an event says of it: nothing of the many who hear, as before there were signals."""
    return {"signal": True} if signal else {}


def enter(scene: Scene, request: Request, entry: Entry) -> tuple[Record, Record]:
    """The ticket with its plan, and its first leg, waiting."""
    shared = {
        "branch": scene.branch.code,
        "business_day": entry.business_day,
        "service": request.service,
        "issued_seq": entry.seq,
    }
    row = INSERT_TICKET.one(
        scene.tx.connection,
        {
            **shared, "id": request.id, "series": entry.series, "number": entry.number,
            "code": ticket_code(request.code_bits), "procedure": request.procedure, "priority": request.priority,
            "language": request.language, "dossiers": request.dossiers, "note": None, "park_until": None,
            "state": TicketState.WAITING.value,
            "version": 1, "counter": None, "source": scene.person.name, "issued_at": entry.issued_at,
            "seq": entry.seq, "signal": request.signal,
        },
    )  # fmt: skip
    stay = INSERT_LEG.one(
        scene.tx.connection,
        {
            **shared, "ticket": request.id, "ordinal": 1, "procedure": request.procedure, "waiting": True,
            "wait_start": entry.wait_start, "order_key": key_of(scene, request.priority, entry.wait_start),
            "counter": None, "calls": 0, "enqueued": entry.issued_at, "for_counter": None, "for_officer": None,
            "not_counter": None, "dossiers": request.dossiers,
        },
    )  # fmt: skip
    plan(scene, row, request.then)
    return row, stay
