"""The centre at a glance: one line a branch, for the public and, with more figures, for staff."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from server.ledger.change import microseconds
from server.ledger.models import leg, ticket
from server.ledger.statements import Statement
from server.queries.house import ISSUING_STATUSES, Branch, House
from server.queries.line import WAITING
from server.queries.snapshots import Moment, moment, services
from server.queries.times import rfc3339
from server.rules.ordering import MICROSECONDS
from server.rules.states import TicketState

COUNT_STATES = Statement(
    select(ticket.c.state, func.count().label("tickets"))
    .where(ticket.c.branch == bindparam("branch"), ticket.c.business_day == bindparam("day"))
    .group_by(ticket.c.state)
)
EARLIEST = Statement(select(func.min(leg.c.wait_start)).where(leg.c.branch == bindparam("branch"), WAITING))


def centre_board(
    connection: Connection, house: House, at: datetime, staff_of: Collection[str] = ()
) -> dict[str, Any]:
    """Every branch; those in `staff_of` with today's figures for their supervisors."""
    branches = list(house.branches.values())
    return {
        "at": rfc3339(microseconds(at), branches[0].zone) if branches else at.isoformat(),
        "branches": [_branch(connection, house, one, at, one.code in staff_of) for one in branches],
    }


def _branch(
    connection: Connection, house: House, branch: Branch, at: datetime, staff: bool
) -> dict[str, Any]:
    seen = moment(connection, house, branch.code, at)
    offered = services(seen)
    told = {
        "code": branch.code,
        "name": branch.facts["name"],
        "status": branch.status,
        "open": seen.door.open and branch.status in ISSUING_STATUSES,
        "waiting": sum(one["waiting"] for one in offered),
        "services": [
            {key: one[key] for key in ("code", "series", "name_short", "open", "waiting", "estimate")}
            for one in offered
        ],
    }
    return told | _figures(seen) if staff else told


def _figures(seen: Moment) -> dict[str, Any]:
    where = {"branch": seen.branch.code, "day": seen.log.business_day}
    tally: Tally[str] = Tally({row.state: row.tickets for row in COUNT_STATES.all(seen.connection, where)})
    earliest = EARLIEST.scalar(seen.connection, {"branch": seen.branch.code})
    now = microseconds(seen.at)
    return {
        "counters_open": sum(one.state == "open" for one in seen.staff.sessions.values()),
        "counters": len(seen.branch.counters),
        "issued": tally.total(),
        "served": tally[TicketState.DONE],
        "no_show": tally[TicketState.NO_SHOW],
        "longest_s": None if earliest is None else (now - earliest) // MICROSECONDS,
    }
