"""Whether this number may be given now: to this kiosk, within the quota, while there is time to serve it, not too
soon after the last, and to one person not too often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import bindparam, func, select

from server.commands.persons import count_one_more
from server.commands.scene import Scene
from server.contract import Code
from server.ledger.models import booking, ticket
from server.ledger.statements import Statement
from server.queries.closing import closing
from server.queries.quotas import rests
from server.rules.ordering import CARRIED_OVER
from server.rules.refusals import Refusal, TooSoon, unknown

LAST_GIVEN = Statement(
    select(func.max(ticket.c.issued_at)).where(
        ticket.c.branch == bindparam("branch"),
        ticket.c.business_day == bindparam("day"),
        ticket.c.source == bindparam("source"),
        ticket.c.issued_at <= bindparam("now"),
    )
)
"""A number from the future, brought by a kiosk whose clock is fast, would hold that kiosk up until then."""
LAST_BOOKED = Statement(
    select(func.max(booking.c.booked_at)).where(
        booking.c.branch == bindparam("branch"),
        booking.c.business_day > bindparam("day"),
        booking.c.source == bindparam("source"),
        booking.c.booked_at <= bindparam("now"),
    )
)


def check_kiosk(scene: Scene, service: str, priority: str) -> None:
    """422 `invalid` for what the settings of this kiosk do not allow, and for a class that only staff give; staff are
    not bound by them."""
    if scene.person.role != "kiosk":
        return
    rules = scene.branch.kiosk(scene.person.name)
    if not rules.gives(service):
        raise unknown("/service")
    if not rules.takes(priority) or priority == CARRIED_OVER:
        raise Refusal(Code.INVALID, errors=[{"pointer": "/priority", "code": "invalid"}])


def check_quotas(scene: Scene, services: Sequence[str]) -> None:
    """409 `service_full`, for kiosks and staff alike; counted under the branch's lock.

    `services`: one entry for each procedure of the visit."""
    if not any(service in scene.branch.quotas for service in services):
        return
    left = rests(scene.tx.connection, scene.branch, scene.tx.at)
    for service, wanted in Counter(services).items():
        if service in left and left[service].left < wanted:
            raise Refusal(Code.SERVICE_FULL, f"all numbers of the {left[service].ends.value} have been given")


def check_forecast(scene: Scene, services: Sequence[str]) -> None:
    """409 `service_closed`, for kiosks and staff alike: like `last_ticket` it is time that has run out, not a quota,
    and it ends with the session."""
    shut = closing(scene.tx.connection, scene.house, scene.branch, scene.tx.at)
    if not shut.isdisjoint(services):
        raise Refusal(Code.SERVICE_CLOSED, "who waits already takes up the rest of this session")


def check_pace(scene: Scene) -> None:
    """429 `too_many` with the seconds to wait; it is not stored, so the same touch may ask again."""
    if scene.person.role != "kiosk":
        return
    rules = scene.branch.kiosk(scene.person.name)
    if rules.pace_s == 0:
        return
    where = {"branch": scene.branch.code, "day": scene.day, "source": scene.person.name, "now": scene.now}
    last = [one.scalar(scene.tx.connection, where) for one in (LAST_GIVEN, LAST_BOOKED)]
    wait_s = rules.too_soon_s(max((at for at in last if at is not None), default=None), scene.now)
    if wait_s:
        raise TooSoon(wait_s)


def check_person(scene: Scene, person: str | None) -> None:
    """409 `person_limit` once a card has had its numbers of this day, at whichever branches; a cancelled one counts, or
    taking and cancelling would be a way around. This writes: it must be asked last."""
    rules = scene.house.card_scan
    if person is None or rules is None or rules.most_a_day is None:
        return
    if not count_one_more(scene.tx.connection, scene.day, person, rules.most_a_day):
        raise Refusal(Code.PERSON_LIMIT, "all numbers for one person have been given today")
