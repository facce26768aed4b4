"""Whom a counter may call, who comes first, and who is overtaken by that: the line as one counter sees it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import bindparam, func, or_, select, tuple_

from server.commands.scene import Scene
from server.ledger.models import Record, leg, ticket
from server.ledger.statements import Statement
from server.queries.line import ACTIVE, MOST_DOSSIERS, WAITING, profile_in
from server.rules.bulk import held_over
from server.rules.ordering import RETURN_REST_US, Waiting
from server.rules.profiles import Profile

MINE = or_(leg.c.for_counter == bindparam("counter"), leg.c.for_officer == bindparam("officer"))
ANYBODY_S = leg.c.for_counter.is_(None) & leg.c.for_officer.is_(None)
SERVED = or_(ANYBODY_S & leg.c.service.in_(bindparam("services", expanding=True)), MINE)
NOT_JUST_GIVEN_BACK = or_(
    leg.c.not_counter.is_(None),
    leg.c.not_counter != bindparam("counter"),
    leg.c.enqueued <= bindparam("rested"),
)
FILES_AT_MOST = leg.c.dossiers <= bindparam("most")
ELIGIBLE = (leg.c.branch == bindparam("branch")) & WAITING & SERVED & NOT_JUST_GIVEN_BACK
"""As `rules.ordering.may_call` says it of one leg."""
COUNT = select(func.count()).select_from(leg).where(ELIGIBLE, FILES_AT_MOST)
COUNT_ELIGIBLE = Statement(COUNT)
SELECT_NEXT = Statement(
    select(leg, COUNT.correlate(None).scalar_subquery().label("eligible"))
    .where(ELIGIBLE, FILES_AT_MOST)
    .order_by(leg.c.order_key, leg.c.issued_seq)
    .limit(1)
)
"""The leg, and of how many it is the first."""
SELECT_LONGER = Statement(
    select(
        leg.c.ticket, leg.c.service, leg.c.order_key, leg.c.wait_start, leg.c.issued_seq, leg.c.dossiers
    ).where(
        ELIGIBLE,
        leg.c.order_key <= bindparam("wait_start"),
        tuple_(leg.c.wait_start, leg.c.issued_seq) < tuple_(bindparam("wait_start"), bindparam("issued_seq")),
    )
)
"""No key is later than its wait, so that only as much of the line is read as can have waited longer."""
SELECT_BULK_ACTIVE = Statement(
    select(ticket.c.dossiers).where(
        ticket.c.branch == bindparam("branch"), ACTIVE, ticket.c.dossiers > bindparam("over")
    )
)
SELECT_LONGEST = Statement(
    select(leg.c.service, func.min(leg.c.wait_start).label("since"))
    .where(
        leg.c.branch == bindparam("branch"), WAITING, ANYBODY_S,
        leg.c.service.in_(bindparam("services", expanding=True)),
    )
    .group_by(leg.c.service)
)  # fmt: skip


@dataclass(frozen=True)
class Desk:
    """A counter with its officer, what the session serves and helps with, and the services it calls from."""

    counter: str
    officer: str
    profile: Profile
    services: tuple[str, ...]


@dataclass(frozen=True)
class Choice:
    """Whom to call, with the leg that is called, who has waited longer than that one, and how many could have been
    called; `held` have waited longer and could not: too many of those who file as much are at counters."""

    chosen: Waiting
    stay: Record
    longer: list[Waiting]
    held: list[Waiting]
    eligible: int


def desk_of(session: Record) -> Desk:
    profile = profile_in(session)
    return Desk(session.counter, session.officer, profile, profile.services)


def next_for(scene: Scene, desk: Desk) -> Choice | None:
    """Whom this counter calls next; None when nobody waits for it, nor for what it helps with now."""
    held = held_over(scene.house.bulk, _at_counters(scene))
    for services in desk.profile.tiers(_since(scene, desk.profile), scene.now):
        calling = replace(desk, services=services)
        for most in (MOST_DOSSIERS,) if held is None else (held, MOST_DOSSIERS):
            row = SELECT_NEXT.first(scene.tx.connection, _where(scene, calling) | {"most": most})
            if row:
                return _beside(scene, calling, row, most, row.eligible)
    return None


def choice(scene: Scene, desk: Desk, stay: Record) -> Choice:
    """The leg `stay` as what this counter calls out of its turn."""
    everybody = _where(scene, desk) | {"most": MOST_DOSSIERS}
    eligible = int(COUNT_ELIGIBLE.scalar(scene.tx.connection, everybody))
    return _beside(scene, desk, stay, MOST_DOSSIERS, eligible)


def _beside(scene: Scene, desk: Desk, stay: Record, most: int, eligible: int) -> Choice:
    """Who waits beside the leg `stay`; those with more than `most` dossiers are held back."""
    since = {"wait_start": stay.wait_start, "issued_seq": stay.issued_seq}
    longer = SELECT_LONGER.all(scene.tx.connection, _where(scene, desk) | since)
    free = [_waiting(one) for one in longer if one.dossiers <= most]
    held = [_waiting(one) for one in longer if one.dossiers > most]
    return Choice(_waiting(stay), stay, free, held, eligible)


def told_held(scene: Scene, found: Choice) -> dict[str, Any]:
    """What a call's event says of the stream of bulk filers; nothing when the call passed none of them."""
    rules = scene.house.bulk
    if rules is None or not found.held:
        return {}
    held = [one.ticket for one in found.held]
    return {"bulk": {"over": rules.over, "at_once": rules.at_once, "held": held}}


def _at_counters(scene: Scene) -> list[int]:
    """The dossiers of each bulk filer's ticket that is called or being served; asked only where there is a limit to
    them."""
    if scene.house.bulk is None:
        return []
    where = {"branch": scene.branch.code, "over": scene.house.bulk.over}
    return [one.dossiers for one in SELECT_BULK_ACTIVE.all(scene.tx.connection, where)]


def _since(scene: Scene, profile: Profile) -> dict[str, int]:
    """When the one came who has waited longest, of each service whose wait decides."""
    if not profile.watched:
        return {}
    where = {"branch": scene.branch.code, "services": profile.watched}
    return {row.service: row.since for row in SELECT_LONGEST.all(scene.tx.connection, where)}


def _where(scene: Scene, desk: Desk) -> dict[str, Any]:
    return {
        "branch": scene.branch.code, "counter": desk.counter, "officer": desk.officer,
        "services": list(desk.services), "rested": scene.now - RETURN_REST_US,
    }  # fmt: skip


def _waiting(row: Record) -> Waiting:
    return Waiting(row.ticket, row.service, row.order_key, row.wait_start, row.issued_seq)
