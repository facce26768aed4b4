"""Tickets: a number for a citizen, and what happens to it at the counter."""

from __future__ import annotations

import secrets
from uuid import UUID

from flask import Blueprint, Response

from server.commands import calling, issuing, printing, uploading
from server.commands.answering import Asked
from server.commands.scene import Person, Scene
from server.contract import Code, TicketView
from server.ledger.change import microseconds
from server.queries.tickets import citizen_ticket
from server.rules.numbering import CODE_BITS, code_bits, read_code
from server.rules.printing import PrintState, Told
from server.rules.refusals import Refusal, TooSoon
from server.web.access import required_person
from server.web.api.bodies import Empty, FinishTicket, NewTicket, OfficerAct, Printed
from server.web.api.reading import asked, body, not_after, person_hash, ticket_key
from server.web.api.sending import answered, as_response
from server.web.api.verbs import carried_out
from server.web.node import node
from server.web.origin import address

blueprint = Blueprint("tickets", __name__, url_prefix="/api/v1")


@blueprint.put("/branches/<branch>/tickets/<uuid:ticket>")
def issue(branch: str, ticket: UUID) -> Response:
    """201 the first time, then 200 with the same bytes; a kiosk may bring what it gave by itself. One that asks too
    soon after its last number gets 429 with `Retry-After`."""
    given, who, person = body(NewTicket), required_person(), person_hash()
    paper = _paper(given, who)
    bits = code_bits(given.code) if given.code else secrets.randbits(CODE_BITS)
    request = issuing.Request(id=str(ticket), code_bits=bits, **given.wish)

    def command(scene: Scene) -> tuple[int, TicketView]:
        return 201, uploading.upload(scene, request, paper) if paper else issuing.issue(
            scene, request, person
        )

    try:
        asking = Asked(who, ticket_key(str(ticket), given), not_after())
        answer = node().answering.once(branch, asking, command)
    except TooSoon:
        node().presence.held_back(who)
        raise
    return answered(answer, 200 if answer.replayed and answer.status == 201 else None)


@blueprint.post("/branches/<branch>/tickets/<uuid:ticket>/recall")
def recall(branch: str, ticket: UUID) -> Response:
    return carried_out(branch, body(OfficerAct), lambda scene: calling.recall(scene, str(ticket)))


@blueprint.post("/branches/<branch>/tickets/<uuid:ticket>/start")
def start(branch: str, ticket: UUID) -> Response:
    return carried_out(branch, body(OfficerAct), lambda scene: calling.start(scene, str(ticket)))


@blueprint.post("/branches/<branch>/tickets/<uuid:ticket>/finish")
def finish(branch: str, ticket: UUID) -> Response:
    given = body(FinishTicket)
    return carried_out(
        branch, given, lambda scene: calling.finish(scene, str(ticket), given.outcome, given.dossiers)
    )


@blueprint.post("/branches/<branch>/tickets/<uuid:ticket>/no-show")
def no_show(branch: str, ticket: UUID) -> Response:
    return carried_out(branch, body(OfficerAct), lambda scene: calling.no_show(scene, str(ticket)))


@blueprint.post("/branches/<branch>/tickets/<uuid:ticket>/printed")
def printed(branch: str, ticket: UUID) -> Response:
    """A kiosk tells what became of a copy; a later verdict takes the place of an earlier one."""
    given = body(Printed)
    told = Told(PrintState(given.verdict), given.reason, given.how)
    wish = asked(given)
    answer = node().answering.once(
        branch,
        wish,
        lambda scene: (200, printing.printed(scene, str(ticket), given.copy_, told, given.printer)),
    )
    return answered(answer)


@blueprint.get("/tickets/<code>")
def citizen(code: str) -> Response:
    """The bearer's own ticket; unknown codes all look alike."""
    here = node()
    with here.ledger.read() as connection:
        now = microseconds(here.clock.now())
        found = citizen_ticket(connection, here.houses.of(connection), read_code(code), now)
    return as_response(found)


@blueprint.post("/tickets/<code>/cancel")
def give_back(code: str) -> Response:
    """By the bearer, who is not asked why; of a number for a later day too. To repeat it changes nothing; 429 with
    `Retry-After` after too many codes that are none."""
    body(Empty)
    return as_response(node().giving_back.cancel(read_code(code), address()))


def _paper(given: NewTicket, who: Person) -> uploading.Paper | None:
    """What stands on a slip that was printed without us; only kiosks have such numbers."""
    if given.number is None or given.issued_at is None:
        return None
    if who.role != "kiosk":
        raise Refusal(Code.FORBIDDEN, "only a kiosk gives emergency numbers")
    return uploading.Paper(int(given.number[1:]), given.issued_at, given.replaces)
