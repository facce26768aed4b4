"""Staff: their accounts, their sign-ins and the tokens of their scripts."""

from __future__ import annotations

import hashlib
import json
import re
import secrets
import unicodedata
from collections.abc import Sequence

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from gevent.threadpool import ThreadPool
from sqlalchemy import Connection, bindparam, insert, select, update

from config.settings import NodeSettings
from server.commands.scene import Person
from server.ledger.change import CENTRE, Actor, Ledger, Transaction
from server.ledger.events import SYSTEM
from server.ledger.models import branch, session, user
from server.ledger.statements import Statement

ROLES = ("officer", "reception", "supervisor", "admin")
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,62}")
SHORTEST_PASSWORD = 8
LONGEST_PASSWORD = 200
"""What a sign-in carries at most."""

SELECT_USER = Statement(select(user).where(user.c.name == bindparam("name")))
SELECT_SESSION = Statement(
    select(session.c.expires_at, session.c.kind, user.c.name, user.c.role, user.c.branches)
    .join(user, user.c.name == session.c.user)
    .where(session.c.token_hash == bindparam("token_hash"), session.c.ended_at.is_(None))
)
END_SESSION = Statement(
    update(session).where(session.c.token_hash == bindparam("b_hash")).values(ended_at=bindparam("b_at"))
)  # fmt: skip

END_SESSIONS = Statement(
    update(session)
    .where(session.c.user == bindparam("b_user"), session.c.ended_at.is_(None))
    .values(ended_at=bindparam("b_at"))
)
"""Who knew the old password, or had the old role, signs in again."""


class BadPerson(ValueError):
    """A name, role, branch or password that cannot be taken; the text says why."""


class Passwords:
    """argon2id away from the hub: one hash takes tens of milliseconds, and everybody would wait."""

    def __init__(self, settings: NodeSettings) -> None:
        self._hasher = PasswordHasher(
            time_cost=settings.argon2_passes, memory_cost=settings.argon2_kib, parallelism=1
        )
        self._threads = ThreadPool(2)
        self._nobody = self._hasher.hash(secrets.token_hex(16))

    def hash(self, password: str) -> str:
        return str(self._threads.apply(self._hasher.hash, (_nfc(password),)))

    def verify(self, known: str | None, password: str) -> bool:
        """An unknown name costs as much time as a known one."""
        return bool(self._threads.apply(self._verify, (known or self._nobody, _nfc(password))))

    def _verify(self, known: str, password: str) -> bool:
        try:
            return self._hasher.verify(known, password)
        except (VerifyMismatchError, InvalidHashError):
            return False


def add_user(
    ledger: Ledger, passwords: Passwords, name: str, role: str, branches: Sequence[str], password: str
) -> str:
    """Make an account, or give a known one a new role, branches and password; answers what was done."""
    if not NAME.fullmatch(name):
        raise BadPerson(f"{name!r}: a name is lower-case letters, digits, dots and dashes, at most 63")
    if role not in ROLES:
        raise BadPerson(f"{role!r}: a role is one of {', '.join(ROLES)}")
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD or not password.isprintable():
        raise BadPerson(f"a password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} printable characters")
    hashed = passwords.hash(password)

    def work(tx: Transaction) -> str:
        _check_branches(tx, branches)
        known = SELECT_USER.first(tx.connection, {"name": name})
        row = {"role": role, "branches": json.dumps(sorted(branches)), "password_hash": hashed}
        if known:
            tx.connection.execute(update(user).where(user.c.name == name), row)
            END_SESSIONS.run(tx.connection, {"b_user": name, "b_at": tx.now})
        else:
            tx.connection.execute(insert(user), {**row, "name": name, "created_at": tx.now})
        told = {"role": role, "branches": sorted(branches)}
        tx.append(CENTRE, "user.changed" if known else "user.added", f"user/{name}", SYSTEM, told)
        return f"{'changed' if known else 'added'} {name} ({role})"

    return ledger.change(CENTRE, work)


def known_user(ledger: Ledger, name: str) -> bool:
    with ledger.read() as connection:
        return SELECT_USER.first(connection, {"name": name}) is not None


def sign_in(ledger: Ledger, passwords: Passwords, name: str, password: str, lasts_s: int) -> str | None:
    """A new session's token, or None: which of the two was wrong is nobody's business."""
    with ledger.read() as connection:
        row = SELECT_USER.first(connection, {"name": name})
    if not passwords.verify(row.password_hash if row else None, password) or row is None:
        return None
    return _open_session(ledger, name, "browser", lasts_s)


def script_token(ledger: Ledger, name: str) -> str:
    """A token for a member of staff's scripts; it lasts until it is ended."""
    if not known_user(ledger, name):
        raise BadPerson(f"{name!r}: no such user")
    return _open_session(ledger, name, "script", None)


def sign_out(ledger: Ledger, token: str) -> None:
    """Ends the session on the node, so that a copied cookie is worth nothing."""
    ended = {"b_hash": token_hash(token)}
    ledger.change(CENTRE, lambda tx: END_SESSION.run(tx.connection, {**ended, "b_at": tx.now}))


def person_of(connection: Connection, token: str, kind: str, now: int) -> Person | None:
    """Who holds this token at `now`, unless it has ended or run out."""
    row = SELECT_SESSION.first(connection, {"token_hash": token_hash(token)})
    if row is None or row.kind != kind or (row.expires_at is not None and row.expires_at <= now):
        return None
    return Person(Actor("officer", row.name), row.role, tuple(json.loads(row.branches)), row.name)


def token_hash(token: str) -> str:
    """Tokens have 256 random bits, so a plain hash keeps them."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def new_token() -> str:
    """256 random bits; the prefix tells what was found in a log, and no command takes it for a flag."""
    return f"moiso_{secrets.token_urlsafe(32)}"


def _open_session(ledger: Ledger, name: str, kind: str, lasts_s: int | None) -> str:
    token = new_token()

    def work(tx: Transaction) -> None:
        ends = None if lasts_s is None else tx.now + lasts_s * 1_000_000
        row = {"token_hash": token_hash(token), "user": name, "kind": kind, "created_at": tx.now}
        tx.connection.execute(insert(session), {**row, "expires_at": ends, "ended_at": None})

    ledger.change(CENTRE, work)
    return token


def _check_branches(tx: Transaction, branches: Sequence[str]) -> None:
    known = set(tx.connection.execute(select(branch.c.code)).scalars())
    for code in branches:
        if code not in known:
            raise BadPerson(f"{code!r}: no such branch (apply the centre file first)")


def _nfc(password: str) -> str:
    return unicodedata.normalize("NFC", password)
