"""Answers kept under the caller's key: a repeat gets the same bytes, and nothing happens twice."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, insert, select

from server.contract import Code
from server.ledger.models import answer
from server.ledger.statements import Statement
from server.rules.refusals import Refusal

KEPT_US = 7 * 86_400 * 1_000_000
STORED = frozenset({200, 201, 404, 409, 410})
"""Statuses that are repeated; a bad body, a wrong person or a busy node may be tried again."""

CLOSED = "closed"
"""The fingerprint of no question: whatever comes under its key is refused."""

JSON = "application/json"
PROBLEM = "application/problem+json"

SELECT_ANSWER = Statement(
    select(answer).where(answer.c.scope == bindparam("scope"), answer.c.key == bindparam("key"))
)
INSERT_ANSWER = Statement(insert(answer))
DELETE_OLD = Statement(delete(answer).where(answer.c.at < bindparam("before")))


@dataclass(frozen=True)
class Key:
    """`scope` is who asks (or `ticket`, whose UUID is in the URL), `fingerprint` what is asked."""

    scope: str
    key: str
    fingerprint: str


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    media_type: str = JSON
    replayed: bool = False


def fingerprint(*parts: str) -> str:
    """One hash for method, path and body: the same key with another of them is a mistake."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def recall(connection: Connection, key: Key) -> Answer | None:
    """The answer stored under this key; `idempotency_mismatch` if it was given to another question."""
    row = SELECT_ANSWER.first(connection, {"scope": key.scope, "key": key.key})
    if row is None:
        return None
    if row.fingerprint != key.fingerprint:
        raise Refusal(Code.IDEMPOTENCY_MISMATCH, "this key was used for another command")
    return Answer(row.status, row.body, row.media_type, replayed=True)


def remember(connection: Connection, key: Key, given: Answer, at: int) -> None:
    INSERT_ANSWER.run(
        connection,
        {
            "scope": key.scope, "key": key.key, "fingerprint": key.fingerprint, "status": given.status,
            "media_type": given.media_type, "body": given.body, "at": at,
        },
    )  # fmt: skip


def close(connection: Connection, scope: str, key: str, given: Answer, at: int) -> None:
    """Give this answer to a question that may still be on its way, unless it has been answered."""
    if SELECT_ANSWER.first(connection, {"scope": scope, "key": key}) is None:
        remember(connection, Key(scope, key, CLOSED), given, at)


def forget_old(connection: Connection, now: int) -> None:
    DELETE_OLD.run(connection, {"before": now - KEPT_US})
