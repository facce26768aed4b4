"""Devices: what a kiosk or a display asks about itself."""

from __future__ import annotations

from flask import Blueprint, Response

from server.contract import PROTOCOL
from server.web.access import required_person
from server.web.api.sending import as_response
from server.web.node import node

blueprint = Blueprint("devices", __name__, url_prefix="/api/v1/devices")


@blueprint.get("/self", endpoint="self")
def itself() -> Response:
    """Its settings: name, scope, branch, and whether hours are ignored."""
    who = required_person()
    return as_response(
        {
            "id": who.actor.id,
            "name": who.name,
            "scope": who.role,
            "branch": who.branches[0],
            "always_open": node().settings.always_open,
            "protocol": PROTOCOL,
        }
    )
