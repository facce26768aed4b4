"""What is left of a branch's quotas, counted from the tickets themselves."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, case, func, select, union_all

from server.ledger.change import microseconds
from server.ledger.models import booking, planned_leg, ticket
from server.ledger.statements import Statement
from server.queries.house import Branch
from server.rules.calendar import business_day, day_end, next_issue, session_start
from server.rules.quotas import Rest, Span, rest
from server.rules.states import BookingState

OF_TODAY = (ticket.c.branch == bindparam("branch")) & (ticket.c.business_day == bindparam("day"))
PLANNED_TODAY = (planned_leg.c.branch == bindparam("branch")) & (
    planned_leg.c.business_day == bindparam("day")
)
GIVEN = union_all(
    select(ticket.c.service, ticket.c.issued_at).where(OF_TODAY),
    select(planned_leg.c.service, ticket.c.issued_at)
    .join(ticket, ticket.c.id == planned_leg.c.ticket)
    .where(PLANNED_TODAY),
    select(booking.c.service, booking.c.starts_at).where(
        booking.c.branch == bindparam("branch"),
        booking.c.business_day == bindparam("day"),
        booking.c.state.not_in([BookingState.ENTERED.value, BookingState.CANCELLED.value]),
    ),
).subquery()
COUNT_GIVEN = Statement(
    select(
        GIVEN.c.service,
        func.count().label("today"),
        func.sum(case((GIVEN.c.issued_at.between(bindparam("since"), bindparam("until")), 1), else_=0)).label(
            "in_session"
        ),
    ).group_by(GIVEN.c.service)
)
"""Each procedure of a visit counts for its own service, and a number given ahead for the day and session that it is
for, unless it was given back before; once it has entered the line it is a ticket like the others."""


def rests(connection: Connection, branch: Branch, at: datetime) -> dict[str, Rest]:
    """What is left of each service with a quota.

    Every number of the day counts, a cancelled or expired one too: its holder had a turn that nobody
    else could have, and to give it again would let one person use up a quota by taking and cancelling.
    """
    if not branch.quotas:
        return {}
    day, since = business_day(at, branch.zone), session_start(branch.hours, at)
    until = next_issue(branch.hours, at) or day_end(day, branch.zone)
    where = {
        "branch": branch.code, "day": day.isoformat(),
        "since": microseconds(since), "until": microseconds(until) - 1,
    }  # fmt: skip
    given = {row.service: row for row in COUNT_GIVEN.all(connection, where)}
    found = {}
    for service, quota in branch.quotas.items():
        row = given.get(service)
        left = rest(quota, row.today, int(row.in_session)) if row else rest(quota, 0, 0)
        if left is not None:
            found[service] = left
    return found


def again_at(branch: Branch, what: Rest, at: datetime) -> datetime | None:
    """When numbers are given again after `what` has run out; None where no session is in sight."""
    return next_issue(branch.hours, at, another_day=what.ends is Span.DAY)
