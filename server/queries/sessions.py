"""Sign-ins that are on: whose, since when, and whether one of them is over by now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, bindparam, or_, select

from server.contract import SignInView
from server.ledger.models import Record, session, user
from server.ledger.statements import Statement
from server.queries.times import maybe, rfc3339

HELD = (
    select(session.c.id, session.c.kind, session.c.created_at, session.c.expires_at, session.c.seen_at,
           user.c.name, user.c.role, user.c.branches)
    .join(user, user.c.name == session.c.user)
    .where(session.c.ended_at.is_(None), user.c.active)
)  # fmt: skip
"""Sessions that nobody has ended, with whose they are; some of them may have run out."""

SELECT_BY_TOKEN = Statement(HELD.where(session.c.token_hash == bindparam("token_hash")))
SELECT_BY_ID = Statement(HELD.where(session.c.id == bindparam("id")))
NOT_RUN_OUT = or_(session.c.expires_at.is_(None), session.c.expires_at > bindparam("now"))
SELECT_OF = Statement(
    HELD.where(session.c.user == bindparam("user"), NOT_RUN_OUT).order_by(session.c.created_at.desc())
)
SELECT_ALL = Statement(HELD.where(NOT_RUN_OUT))


@dataclass(frozen=True)
class Watch:
    """What decides whether a browser's sign-in is over: the moment, how long it may lie idle (both microseconds),
    and when sessions were seen since the ledger was told."""

    now: int
    idle_us: int
    lately: Mapping[str, int]

    def seen_at(self, held: Record) -> int:
        return int(max(held.seen_at, self.lately.get(held.id, 0)))

    def is_over(self, held: Record) -> bool:
        """A script's token neither runs out nor lies idle."""
        if held.expires_at is None:
            return False
        return bool(held.expires_at <= self.now or self.seen_at(held) + self.idle_us <= self.now)


def sign_ins_of(
    connection: Connection, name: str, this: str, watch: Watch, zone: ZoneInfo
) -> list[SignInView]:
    """Those of a person that are on, the newest first; `this` is the id of the one that asks."""
    return [
        {
            "id": held.id,
            "kind": held.kind,
            "created_at": rfc3339(held.created_at, zone),
            "seen_at": rfc3339(watch.seen_at(held), zone),
            "expires_at": maybe(held.expires_at, zone),
            "this": held.id == this,
        }
        for held in SELECT_OF.all(connection, {"user": name, "now": watch.now})
        if not watch.is_over(held)
    ]
