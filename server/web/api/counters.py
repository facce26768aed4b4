"""Counters: opening and closing them, and calling from them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response

from server.commands import calling, desks, undoing
from server.commands.scene import Scene
from server.web.api.bodies import Body, CallChosen, Empty, OfficerAct, OpenCounter, PauseCounter
from server.web.api.reading import asked, body
from server.web.api.sending import answered
from server.web.node import node

blueprint = Blueprint("counters", __name__, url_prefix="/api/v1/branches/<branch>/counters/<counter>")


@blueprint.post("/open")
def open(branch: str, counter: str) -> Response:  # noqa: A001
    given = body(OpenCounter)
    return _verb(branch, given, lambda scene: desks.open_counter(scene, counter, given.services))


@blueprint.post("/pause")
def pause(branch: str, counter: str) -> Response:
    given = body(PauseCounter)
    return _verb(branch, given, lambda scene: desks.pause_counter(scene, counter, given.reason))


@blueprint.post("/resume")
def resume(branch: str, counter: str) -> Response:
    return _verb(branch, body(Empty), lambda scene: desks.resume_counter(scene, counter))


@blueprint.post("/close")
def close(branch: str, counter: str) -> Response:
    return _verb(branch, body(Empty), lambda scene: desks.close_counter(scene, counter))


@blueprint.post("/call-next")
def call_next(branch: str, counter: str) -> Response:
    return _verb(branch, body(OfficerAct), lambda scene: calling.call_next(scene, counter))


@blueprint.post("/call")
def call(branch: str, counter: str) -> Response:
    given = body(CallChosen)
    return _verb(branch, given, lambda scene: calling.call_chosen(scene, counter, given.ticket))


@blueprint.post("/undo")
def undo(branch: str, counter: str) -> Response:
    return _verb(branch, body(Empty), lambda scene: undoing.undo(scene, counter))


@blueprint.post("/take-over")
def take_over(branch: str, counter: str) -> Response:
    return _verb(branch, body(Empty), lambda scene: desks.take_over(scene, counter))


@blueprint.post("/finish-and-next")
def finish_and_next(branch: str, counter: str) -> Response:
    return _verb(branch, body(OfficerAct), lambda scene: calling.finish_and_next(scene, counter))


def _verb(branch: str, given: Body, verb: Callable[[Scene], Any]) -> Response:
    return answered(node().answering.once(branch, asked(given), lambda scene: (200, verb(scene))))
