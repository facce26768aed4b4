"""What a counter serves, changed by a supervisor while its officer goes on working."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, update

from server.commands.desks import counter_answer, find_session, served_here, stored, told
from server.commands.scene import Scene
from server.contract import Code, CounterAnswer
from server.ledger.models import counter_session
from server.ledger.statements import Statement
from server.queries.line import given_in, skills_in
from server.rules.profiles import Overflow, profile
from server.rules.refusals import Refusal, unknown

SET_PROFILE = Statement(
    update(counter_session).where(counter_session.c.id == bindparam("b_id"))
    .values(services=bindparam("b_services"), overflow=bindparam("b_overflow"))
)  # fmt: skip


def change_profile(
    scene: Scene, counter: str, services: Sequence[str], overflow: Sequence[Overflow]
) -> CounterAnswer:
    """Until the session is closed: the next one begins as the centre file furnishes the counter. The ticket that is
    there stays, and its officer calls only what they have learnt. 409 `counter_not_open`; 422 for a service that the
    branch does not have."""
    scene.branch.counter(counter)
    session = find_session(scene, counter)
    if session is None:
        raise Refusal(Code.COUNTER_NOT_OPEN, "open the counter first")
    known, wanted = served_here(scene), profile(services, overflow)
    if not wanted.services or not set(wanted.services) <= known:
        raise unknown("/services")
    if not {one.service for one in wanted.overflow} <= known:
        raise unknown("/overflow")
    if wanted != given_in(session):
        scene.append("counter.configured", f"counter/{counter}", told(wanted.within(skills_in(session))))
        row = stored(wanted)
        values = {"b_id": session.id, "b_services": row["services"], "b_overflow": row["overflow"]}
        SET_PROFILE.run(scene.tx.connection, values)
    return counter_answer(scene, counter)
