"""A kiosk brings the numbers that it gave without its node: what stands on the paper holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, or_, select

from server.commands.answering import as_json
from server.commands.day import end_ticket
from server.commands.issuing import Entry, Request, by_signal, enter, told_plan, wanted
from server.commands.leasing import SELECT_OWN
from server.commands.scene import Scene
from server.commands.tickets import end
from server.commands.visits import key_of
from server.contract import Code, TicketView
from server.ledger.answers import PROBLEM, Answer, close
from server.ledger.change import microseconds
from server.ledger.models import Record, booking, ticket
from server.ledger.statements import Statement
from server.queries.tickets import current_leg, find_ticket, ticket_row, ticket_view
from server.rules.calendar import business_day, day_end
from server.rules.leases import SERIES
from server.rules.numbering import number_text, ticket_code
from server.rules.refusals import Refusal, problem
from server.rules.states import TicketState

SELECT_TAKEN = Statement(
    select(ticket.c.id).where(
        or_(
            ticket.c.id == bindparam("id"),
            ticket.c.code == bindparam("code"),
            (ticket.c.branch == bindparam("branch")) & (ticket.c.business_day == bindparam("day"))
            & (ticket.c.series == SERIES) & (ticket.c.number == bindparam("number")),
        )
    )
)  # fmt: skip
SELECT_BOOKED = Statement(
    select(booking.c.id).where(or_(booking.c.id == bindparam("id"), booking.c.code == bindparam("code")))
)


@dataclass(frozen=True)
class Paper:
    """What stands on the slip; `replaces` is the touch that the node never answered, if it was asked."""

    number: int
    issued_at: datetime
    replaces: str | None


def upload(scene: Scene, request: Request, paper: Paper) -> TicketView:
    """In its place among those still waiting; of an earlier day, as that day's end left it.

    Never refused for hours or quotas. 409 `number_taken` when number, code or UUID stand on another ticket."""
    wanted(scene, request)
    day = min(business_day(paper.issued_at, scene.branch.zone).isoformat(), scene.day)
    _check_free(scene, request, paper, day)
    wait_start = _wait_start(scene, paper, _replace(scene, paper))
    seq = _tell(scene, request, paper, day, wait_start)
    entry = Entry(SERIES, paper.number, day, microseconds(paper.issued_at), wait_start, seq)
    row, stay = enter(scene, request, entry)
    if day < scene.day:
        end_ticket(
            scene.tx, scene.branch, row, microseconds(day_end(date.fromisoformat(day), scene.branch.zone))
        )
        row, stay = (
            ticket_row(scene.tx.connection, row.branch, row.id),
            current_leg(scene.tx.connection, row.id),
        )
    return ticket_view(scene.tx.connection, scene.house, row, stay, scene.now, scene.public_url)


def _check_free(scene: Scene, request: Request, paper: Paper, day: str) -> None:
    where = {"branch": scene.branch.code, "day": day, "number": paper.number}
    known = {"id": request.id, "code": ticket_code(request.code_bits)}
    taken = SELECT_TAKEN.first(scene.tx.connection, {**where, **known})
    if taken or SELECT_BOOKED.first(scene.tx.connection, known):
        raise Refusal(Code.NUMBER_TAKEN, f"{number_text(SERIES, paper.number)} stands on another ticket")


def _replace(scene: Scene, paper: Paper) -> Record | None:
    """The ticket whose place this one takes: its citizen never saw it. One that was called already stays.

    A touch that has not come yet must never become a second number."""
    if paper.replaces is None:
        return None
    found = find_ticket(scene.tx.connection, scene.branch.code, paper.replaces)
    if found is None:
        no = Refusal(Code.TOO_LATE, "the kiosk gave an emergency number instead")
        answer = Answer(no.status, as_json(problem(no)), PROBLEM)
        close(scene.tx.connection, "ticket", paper.replaces, answer, scene.now)
        return None
    if found.state != TicketState.WAITING:
        return None
    stay = current_leg(scene.tx.connection, found.id)
    end(scene, found, "ticket.cancelled", TicketState.CANCELLED, {"reason": "replaced"})
    return stay


def _tell(scene: Scene, request: Request, paper: Paper, day: str, wait_start: int) -> int:
    data: dict[str, Any] = {
        "number": number_text(SERIES, paper.number), "service": request.service, "procedure": request.procedure,
        "priority": request.priority, "language": request.language, "dossiers": request.dossiers,
        "business_day": day, "wait_start": wait_start, "order_key": key_of(scene, request.priority, wait_start),
        "uploaded": True, "issued_at": microseconds(paper.issued_at), "replaces": paper.replaces, **told_plan(request),
        **by_signal(request.signal),
    }  # fmt: skip
    return scene.append("ticket.issued", f"ticket/{request.id}", data)


def _wait_start(scene: Scene, paper: Paper, replaced: Record | None) -> int:
    """The time on the paper, within what can be true: a kiosk's clock may be wrong by hours.

    Nobody came after now, nor before the kiosk had its numbers."""
    if replaced is not None:
        return int(replaced.wait_start)
    own = SELECT_OWN.first(
        scene.tx.connection,
        {
            "branch": scene.branch.code, "day": scene.day, "device": scene.person.actor.id,
            "epoch": scene.tx.books[scene.branch.code].epoch,
        },
    )  # fmt: skip
    earliest = own.granted_at if own else 0
    return min(max(microseconds(paper.issued_at), earliest), scene.now)
