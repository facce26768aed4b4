"""How kiosks and displays fare, and how many tickets a kiosk will give in the next hour."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, bindparam, func, select

from server.contract import DeviceView, PrinterView, WallView
from server.ledger.change import microseconds
from server.ledger.models import Record, device, device_state, ticket
from server.ledger.statements import Statement
from server.queries.house import Branch
from server.queries.snapshots import Moment
from server.queries.times import maybe, rfc3339
from server.rules.calendar import business_day

UTC = ZoneInfo("UTC")
HOUR = timedelta(hours=1)
LOOKS_BACK = timedelta(days=14)
"""A working day further away tells nothing of this one; Tết is shorter."""

SELECT_DEVICES = Statement(
    select(device.c.name, device.c.scope, device_state.c.online, device_state.c.seen_at, device_state.c.printer,
           device_state.c.faults, device_state.c.paper_left_mm, device_state.c.display)
    .outerjoin(device_state, (device_state.c.branch == device.c.branch) & (device_state.c.name == device.c.name))
    .where(device.c.branch == bindparam("branch"), device.c.revoked_at.is_(None))
    .order_by(device.c.name)
)  # fmt: skip
SELECT_EVERYWHERE = Statement(
    select(device.c.branch, device.c.name, device.c.scope, device_state.c.online, device_state.c.seen_at,
           device_state.c.faults, device_state.c.display)
    .outerjoin(device_state, (device_state.c.branch == device.c.branch) & (device_state.c.name == device.c.name))
    .where(device.c.revoked_at.is_(None))
    .order_by(device.c.branch, device.c.name)
)  # fmt: skip
ISSUED_BY = (ticket.c.branch == bindparam("branch")) & (ticket.c.source == bindparam("name"))
COUNT_ISSUED = Statement(
    select(func.count()).select_from(ticket).where(
        ISSUED_BY, ticket.c.business_day == bindparam("day"),
        ticket.c.issued_at >= bindparam("since"), ticket.c.issued_at < bindparam("until"),
    )
)  # fmt: skip
SELECT_LAST_DAY = Statement(
    select(ticket.c.business_day)
    .where(
        ISSUED_BY, ticket.c.business_day >= bindparam("first"), ticket.c.business_day < bindparam("before")
    )
    .order_by(ticket.c.business_day.desc())
    .limit(1)
)


def devices(seen: Moment) -> list[DeviceView]:
    return [_view(seen, row) for row in SELECT_DEVICES.all(seen.connection, {"branch": seen.branch.code})]


def _view(seen: Moment, row: Record) -> DeviceView:
    told: DeviceView = {
        "name": row.name,
        "scope": row.scope,
        "seen_at": maybe(row.seen_at, seen.branch.zone),
        "online": bool(row.online),
        "printer": _printer(row),
    }
    if row.display is not None:
        wall: WallView = json.loads(row.display) | {"faults": json.loads(row.faults)}
        told["display"] = wall
    return told


def device_lines(connection: Connection, branch: str = "") -> list[str]:
    """`cn02`, name, scope and online, offline or never seen, between tabs, and of a wall what it last told; all
    branches when none is named."""
    found = SELECT_EVERYWHERE.all(connection)
    return [
        "\t".join([row.branch, row.name, row.scope, _presence(row), *_wall(row)])
        for row in found
        if branch in ("", row.branch)
    ]


def _wall(row: Record) -> list[str]:
    if row.display is None:
        return []
    wall, faults = json.loads(row.display), json.loads(row.faults)
    age = "no picture" if wall["picture_age_s"] is None else f"picture {wall['picture_age_s']} s old"
    return [f"shows {wall['shows']}", f"sound {wall['sound']}", age, *faults]


def _presence(row: Record) -> str:
    if row.seen_at is None:
        return "never seen"
    return "online" if row.online else f"offline since {rfc3339(row.seen_at, UTC)}"


def expected_tickets(connection: Connection, branch: Branch, name: str, at: datetime) -> int:
    """The larger of: given in the last hour; given in the hour after this time on its last business day."""
    today = business_day(at, branch.zone)
    lately = _issued(connection, branch, name, today, at - HOUR)
    span = {"first": (today - LOOKS_BACK).isoformat(), "before": today.isoformat()}
    last = SELECT_LAST_DAY.first(connection, {"branch": branch.code, "name": name, **span})
    if last is None:
        return lately
    day = date.fromisoformat(last.business_day)
    then = datetime.combine(day, at.astimezone(branch.zone).time(), branch.zone)
    return max(lately, _issued(connection, branch, name, day, then))


def _issued(connection: Connection, branch: Branch, name: str, day: date, since: datetime) -> int:
    """In the hour from `since`, on this day."""
    hour = {"since": microseconds(since), "until": microseconds(since + HOUR)}
    where = {"branch": branch.code, "name": name, "day": day.isoformat()}
    return int(COUNT_ISSUED.scalar(connection, where | hour))


def _printer(row: Record) -> PrinterView | None:
    if row.printer is None:
        return None
    return {"state": row.printer, "faults": json.loads(row.faults), "paper_left_mm": row.paper_left_mm}
