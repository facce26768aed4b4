"""Help: the kiosk's bell, and the member of staff who answers it."""

from __future__ import annotations

from uuid import UUID, uuid4

from flask import Blueprint, Response

from server.commands import helping
from server.queries.helping import standing_of
from server.web.access import required_person
from server.web.api.bodies import Empty
from server.web.api.reading import body
from server.web.api.sending import as_response
from server.web.node import node

blueprint = Blueprint("helping", __name__, url_prefix="/api/v1/branches/<branch>/help")


@blueprint.post("")
def call(branch: str) -> Response:
    """Call a member of staff to this kiosk; while its call rings, to repeat it changes nothing."""
    body(Empty)
    who, call_id = required_person(), str(uuid4())
    return as_response(node().answering.at_once(branch, who, lambda scene: helping.call(scene, call_id)))


@blueprint.get("/<uuid:call>")
def show(branch: str, call: UUID) -> Response:
    """How this kiosk's own call stands; it looks here each second until `answered_at` is told."""
    here, who = node(), required_person()
    with here.ledger.read() as connection:
        zone = here.houses.of(connection).branch(branch).zone
        return as_response(standing_of(connection, branch, who.name, str(call), zone))


@blueprint.post("/<uuid:call>/answer")
def answer(branch: str, call: UUID) -> Response:
    """Somebody is coming; the first to say so stays, to repeat it changes nothing."""
    body(Empty)
    who = required_person()
    return as_response(node().answering.at_once(branch, who, lambda scene: helping.answer(scene, str(call))))
