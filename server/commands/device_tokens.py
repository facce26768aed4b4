"""Tokens that a device was given and has not used yet: nothing is lost with a lost reply."""

from __future__ import annotations

from sqlalchemy import bindparam, delete, insert, select, update

from server.commands.devices import device_of
from server.commands.scene import Person
from server.commands.tokens import new_token, token_hash
from server.ledger.change import CENTRE, Ledger, Transaction
from server.ledger.models import device, next_token, pairing
from server.ledger.statements import Statement

SELECT_NEXT = Statement(
    select(device.c.id, device.c.branch, device.c.name, device.c.scope)
    .join(next_token, next_token.c.device == device.c.id)
    .where(next_token.c.token_hash == bindparam("token_hash"), device.c.revoked_at.is_(None))
)
TAKE_TOKEN = Statement(
    update(device).where(device.c.id == bindparam("b_id")).values(token_hash=bindparam("b_hash"))
)
DELETE_NEXT = Statement(delete(next_token).where(next_token.c.device == bindparam("b_id")))
DELETE_PAIRING = Statement(delete(pairing).where(pairing.c.device == bindparam("b_id")))


def give(tx: Transaction, device_id: str, hashed: str) -> None:
    """The token that this device may use from now on, instead of one that it was given before."""
    DELETE_NEXT.run(tx.connection, {"b_id": device_id})
    row = {"device": device_id, "token_hash": hashed, "created_at": tx.now}
    tx.connection.execute(insert(next_token), row)


def rotate(ledger: Ledger, who: Person) -> str:
    """A new token for this device; the one it has works until the new one is used."""
    token = new_token()
    ledger.change(CENTRE, lambda tx: give(tx, who.actor.id, token_hash(token)))
    return token


def first_use(ledger: Ledger, token: str) -> Person | None:
    """Who comes with a token for the first time: it is the device's only one from here on."""
    hashed = token_hash(token)
    with ledger.read() as connection:
        if SELECT_NEXT.first(connection, {"token_hash": hashed}) is None:
            return None

    def work(tx: Transaction) -> Person | None:
        row = SELECT_NEXT.first(tx.connection, {"token_hash": hashed})
        if row is not None:
            TAKE_TOKEN.run(tx.connection, {"b_id": row.id, "b_hash": hashed})
            DELETE_NEXT.run(tx.connection, {"b_id": row.id})
            DELETE_PAIRING.run(tx.connection, {"b_id": row.id})
        return device_of(tx.connection, token)  # a second request at the same time finds it taken

    return ledger.change(CENTRE, work)
