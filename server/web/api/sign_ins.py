"""One's own sign-ins and tokens: which there are, and ending them, one or everywhere."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response

from server.contract import SignIns
from server.queries.sessions import sign_ins_of
from server.web.access import COOKIE, required_person, visit
from server.web.api.sending import as_response
from server.web.node import node

blueprint = Blueprint("sign_ins", __name__, url_prefix="/api/v1/sessions")


@blueprint.get("")
def mine() -> Response:
    """Those that are on, the newest first; no token is told."""
    return as_response(told(required_person().name))


@blueprint.delete("")
def end_everywhere() -> Response:
    """Every sign-in and token of whoever asks, this one too. Counters and tickets stay as they are."""
    who = required_person()
    node().sessions.end_everywhere(who, who.name)
    response = Response(status=204)
    response.delete_cookie(COOKIE)
    return response


@blueprint.delete("/<uuid:session>")
def end(session: UUID) -> Response:
    """One's own, or that of a person whose account one manages."""
    node().sessions.end(required_person(), str(session))
    return Response(status=204)


def told(name: str) -> SignIns:
    here, house = node(), visit().house
    with here.ledger.read() as connection:
        this = required_person().session
        return {"sessions": sign_ins_of(connection, name, this, here.sessions.watch(here.now), house.zone)}
