"""Devices: what a kiosk or a display asks and says about itself."""

from __future__ import annotations

from flask import Blueprint, Response

from server.commands.device_tokens import rotate as give_new_token
from server.commands.heartbeats import Beat
from server.contract import PROTOCOL, HeartbeatAnswer, NewToken
from server.queries.times import rfc3339
from server.web.access import required_person, visit
from server.web.api.bodies import DeviceBeat, Empty
from server.web.api.reading import body
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


@blueprint.post("/self/heartbeat")
def heartbeat() -> Response:
    """Every few seconds: how it fares. The answer tells the time and how much paper will be needed."""
    given, who, here = body(DeviceBeat), required_person(), node()
    printer = given.printer
    said = Beat(
        version=given.version,
        printer=printer.state if printer else None,
        faults=frozenset(printer.faults if printer else ()),
        paper_left_mm=printer.paper_left_mm if printer else None,
        ticket_mm=printer.ticket_mm if printer else None,
        unsynced=given.unsynced,
        clock_offset_ms=given.clock_offset_ms,
    )
    expected = here.presence.beat(who, said)
    zone = visit().house.branch(who.branches[0]).zone
    told: HeartbeatAnswer = {"at": rfc3339(here.now, zone), "expected_tickets": expected}
    return as_response(told)


@blueprint.post("/self/rotate")
def rotate() -> Response:
    """A new token; the one that asks works until the new one is used, so a lost answer loses nothing."""
    body(Empty)
    told: NewToken = {"token": give_new_token(node().ledger, required_person())}
    return as_response(told)
