"""Signing in and out."""

from __future__ import annotations

from flask import Blueprint, Response, request

from server.commands.people import person_of
from server.commands.people import sign_in as open_session
from server.commands.people import sign_out as end_session
from server.commands.scene import Person
from server.contract import Code
from server.rules.refusals import Refusal
from server.web.access import COOKIE, check_csrf, csrf_token, person, visit
from server.web.api.bodies import SignIn
from server.web.api.reading import body
from server.web.api.sending import as_response
from server.web.node import node

blueprint = Blueprint("session", __name__, url_prefix="/api/v1")


@blueprint.post("/session")
def sign_in() -> Response:
    given, here = body(SignIn), node()
    token = open_session(here.ledger, here.passwords, given.username, given.password, here.settings.session_s)
    if token is None:
        raise Refusal(Code.UNAUTHENTICATED, "the name or the password is wrong")
    response = as_response(_told(_known(token), token))
    response.set_cookie(
        COOKIE,
        token,
        max_age=here.settings.session_s,
        httponly=True,
        samesite="Lax",
        secure=here.settings.public_url.startswith("https://"),
    )
    return response


@blueprint.get("/session")
def show() -> Response:
    """401 while nobody is signed in."""
    who, token = person(), request.cookies.get(COOKIE, "")
    if who is None or who.actor.kind != "officer":
        raise Refusal(Code.UNAUTHENTICATED)
    return as_response(_told(who, token))


@blueprint.delete("/session")
def sign_out() -> Response:
    token = request.cookies.get(COOKIE)
    if token and person() is not None:
        check_csrf()
        end_session(node().ledger, token)
    response = Response(status=204)
    response.delete_cookie(COOKIE)
    return response


def _known(token: str) -> Person:
    with node().ledger.read() as connection:
        who = person_of(connection, token, "browser", node().now)
    if who is None:
        raise Refusal(Code.UNAUTHENTICATED)
    return who


def _told(who: Person, token: str) -> dict[str, object]:
    return {
        "username": who.name,
        "role": who.role,
        "branches": list(who.branches) or list(visit().house.branches),
        "csrf_token": csrf_token(node().secret, token),
    }
