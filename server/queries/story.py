"""The event log as the API gives it: after a seq, in order, without gaps."""

from __future__ import annotations

import json
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, bindparam, select

from server.ledger.models import Record, event
from server.queries.snapshots import SELECT_BOOK
from server.queries.times import rfc3339

SELECT_EVENTS = (
    select(event)
    .where(event.c.branch == bindparam("branch"), event.c.seq > bindparam("after"))
    .order_by(event.c.seq)
    .limit(bindparam("most"))
)


def events_after(
    connection: Connection, branch: str, zone: ZoneInfo, after: int, most: int
) -> dict[str, Any]:
    log = connection.execute(SELECT_BOOK, {"branch": branch}).one()
    rows = connection.execute(SELECT_EVENTS, {"branch": branch, "after": after, "most": most})
    return {"events": [_event(row, zone) for row in rows], "epoch": log.epoch, "last_seq": log.seq}


def _event(row: Record, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "seq": row.seq,
        "epoch": row.epoch,
        "type": row.type,
        "at": rfc3339(row.at, zone),
        "at_us": row.at,
        "subject": row.subject,
        "actor": {"kind": row.actor_kind, "id": row.actor_id},
        "data": json.loads(row.data),
        "prev_hash": row.prev_hash,
        "hash": row.hash,
    }
