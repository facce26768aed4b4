"""Taking back the last act of a counter, for five seconds; and reopening what was ended, for ten minutes."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import bindparam, delete, update

from server.commands.before import last_act
from server.commands.desks import counter_answer, own_session, ticket_at, ticket_session
from server.commands.moving import needs_reason
from server.commands.scene import Scene
from server.commands.tickets import append, may_act, set_dossiers, set_ticket, view
from server.commands.visits import Enqueued
from server.contract import Code, TicketView, Undone
from server.ledger.models import Record, leg, planned_leg, ticket, undo_step
from server.ledger.statements import Statement
from server.queries.tickets import current_leg, ticket_row
from server.rules.ordering import MICROSECONDS
from server.rules.refusals import Refusal
from server.rules.states import TicketState, Verb

UNDO_S = 5
REOPEN_S = 10 * 60
KINDS = {
    TicketState.WAITING: "ticket.returned",
    TicketState.PARKED: "ticket.parked",
    TicketState.CALLED: "ticket.reinstated",
    TicketState.SERVING: "ticket.reopened",
}
"""What an undone act is called in the log, by the state that it gives back."""
FORGET_STEPS = Statement(
    delete(undo_step).where(
        undo_step.c.branch == bindparam("b_branch"), undo_step.c.counter == bindparam("b_counter")
    )
)
FORGET_LEGS = Statement(
    delete(leg).where(leg.c.ticket == bindparam("b_id"), leg.c.ordinal > bindparam("b_ordinal"))
)
RESTORE_LEG = Statement(
    update(leg).where(leg.c.ticket == bindparam("b_id"), leg.c.ordinal == bindparam("b_ordinal"))
    .values(
        waiting=bindparam("b_waiting"), counter=bindparam("b_counter"), calls=bindparam("b_calls"),
        call_seq=bindparam("b_call_seq"), first_called=bindparam("b_first_called"),
        last_called=bindparam("b_last_called"), started=bindparam("b_started"), ended=bindparam("b_ended"),
        outcome=bindparam("b_outcome"),
    )
)  # fmt: skip
RESTORE_NOTE = Statement(
    update(ticket).where(ticket.c.id == bindparam("b_id"))
    .values(note=bindparam("b_note"))
)  # fmt: skip
FORGET_PLAN = Statement(
    delete(planned_leg).where(
        planned_leg.c.ticket == bindparam("b_id"), planned_leg.c.ordinal > bindparam("b_planned_to")
    )
)
RESTORE_PLAN = Statement(
    update(planned_leg)
    .where(planned_leg.c.ticket == bindparam("b_id"), planned_leg.c.ordinal > bindparam("b_entered_to"))
    .values(entered=False)
)
REOPEN_LEG = Statement(
    update(leg).where(leg.c.ticket == bindparam("b_id"), leg.c.ordinal == bindparam("b_ordinal"))
    .values(ended=None, outcome=None, started=bindparam("b_started"))
)  # fmt: skip


def undo(scene: Scene, counter: str) -> Undone:
    """Each ticket of the last act as it was, latest first; 409 `wrong_state` when there is nothing to take back,
    410 `too_late` after `UNDO_S`."""
    own_session(scene, counter)
    steps = last_act(scene.tx.connection, scene.branch.code, counter)
    if not steps:
        raise Refusal(Code.WRONG_STATE, "nothing to take back at this counter")
    if scene.now - steps[0].at > UNDO_S * MICROSECONDS:
        raise Refusal(Code.TOO_LATE, f"an act is taken back within {UNDO_S} seconds")
    rows = [ticket_row(scene.tx.connection, scene.branch.code, one.ticket) for one in steps]
    if any(row.seq > one.last_seq for row, one in zip(rows, steps, strict=True)):
        raise Refusal(Code.WRONG_STATE, "the ticket has moved on since")
    for row, one in zip(rows, steps, strict=True):
        _restore(scene, row, json.loads(one.before))
    FORGET_STEPS.run(scene.tx.connection, {"b_branch": scene.branch.code, "b_counter": counter})
    return {"counter": counter_answer(scene, counter), "tickets": [view(scene, row.id) for row in rows]}


def reopen(scene: Scene, ticket_id: str) -> TicketView:
    """Ended too early: served again at the counter where it ended, within `REOPEN_S`, with a reason."""
    row = may_act(scene, ticket_id, Verb.REOPEN)
    needs_reason(scene)
    if row.counter is None:
        raise Refusal(Code.WRONG_STATE, "it was never at a counter")
    ticket_session(scene, row.counter)
    if ticket_at(scene, row.counter) is not None:
        raise Refusal(Code.COUNTER_BUSY, "finish the ticket at this counter first")
    stay = current_leg(scene.tx.connection, row.id)
    if row.business_day != scene.day or scene.now - (stay.ended or 0) > REOPEN_S * MICROSECONDS:
        raise Refusal(Code.TOO_LATE, f"ended more than {REOPEN_S // 60} minutes ago")
    seq = append(scene, "ticket.reopened", row, {"from": row.state})
    set_ticket(scene, row, TicketState.SERVING, row.counter, seq)
    again = {"b_id": row.id, "b_ordinal": stay.ordinal, "b_started": stay.started or scene.now}
    REOPEN_LEG.run(scene.tx.connection, again)
    return view(scene, row.id)


def _restore(scene: Scene, row: Record, before: dict[str, Any]) -> None:
    state, stay = TicketState(before["ticket"]["state"]), before["leg"]
    connection = scene.tx.connection
    if state is TicketState.WAITING and row.state == TicketState.CALLED:
        # Who saw the call is told that it comes again.
        seen = current_leg(connection, row.id)
        stay |= {"call_seq": seen.call_seq, "last_called": seen.last_called}
    FORGET_LEGS.run(connection, {"b_id": row.id, "b_ordinal": stay["ordinal"]})
    RESTORE_LEG.run(connection, {"b_id": row.id} | {f"b_{name}": value for name, value in stay.items()})
    if "plan" in before:
        RESTORE_PLAN.run(connection, {"b_id": row.id, "b_entered_to": before["plan"]["entered_to"]})
        FORGET_PLAN.run(connection, {"b_id": row.id, "b_planned_to": before["plan"]["planned_to"]})
    kept = before["ticket"]
    RESTORE_NOTE.run(connection, {"b_id": row.id, "b_note": kept["note"]})
    set_dossiers(scene, row, kept["dossiers"])
    told: dict[str, Any] = {"undo": row.state}
    if state is TicketState.WAITING:
        told["next"] = Enqueued(current_leg(connection, row.id)).told
    seq = append(scene, KINDS[state], row, told)
    set_ticket(scene, row, state, kept["counter"], seq, kept["park_until"])
