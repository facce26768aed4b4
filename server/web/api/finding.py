"""Looking a ticket up by what its bearer brings: a number, a code, a QR code."""

from __future__ import annotations

from flask import Blueprint, Response, request

from server.contract import Code
from server.queries.finding import LONGEST_TEXT, find
from server.queries.snapshots import moment
from server.rules.refusals import Refusal
from server.web.api.sending import as_response
from server.web.node import node

blueprint = Blueprint("finding", __name__, url_prefix="/api/v1/branches/<branch>/tickets")


@blueprint.get("")
def look_up(branch: str) -> Response:
    """`find` is a number of today or of the nearest later day, a ticket's code or the whole address in its QR code;
    what is not known is 404. Of a ticket that another branch gave, only where that branch is."""
    text = request.args.get("find", "")
    if not text.strip() or len(text) > LONGEST_TEXT:
        raise Refusal(Code.INVALID, errors=[{"pointer": "/find", "code": "invalid" if text else "missing"}])
    here = node()
    with here.ledger.read() as connection:
        seen = moment(connection, here.houses.of(connection), branch, here.clock.now())
        return as_response(find(seen, text, here.settings.public_url))
