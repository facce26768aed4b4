"""Emergency numbers of the day: which kiosk has which, and how many it has given."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import bindparam, case, func, select

from server.contract import EmergencyView, LateView
from server.ledger.change import microseconds
from server.ledger.models import event, lease, ticket
from server.ledger.statements import Statement
from server.queries.snapshots import Moment
from server.rules.calendar import day_end
from server.rules.numbering import number_text
from server.rules.states import TicketState

GIVEN = (
    (ticket.c.branch == lease.c.branch)
    & (ticket.c.business_day == lease.c.business_day)
    & (ticket.c.series == lease.c.series)
    & ticket.c.number.between(lease.c.first, lease.c.last)
)
WAITS = case((ticket.c.state == TicketState.WAITING.value, 1), else_=0)
SELECT_BLOCKS = Statement(
    select(lease.c.name, lease.c.series, lease.c.first, lease.c.last,
           func.count(ticket.c.id).label("used"), func.sum(WAITS).label("waiting"))
    .select_from(lease.outerjoin(ticket, GIVEN))
    .where(lease.c.branch == bindparam("branch"), lease.c.business_day == bindparam("day"))
    .group_by(lease.c.name, lease.c.series, lease.c.first, lease.c.last)
    .order_by(lease.c.first)
)  # fmt: skip

LOOKS_BACK = timedelta(days=7)
"""A kiosk forgets nothing that it has not told, but who was away for longer is no news of this hall."""
SELECT_LATE = Statement(
    select(lease.c.name, lease.c.business_day, func.count().label("numbers"))
    .select_from(
        lease.join(ticket, GIVEN).join(
            event,
            (event.c.branch == ticket.c.branch) & (event.c.epoch == bindparam("epoch"))
            & (event.c.seq == ticket.c.issued_seq) & (event.c.at >= bindparam("since")),
        )
    )
    .where(
        lease.c.branch == bindparam("branch"),
        lease.c.business_day >= bindparam("first"), lease.c.business_day < bindparam("day"),
    )
    .group_by(lease.c.name, lease.c.business_day)
    .order_by(lease.c.business_day, lease.c.name)
)  # fmt: skip


def emergency_blocks(seen: Moment) -> list[EmergencyView]:
    where = {"branch": seen.branch.code, "day": seen.log.business_day}
    return [
        {
            "kiosk": row.name,
            "first": number_text(row.series, row.first),
            "last": number_text(row.series, row.last),
            "used": row.used,
            "waiting": int(row.waiting or 0),
        }
        for row in SELECT_BLOCKS.all(seen.connection, where)
    ]


def brought_late(seen: Moment) -> list[LateView]:
    """What came in today of earlier days: each of these numbers had expired before anybody here knew of it."""
    if not seen.log.business_day:
        return []
    day = date.fromisoformat(seen.log.business_day)
    since = microseconds(day_end(day - timedelta(days=1), seen.branch.zone))
    where = {
        "branch": seen.branch.code, "epoch": seen.log.epoch, "since": since, "day": day.isoformat(),
        "first": (day - LOOKS_BACK).isoformat(),
    }  # fmt: skip
    return [
        {"kiosk": row.name, "business_day": row.business_day, "numbers": row.numbers}
        for row in SELECT_LATE.all(seen.connection, where)
    ]
