"""Calling and what follows at the counter: call next, recall, start, finish, no-show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, func, select, tuple_, update

from server.commands.desks import own_session, ticket_at, ticket_session
from server.commands.issuing import by_signal
from server.commands.scene import Scene
from server.commands.visits import enqueue, next_planned
from server.contract import Code, Handover, TicketView
from server.ledger.models import Record, leg, ticket
from server.ledger.statements import Statement
from server.queries.line import WAITING, services_of
from server.queries.tickets import current_leg, ticket_row, ticket_view
from server.rules.numbering import number_text
from server.rules.ordering import POLICY, Waiting, overtaken, why_next
from server.rules.refusals import Refusal
from server.rules.states import ACTIVE, CounterState, TicketState, Verb, step

SERVED = leg.c.service.in_(bindparam("services", expanding=True))
SELECT_ELIGIBLE = (
    select(leg.c.ticket, leg.c.service, leg.c.order_key, leg.c.wait_start, leg.c.issued_seq)
    .where(leg.c.branch == bindparam("branch"), WAITING, SERVED)
)  # fmt: skip
SELECT_NEXT = Statement(SELECT_ELIGIBLE.order_by(leg.c.order_key, leg.c.issued_seq).limit(1))
SELECT_LONGER = Statement(
    SELECT_ELIGIBLE.where(
        tuple_(leg.c.wait_start, leg.c.issued_seq) < tuple_(bindparam("wait_start"), bindparam("issued_seq"))
    )
)
COUNT_ELIGIBLE = Statement(
    select(func.count()).select_from(leg).where(leg.c.branch == bindparam("branch"), WAITING, SERVED)
)

SET_TICKET = Statement(
    update(ticket).where(ticket.c.id == bindparam("b_id"))
    .values(state=bindparam("b_state"), counter=bindparam("b_counter"), version=ticket.c.version + 1,
            seq=bindparam("b_seq"))
)  # fmt: skip
CURRENT = (leg.c.ticket == bindparam("b_id")) & leg.c.ended.is_(None)
CALL_LEG = Statement(
    update(leg).where(CURRENT)
    .values(waiting=False, counter=bindparam("b_counter"), calls=leg.c.calls + 1, call_seq=bindparam("b_seq"),
            first_called=func.coalesce(leg.c.first_called, bindparam("b_at")), last_called=bindparam("b_at"))
)  # fmt: skip
START_LEG = Statement(update(leg).where(CURRENT).values(started=bindparam("b_at")))
END_LEG = Statement(
    update(leg).where(CURRENT)
    .values(waiting=False, ended=bindparam("b_at"), outcome=bindparam("b_outcome"))
)  # fmt: skip
SET_DOSSIERS = Statement(
    update(ticket).where(ticket.c.id == bindparam("b_id")).values(dossiers=bindparam("b_dossiers"))
)


def next_for(scene: Scene, services: Sequence[str]) -> tuple[Waiting, list[Waiting]] | None:
    """Whom a counter serving `services` calls next, and those who have waited longer than that one."""
    where = {"branch": scene.branch.code, "services": list(services)}
    row = SELECT_NEXT.first(scene.tx.connection, where)
    if row is None:
        return None
    since = {"wait_start": row.wait_start, "issued_seq": row.issued_seq}
    longer = SELECT_LONGER.all(scene.tx.connection, where | since)
    return _waiting(row), [_waiting(one) for one in longer]


def call_next(scene: Scene, counter: str) -> TicketView:
    """409 `counter_not_open`, `counter_busy` or `nobody_waiting`; the event says why this one."""
    session = own_session(scene, counter)
    if session.state != CounterState.OPEN:
        raise Refusal(Code.COUNTER_NOT_OPEN, "the counter is paused")
    if ticket_at(scene, counter) is not None:
        raise Refusal(Code.COUNTER_BUSY, "finish the ticket at this counter first")
    services = services_of(session)
    found = next_for(scene, services)
    if found is None:
        raise Refusal(Code.NOBODY_WAITING, "nobody waits for what this counter serves")
    return _call(scene, counter, services, *found)


def recall(scene: Scene, ticket_id: str) -> TicketView:
    row = _own_active(scene, ticket_id, Verb.RECALL)
    times = current_leg(scene.tx.connection, row.id).calls + 1
    seq = _append(scene, "ticket.recalled", row, {"times": times, **by_signal(row.signal)})
    _set_ticket(scene, row, TicketState.CALLED, row.counter, seq)
    CALL_LEG.run(scene.tx.connection, _leg(scene, row, b_counter=row.counter, b_seq=seq))
    return _view(scene, row.id)


def start(scene: Scene, ticket_id: str) -> TicketView:
    row = _own_active(scene, ticket_id, Verb.START)
    seq = _append(scene, "ticket.started", row, {})
    _set_ticket(scene, row, TicketState.SERVING, row.counter, seq)
    START_LEG.run(scene.tx.connection, _leg(scene, row))
    return _view(scene, row.id)


def finish(
    scene: Scene, ticket_id: str, outcome: str | None = None, dossiers: int | None = None
) -> TicketView:
    """`outcome` is a word of the branch's choice, kept in the event; `dossiers` corrects the count.

    A visit that has another procedure goes on: the ticket waits again, with the wait so far."""
    row = _own_active(scene, ticket_id, Verb.FINISH)
    data: dict[str, Any] = {"dossiers": row.dossiers if dossiers is None else dossiers}
    if outcome:
        data["outcome"] = outcome
    planned = next_planned(scene, row.id)
    if planned:
        _go_on(scene, row, planned, data)
    else:
        end(scene, row, "ticket.finished", TicketState.DONE, data)
    SET_DOSSIERS.run(scene.tx.connection, {"b_id": row.id, "b_dossiers": data["dossiers"]})
    return _view(scene, row.id)


def no_show(scene: Scene, ticket_id: str) -> TicketView:
    row = _own_active(scene, ticket_id, Verb.NO_SHOW)
    end(scene, row, "ticket.no_show", TicketState.NO_SHOW, {})
    return _view(scene, row.id)


def finish_and_next(scene: Scene, counter: str) -> Handover:
    """One command for the key that is pressed three hundred times a day; nobody waiting is no refusal."""
    session = ticket_session(scene, counter)
    active = ticket_at(scene, counter)
    if active is None:
        raise Refusal(Code.WRONG_STATE, "no ticket is being served here")
    finished = finish(scene, active.id)
    found = next_for(scene, services_of(session))
    called = _call(scene, counter, services_of(session), *found) if found else None
    return {"finished": finished, "called": called}


def _call(
    scene: Scene, counter: str, services: Sequence[str], chosen: Waiting, longer: list[Waiting]
) -> TicketView:
    row = ticket_row(scene.tx.connection, scene.branch.code, chosen.ticket)
    where = {"branch": scene.branch.code, "services": list(services)}
    why = {
        "counter": counter, "policy": POLICY, "why": why_next(chosen, longer).value,
        "order_key": chosen.order_key, "wait_start": chosen.wait_start,
        "eligible": COUNT_ELIGIBLE.scalar(scene.tx.connection, where),
        "overtaken": overtaken(chosen, longer), **by_signal(row.signal),
    }  # fmt: skip
    step(TicketState(row.state), Verb.CALL)
    seq = _append(scene, "ticket.called", row, why)
    _set_ticket(scene, row, TicketState.CALLED, counter, seq)
    CALL_LEG.run(scene.tx.connection, _leg(scene, row, b_counter=counter, b_seq=seq))
    return _view(scene, row.id)


def _own_active(scene: Scene, ticket_id: str, verb: Verb) -> Record:
    """The ticket, if `verb` may follow its state and its counter is the actor's."""
    row = ticket_row(scene.tx.connection, scene.branch.code, ticket_id)
    if TicketState(row.state) in ACTIVE:
        ticket_session(scene, row.counter)
    step(TicketState(row.state), verb)
    return row


