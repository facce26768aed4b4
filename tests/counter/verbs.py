"""What each press does to the counter, as the node would."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from flask import request

from tests.counter.facts import NOW, called, serving, ticket

if TYPE_CHECKING:
    from tests.counter.conftest import Desk

ME = "officer1"


def _call(desk: Desk) -> None:
    desk.counter["ticket"] = called(desk.line.pop(0), "08:34:36", "08:37:36")


def _finish(desk: Desk) -> None:
    desk.counter["ticket"] = None


def _transfer(desk: Desk) -> None:
    active = desk.counter["ticket"]
    if active and active["id"] == (request.view_args or {})["code"]:
        desk.counter["ticket"] = None


def _note(desk: Desk) -> None:
    desk.counter["ticket"].update(dossiers=request.get_json()["dossiers"])


def _keyed_in(desk: Desk) -> None:
    on_paper = {one["ticket"] for one in request.get_json()["tickets"]}
    desk.line[:] = [one for one in desk.line if one["id"] not in on_paper]
    desk.counter["today"]["served"] += len(on_paper)


def _finish_and_next(desk: Desk) -> None:
    desk.counter["ticket"] = None
    if desk.line:
        _call(desk)


def _leave(name: str) -> Callable[[Desk], None]:
    """From the counter into one of the lists beside it."""

    def leave(desk: Desk) -> None:
        desk.lists[name].append({**desk.counter["ticket"], "state": name, "ended_at": NOW})
        desk.counter["ticket"] = None

    return leave


def _call_chosen(desk: Desk) -> None:
    wanted = request.get_json()["ticket"]
    for rows in (desk.line, desk.lists["parked"]):
        for one in [one for one in rows if one["id"] == wanted]:
            rows.remove(one)
            desk.counter["ticket"] = called(one, "08:34:36", "08:37:36")


VERBS: dict[str, Callable[[Desk], None]] = {
    "open": lambda desk: desk.sit(),
    "close": lambda desk: desk.counter.update(state="closed", officer=None),
    "pause": lambda desk: desk.counter.update(state="paused", pause_reason=request.get_json()["reason"]),
    "resume": lambda desk: desk.counter.update(state="open", pause_reason=None),
    "call-next": _call,
    "start": lambda desk: desk.counter.update(ticket=serving(desk.counter["ticket"], "08:34:36")),
    "finish": _finish,
    "finish-and-next": _finish_and_next,
    "note": _note,
    "keyed-in": _keyed_in,
    "recall": lambda desk: desk.counter["ticket"].update(times=2),
    "no-show": _finish,
    "park": _leave("parked"),
    "transfer": _transfer,
    "cancel": lambda desk: None,
    "call": _call_chosen,
    "take-over": lambda desk: desk.counter.update(officer=ME),
    "procedures": lambda desk: desk.counter["ticket"]["then"].append(
        {**request.get_json(), "procedure": None}
    ),
    "undo": lambda desk: desk.call(),
    "reinstate": lambda desk: desk.line.extend(desk.lists["no_show"][:1]) or desk.lists["no_show"].clear(),
    "reopen": lambda desk: desk.sit(serving(called(ticket("A012", "08:10:00")), "08:34:36")),
    "help": lambda desk: desk.calls.pop(0),
}
