"""What officers do to a ticket besides calling and serving it."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response

from server.commands import marking, moving, undoing
from server.contract import PlannedLeg
from server.web.api.bodies import AddProcedure, Note, OfficerAct, Transfer
from server.web.api.reading import body
from server.web.api.verbs import carried_out

blueprint = Blueprint("moves", __name__, url_prefix="/api/v1/branches/<branch>/tickets/<uuid:ticket>")


@blueprint.post("/park")
def park(branch: str, ticket: UUID) -> Response:
    return carried_out(branch, body(OfficerAct), lambda scene: moving.park(scene, str(ticket)))


@blueprint.post("/resume")
def resume(branch: str, ticket: UUID) -> Response:
    return carried_out(branch, body(OfficerAct), lambda scene: moving.resume(scene, str(ticket)))


@blueprint.post("/return")
def return_(branch: str, ticket: UUID) -> Response:
    return carried_out(branch, body(OfficerAct), lambda scene: moving.return_to_line(scene, str(ticket)))


@blueprint.post("/transfer")
def transfer(branch: str, ticket: UUID) -> Response:
    given = body(Transfer)
    to = (given.service, given.counter, given.officer)
    return carried_out(branch, given, lambda scene: moving.transfer(scene, str(ticket), *to))


@blueprint.post("/reinstate")
def reinstate(branch: str, ticket: UUID) -> Response:
    return carried_out(branch, body(OfficerAct), lambda scene: moving.reinstate(scene, str(ticket)))


@blueprint.post("/reopen")
def reopen(branch: str, ticket: UUID) -> Response:
    return carried_out(branch, body(OfficerAct), lambda scene: undoing.reopen(scene, str(ticket)))


@blueprint.post("/cancel")
def cancel(branch: str, ticket: UUID) -> Response:
    return carried_out(branch, body(OfficerAct), lambda scene: marking.cancel(scene, str(ticket)))


@blueprint.post("/prioritise")
def prioritise(branch: str, ticket: UUID) -> Response:
    return carried_out(branch, body(OfficerAct), lambda scene: marking.prioritise(scene, str(ticket)))


@blueprint.post("/deprioritise")
def deprioritise(branch: str, ticket: UUID) -> Response:
    return carried_out(branch, body(OfficerAct), lambda scene: marking.deprioritise(scene, str(ticket)))


@blueprint.post("/note")
def note(branch: str, ticket: UUID) -> Response:
    given = body(Note)
    return carried_out(
        branch, given, lambda scene: marking.note(scene, str(ticket), given.note, given.dossiers)
    )


@blueprint.post("/procedures")
def add_procedure(branch: str, ticket: UUID) -> Response:
    """One more for the same visit, behind what it is for already."""
    given = body(AddProcedure)
    wanted: PlannedLeg = {"service": given.service, "procedure": given.procedure}
    return carried_out(branch, given, lambda scene: marking.add_procedure(scene, str(ticket), wanted))
