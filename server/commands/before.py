"""What a ticket was before an act at a counter, so that the act can be taken back."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import Connection, bindparam, case, func, select
from sqlalchemy.dialects import postgresql, sqlite

from server.commands.scene import Before, Scene
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
PLACE = (undo_step.c.branch, undo_step.c.counter, undo_step.c.position)
SELECT_STEPS = Statement(
    select(undo_step)
    .where(undo_step.c.branch == bindparam("branch"), undo_step.c.counter == bindparam("counter"))
    .order_by(undo_step.c.position.desc())
)
KEEP = {
    dialect.__name__.rpartition(".")[2]: Statement(
        (kept := dialect.insert(undo_step)).on_conflict_do_update(
            index_elements=PLACE,
            set_={one.name: kept.excluded[one.name] for one in undo_step.c if one not in PLACE},
        )
    )
    for dialect in (sqlite, postgresql)
}
"""In the place of what the act before it kept."""
ENTERED = case((planned_leg.c.entered.is_(True), planned_leg.c.ordinal))
SELECT_PLAN = Statement(
    select(
        func.coalesce(func.max(planned_leg.c.ordinal), 1).label("planned_to"),
        func.coalesce(func.max(ENTERED), 1).label("entered_to"),
    ).where(planned_leg.c.ticket == bindparam("id"))
)


def keep_before(scene: Scene, row: Record, counter: str | None = None, stay: Record | None = None) -> None:
    """The ticket `row`, with `stay` as its current leg, as it is now, before what this command does to it at `counter`,
    or at its own.

    What was done to a ticket that is at no counter is not taken back."""
    counter = counter or (row.counter if TicketState(row.state) in ACTIVE else None)
    if counter is None or _kept(scene, row.id):
        return
    stay = stay or current_leg(scene.tx.connection, row.id)
    facts = {
        "ticket": {name: getattr(row, name) for name in OF_TICKET},
        "leg": {name: getattr(stay, name) for name in OF_LEG},
    }
    facts["leg"]["waiting"] = bool(stay.waiting)  # SQLite keeps truth as 0 and 1
    scene.kept.append(Before(row.id, counter, facts))


def keep_plan(scene: Scene, ticket_id: str) -> None:
    """What was planned for a visit and begun of it, before that changes."""
    known = _kept(scene, ticket_id)
    if known and "plan" not in known.facts:
        plan = SELECT_PLAN.one(scene.tx.connection, {"id": ticket_id})
        known.facts["plan"] = {"planned_to": plan.planned_to, "entered_to": plan.entered_to}


def write_down(scene: Scene) -> None:
    """When the command has done all: only the last one of a counter is kept, with the log's last event of it."""
    connection = scene.tx.connection
    places: Counter[str] = Counter()
    for one in scene.kept:
        KEEP[connection.dialect.name].run(
            connection,
            {
                "branch": scene.branch.code, "counter": one.counter, "position": places[one.counter],
                "ticket": one.ticket, "command": scene.command, "at": scene.now, "before": canonical(one.facts),
                "last_seq": scene.tx.books[scene.branch.code].seq,
            },
        )  # fmt: skip
        places[one.counter] += 1


def last_act(connection: Connection, branch: str, counter: str) -> list[Record]:
    """Of a counter, what it did last coming first; a longer act before it may have left more behind."""
    rows = SELECT_STEPS.all(connection, {"branch": branch, "counter": counter})
    return [one for one in rows if one.command == rows[-1].command]


def _kept(scene: Scene, ticket_id: str) -> Before | None:
    return next((one for one in scene.kept if one.ticket == ticket_id), None)
