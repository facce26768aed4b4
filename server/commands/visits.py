"""A visit of several procedures: one number, one leg after the other, and the wait so far counts for the next."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, insert, select, update

from server.commands.scene import Scene
from server.contract import PlannedLeg
from server.ledger.models import Record, leg, planned_leg
from server.ledger.statements import Statement
from server.rules.ordering import carried_start, order_key

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
    .where(planned_leg.c.ticket == bindparam("b_id"), planned_leg.c.ordinal == bindparam("b_ordinal"))
    .values(entered=True)
)


def plan(scene: Scene, row: Record, legs: Sequence[PlannedLeg]) -> None:
    """What the bearer of this ticket has to do besides, in this order."""
    for ordinal, one in enumerate(legs, start=2):
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


def enqueue(scene: Scene, row: Record, ended: Record, planned: Record) -> Record:
    """The planned leg of ticket `row`, waiting; what was waited before `ended` was called counts."""
    wait_start = carried_start(scene.now, ended.wait_start, ended.first_called)
    made = INSERT_LEG.one(
        scene.tx.connection,
        {
            "branch": row.branch, "business_day": row.business_day, "service": planned.service,
            "issued_seq": row.issued_seq, "ticket": row.id, "ordinal": ended.ordinal + 1,
            "procedure": planned.procedure, "waiting": True, "wait_start": wait_start,
            "order_key": key_of(scene, row.priority, wait_start), "counter": None, "calls": 0,
            "enqueued": scene.now,
        },
    )  # fmt: skip
    ENTER.run(scene.tx.connection, {"b_id": row.id, "b_ordinal": planned.ordinal})
    return made


def key_of(scene: Scene, priority: str, wait_start: int) -> int:
    """A class that has left the catalogue has no credit any more."""
    return order_key(wait_start, scene.house.credits.get(priority, 0))
