"""What takes a ticket out of a line or back into one: park, resume, return, transfer, reinstate.

The wait that a citizen has behind them is never lost: `wait_start` stays."""

from __future__ import annotations

import json

from sqlalchemy import bindparam, select

from server.commands.before import keep_before
from server.commands.desks import find_session
from server.commands.issuing import offered
from server.commands.scene import Scene
from server.commands.tickets import append, end_leg, may_act, set_ticket, view, wait_again
from server.commands.visits import Enqueued, Place, enqueue
from server.contract import Code, TicketView
from server.ledger.models import Record, user
from server.ledger.statements import Statement
from server.queries.tickets import current_leg
from server.rules.ordering import MICROSECONDS
from server.rules.refusals import Refusal, unknown
from server.rules.states import REINSTATE_S, TicketState, Verb

SELECT_OFFICER = Statement(select(user.c.branches).where(user.c.name == bindparam("name")))
PARK_S = 30 * 60
"""So long a place is kept for who went to fetch a paper; then it counts as absent, and can be reinstated."""


def park(scene: Scene, ticket_id: str) -> TicketView:
    """Kept for later, for `PARK_S`; the counter is free. Needs a reason."""
    row = may_act(scene, ticket_id, Verb.PARK)
    needs_reason(scene)
    keep_before(scene, row)
    until = scene.now + PARK_S * MICROSECONDS
    seq = append(scene, "ticket.parked", row, {"until": until})
    end_leg(scene, row, TicketState.PARKED.value)
    set_ticket(scene, row, TicketState.PARKED, row.counter, seq, until)
    return view(scene, row.id)


def resume(scene: Scene, ticket_id: str) -> TicketView:
    """From parked back into the line that it came from."""
    row = may_act(scene, ticket_id, Verb.RESUME)
    return wait_again(scene, row, "ticket.resumed", same_line(scene, row), {})


def return_to_line(scene: Scene, ticket_id: str) -> TicketView:
    """The officer gives a called ticket back; this counter is not given it again at once."""
    row = may_act(scene, ticket_id, Verb.RETURN)
    keep_before(scene, row)
    end_leg(scene, row, "returned")
    made = same_line(scene, row, not_counter=row.counter)
    return wait_again(scene, row, "ticket.returned", made, {})


def transfer(
    scene: Scene, ticket_id: str, service: str | None, counter: str | None, officer: str | None
) -> TicketView:
    """To another service, counter or officer: the same number, the same wait; from a counter, or out of the line
    in which it waits. 422 for what is not known here."""
    row = may_act(scene, ticket_id, Verb.TRANSFER)
    stay = current_leg(scene.tx.connection, row.id)
    place = _place(scene, stay, service, counter, officer)
    keep_before(scene, row)
    if stay.ended is None:
        end_leg(scene, row, "transferred")
    made = enqueue(scene, row, stay, place)
    return wait_again(scene, row, "ticket.transferred", made, {"from": stay.service})


def reinstate(scene: Scene, ticket_id: str) -> TicketView:
    """Somebody who was marked absent is here after all; within `REINSTATE_S`, with a reason."""
    row = may_act(scene, ticket_id, Verb.REINSTATE)
    needs_reason(scene)
    stay = current_leg(scene.tx.connection, row.id)
    if row.business_day != scene.day or scene.now - (stay.ended or 0) > REINSTATE_S * MICROSECONDS:
        raise Refusal(Code.TOO_LATE, f"absent for more than {REINSTATE_S // 60} minutes")
    return wait_again(scene, row, "ticket.reinstated", same_line(scene, row), {})


def needs_reason(scene: Scene) -> None:
    if not scene.reason:
        raise Refusal(Code.INVALID, errors=[{"pointer": "/reason", "code": "missing"}])


def same_line(scene: Scene, row: Record, not_counter: str | None = None) -> Enqueued:
    """A leg like the last one, with its wait."""
    stay = current_leg(scene.tx.connection, row.id)
    place = Place(stay.service, stay.procedure, stay.for_counter, stay.for_officer, not_counter)
    return enqueue(scene, row, stay, place)


def _works_here(scene: Scene, officer: str) -> bool:
    """Nobody at another branch could ever call the ticket."""
    known = SELECT_OFFICER.first(scene.tx.connection, {"name": officer})
    branches = json.loads(known.branches) if known else None
    return branches is not None and (not branches or scene.branch.code in branches)


def _place(
    scene: Scene, stay: Record, service: str | None, counter: str | None, officer: str | None
) -> Place:
    if service is None and counter is None and officer is None:
        raise Refusal(Code.INVALID, errors=[{"pointer": "", "code": "missing"}])
    if service is not None:
        offered(scene, service, None)
    if counter is not None and counter not in scene.branch.counters and not find_session(scene, counter):
        raise unknown("/counter")
    if officer is not None and not _works_here(scene, officer):
        raise unknown("/officer")
    other = service is not None and service != stay.service
    return Place(service or stay.service, None if other else stay.procedure, counter, officer)
