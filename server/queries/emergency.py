"""Emergency numbers of the day: which kiosk has which, and how many it has given."""

from __future__ import annotations

from sqlalchemy import bindparam, case, func, select

from server.contract import EmergencyView
from server.ledger.models import lease, ticket
from server.ledger.statements import Statement
from server.queries.snapshots import Moment
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
