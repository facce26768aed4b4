"""The voice of a hall: displays say that they can speak, and ask before they say a call."""

from __future__ import annotations

from flask import Blueprint, Response

from server.commands.speaking import speak
from server.web.access import required_person
from server.web.api.bodies import Speaking
from server.web.api.reading import body
from server.web.api.sending import as_response
from server.web.node import node

blueprint = Blueprint("speaking", __name__, url_prefix="/api/v1/branches/<branch>")


@blueprint.post("/speaking")
def speaking(branch: str) -> Response:
    """Each few seconds, and for each call; a display that falls silent is replaced by the next that can speak."""
    given = body(Speaking)
    who = required_person()
    return as_response(
        node().answering.at_once(branch, who, lambda scene: speak(scene, given.can, given.call))
    )
