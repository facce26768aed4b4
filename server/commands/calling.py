"""Calling and what follows at the counter: call next, call a chosen one, recall, start, finish, no-show."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from server.commands.before import keep_before
from server.commands.choosing import Choice, Desk, choice, desk_of, next_for, told_held
from server.commands.desks import own_session, ticket_session
from server.commands.issuing import by_signal
from server.commands.moving import needs_reason, park, same_line
from server.commands.scene import Scene
from server.commands.tickets import (
    START_LEG,
    append,
    call,
    end,
    end_leg,
    may_act,
    of_leg,
    set_dossiers,
    set_ticket,
    view,
)
from server.commands.visits import enter_planned, next_planned
from server.contract import Code, Handover, TicketView
from server.ledger.models import Record
from server.queries.tickets import current_leg, ticket_row
from server.rules.ordering import overtaken, why_next
from server.rules.refusals import Refusal
from server.rules.states import CounterState, TicketState, Verb, step

INCOMPLETE = "incomplete"
"""The outcome "hồ sơ chưa đủ": a paper is missing."""


def call_next(scene: Scene, counter: str) -> TicketView:
    """409 `counter_not_open`, `counter_busy` or `nobody_waiting`; the event says why this one."""
    desk = _free_desk(scene, counter)
    found = next_for(scene, desk)
    if found is None:
        raise Refusal(Code.NOBODY_WAITING, "nobody waits for what this counter serves")
    return _call(scene, desk, found)


def call_chosen(scene: Scene, counter: str, ticket_id: str) -> TicketView:
    """One that waits or is parked, out of turn: for a reason, and the event says who was overtaken."""
    desk = _free_desk(scene, counter)
    row = ticket_row(scene.tx.connection, scene.branch.code, ticket_id)
    step(TicketState(row.state), Verb.CALL)
    needs_reason(scene)
    keep_before(scene, row, counter)  # before a parked one gets the leg that is called
    parked = row.state == TicketState.PARKED
    stay = same_line(scene, row).row if parked else current_leg(scene.tx.connection, row.id)
    return _call(scene, desk, choice(scene, desk, stay), "chosen")


def recall(scene: Scene, ticket_id: str) -> TicketView:
    """409 `recall_limit` once it was called as often as its slip says; who is not there then is absent."""
    row = may_act(scene, ticket_id, Verb.RECALL)
    times = current_leg(scene.tx.connection, row.id).calls + 1
    limit = int(scene.house.centre["recall_limit"])
    if times > limit:
        raise Refusal(Code.RECALL_LIMIT, f"called {limit} times already")
    keep_before(scene, row)
    return call(scene, row, row.counter, "ticket.recalled", {"times": times, **by_signal(row.signal)})


def start(scene: Scene, ticket_id: str) -> TicketView:
    row = may_act(scene, ticket_id, Verb.START)
    keep_before(scene, row)
    seq = append(scene, "ticket.started", row, {})
    set_ticket(scene, row, TicketState.SERVING, row.counter, seq)
    START_LEG.run(scene.tx.connection, of_leg(scene, row))
    return view(scene, row.id)


def finish(
    scene: Scene, ticket_id: str, outcome: str | None = None, dossiers: int | None = None
) -> TicketView:
    """`outcome` is a word of the branch's choice, kept in the event; `dossiers` corrects the count.

    A visit that has another procedure goes on: the ticket waits again, with the wait so far. Where the centre asks
    for no word of arrival, a called ticket is started and finished in one. With `INCOMPLETE` nothing is finished: the
    ticket is parked, as when an officer parks it for that reason."""
    if outcome == INCOMPLETE:
        return _keep_place(scene, ticket_id, dossiers)
    row = _to_finish(scene, ticket_id)
    keep_before(scene, row)
    data: dict[str, Any] = {"dossiers": row.dossiers if dossiers is None else dossiers}
    if outcome:
        data["outcome"] = outcome
    complete(scene, row, data)
    set_dossiers(scene, row, data["dossiers"])
    return view(scene, row.id)


def complete(scene: Scene, row: Record, data: dict[str, Any]) -> None:
    """What it was served for is done; `data` is what the event says of that. A visit may go on."""
    planned = next_planned(scene, row.id)
    if planned:
        _go_on(scene, row, planned, data)
    else:
        end(scene, row, "ticket.finished", TicketState.DONE, data)


def _keep_place(scene: Scene, ticket_id: str, dossiers: int | None) -> TicketView:
    """Who fetches a paper that is missing need not wait again."""
    row = _to_finish(scene, ticket_id)
    park(replace(scene, reason=scene.reason or INCOMPLETE), row.id)
    set_dossiers(scene, row, row.dossiers if dossiers is None else dossiers)
    return view(scene, row.id)


def _to_finish(scene: Scene, ticket_id: str) -> Record:
    row = ticket_row(scene.tx.connection, scene.branch.code, ticket_id)
    if row.state == TicketState.CALLED and not scene.house.arrival:
        start(scene, ticket_id)
    return may_act(scene, ticket_id, Verb.FINISH)


def no_show(scene: Scene, ticket_id: str) -> TicketView:
    row = may_act(scene, ticket_id, Verb.NO_SHOW)
    keep_before(scene, row)
    end(scene, row, "ticket.no_show", TicketState.NO_SHOW, {})
    return view(scene, row.id)


def finish_and_next(scene: Scene, counter: str) -> Handover:
    """One command for the key that is pressed three hundred times a day; nobody waiting is no refusal."""
    session = ticket_session(scene, counter)
    desk = desk_of(session)
    if session.in_hand is None:
        raise Refusal(Code.WRONG_STATE, "no ticket is being served here")
    finished = finish(scene, session.in_hand)
    found = next_for(scene, desk)
    return {"finished": finished, "called": _call(scene, desk, found) if found else None}


def _free_desk(scene: Scene, counter: str) -> Desk:
    session = own_session(scene, counter)
    if session.state != CounterState.OPEN:
        raise Refusal(Code.COUNTER_NOT_OPEN, "the counter is paused")
    if session.in_hand is not None:
        raise Refusal(Code.COUNTER_BUSY, "finish the ticket at this counter first")
    return desk_of(session)


def _call(scene: Scene, desk: Desk, found: Choice, why: str | None = None) -> TicketView:
    chosen = found.chosen
    row = ticket_row(scene.tx.connection, scene.branch.code, chosen.ticket)
    step(TicketState(row.state), Verb.CALL)
    keep_before(scene, row, desk.counter, found.stay)
    because = why or why_next(chosen, found.longer, desk.profile.helps_with(chosen.service)).value
    told = told_call(scene, desk, found, because) | by_signal(row.signal)
    return call(scene, row, desk.counter, "ticket.called", told)


def told_call(scene: Scene, desk: Desk, found: Choice, why: str) -> dict[str, Any]:
    """What the event of a call says of its reason."""
    chosen = found.chosen
    return {
        "counter": desk.counter, "policy": scene.house.order.value, "why": why,
        "order_key": chosen.order_key, "wait_start": chosen.wait_start, "eligible": found.eligible,
        "overtaken": overtaken(chosen, [*found.longer, *found.held]), **told_held(scene, found),
    }  # fmt: skip


def _go_on(scene: Scene, row: Record, planned: Record, data: dict[str, Any]) -> None:
    """This leg is done, the planned one begins: one event tells both."""
    ended = current_leg(scene.tx.connection, row.id)
    end_leg(scene, row, TicketState.DONE.value)
    made = enter_planned(scene, row, ended, planned)
    seq = append(scene, "ticket.finished", row, data | {"next": made.told})
    set_ticket(scene, row, TicketState.WAITING, None, seq)
