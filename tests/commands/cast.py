"""Who presses what in the trial of the command set: people, verbs, and how often each of them comes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from hypothesis import strategies as st

from server.commands import calling, desks, marking, moving, undoing
from server.commands.answering import Asked
from server.commands.scene import Person
from server.ledger.change import Actor

BRANCH = "cn02"
KIOSK = Person(Actor("device", "kiosk-1"), "kiosk", (BRANCH,), "Ki-ốt 1")
STAFF = {
    "ana": Person(Actor("officer", "ana"), "officer", (BRANCH,), "ana"),
    "binh": Person(Actor("officer", "binh"), "officer", (BRANCH,), "binh"),
    "sam": Person(Actor("officer", "sam"), "supervisor", (), "sam"),
}
STATUS = {"forbidden": 403, "invalid": 422}
"""Of the refusals here these are not stored; the others are conflicts (409)."""
TICKET_VERBS = {
    "recall": calling.recall, "start": calling.start, "no_show": calling.no_show, "finish": calling.finish,
}  # fmt: skip
MOVES = {
    "park": moving.park, "resume": moving.resume, "return": moving.return_to_line,
    "cancel": marking.cancel, "reinstate": moving.reinstate, "reopen": undoing.reopen,
    "prioritise": marking.prioritise, "deprioritise": marking.deprioritise,
    "incomplete": partial(calling.finish, outcome="incomplete"),
    "note": partial(marking.note, code="incomplete", dossiers=None),
    "add": partial(marking.add_procedure, wanted={"service": "tu-phap", "procedure": None}),
    "to_counter": partial(moving.transfer, service=None, counter="4", officer=None),
    "to_officer": partial(moving.transfer, service=None, counter=None, officer="binh"),
}  # fmt: skip
COUNTER_ACTS = {
    "open": partial(desks.open_counter, services=None), "pause": partial(desks.pause_counter, reason="break"),
    "resume": desks.resume_counter, "close": desks.close_counter,
    "call_next": calling.call_next, "finish_and_next": calling.finish_and_next, "undo": undoing.undo,
    "take_over": desks.take_over,
}  # fmt: skip
OTHERS = st.sampled_from(["", "", "", "!", "!", "ana", "binh", "sam", "sam!", "ana!"])
"""Whoever has the counter, or somebody who may not; `!` says why."""
COUNTERS = st.sampled_from(["1", "1", "4", "7"])
SERVICES = st.sampled_from(["ho-tich", "chung-thuc", "chung-thuc", "dat-dai", "tu-phap"])
CROWD = (
    ("ho-tich", "none"), ("chung-thuc", "none"), ("dat-dai", "none"), ("chung-thuc", "elderly"),
    ("tu-phap", "none"), ("dat-dai", "elderly"), ("ho-tich", "none"),
)  # fmt: skip
"""Who waits when the trial begins."""
DOSSIERS = st.sampled_from([1, 1, 1, 5, 6, 20])
BOOKERS = st.sampled_from(["kiosk", "kiosk", "ana", "sam"])
PRIORITIES = st.sampled_from(["none", "none", "elderly"])
OUTCOMES = st.sampled_from(["served", "served", "absent"])
VERBS = st.sampled_from([*sorted(TICKET_VERBS), *sorted(MOVES), "transfer"])
ACTS = st.sampled_from(
    [*sorted(COUNTER_ACTS), *sorted(TICKET_VERBS), *sorted(MOVES), "undo", "undo", "transfer"]
)


@dataclass(frozen=True)
class Press:
    """A command as it was sent, to be sent again."""

    asked: Asked
    command: Callable[[Any], tuple[int, Any]]
