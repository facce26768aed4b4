"""The event log as the API gives it: after a seq, in order, without gaps."""

from __future__ import annotations

import json
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, bindparam, select

from server.ledger.models import Record, event
from server.ledger.statements import Statement
from server.queries.snapshots import SELECT_BOOK
from server.queries.times import rfc3339

OF_BRANCH = select(event).where(event.c.branch == bindparam("branch")).limit(bindparam("most"))
AFTER_SEQ = Statement(OF_BRANCH.where(event.c.seq > bindparam("seq")).order_by(event.c.seq, event.c.epoch))
AFTER_EPOCH = Statement(
    OF_BRANCH.where(
        (event.c.epoch > bindparam("epoch"))
        | ((event.c.epoch == bindparam("epoch")) & (event.c.seq > bindparam("seq")))
    ).order_by(event.c.epoch, event.c.seq)
)
"""A restored log goes on in a new epoch from an older seq."""


def events_after(
    connection: Connection, branch: str, zone: ZoneInfo, epoch: int | None, seq: int, most: int
) -> dict[str, Any]:
    """Without an `epoch` only the seq counts."""
    log = SELECT_BOOK.one(connection, {"branch": branch})
    where = {"branch": branch, "seq": seq, "most": most}
    rows = (
        AFTER_SEQ.all(connection, where)
        if epoch is None
        else AFTER_EPOCH.all(connection, where | {"epoch": epoch})
    )
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
