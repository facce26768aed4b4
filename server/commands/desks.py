"""Officer sessions: opening, pausing, resuming and closing a counter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from sqlalchemy import bindparam, insert, select, update

from server.commands.scene import Scene
from server.contract import Code, CounterAnswer
from server.ledger.events import canonical
from server.ledger.models import Record, counter_session, ticket
from server.ledger.statements import Statement
from server.queries.line import ACTIVE, SELECT_ACTIVE, SESSIONS, given_in, loads, overflow_told, profile_in
from server.queries.people import skills_of
from server.queries.times import rfc3339
from server.rules.numbering import number_text
from server.rules.ordering import MICROSECONDS
from server.rules.profiles import Profile, profile
from server.rules.refusals import Refusal, unknown
from server.rules.states import CounterState

IN_HAND = select(ticket.c.id).where(
    ticket.c.branch == bindparam("branch"), ticket.c.counter == bindparam("counter"), ACTIVE
)
SELECT_SESSION = Statement(
    SESSIONS.where(counter_session.c.counter == bindparam("counter"))
    .add_columns(IN_HAND.correlate(None).scalar_subquery().label("in_hand"))
)  # fmt: skip
"""With the id of the ticket that is called or being served there."""
SELECT_TICKET_AT = Statement(SELECT_ACTIVE.clause.where(ticket.c.counter == bindparam("counter")))
INSERT_SESSION = Statement(insert(counter_session))
SET_STATE = Statement(
    update(counter_session).where(counter_session.c.id == bindparam("b_id"))
    .values(
        state=bindparam("b_state"), state_since=bindparam("b_since"),
        pause_reason=bindparam("b_reason"), closed_at=bindparam("b_closed"),
    )
)  # fmt: skip

SET_OFFICER = Statement(
    update(counter_session).where(counter_session.c.id == bindparam("b_id"))
    .values(officer=bindparam("b_officer"))
)  # fmt: skip

PAUSE_REASONS = ("break", "meeting", "system_fault", "other")


def open_counter(scene: Scene, counter: str, services: Sequence[str] | None) -> CounterAnswer:
    """Opening again by the same officer changes nothing; by another it is 409 `counter_taken`, and 409 `not_skilled` by
    one who has learnt none of its services."""
    place = scene.branch.counter(counter)
    wanted = place.profile if services is None else profile(services, place.profile.overflow)
    if not set(wanted.services) <= served_here(scene) or not wanted.services:
        raise unknown("/services")
    session = find_session(scene, counter)
    if session is not None:
        if session.officer != scene.person.actor.id:
            raise Refusal(Code.COUNTER_TAKEN, "another officer has this counter open")
        return counter_answer(scene, counter)
    learnt = wanted.within(skills_of(scene.tx.connection, scene.person.name))
    if learnt.is_empty:
        raise Refusal(Code.NOT_SKILLED, "the officer has learnt none of this counter's services")
    seq = scene.append("counter.opened", f"counter/{counter}", told(learnt))
    INSERT_SESSION.run(
        scene.tx.connection,
        {
            "id": str(uuid5(NAMESPACE_OID, f"{scene.branch.code}/{scene.tx.books[scene.branch.code].epoch}/{seq}")),
            "branch": scene.branch.code, "counter": counter, "officer": scene.person.actor.id,
            **stored(wanted), "state": CounterState.OPEN.value, "pause_reason": None,
            "opened_at": scene.now, "state_since": scene.now, "closed_at": None,
        },
    )  # fmt: skip
    return counter_answer(scene, counter)


def pause_counter(scene: Scene, counter: str, reason: str) -> CounterAnswer:
    """Pausing what is paused changes nothing; an active ticket must be dealt with first."""
    session = own_session(scene, counter)
    if session.state == CounterState.OPEN:
        _refuse_busy(scene, counter)
        scene.append("counter.paused", f"counter/{counter}", {"reason": reason})
        _set(scene, session, CounterState.PAUSED, reason)
    return counter_answer(scene, counter)


def resume_counter(scene: Scene, counter: str) -> CounterAnswer:
    """From a pause, or the word that somebody still sits there, which keeps an idle session from being closed."""
    session = own_session(scene, counter)
    if session.state == CounterState.PAUSED:
        scene.append("counter.resumed", f"counter/{counter}", {})
        _set(scene, session, CounterState.OPEN)
    elif scene.now - session.state_since > scene.house.counter_idle_s * MICROSECONDS // 2:
        scene.append("counter.resumed", f"counter/{counter}", {"from": "idle"})
        _set(scene, session, CounterState.OPEN)
    return counter_answer(scene, counter)


def close_counter(scene: Scene, counter: str) -> CounterAnswer:
    """Closing what is closed changes nothing."""
    scene.branch.counter(counter)
    if find_session(scene, counter) is not None:
        session = own_session(scene, counter)
        _refuse_busy(scene, counter)
        close_session(scene, session, "officer")
    return counter_answer(scene, counter)


def close_session(scene: Scene, session: Record, reason: str) -> None:
    """`reason`: `officer`, or `idle` when nobody has touched it for long."""
    scene.append("counter.closed", f"counter/{session.counter}", {"reason": reason})
    _set(scene, session, CounterState.CLOSED)


def take_over(scene: Scene, counter: str) -> CounterAnswer:
    """The session, with whatever ticket is there, goes on with the actor; the other window is told by the event."""
    scene.branch.counter(counter)
    session = find_session(scene, counter)
    if session is None:
        raise Refusal(Code.COUNTER_NOT_OPEN, "open the counter first")
    if session.officer != scene.person.actor.id:
        scene.append("counter.taken_over", f"counter/{counter}", {"from": session.officer})
        SET_OFFICER.run(scene.tx.connection, {"b_id": session.id, "b_officer": scene.person.actor.id})
        learnt = given_in(session).within(skills_of(scene.tx.connection, scene.person.name))
        if learnt != profile_in(session):
            scene.append("counter.configured", f"counter/{counter}", told(learnt))
    return counter_answer(scene, counter)


def find_session(scene: Scene, counter: str) -> Record | None:
    where = {"branch": scene.branch.code, "counter": counter}
    return SELECT_SESSION.first(scene.tx.connection, where)


def own_session(scene: Scene, counter: str) -> Record:
    """The open session of this counter, if it is the actor's or the actor supervises."""
    scene.branch.counter(counter)
    session = find_session(scene, counter)
    if session is None:
        raise Refusal(Code.COUNTER_NOT_OPEN, "open the counter first")
    if session.officer != scene.person.actor.id and not _may_act_for(scene, counter):
        raise Refusal(Code.FORBIDDEN, "another officer has this counter")
    return session


