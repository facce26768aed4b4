"""Accounts of staff, as those who manage them see them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, bindparam, func, select

from server.contract import PersonView
from server.ledger.models import Record, session, user
from server.ledger.statements import Statement
from server.queries.line import skills_in
from server.queries.sessions import SELECT_ALL, SELECT_OF, Watch
from server.queries.times import maybe, rfc3339
from server.rules.ranks import may_manage

UTC = ZoneInfo("UTC")
LAST_SEEN = select(func.max(session.c.seen_at)).where(session.c.user == user.c.name).scalar_subquery()
ACCOUNTS = select(user, LAST_SEEN.label("last_seen"))

SELECT_ACCOUNTS = Statement(ACCOUNTS.order_by(user.c.name))
SELECT_ACCOUNT = Statement(ACCOUNTS.where(user.c.name == bindparam("name")))
SELECT_SKILLS = Statement(select(user.c.skills).where(user.c.name == bindparam("name")))


def people_managed_by(
    connection: Connection, role: str, branches: tuple[str, ...], watch: Watch, zone: ZoneInfo
) -> list[PersonView]:
    """The accounts that somebody of this role at these branches manages, by name."""
    held = defaultdict(list)
    for one in SELECT_ALL.all(connection, {"now": watch.now}):
        held[one.name].append(one)
    return [
        _person_view(row, held[row.name], watch, zone)
        for row in SELECT_ACCOUNTS.all(connection)
        if may_manage(role, branches, row.role, json.loads(row.branches))
    ]


def person_view(connection: Connection, name: str, watch: Watch, zone: ZoneInfo) -> PersonView:
    """`LookupError` when there is none."""
    held = SELECT_OF.all(connection, {"user": name, "now": watch.now})
    return _person_view(SELECT_ACCOUNT.one(connection, {"name": name}), held, watch, zone)


def skills_of(connection: Connection, name: str) -> frozenset[str]:
    """The services that somebody has learnt; none are all of them."""
    known = SELECT_SKILLS.first(connection, {"name": name})
    return skills_in(known) if known else frozenset()


def people_lines(connection: Connection) -> list[str]:
    """Name, role, branches, `active` or `off` and when last seen, between tabs."""
    return [
        "\t".join(
            [
                row.name, row.role, ",".join(json.loads(row.branches)) or "all", "active" if row.active else "off",
                maybe(row.last_seen, UTC) or "never seen",
            ]
        )
        for row in SELECT_ACCOUNTS.all(connection)
    ]  # fmt: skip


def _person_view(row: Record, held: Sequence[Record], watch: Watch, zone: ZoneInfo) -> PersonView:
    on = [one for one in held if not watch.is_over(one)]
    seen = [row.last_seen or 0, *(watch.seen_at(one) for one in held)]
    return {
        "name": row.name,
        "role": row.role,
        "branches": json.loads(row.branches),
        "skills": json.loads(row.skills),
        "active": bool(row.active),
        "created_at": rfc3339(row.created_at, zone),
        "seen_at": maybe(max(seen) or None, zone),
        "sessions": len(on),
    }
