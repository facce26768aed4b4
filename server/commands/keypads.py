"""The keypad of a counter: its token, and whom it is."""

from __future__ import annotations

from uuid import uuid4

from sqlalchemy import Connection, bindparam, insert, select, update

from server.commands.devices import BadDevice, is_name
from server.commands.scene import Person
from server.commands.tokens import new_token, token_hash
from server.ledger.change import CENTRE, Actor, Ledger, Transaction
from server.ledger.events import SYSTEM
from server.ledger.machines import keypad
from server.ledger.models import counter
from server.ledger.statements import Statement

SCOPE = "keypad"
SELECT_HELD = Statement(
    select(keypad).where(keypad.c.token_hash == bindparam("token_hash"), keypad.c.revoked_at.is_(None))
)
SELECT_COUNTER = Statement(
    select(counter.c.code).where(
        counter.c.branch == bindparam("branch"), counter.c.code == bindparam("code"), ~counter.c.retired
    )
)
SELECT_AT = Statement(
    select(keypad.c.id).where(
        keypad.c.branch == bindparam("branch"), keypad.c.counter == bindparam("counter"),
        keypad.c.revoked_at.is_(None),
    )
)  # fmt: skip
SELECT_NAMED = Statement(
    select(keypad.c.id).where(
        keypad.c.branch == bindparam("branch"), keypad.c.name == bindparam("name"),
        keypad.c.revoked_at.is_(None),
    )
)  # fmt: skip
REVOKE = Statement(
    update(keypad).where(keypad.c.id == bindparam("b_id")).values(revoked_at=bindparam("b_at"))
)


def add_keypad(ledger: Ledger, name: str, branch: str, at: str) -> str:
    """A new token for the keypad of the counter `at`, given once; an older keypad there is revoked."""
    if not is_name(name):
        raise BadDevice(f"{name!r}: that is no name for a device")
    token, new_id = new_token(), str(uuid4())

    def work(tx: Transaction) -> str:
        if not SELECT_COUNTER.first(tx.connection, {"branch": branch, "code": at}):
            raise BadDevice(f"{at!r}: no such counter at {branch!r}")
        for old in SELECT_AT.all(tx.connection, {"branch": branch, "counter": at}):
            _revoke(tx, old.id)
        row = {"id": new_id, "name": name, "branch": branch, "counter": at, "token_hash": token_hash(token)}
        told = {"branch": branch, "name": name, "scope": SCOPE, "counter": at}
        tx.append(CENTRE, "device.paired", f"device/{new_id}", SYSTEM, told)
        tx.connection.execute(insert(keypad), {**row, "created_at": tx.now, "revoked_at": None})
        return token

    return ledger.change(CENTRE, work)


def revoke_keypad(ledger: Ledger, name: str, branch: str) -> str | None:
    """Its token stops working with the next press; None when the branch has no keypad of this name."""

    def work(tx: Transaction) -> str | None:
        rows = SELECT_NAMED.all(tx.connection, {"branch": branch, "name": name})
        for row in rows:
            _revoke(tx, row.id)
        return f"revoked {name}" if rows else None

    return ledger.change(CENTRE, work)


def keypad_of(connection: Connection, token: str) -> Person | None:
    """The keypad that holds this token, unless it was revoked."""
    row = SELECT_HELD.first(connection, {"token_hash": token_hash(token)})
    if row is None:
        return None
    return Person(Actor("device", row.id), SCOPE, (row.branch,), row.name, counter=row.counter)


def _revoke(tx: Transaction, keypad_id: str) -> None:
    tx.append(CENTRE, "device.revoked", f"device/{keypad_id}", SYSTEM, {})
    REVOKE.run(tx.connection, {"b_id": keypad_id, "b_at": tx.now})
