"""Counters: opening and closing them, and calling from them."""

from __future__ import annotations

from flask import Blueprint, Response

from server.commands import calling, desks, keying_in, pressing, profiles, undoing
from server.rules.profiles import Overflow
from server.web.api.bodies import (
    CallChosen,
    CounterProfile,
    Empty,
    KeyedIn,
    OfficerAct,
    OpenCounter,
    PauseCounter,
    Press,
)
from server.web.api.reading import body
from server.web.api.verbs import carried_out

blueprint = Blueprint("counters", __name__, url_prefix="/api/v1/branches/<branch>/counters/<counter>")


@blueprint.post("/open")
def open(branch: str, counter: str) -> Response:  # noqa: A001
    given = body(OpenCounter)
    return carried_out(branch, given, lambda scene: desks.open_counter(scene, counter, given.services))


@blueprint.post("/profile")
def profile(branch: str, counter: str) -> Response:
    given = body(CounterProfile)
    helps = [Overflow(one.service, one.after_s) for one in given.overflow]
    return carried_out(
        branch, given, lambda scene: profiles.change_profile(scene, counter, given.services, helps)
    )


@blueprint.post("/press")
def press(branch: str, counter: str) -> Response:
    """A key of the counter's keypad."""
    given = body(Press)
    return carried_out(branch, given, lambda scene: pressing.press(scene, counter, pressing.Key(given.key)))


@blueprint.post("/pause")
def pause(branch: str, counter: str) -> Response:
    given = body(PauseCounter)
    return carried_out(branch, given, lambda scene: desks.pause_counter(scene, counter, given.reason))


@blueprint.post("/resume")
def resume(branch: str, counter: str) -> Response:
    return carried_out(branch, body(Empty), lambda scene: desks.resume_counter(scene, counter))


@blueprint.post("/close")
def close(branch: str, counter: str) -> Response:
    return carried_out(branch, body(Empty), lambda scene: desks.close_counter(scene, counter))


@blueprint.post("/call-next")
def call_next(branch: str, counter: str) -> Response:
    return carried_out(branch, body(OfficerAct), lambda scene: calling.call_next(scene, counter))


@blueprint.post("/call")
def call(branch: str, counter: str) -> Response:
    given = body(CallChosen)
    return carried_out(branch, given, lambda scene: calling.call_chosen(scene, counter, given.ticket))


@blueprint.post("/keyed-in")
def keyed_in(branch: str, counter: str) -> Response:
    """What was called on paper at this counter while the node was away."""
    given = body(KeyedIn)
    sheet = [keying_in.Line(one.ticket, keying_in.Outcome(one.outcome)) for one in given.tickets]
    return carried_out(branch, given, lambda scene: keying_in.key_in(scene, counter, sheet))


@blueprint.post("/undo")
def undo(branch: str, counter: str) -> Response:
    return carried_out(branch, body(Empty), lambda scene: undoing.undo(scene, counter))


@blueprint.post("/take-over")
def take_over(branch: str, counter: str) -> Response:
    return carried_out(branch, body(Empty), lambda scene: desks.take_over(scene, counter))


@blueprint.post("/finish-and-next")
def finish_and_next(branch: str, counter: str) -> Response:
    return carried_out(branch, body(OfficerAct), lambda scene: calling.finish_and_next(scene, counter))
