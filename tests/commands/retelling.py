"""What the log alone tells of each ticket, and what its legs must add up to."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, select

from server.ledger.models import Record, event

LEADS_TO = {
    "booked": "booked", "issued": "waiting", "checked_in": "waiting",
    "called": "called", "started": "serving", "finished": "done",
    "no_show": "no_show", "parked": "parked", "resumed": "waiting", "returned": "waiting", "transferred": "waiting",
    "cancelled": "cancelled", "reinstated": "waiting", "reopened": "serving", "expired": "expired",
}  # fmt: skip
AWAY = {"parked", "no_show", "done"}
"""Outcomes after which somebody may come back: between the two legs they were not in the house's hands."""


def states_told(connection: Connection) -> dict[str, str]:
    """The state of each ticket, from nothing but the events in their order."""
    found: dict[str, str] = {}
    rows = connection.execute(select(event).order_by(event.c.epoch, event.c.seq)).all()
    for row in rows:
        kind, _, what = row.type.partition(".")
        if kind == "ticket" and what in LEADS_TO:
            found[row.subject.removeprefix("ticket/")] = _state_after(what, json.loads(row.data))
    return found


def _state_after(what: str, told: dict[str, Any]) -> str:
    if what == "finished" and "next" in told:
        return "waiting"
    if what == "reinstated" and "undo" in told:
        return "called"
    return LEADS_TO[what]


def check_that_legs_add_up(legs: Iterable[Record]) -> None:
    """A visit is its legs one after another: no moment of it is in two of them, and none is lost but those away."""
    visits: dict[str, list[Record]] = defaultdict(list)
    for one in sorted(legs, key=lambda one: (one.ticket, one.ordinal)):
        visits[one.ticket].append(one)
    for visit in visits.values():
        _check(visit)


def _check(visit: Sequence[Record]) -> None:
    for one in visit:
        moments = [one.enqueued, one.first_called, one.last_called, one.started, one.ended]
        known = [moment for moment in moments if moment is not None]
        assert known == sorted(known), one
    for before, after in pairwise(visit):
        assert before.ended is not None
        assert before.ended <= after.enqueued if before.outcome in AWAY else before.ended == after.enqueued