def end(scene: Scene, row: Record, kind: str, state: TicketState, data: dict[str, Any]) -> None:
    """The ticket comes to this end, and its leg with it."""
    seq = _append(scene, kind, row, data)
    _set_ticket(scene, row, state, row.counter, seq)
    END_LEG.run(scene.tx.connection, _leg(scene, row, b_outcome=state.value))


def _go_on(scene: Scene, row: Record, planned: Record, data: dict[str, Any]) -> None:
    """This leg is done, the planned one begins: one event tells both."""
    ended = current_leg(scene.tx.connection, row.id)
    END_LEG.run(scene.tx.connection, _leg(scene, row, b_outcome=TicketState.DONE.value))
    made = enqueue(scene, row, ended, planned)
    following = {
        "service": made.service, "procedure": made.procedure, "wait_start": made.wait_start,
        "order_key": made.order_key,
    }  # fmt: skip
    seq = _append(scene, "ticket.finished", row, data | {"next": following})
    _set_ticket(scene, row, TicketState.WAITING, None, seq)


def _append(scene: Scene, kind: str, row: Record, data: dict[str, Any]) -> int:
    known = {"number": number_text(row.series, row.number), "counter": row.counter}
    return scene.append(kind, f"ticket/{row.id}", known | data)


def _set_ticket(scene: Scene, row: Record, state: TicketState, counter: str | None, seq: int) -> None:
    changed = {"b_id": row.id, "b_state": state.value, "b_counter": counter, "b_seq": seq}
    SET_TICKET.run(scene.tx.connection, changed)


def _leg(scene: Scene, row: Record, **more: Any) -> dict[str, Any]:
    return {"b_id": row.id, "b_at": scene.now, **more}


def _view(scene: Scene, ticket_id: str) -> TicketView:
    row = ticket_row(scene.tx.connection, scene.branch.code, ticket_id)
    stay = current_leg(scene.tx.connection, ticket_id)
    return ticket_view(scene.tx.connection, scene.house, row, stay, scene.now, scene.public_url)


def _waiting(row: Record) -> Waiting:
    return Waiting(row.ticket, row.service, row.order_key, row.wait_start, row.issued_seq)
