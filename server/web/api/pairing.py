"""Letting devices in by a code that they show, and putting them out by name."""

from __future__ import annotations

from flask import Blueprint, Response

from server.commands.devices import BadDevice, revoke_device
from server.commands.pairing import Wish
from server.contract import Code, RevokedDevice
from server.rules.refusals import Refusal
from server.web.access import required_person
from server.web.api.bodies import Empty
from server.web.api.pairing_bodies import ApprovePairing, ClaimPairing, OpenPairing
from server.web.api.reading import body
from server.web.api.sending import as_response
from server.web.node import node

blueprint = Blueprint("pairing", __name__, url_prefix="/api/v1")


@blueprint.post("/pairing")
def open() -> Response:  # noqa: A001
    """A machine asks to be let in: a code to show for ten minutes, and a secret to keep."""
    given = body(OpenPairing)
    return as_response(node().pairing.open(given.scope, given.version), 201)


@blueprint.post("/pairing/<code>/approve")
def approve(code: str) -> Response:
    """It becomes a device of this branch; a device that has the name already is replaced."""
    given = body(ApprovePairing)
    wish = Wish(code, given.branch, given.name)
    return as_response(node().pairing.approve(required_person(), wish))


@blueprint.post("/pairing/claim")
def claim() -> Response:
    """The token, the same one until it is used."""
    response = as_response(node().pairing.claim(body(ClaimPairing).secret))
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.post("/branches/<branch>/devices/<device>/revoke")
def revoke(branch: str, device: str) -> Response:
    """Its token stops working with the next request."""
    body(Empty)
    try:
        revoke_device(node().ledger, device, branch, required_person().actor)
    except BadDevice:
        raise Refusal(Code.NOT_FOUND, "no such device") from None
    told: RevokedDevice = {"name": device, "branch": branch}
    return as_response(told)
