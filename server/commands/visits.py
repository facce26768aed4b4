"""The legs of a visit: one number, one leg after the other, and the wait so far counts for the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from server.commands.before import keep_plan
from server.commands.scene import Scene
from server.contract import PlannedLeg
from server.ledger.models import Record, leg, planned_leg
from server.ledger.statements import Statement
from server.rules.ordering import carried_start, order_key

MOST_PROCEDURES = 3
"""Of one visit, the first included."""
INSERT_LEG = Statement(insert(leg).returning(*leg.c))
PLAN = Statement(insert(planned_leg))
SELECT_NEXT_PLANNED = Statement(
    select(planned_leg)
    .where(planned_leg.c.ticket == bindparam("id"), planned_leg.c.entered.is_(False))
    .order_by(planned_leg.c.ordinal)
    .limit(1)
)
ENTER = Statement(
    update(planned_leg)
    .where(planned_leg.c.ticket == bindparam("b_ticket"), planned_leg.c.ordinal == bindparam("b_ordinal"))
    .values(entered=bindparam("b_entered"))
)


@dataclass(frozen=True)
class Place:
    """Where a leg waits: for a service at any counter, or besides for one counter or one officer.

    `not_counter` has just given the ticket back, and is not given it again at once."""

    service: str
    procedure: str | None
    for_counter: str | None = None
    for_officer: str | None = None
    not_counter: str | None = None


@dataclass(frozen=True)
class Enqueued:
    """A leg that waits; `told` is what its event says of it."""

    row: Record

    @property
    def told(self) -> dict[str, Any]:
        one = self.row
        known = {
            "service": one.service, "procedure": one.procedure, "wait_start": one.wait_start,
            "order_key": one.order_key,
        }  # fmt: skip
        only = {"for_counter": one.for_counter, "for_officer": one.for_officer}
        return known | {name: value for name, value in only.items() if value is not None}


def plan(scene: Scene, row: Record, legs: Sequence[PlannedLeg], first: int = 2) -> None:
    """What the bearer of this ticket has to do besides, in this order; `first` is the ordinal of the first of it."""
    keep_plan(scene, row.id)
    for ordinal, one in enumerate(legs, start=first):
        PLAN.run(
            scene.tx.connection,
            {
                "ticket": row.id, "ordinal": ordinal, "branch": row.branch, "business_day": row.business_day,
                "service": one["service"], "procedure": one["procedure"], "entered": False,
            },
        )  # fmt: skip


def next_planned(scene: Scene, ticket_id: str) -> Record | None:
    """The leg that follows when the current one ends, or None when the visit ends with it."""
    return SELECT_NEXT_PLANNED.first(scene.tx.connection, {"id": ticket_id})


def enter_planned(scene: Scene, row: Record, ended: Record, planned: Record) -> Enqueued:
    """The planned leg of ticket `row`, waiting; what was waited before `ended` was called counts, or all of it when
    nobody knows when that was."""
    keep_plan(scene, row.id)
    wait_start = carried_start(scene.now, ended.wait_start, ended.first_called or scene.now)
    made = enqueue(scene, row, ended, Place(planned.service, planned.procedure), wait_start)
    ENTER.run(scene.tx.connection, {"b_ticket": row.id, "b_ordinal": planned.ordinal, "b_entered": True})
    return made


def enqueue(
    scene: Scene, row: Record, ended: Record, place: Place, wait_start: int | None = None
) -> Enqueued:
    """A further leg of ticket `row`, waiting since `wait_start`, or since the `ended` one began to wait."""
    since = ended.wait_start if wait_start is None else wait_start
    made = INSERT_LEG.one(
        scene.tx.connection,
        {
            "branch": row.branch, "business_day": row.business_day, "service": place.service,
            "issued_seq": row.issued_seq, "ticket": row.id, "ordinal": ended.ordinal + 1,
            "procedure": place.procedure, "waiting": True, "wait_start": since,
            "order_key": key_of(scene, row.priority, since), "counter": None, "calls": 0,
            "enqueued": scene.now, "for_counter": place.for_counter, "for_officer": place.for_officer,
            "not_counter": place.not_counter, "dossiers": row.dossiers,
        },
    )  # fmt: skip
    return Enqueued(made)


def key_of(scene: Scene, priority: str, wait_start: int) -> int:
    """A class that has left the catalogue has no credit any more."""
    return order_key(wait_start, scene.house.credits.get(priority, 0))
