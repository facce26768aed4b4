"""Branches: their catalogue, their picture and their story; and the centre's line a branch."""

from __future__ import annotations

import re

from flask import Blueprint, Response, request

from server.commands.scene import Person
from server.contract import Code, View
from server.queries.boards import centre_board
from server.queries.catalogue import catalogue as catalogue_of
from server.queries.house import House
from server.queries.story import events_after
from server.rules.refusals import Refusal
from server.web.access import STAFF, person, visit
from server.web.api.sending import as_response, drawn, with_etag
from server.web.node import node
from server.web.pictures import Kind

blueprint = Blueprint("branches", __name__, url_prefix="/api/v1")

MOST_EVENTS = 500
AFTER = re.compile(r"(?:(\d{1,9}):)?(\d{1,18})", re.ASCII)
LIMIT = re.compile(r"[1-9]\d{0,5}", re.ASCII)


@blueprint.get("/centre")
def centre() -> Response:
    here, who = node(), person()
    with here.ledger.read() as connection:
        house = here.houses.of(connection)
        return with_etag(
            centre_board(connection, house, here.clock.now(), _supervised(house, who)), apart_from="at"
        )


@blueprint.get("/branches/<branch>/catalogue")
def catalogue(branch: str) -> Response:
    here = node()
    with here.ledger.read() as connection:
        return with_etag(catalogue_of(connection, visit().house, branch, here.clock.now()))


@blueprint.get("/branches/<branch>/snapshot")
def snapshot(branch: str) -> Response:
    """`view=public` is for everybody, `view=desk` for the branch's staff."""
    view = request.args.get("view", View.PUBLIC.value)
    if view == View.DESK:
        _check_desk(branch)
        return drawn(node().pictures.get(branch, Kind.DESK))
    if view != View.PUBLIC:
        raise Refusal(Code.INVALID, errors=[{"pointer": "/view", "code": "unknown"}])
    return drawn(node().pictures.get(branch, Kind.PUBLIC))


@blueprint.get("/branches/<branch>/events")
def events(branch: str) -> Response:
    """`after=SEQ` or `after=EPOCH:SEQ`, at most 500 at a time."""
    after = AFTER.fullmatch(request.args.get("after", "0"))
    limit = LIMIT.fullmatch(request.args.get("limit", str(MOST_EVENTS)))
    if after is None or limit is None:
        pointer = "/after" if after is None else "/limit"
        raise Refusal(Code.INVALID, errors=[{"pointer": pointer, "code": "invalid"}])
    here = node()
    with here.ledger.read() as connection:
        zone = here.houses.of(connection).branch(branch).zone
        epoch = int(after[1]) if after[1] else None
        most = min(int(limit[0]), MOST_EVENTS)
        return as_response(events_after(connection, branch, zone, epoch, int(after[2]), most))


def may_see_desk(who: Person | None, branch: str) -> bool:
    return who is not None and who.role in STAFF and who.may_enter(branch)


def _check_desk(branch: str) -> None:
    who = person()
    if who is None:
        raise Refusal(Code.UNAUTHENTICATED)
    if not may_see_desk(who, branch):
        raise Refusal(Code.FORBIDDEN, "the desk's picture is for the staff of this branch")


def _supervised(house: House, who: Person | None) -> list[str]:
    return [code for code in house.branches if may_see_desk(who, code)]
