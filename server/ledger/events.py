"""The story: one gap-free, hash-chained log for each branch and one for the centre."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from server.ledger.models import Record, book, branch, event
from server.ledger.statements import Statement

CENTRE = "centre"
"""The log of what belongs to no branch: users, sessions, devices, the catalogue."""

FIRST_HASH = "0" * 64


@dataclass(frozen=True)
class Actor:
    """Who did it; `kind` is officer, device, citizen or system."""

    kind: str
    id: str


SYSTEM = Actor("system", "system")


@dataclass
class Book:
    """The head of one log, as its row says while the row is held."""

    code: str
    epoch: int
    seq: int
    head: str
    business_day: str
    changed: bool = False


INSERT_EVENT = Statement(insert(event))
UPDATE_BOOK = Statement(
    update(book)
    .where(book.c.code == bindparam("b_code"))
    .values(
        seq=bindparam("b_seq"), head=bindparam("b_head"),
        epoch=bindparam("b_epoch"), business_day=bindparam("b_day"),
    )
)  # fmt: skip


def canonical(value: Any) -> str:
    """JSON with sorted keys and no spaces: the text that is stored and hashed."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def chain_hash(prev_hash: str, fields: dict[str, Any]) -> str:
    """SHA-256 of the previous hash and the canonical JSON of the other fields (`contract.md` §4)."""
    return hashlib.sha256((prev_hash + canonical(fields)).encode()).hexdigest()


def append(
    connection: Connection,
    log: Book,
    kind: str,
    at: int,
    subject: str,
    actor: Actor,
    data: dict[str, Any],
) -> int:
    """Write the next event of a log that is held; answers its seq."""
    log.seq += 1
    log.changed = True
    fields = _fields(log.seq, log.epoch, kind, at, subject, actor.kind, actor.id, data)
    prev_hash, log.head = log.head, chain_hash(log.head, fields)
    INSERT_EVENT.run(
        connection,
        {
            "branch": log.code, "epoch": log.epoch, "seq": log.seq, "type": kind, "at": at, "subject": subject,
            "actor_kind": actor.kind, "actor_id": actor.id, "data": canonical(data),
            "prev_hash": prev_hash, "hash": log.head,
        },
    )  # fmt: skip
    return log.seq


def save(connection: Connection, log: Book) -> None:
    UPDATE_BOOK.run(
        connection,
        {
            "b_code": log.code,
            "b_seq": log.seq,
            "b_head": log.head,
            "b_epoch": log.epoch,
            "b_day": log.business_day,
        },
    )


def _fields(
    seq: int,
    epoch: int,
    kind: str,
    at: int,
    subject: str,
    actor_kind: str,
    actor_id: str,
    data: object,
) -> dict[str, Any]:
    return {
        "seq": seq, "epoch": epoch, "type": kind, "at": at, "subject": subject,
        "actor": {"kind": actor_kind, "id": actor_id}, "data": data,
    }  # fmt: skip


def faults(connection: Connection) -> Iterator[str]:
    """Every place where a log is not what was written: a gap, a changed, added or missing event, a lost book."""
    books = {head.code: head for head in connection.execute(select(book).order_by(book.c.code))}
    for head in books.values():
        yield from _faults_of(connection, head)
    branches = connection.execute(select(branch.c.code)).scalars()
    written = connection.execute(select(event.c.branch).distinct()).scalars()
    for code in sorted({CENTRE, *branches, *written} - books.keys()):
        yield f"{code}: its book is missing"


def _faults_of(connection: Connection, head: Record) -> Iterator[str]:
    epoch, seq, prev_hash = 0, 0, FIRST_HASH
    rows = connection.execution_options(yield_per=1000).execute(
        select(event).where(event.c.branch == head.code).order_by(event.c.seq, event.c.epoch)
    )
    for row in rows:
        if row.seq != seq + 1:
            yield f"{head.code}: event {seq + 1} is missing, {row.seq} follows {seq}"
        if row.prev_hash != prev_hash:
            yield f"{head.code}: event {row.seq} does not continue the chain"
        if not _as_written(row):
            yield f"{head.code}: event {row.seq} is not what was written"
        epoch, seq, prev_hash = row.epoch, row.seq, row.hash
    if (seq, prev_hash) != (head.seq, head.head) or epoch > head.epoch:
        yield f"{head.code}: the log ends at {epoch}:{seq}, its book says {head.epoch}:{head.seq}"


def _as_written(row: Record) -> bool:
    """Whether the row holds canonical text and its hash fits it."""
    try:
        data = json.loads(row.data)
        fields = _fields(
            row.seq, row.epoch, row.type, row.at, row.subject, row.actor_kind, row.actor_id, data
        )
        return bool(row.data == canonical(data) and row.hash == chain_hash(row.prev_hash, fields))
    except (TypeError, ValueError, RecursionError):  # nothing that `append` could have written
        return False
