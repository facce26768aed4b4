"""The walls of a branch."""

from __future__ import annotations

from flask import Blueprint, Response

from server.queries.displays import display_facts
from server.web.access import visit
from server.web.api.sending import with_etag

blueprint = Blueprint("displays", __name__, url_prefix="/api/v1")


@blueprint.get("/branches/<branch>/displays/<display>")
def show(branch: str, display: str) -> Response:
    """How the centre wants this wall; ETag. A running wall asks twice a minute."""
    return with_etag(display_facts(visit().house.branch(branch), display))
