"""Leases: a kiosk's emergency numbers of the day, which it takes while the node answers."""

from __future__ import annotations

from flask import Blueprint, Response

from server.commands.leasing import grant
from server.web.access import required_person
from server.web.api.bodies import Empty
from server.web.api.reading import body
from server.web.api.sending import as_response
from server.web.node import node

blueprint = Blueprint("leases", __name__, url_prefix="/api/v1")


@blueprint.post("/branches/<branch>/leases")
def lease(branch: str) -> Response:
    """Its hundred for this business day; asked again, the same."""
    body(Empty)
    return as_response(node().answering.at_once(branch, required_person(), grant))