def _may_act_for(scene: Scene, counter: str) -> bool:
    """A supervisor, or the keypad under this officer's hand."""
    return scene.person.supervises or scene.person.counter == counter


def ticket_session(scene: Scene, counter: str) -> Record:
    """The session at whose counter a ticket is: its officer acts on it, or a supervisor who says why."""
    session = own_session(scene, counter)
    if session.officer != scene.person.actor.id and scene.person.supervises and not scene.reason:
        raise Refusal(Code.INVALID, errors=[{"pointer": "/reason", "code": "missing"}])
    return session


def ticket_at(scene: Scene, counter: str) -> Record | None:
    """The ticket that is called or being served at this counter."""
    where = {"branch": scene.branch.code, "counter": counter}
    return SELECT_TICKET_AT.first(scene.tx.connection, where)


def counter_answer(scene: Scene, counter: str) -> CounterAnswer:
    session = find_session(scene, counter)
    active = ticket_at(scene, counter)
    serves = profile_in(session) if session else Profile(())
    return {
        "code": counter,
        "state": session.state if session else CounterState.CLOSED.value,
        "officer": session.officer if session else None,
        "services": list(serves.services),
        "overflow": overflow_told(serves),
        "since": rfc3339(session.state_since, scene.branch.zone) if session else None,
        "pause_reason": session.pause_reason if session else None,
        "number": number_text(active.series, active.number) if active else None,
        "ticket_state": active.state if active else None,
    }


def stored(wanted: Profile) -> dict[str, str]:
    """As the columns of a session keep it."""
    return {"services": canonical(list(wanted.services)), "overflow": canonical(overflow_told(wanted))}


def told(wanted: Profile) -> dict[str, Any]:
    """As an event tells it."""
    overflow = overflow_told(wanted)
    return {"services": list(wanted.services), **({"overflow": overflow} if overflow else {})}


def served_here(scene: Scene) -> set[str]:
    """What the branch offers, and what somebody still waits for although it has left the catalogue."""
    return {
        *scene.branch.services,
        *(one.service for one in loads(scene.tx.connection, scene.house, scene.branch.code)),
    }


def _refuse_busy(scene: Scene, counter: str) -> None:
    if ticket_at(scene, counter) is not None:
        raise Refusal(Code.COUNTER_BUSY, "a ticket is being called or served here")


def _set(scene: Scene, session: Record, state: CounterState, reason: str | None = None) -> None:
    closed = scene.now if state is CounterState.CLOSED else None
    SET_STATE.run(
        scene.tx.connection,
        {
            "b_id": session.id,
            "b_state": state.value,
            "b_since": scene.now,
            "b_reason": reason,
            "b_closed": closed,
        },
    )
