"""What every verb on a ticket stands on: who may act, the event, the ticket's new state, and its leg."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, func, update

from server.commands.desks import ticket_session
from server.commands.scene import Scene
from server.commands.visits import Enqueued
from server.contract import TicketView
from server.ledger.models import Record, leg, ticket
from server.ledger.statements import Statement
from server.queries.tickets import current_leg, ticket_row, ticket_view
from server.rules.numbering import number_text
from server.rules.states import ACTIVE, TicketState, Verb, step

SET_TICKET = Statement(
    update(ticket).where(ticket.c.id == bindparam("b_id"))
    .values(state=bindparam("b_state"), counter=bindparam("b_counter"), version=ticket.c.version + 1,
            seq=bindparam("b_seq"), park_until=bindparam("b_park_until"))
    .returning(*ticket.c)
)  # fmt: skip
CURRENT = (leg.c.ticket == bindparam("b_id")) & leg.c.ended.is_(None)
CALL_LEG = Statement(
    update(leg).where(CURRENT)
    .values(waiting=False, counter=bindparam("b_counter"), calls=leg.c.calls + 1, call_seq=bindparam("b_seq"),
            first_called=func.coalesce(leg.c.first_called, bindparam("b_at")), last_called=bindparam("b_at"))
    .returning(*leg.c)
)  # fmt: skip
START_LEG = Statement(update(leg).where(CURRENT).values(started=bindparam("b_at")))
END_LEG = Statement(
    update(leg).where(CURRENT)
    .values(waiting=False, ended=bindparam("b_at"), outcome=bindparam("b_outcome"))
)  # fmt: skip

SET_DOSSIERS = [
    Statement(update(one).where(of == bindparam("b_id")).values(dossiers=bindparam("b_dossiers")))
    for one, of in ((ticket, ticket.c.id), (leg, leg.c.ticket))
]
"""The legs have the count of their ticket."""


def may_act(scene: Scene, ticket_id: str, verb: Verb) -> Record:
    """The ticket, if `verb` may follow its state; at a counter only its officer acts, or a supervisor with a reason."""
    row = ticket_row(scene.tx.connection, scene.branch.code, ticket_id)
    if TicketState(row.state) in ACTIVE:
        ticket_session(scene, row.counter)
    step(TicketState(row.state), verb)
    return row


def append(scene: Scene, kind: str, row: Record, data: dict[str, Any]) -> int:
    known = {"number": number_text(row.series, row.number), "counter": row.counter}
    return scene.append(kind, f"ticket/{row.id}", known | data)


def set_ticket(
    scene: Scene,
    row: Record,
    state: TicketState,
    counter: str | None,
    seq: int,
    park_until: int | None = None,
) -> Record:
    """The ticket as it is now; `park_until`: microseconds UTC, for one that is kept for later."""
    changed = {
        "b_id": row.id, "b_state": state.value, "b_counter": counter, "b_seq": seq, "b_park_until": park_until,
    }  # fmt: skip
    return SET_TICKET.one(scene.tx.connection, changed)


def set_dossiers(scene: Scene, row: Record, dossiers: int) -> None:
    for statement in SET_DOSSIERS:
        statement.run(scene.tx.connection, {"b_id": row.id, "b_dossiers": dossiers})


def of_leg(scene: Scene, row: Record, **more: Any) -> dict[str, Any]:
    """What the statements on the current leg are run with."""
    return {"b_id": row.id, "b_at": scene.now, **more}


def end_leg(scene: Scene, row: Record, outcome: str) -> None:
    END_LEG.run(scene.tx.connection, of_leg(scene, row, b_outcome=outcome))


def end(scene: Scene, row: Record, kind: str, state: TicketState, data: dict[str, Any]) -> None:
    """The ticket comes to this end, and its leg with it."""
    seq = append(scene, kind, row, data)
    set_ticket(scene, row, state, row.counter, seq)
    end_leg(scene, row, state.value)


def wait_again(scene: Scene, row: Record, kind: str, made: Enqueued, data: dict[str, Any]) -> TicketView:
    """The ticket waits in the line of the leg that was `made`, and its event says since when and where."""
    seq = append(scene, kind, row, data | {"next": made.told})
    set_ticket(scene, row, TicketState.WAITING, None, seq)
    return view(scene, row.id)


def call(scene: Scene, row: Record, counter: str, kind: str, data: dict[str, Any]) -> TicketView:
    """The ticket is called to `counter`, and its leg with it; `kind` and `data` are the event's."""
    seq = append(scene, kind, row, data)
    called = set_ticket(scene, row, TicketState.CALLED, counter, seq)
    stay = CALL_LEG.one(scene.tx.connection, of_leg(scene, row, b_counter=counter, b_seq=seq))
    return _shown(scene, called, stay)


def view(scene: Scene, ticket_id: str) -> TicketView:
    row = ticket_row(scene.tx.connection, scene.branch.code, ticket_id)
    return _shown(scene, row, current_leg(scene.tx.connection, ticket_id))


def _shown(scene: Scene, row: Record, stay: Record) -> TicketView:
    return ticket_view(scene.tx.connection, scene.house, row, stay, scene.now, scene.public_url)
