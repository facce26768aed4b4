"""What officers do to a ticket besides calling and serving it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, Response

from server.commands import marking, moving, undoing
from server.commands.scene import Scene
from server.contract import PlannedLeg, TicketView
from server.web.api.bodies import AddProcedure, Body, Note, OfficerAct, Transfer
from server.web.api.reading import asked, body
from server.web.api.sending import answered
from server.web.node import node

blueprint = Blueprint("moves", __name__, url_prefix="/api/v1/branches/<branch>/tickets/<uuid:ticket>")


@blueprint.post("/park")
def park(branch: str, ticket: UUID) -> Response:
    return _verb(branch, body(OfficerAct), lambda scene: moving.park(scene, str(ticket)))


@blueprint.post("/resume")
def resume(branch: str, ticket: UUID) -> Response:
    return _verb(branch, body(OfficerAct), lambda scene: moving.resume(scene, str(ticket)))


@blueprint.post("/return")
def return_(branch: str, ticket: UUID) -> Response:
    return _verb(branch, body(OfficerAct), lambda scene: moving.return_to_line(scene, str(ticket)))


@blueprint.post("/transfer")
def transfer(branch: str, ticket: UUID) -> Response:
    given = body(Transfer)
    to = (given.service, given.counter, given.officer)
    return _verb(branch, given, lambda scene: moving.transfer(scene, str(ticket), *to))


@blueprint.post("/reinstate")
def reinstate(branch: str, ticket: UUID) -> Response:
    return _verb(branch, body(OfficerAct), lambda scene: moving.reinstate(scene, str(ticket)))


@blueprint.post("/reopen")
def reopen(branch: str, ticket: UUID) -> Response:
    return _verb(branch, body(OfficerAct), lambda scene: undoing.reopen(scene, str(ticket)))


@blueprint.post("/cancel")
def cancel(branch: str, ticket: UUID) -> Response:
    return _verb(branch, body(OfficerAct), lambda scene: marking.cancel(scene, str(ticket)))


@blueprint.post("/prioritise")
def prioritise(branch: str, ticket: UUID) -> Response:
    return _verb(branch, body(OfficerAct), lambda scene: marking.prioritise(scene, str(ticket)))


@blueprint.post("/deprioritise")
def deprioritise(branch: str, ticket: UUID) -> Response:
    return _verb(branch, body(OfficerAct), lambda scene: marking.deprioritise(scene, str(ticket)))


@blueprint.post("/note")
def note(branch: str, ticket: UUID) -> Response:
    given = body(Note)
    return _verb(branch, given, lambda scene: marking.note(scene, str(ticket), given.note, given.dossiers))


@blueprint.post("/procedures")
def add_procedure(branch: str, ticket: UUID) -> Response:
    """One more for the same visit, behind what it is for already."""
    given = body(AddProcedure)
    wanted: PlannedLeg = {"service": given.service, "procedure": given.procedure}
    return _verb(branch, given, lambda scene: marking.add_procedure(scene, str(ticket), wanted))


def _verb(branch: str, given: Body, verb: Callable[[Scene], TicketView]) -> Response:
    return answered(node().answering.once(branch, asked(given), lambda scene: (200, verb(scene))))
