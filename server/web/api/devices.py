"""Devices: what a kiosk or a display asks and says about itself."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from flask import Blueprint, Response

from server.commands.device_tokens import rotate as give_new_token
from server.commands.heartbeats import Beat, Wall
from server.commands.persons import key_of_today
from server.contract import PROTOCOL, CardScan, DeviceSelf, HeartbeatAnswer, KioskSettings, NewToken
from server.queries.times import rfc3339
from server.rules.calendar import business_day
from server.rules.cards import CardRules
from server.rules.kiosks import KioskRules
from server.web.access import required_person, visit
from server.web.api.bodies import DeviceBeat, Empty
from server.web.api.reading import body
from server.web.api.sending import as_response, with_etag
from server.web.node import node

blueprint = Blueprint("devices", __name__, url_prefix="/api/v1/devices")


@blueprint.get("/self", endpoint="self")
def itself() -> Response:
    """Its settings: name, scope, branch, whether hours are ignored, and how the centre wants a kiosk; ETag."""
    who = required_person()
    told: DeviceSelf = {
        "id": who.actor.id,
        "name": who.name,
        "scope": who.role,
        "branch": who.branches[0],
        "always_open": node().settings.always_open,
        "protocol": PROTOCOL,
    }
    if who.counter is not None:
        told["counter"] = who.counter
    if who.role == "kiosk":
        house = visit().house
        told["settings"] = _settings(house.branch(who.branches[0]).kiosk(who.name))
        if house.card_scan:
            told["settings"]["card_scan"] = _card_scan(house.card_scan, house.zone)
    answer = with_etag(told)
    answer.headers["Cache-Control"] = "no-store"  # it may hold the key of the day
    return answer


def _card_scan(rules: CardRules, zone: ZoneInfo) -> CardScan:
    """With the key of the day only where somebody is counted by it."""
    here = node()
    if rules.most_a_day is None:
        today = business_day(here.clock.now(), zone).isoformat()
        return {"elderly_from": rules.elderly_from, "business_day": today, "day_key": None}
    made = key_of_today(here.ledger, here.secret, zone)
    return {
        "elderly_from": rules.elderly_from,
        "business_day": made.business_day,
        "day_key": made.key.hex(),
    }


def _settings(rules: KioskRules) -> KioskSettings:
    return {
        "mode": rules.mode.value,
        "services": None if rules.services is None else list(rules.services),
        "asks_dossiers": rules.asks_dossiers,
        "pace_s": rules.pace_s,
    }


@blueprint.post("/self/heartbeat")
def heartbeat() -> Response:
    """Every few seconds: how it fares. The answer tells the time and how much paper will be needed."""
    given, who, here = body(DeviceBeat), required_person(), node()
    printer, wall = given.printer, given.display
    said = Beat(
        version=given.version,
        printer=printer.state if printer else None,
        faults=frozenset(printer.faults if printer else ()),
        paper_left_mm=printer.paper_left_mm if printer else None,
        ticket_mm=printer.ticket_mm if printer else None,
        unsynced=given.unsynced,
        clock_offset_ms=given.clock_offset_ms,
        wall=Wall(wall.shows, wall.sound, wall.picture_age_s, wall.behind_s) if wall else None,
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
