"""Letting a machine in: it shows a code, staff approve it, and only the machine's secret fetches the token.

The token is made of the secret with the node's key, so that it can be told again without being kept.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, delete, func, insert, select, update

from server.commands.device_tokens import give
from server.commands.devices import New, is_name, place
from server.commands.scene import Person
from server.commands.tokens import new_token, token_hash
from server.contract import Code, PairedDevice, PairingClaimed, PairingOpened
from server.ledger.change import CENTRE, Ledger, Transaction, microseconds
from server.ledger.models import Record, branch, device, pairing
from server.ledger.statements import Statement
from server.queries.times import rfc3339
from server.rules.ordering import MICROSECONDS
from server.rules.pacing import Attempts
from server.rules.refusals import Refusal, unknown

VALID_US = 600 * MICROSECONDS
"""So long a code may be approved, and after that the token fetched."""
KEPT_US = 3600 * MICROSECONDS
"""So long a machine that comes too late is told so."""
MOST_OPEN = 50
"""Machines that ask at the same time: against codes that can be guessed, and against a flood."""
WRONG_CODES = 10
"""Within `VALID_US`, by one person."""
DIGITS = 8
UTC = ZoneInfo("UTC")

COUNT_OPEN = Statement(
    select(func.count()).select_from(pairing).where(
        pairing.c.device.is_(None), pairing.c.expires_at > bindparam("now"),
    )
)  # fmt: skip
DELETE_OLD = Statement(delete(pairing).where(pairing.c.expires_at < bindparam("b_before")))
SELECT_CODES = Statement(select(pairing.c.code).where(pairing.c.code.in_(bindparam("codes", expanding=True))))
SELECT_BY_CODE = Statement(select(pairing).where(pairing.c.code == bindparam("code")))
SELECT_BRANCH = Statement(select(branch.c.code).where(branch.c.code == bindparam("code")))
SELECT_NAMED = Statement(
    select(device.c.scope).where(
        device.c.branch == bindparam("branch"), device.c.name == bindparam("name"), device.c.revoked_at.is_(None)
    )
)  # fmt: skip
SELECT_BY_ID = Statement(select(device).where(device.c.id == bindparam("id"), device.c.revoked_at.is_(None)))
SELECT_BY_SECRET = Statement(select(pairing).where(pairing.c.secret_hash == bindparam("secret_hash")))
APPROVE = Statement(
    update(pairing)
    .where(pairing.c.code == bindparam("b_code"))
    .values(device=bindparam("b_device"), expires_at=bindparam("b_expires_at"))
)


@dataclass(frozen=True)
class Wish:
    """What a machine is to become."""

    code: str
    branch: str
    name: str


class Pairing:
    def __init__(self, ledger: Ledger, key: bytes) -> None:
        self._ledger, self._key = ledger, key
        self._wrong = Attempts(WRONG_CODES, VALID_US)

    @property
    def _now(self) -> int:
        return microseconds(self._ledger.clock.now())

    def open(self, scope: str, version: str) -> PairingOpened:
        """A code that nobody else shows; `too_many` while `MOST_OPEN` machines ask."""
        secret = new_token()
        codes = [f"{secrets.randbelow(10**DIGITS):0{DIGITS}}" for _ in range(4)]
        row = {
            "secret_hash": token_hash(secret), "scope": scope, "version": version,
            "token_hash": token_hash(self._token(secret)), "device": None,
        }  # fmt: skip

        def work(tx: Transaction) -> PairingOpened:
            DELETE_OLD.run(tx.connection, {"b_before": tx.now - KEPT_US})
            if COUNT_OPEN.scalar(tx.connection, {"now": tx.now}) >= MOST_OPEN:
                raise Refusal(Code.TOO_MANY, "too many machines ask to be let in; try again in a while")
            code = _free(tx, codes)
            ends = tx.now + VALID_US
            times = {"created_at": tx.now, "expires_at": ends}
            tx.connection.execute(insert(pairing), {**row, **times, "code": code})
            return {"code": code, "secret": secret, "expires_at": rfc3339(ends, UTC)}

        return self._ledger.change(CENTRE, work)

    def approve(self, who: Person, wish: Wish) -> PairedDevice:
        """Make it a device of this branch. A device that has the name is replaced: its token is dead.

        The same again answers the same. `not_found`, `too_late`, `wrong_state`, `forbidden`, `invalid`;
        `too_many` after `WRONG_CODES` codes that were none.
        """
        if self._wrong.are_used_up(who.name, self._now):
            raise Refusal(Code.TOO_MANY, "too many wrong codes; look at the device's screen and try later")
        if not is_name(wish.name):
            raise Refusal(Code.INVALID, errors=[{"pointer": "/name", "code": "invalid"}])
        new_id = str(uuid4())
        try:
            return self._ledger.change(CENTRE, lambda tx: _approve(tx, who, wish, new_id))
        except Refusal as no:
            if no.code is Code.NOT_FOUND:
                self._wrong.note(who.name, self._now)
            raise

    def claim(self, secret: str) -> PairingClaimed:
        """The token, as often as it is asked for until it is used. `not_approved`, `too_late`, `not_found`."""
        with self._ledger.read() as connection:
            asked = SELECT_BY_SECRET.first(connection, {"secret_hash": token_hash(secret)})
            if asked is None:
                raise Refusal(Code.NOT_FOUND)
            found = SELECT_BY_ID.first(connection, {"id": asked.device}) if asked.device else None
        if asked.device and found is None:
            raise Refusal(Code.NOT_FOUND)
        if asked.expires_at <= self._now:
            raise Refusal(Code.TOO_LATE, "the code has run out; ask for another")
        if found is None:
            raise Refusal(Code.NOT_APPROVED)
        return {"token": self._token(secret), **_told(found)}

    def _token(self, secret: str) -> str:
        made = hmac.new(self._key, b"token of " + secret.encode(), hashlib.sha256).digest()
        return f"moiso_{base64.urlsafe_b64encode(made).decode().rstrip('=')}"


def _approve(tx: Transaction, who: Person, wish: Wish, new_id: str) -> PairedDevice:
    if SELECT_BRANCH.first(tx.connection, {"code": wish.branch}) is None:
        raise unknown("/branch")
    if not who.may_enter(wish.branch):
        raise Refusal(Code.FORBIDDEN, "this is not your branch")
    asked = SELECT_BY_CODE.first(tx.connection, {"code": wish.code})
    if asked is None:
        raise Refusal(Code.NOT_FOUND, "no device shows this code")
    if asked.device is not None:
        return _again(tx, asked, wish)
    if asked.expires_at <= tx.now:
        raise Refusal(Code.TOO_LATE, "the code has run out; the device shows another one")
    before = SELECT_NAMED.first(tx.connection, {"branch": wish.branch, "name": wish.name})
    if before is not None and before.scope != asked.scope:
        raise Refusal(Code.INVALID, errors=[{"pointer": "/name", "code": "taken"}])
    nobodys = token_hash(new_token())  # until the machine uses its token there is none that would work
    place(tx, who.actor, New(new_id, wish.branch, wish.name, asked.scope, nobodys))
    give(tx, new_id, asked.token_hash)
    ends = tx.now + VALID_US
    APPROVE.run(tx.connection, {"b_code": wish.code, "b_device": new_id, "b_expires_at": ends})
    return _told(SELECT_BY_ID.one(tx.connection, {"id": new_id}))


def _again(tx: Transaction, asked: Record, wish: Wish) -> PairedDevice:
    """A second press of the same button is no second wish; anything else comes too late for this code."""
    found = SELECT_BY_ID.first(tx.connection, {"id": asked.device})
    if found is None or (found.branch, found.name) != (wish.branch, wish.name):
        raise Refusal(Code.WRONG_STATE, "this code has been used")
    return _told(found)


def _free(tx: Transaction, codes: Sequence[str]) -> str:
    """The first that nobody shows: of eight digits one is taken once in a million times."""
    taken = {row.code for row in SELECT_CODES.all(tx.connection, {"codes": list(codes)})}
    free = [code for code in codes if code not in taken]
    if not free:
        raise Refusal(Code.BUSY)
    return free[0]


def _told(found: Record) -> PairedDevice:
    return {"id": found.id, "name": found.name, "scope": found.scope, "branch": found.branch}
