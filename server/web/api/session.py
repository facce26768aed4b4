"""Signing in and out, and one's own password."""

from __future__ import annotations

from flask import Blueprint, Response, request

from server.commands.people import BadPerson, change_own_password
from server.commands.scene import Person
from server.commands.signing_in import Origin
from server.contract import Code
from server.rules.refusals import Refusal
from server.web.access import COOKIE, check_csrf, csrf_token, person, required_person, visit
from server.web.api.bodies import NewPassword, SignIn
from server.web.api.reading import body
from server.web.api.sending import as_response
from server.web.device_mark import device_mark, leave
from server.web.node import node
from server.web.origin import address

blueprint = Blueprint("session", __name__, url_prefix="/api/v1")


@blueprint.post("/session")
def sign_in() -> Response:
    """Sets the cookie; 429 `too_many` with `Retry-After` after too many wrong tries."""
    given, here, mark = body(SignIn), node(), device_mark()
    device = mark.device if mark.knows(given.username) else None
    token = here.signing_in.sign_in(given.username, given.password, Origin(address(), device))
    if token is None:
        raise Refusal(Code.UNAUTHENTICATED, "the name or the password is wrong")
    if before := request.cookies.get(COOKIE):  # nobody holds it any more
        here.sessions.sign_out(before)
    response = as_response(_told(_known(token), token))
    leave(response, mark.with_account(given.username))
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
        node().sessions.sign_out(token)
    response = Response(status=204)
    response.delete_cookie(COOKIE)
    return response


@blueprint.post("/session/password")
def change_password() -> Response:
    """One's own, by the old one; every other sign-in and token of this person ends."""
    given, who, here = body(NewPassword), required_person(), node()
    if not here.signing_in.is_password(who, given.old):
        raise Refusal(Code.INVALID, errors=[{"pointer": "/old", "code": "wrong"}])
    try:
        change_own_password(here.ledger, here.passwords, who, given.new)
    except BadPerson as no:
        raise Refusal(Code.INVALID, str(no), [{"pointer": "/new", "code": no.code}]) from None
    return Response(status=204)


def _known(token: str) -> Person:
    here = node()
    with here.ledger.read() as connection:
        who = here.sessions.person_of(connection, token, "browser", here.now)
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
