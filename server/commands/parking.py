"""The end of a place that was kept: who did not come back in time counts as absent, and can be reinstated."""

from __future__ import annotations

from sqlalchemy import ColumnElement, bindparam, literal_column, select, update

from server.commands.answering import Answering
from server.commands.scene import NODE, Scene
from server.commands.tickets import append, set_ticket
from server.ledger.change import microseconds
from server.ledger.models import leg, ticket
from server.ledger.statements import Statement
from server.queries.tickets import current_leg
from server.rules.states import TicketState

UNFINISHED: ColumnElement[bool] = literal_column(
    "ticket.state IN ('waiting', 'called', 'serving', 'parked', 'no_show')"
)
"""As the partial index says it, or SQLite would read every ticket there ever was."""
OVERDUE = UNFINISHED & literal_column("ticket.state = 'parked'") & (ticket.c.park_until < bindparam("now"))
SELECT_BRANCHES = Statement(select(ticket.c.branch).where(OVERDUE).distinct())
SELECT_OVERDUE = Statement(
    select(ticket).where(OVERDUE, ticket.c.branch == bindparam("branch")).order_by(ticket.c.park_until)
)
ABSENT = Statement(
    update(leg).where(leg.c.ticket == bindparam("b_id"), leg.c.ordinal == bindparam("b_ordinal"))
    .values(ended=bindparam("b_at"), outcome=TicketState.NO_SHOW.value)
)  # fmt: skip


def end_parking(answering: Answering) -> None:
    """Write down whose time is over; safe to ask at any time."""
    now = microseconds(answering.ledger.clock.now())
    with answering.ledger.read() as connection:
        branches = [row.branch for row in SELECT_BRANCHES.all(connection, {"now": now})]
    for branch in branches:
        answering.at_once(branch, NODE, _end)


def _end(scene: Scene) -> None:
    where = {"branch": scene.branch.code, "now": scene.now}
    for row in SELECT_OVERDUE.all(scene.tx.connection, where):
        seq = append(scene, "ticket.no_show", row, {"by": "parking"})
        set_ticket(scene, row, TicketState.NO_SHOW, row.counter, seq)
        stay = current_leg(scene.tx.connection, row.id)
        ABSENT.run(scene.tx.connection, {"b_id": row.id, "b_ordinal": stay.ordinal, "b_at": scene.now})
