"""Which services stop giving numbers because their line outlasts the session."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from server.queries.house import Branch, House
from server.queries.line import loads, staffing, workload
from server.rules.calendar import session_left_s
from server.rules.closing import outlasts
from server.rules.waits import Workload


def closing(connection: Connection, house: House, branch: Branch, at: datetime) -> frozenset[str]:
    """As the line and the counters are now: it opens again by itself when a counter opens or people leave."""
    if not house.closes_by_forecast:
        return frozenset()
    line = loads(connection, house, branch.code)
    return closing_by(workload(house, staffing(connection, branch.code), line), house, branch, at)


def closing_by(work: Workload, house: House, branch: Branch, at: datetime) -> frozenset[str]:
    """`work` is all that waits."""
    if not house.closes_by_forecast:
        return frozenset()
    left_s = session_left_s(branch.hours, at)
    return frozenset(code for code in branch.services if outlasts(work.wait_s(code), left_s))
