"""A number for a later day: given when today has none, and waiting from its half-hour on."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import insert

from server.commands.admitting import check_kiosk, check_pace, check_person
from server.commands.expected import SELECT_DUE, set_state
from server.commands.issuing import SELECT_KNOWN, Entry, Request, check_branch, enter, next_number, offered
from server.commands.scene import NODE, Scene
from server.commands.visits import key_of
from server.contract import BookingView, Code
from server.ledger.change import microseconds
from server.ledger.models import Record, booking
from server.ledger.statements import Statement
from server.queries.bookings import booking_view, next_slot
from server.queries.catalogue import why_closed
from server.queries.house import Service
from server.rules.calendar import business_day
from server.rules.numbering import code_bits, number_text, ticket_code
from server.rules.ordering import CARRIED_OVER, NO_PRIORITY
from server.rules.refusals import Refusal
from server.rules.slots import Slot
from server.rules.states import BookingState

INSERT_BOOKING = Statement(insert(booking).returning(*booking.c))


@dataclass(frozen=True)
class Wish:
    """What is asked for under a UUID of the asker's; `code_bits` are `CODE_BITS` random bits."""

    id: str
    service: str
    procedure: str | None
    language: str
    dossiers: int
    code_bits: int


def book(scene: Scene, wish: Wish, person: str | None = None) -> BookingView:
    """The first free slot of a later day, with its number of that day. Kiosks give one only while the service gives
    none today (409 `wrong_state`), staff always; 409 `service_full` when no day within a month has room,
    `branch_closed`, `person_limit`; 422 for what is not offered here; 429 too soon."""
    if SELECT_KNOWN.first(scene.tx.connection, {"id": wish.id}):
        raise Refusal(Code.TOO_LATE, "this slip was given more than a week ago")
    service = offered(scene, wish.service, wish.procedure)
    check_kiosk(scene, wish.service, NO_PRIORITY)
    check_branch(scene)
    if scene.person.role == "kiosk" and _gives_today(scene, wish.service):
        raise Refusal(Code.WRONG_STATE, "this service still gives numbers for today")
    slot = _slot(scene, wish)
    check_pace(scene)
    check_person(scene, person)
    return booking_view(_write(scene, wish, service, slot), scene.branch, scene.public_url)


def enter_due(scene: Scene) -> None:
    """Whose half-hour has come waits from its beginning, before everybody who came on this day: `carried_over`."""
    for row in SELECT_DUE.all(scene.tx.connection, {"branch": scene.branch.code, "now": scene.now}):
        _enter(replace(scene, person=NODE, reason=None), row)


def _gives_today(scene: Scene, service: str) -> bool:
    return why_closed(scene.tx.connection, scene.house, scene.branch, service, scene.tx.at) is None


def _slot(scene: Scene, wish: Wish) -> Slot:
    slot = next_slot(
        scene.tx.connection,
        scene.house,
        scene.branch,
        scene.tx.at,
        wish.service,
        wish.procedure,
        wish.dossiers,
    )
    if slot is None:
        raise Refusal(Code.SERVICE_FULL, "no day within a month has room")
    return slot


def _write(scene: Scene, wish: Wish, service: Service, slot: Slot) -> Record:
    day = business_day(slot.start, scene.branch.zone).isoformat()
    number = next_number(scene, service.series, day)
    told = {
        "service": wish.service, "procedure": wish.procedure, "language": wish.language,
        "dossiers": wish.dossiers, "business_day": day, "starts_at": microseconds(slot.start),
        "ends_at": microseconds(slot.end),
    }  # fmt: skip
    known = {"number": number_text(service.series, number)}
    seq = scene.append("ticket.booked", f"ticket/{wish.id}", known | told)
    return INSERT_BOOKING.one(
        scene.tx.connection,
        told | {
            "id": wish.id, "branch": scene.branch.code, "series": service.series, "number": number,
            "code": ticket_code(wish.code_bits), "state": BookingState.BOOKED.value, "source": scene.person.name,
            "booked_at": scene.now, "seq": seq,
        },
    )  # fmt: skip


def _enter(scene: Scene, row: Record) -> None:
    request = Request(
        row.id, row.service, row.procedure, CARRIED_OVER, row.language, row.dossiers, code_bits(row.code)
    )
    seq = scene.append(
        "ticket.checked_in",
        f"ticket/{row.id}",
        {
            "number": number_text(row.series, row.number), "service": row.service, "procedure": row.procedure,
            "priority": CARRIED_OVER, "language": row.language, "dossiers": row.dossiers,
            "business_day": row.business_day, "wait_start": row.starts_at,
            "order_key": key_of(scene, CARRIED_OVER, row.starts_at),
        },
    )  # fmt: skip
    set_state(scene.tx, row, BookingState.ENTERED, seq)
    entry = Entry(row.series, row.number, row.business_day, row.starts_at, row.starts_at, seq)
    enter(scene, request, entry)
