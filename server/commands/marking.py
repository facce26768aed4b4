"""What changes a ticket where it is: cancel, prioritise, deprioritise, note, one more procedure."""

from __future__ import annotations

from sqlalchemy import bindparam, func, select, update

from server.commands.before import keep_before
from server.commands.issuing import offered
from server.commands.moving import needs_reason
from server.commands.scene import Scene
from server.commands.tickets import append, end, may_act, set_dossiers, set_ticket, view
from server.commands.visits import MOST_PROCEDURES, key_of, plan
from server.contract import Code, PlannedLeg, TicketView
from server.ledger.models import leg, planned_leg, ticket
from server.ledger.statements import Statement
from server.queries.tickets import current_leg
from server.rules.ordering import NO_PRIORITY
from server.rules.refusals import Refusal
from server.rules.states import TicketState, Verb

DECLARED = "declared"
SET_PRIORITY = Statement(
    update(ticket).where(ticket.c.id == bindparam("b_id")).values(priority=bindparam("b_priority"))
)
SET_KEY = Statement(
    update(leg).where(leg.c.ticket == bindparam("b_id"), leg.c.ended.is_(None))
    .values(order_key=bindparam("b_key"))
)  # fmt: skip
SET_NOTE = Statement(
    update(ticket).where(ticket.c.id == bindparam("b_id"))
    .values(note=bindparam("b_note"))
)  # fmt: skip
COUNT_PLANNED = Statement(
    select(func.count(), func.coalesce(func.max(planned_leg.c.ordinal), 1).label("last"))
    .where(planned_leg.c.ticket == bindparam("id"))
)  # fmt: skip


def cancel(scene: Scene, ticket_id: str) -> TicketView:
    """Of one that waits or is parked; needs a reason."""
    row = may_act(scene, ticket_id, Verb.CANCEL)
    needs_reason(scene)
    end(scene, row, "ticket.cancelled", TicketState.CANCELLED, {})
    return view(scene, row.id)


def prioritise(scene: Scene, ticket_id: str) -> TicketView:
    """The reason is a priority class of the centre, or any other code: then the class is `declared`."""
    priority = scene.reason if scene.reason in scene.house.credits else DECLARED
    return _class(scene, ticket_id, Verb.PRIORITISE, "ticket.prioritised", str(priority))


def deprioritise(scene: Scene, ticket_id: str) -> TicketView:
    return _class(scene, ticket_id, Verb.DEPRIORITISE, "ticket.deprioritised", NO_PRIORITY)


def note(scene: Scene, ticket_id: str, code: str | None, dossiers: int | None) -> TicketView:
    """A note is a code, never a text about a person; `dossiers` corrects the count."""
    row = may_act(scene, ticket_id, Verb.NOTE)
    keep_before(scene, row)
    filed = row.dossiers if dossiers is None else dossiers
    seq = append(scene, "ticket.noted", row, {"note": code, "dossiers": filed})
    set_ticket(scene, row, TicketState(row.state), row.counter, seq, row.park_until)
    SET_NOTE.run(scene.tx.connection, {"b_id": row.id, "b_note": code})
    set_dossiers(scene, row, filed)
    return view(scene, row.id)


def add_procedure(scene: Scene, ticket_id: str, wanted: PlannedLeg) -> TicketView:
    """One more procedure behind what the visit is for; 409 `wrong_state` when it has three already."""
    row = may_act(scene, ticket_id, Verb.NOTE)
    offered(scene, wanted["service"], wanted["procedure"])
    known = COUNT_PLANNED.one(scene.tx.connection, {"id": row.id})
    if known[0] + 1 >= MOST_PROCEDURES:
        raise Refusal(Code.WRONG_STATE, f"a visit has at most {MOST_PROCEDURES} procedures")
    keep_before(scene, row)
    seq = append(scene, "ticket.noted", row, {"then": [wanted]})
    set_ticket(scene, row, TicketState(row.state), row.counter, seq, row.park_until)
    plan(scene, row, [wanted], known.last + 1)
    return view(scene, row.id)


def _class(scene: Scene, ticket_id: str, verb: Verb, kind: str, priority: str) -> TicketView:
    row = may_act(scene, ticket_id, verb)
    needs_reason(scene)
    stay = current_leg(scene.tx.connection, row.id)
    key = key_of(scene, priority, stay.wait_start)
    seq = append(scene, kind, row, {"priority": priority, "order_key": key})
    set_ticket(scene, row, TicketState.WAITING, None, seq)
    SET_PRIORITY.run(scene.tx.connection, {"b_id": row.id, "b_priority": priority})
    SET_KEY.run(scene.tx.connection, {"b_id": row.id, "b_key": key})
    return view(scene, row.id)
