"""Kiosks and displays: their names, scopes and hashed tokens."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

from sqlalchemy import Connection, bindparam, insert, select, update

from server.commands.scene import Person
from server.commands.tokens import new_token, token_hash
from server.ledger.change import CENTRE, Actor, Ledger, Transaction
from server.ledger.events import SYSTEM
from server.ledger.models import branch, device
from server.ledger.statements import Statement

SCOPES = ("kiosk", "display")
LONGEST_NAME = 40

SELECT_DEVICE = Statement(
    select(device).where(device.c.token_hash == bindparam("token_hash"), device.c.revoked_at.is_(None))
)
SELECT_NAMED = Statement(
    select(device).where(
        device.c.branch == bindparam("branch"),
        device.c.name == bindparam("name"),
        device.c.revoked_at.is_(None),
    )
)
REVOKE = Statement(
    update(device).where(device.c.id == bindparam("b_id")).values(revoked_at=bindparam("b_at"))
)


class BadDevice(ValueError):
    """A name, branch or scope that cannot be taken; the text says why."""


@dataclass(frozen=True)
class New:
    """A device as it enters the ledger."""

    id: str
    branch: str
    name: str
    scope: str
    token_hash: str


def add_device(ledger: Ledger, name: str, branch_code: str, scope: str) -> str:
    """A new token for this device, given once; an older token of the same name is revoked."""
    if not is_name(name):
        raise BadDevice(f"{name!r}: a device's name has 1 to {LONGEST_NAME} letters")
    if scope not in SCOPES:
        raise BadDevice(f"{scope!r}: a scope is one of {', '.join(SCOPES)}")
    token, device_id = new_token(), str(uuid4())

    def work(tx: Transaction) -> str:
        if not tx.connection.execute(select(branch.c.code).where(branch.c.code == branch_code)).first():
            raise BadDevice(f"{branch_code!r}: no such branch (apply the centre file first)")
        place(tx, SYSTEM, New(device_id, branch_code, name, scope, token_hash(token)))
        return token

    return ledger.change(CENTRE, work)


def place(tx: Transaction, actor: Actor, new: New) -> None:
    """Write a device down; another one of this name is revoked."""
    where = {"branch": new.branch, "name": new.name}
    for old in SELECT_NAMED.all(tx.connection, where):
        _revoke(tx, old.id, actor)
    tx.append(CENTRE, "device.paired", f"device/{new.id}", actor, {**where, "scope": new.scope})
    row = {**where, "id": new.id, "scope": new.scope, "token_hash": new.token_hash}
    tx.connection.execute(insert(device), {**row, "created_at": tx.now, "revoked_at": None})


def revoke_device(ledger: Ledger, name: str, branch_code: str, actor: Actor = SYSTEM) -> str:
    """Its tokens stop working with the next request; `BadDevice` when there is none of this name."""

    def work(tx: Transaction) -> str:
        rows = SELECT_NAMED.all(tx.connection, {"branch": branch_code, "name": name})
        if not rows:
            raise BadDevice(f"{name!r}: no such device at {branch_code}")
        for row in rows:
            _revoke(tx, row.id, actor)
        return f"revoked {name}"

    return ledger.change(CENTRE, work)


def device_of(connection: Connection, token: str) -> Person | None:
    """The device that holds this token, unless it was revoked."""
    row = SELECT_DEVICE.first(connection, {"token_hash": token_hash(token)})
    return Person(Actor("device", row.id), row.scope, (row.branch,), row.name) if row else None


def is_name(name: str) -> bool:
    return bool(name.strip()) and len(name) <= LONGEST_NAME and name.isprintable()


def _revoke(tx: Transaction, device_id: str, actor: Actor) -> None:
    tx.append(CENTRE, "device.revoked", f"device/{device_id}", actor, {})
    REVOKE.run(tx.connection, {"b_id": device_id, "b_at": tx.now})
