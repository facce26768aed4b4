"""What a ticket was before an act at a counter, so that the act can be taken back."""

from __future__ import annotations

from sqlalchemy import bindparam, delete, func, insert, select, update

from server.commands.scene import Scene
from server.ledger.events import canonical
from server.ledger.models import Record, planned_leg, undo_step
from server.ledger.statements import Statement
from server.queries.tickets import current_leg
from server.rules.states import ACTIVE, TicketState

OF_TICKET = ("state", "counter", "dossiers", "note", "park_until")
OF_LEG = (
    "ordinal", "waiting", "counter", "calls", "call_seq", "first_called", "last_called", "started", "ended",
    "outcome",
)  # fmt: skip
OF_COUNTER = (undo_step.c.branch == bindparam("branch")) & (undo_step.c.counter == bindparam("counter"))
SELECT_STEPS = Statement(select(undo_step).where(OF_COUNTER).order_by(undo_step.c.position.desc()))
FORGET_OTHERS = Statement(
    delete(undo_step).where(
        undo_step.c.branch == bindparam("b_branch"), undo_step.c.counter == bindparam("b_counter"),
        undo_step.c.command != bindparam("b_command"),
    )
)  # fmt: skip
KEEP = Statement(insert(undo_step))
TOUCH = Statement(
    update(undo_step)
    .where(undo_step.c.branch == bindparam("b_branch"), undo_step.c.command == bindparam("b_command"))
    .values(last_seq=bindparam("b_seq"))
)
LAST_PLANNED = select(func.coalesce(func.max(planned_leg.c.ordinal), 1)).where(
    planned_leg.c.ticket == bindparam("id")
)
PLANNED_TO = Statement(LAST_PLANNED)
ENTERED_TO = Statement(LAST_PLANNED.where(planned_leg.c.entered.is_(True)))


def keep_before(scene: Scene, row: Record, counter: str | None = None) -> None:
    """The ticket `row` as it is now, before what this command does to it at `counter`, or at its own.

    Only the last command of a counter is kept; what was done to a ticket that is at none is not taken back.
    Nothing may be refused any more when this is written."""
    counter = counter or (row.counter if TicketState(row.state) in ACTIVE else None)
    if counter is None:
        return
    where = {"branch": scene.branch.code, "counter": counter}
    mine = {"b_branch": scene.branch.code, "b_counter": counter, "b_command": scene.command}
    FORGET_OTHERS.run(scene.tx.connection, mine)
    steps = SELECT_STEPS.all(scene.tx.connection, where)
    if any(one.ticket == row.id for one in steps):
        return
    stay = current_leg(scene.tx.connection, row.id)
    before = {
        "ticket": {name: getattr(row, name) for name in OF_TICKET},
        "leg": {name: getattr(stay, name) for name in OF_LEG},
        "entered_to": ENTERED_TO.scalar(scene.tx.connection, {"id": row.id}),
        "planned_to": PLANNED_TO.scalar(scene.tx.connection, {"id": row.id}),
    }
    # SQLite keeps truth as 0 and 1.
    before["leg"]["waiting"] = bool(before["leg"]["waiting"])
    KEEP.run(
        scene.tx.connection,
        where
        | {
            "position": len(steps), "ticket": row.id, "command": scene.command, "at": scene.now,
            "before": canonical(before), "last_seq": row.seq,
        },
    )  # fmt: skip


def touch(scene: Scene, seq: int) -> None:
    """The event of this command that came last."""
    mine = {"b_branch": scene.branch.code, "b_command": scene.command, "b_seq": seq}
    TOUCH.run(scene.tx.connection, mine)
