"""Accounts of staff: made, changed, switched off; each act stands in the centre's log."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from server.commands import passwords
from server.commands.passwords import Passwords
from server.commands.scene import Person
from server.commands.sessions import Sessions, end_all
from server.commands.skills import branches_of, tell_counters
from server.contract import Code
from server.ledger.change import CENTRE, Actor, Ledger, Transaction
from server.ledger.events import SYSTEM
from server.ledger.models import Record, branch, service, user
from server.ledger.statements import Statement
from server.rules.ranks import ROLES, may_manage
from server.rules.refusals import Refusal

LISTS = ("branches", "skills")
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,62}")

SELECT_USER = Statement(select(user).where(user.c.name == bindparam("name")))


class BadPerson(ValueError):
    """A name, role, branch or password that cannot be taken; the text says why, `place` where and `code` how."""

    def __init__(self, text: str, place: str, code: str = "invalid") -> None:
        super().__init__(text)
        self.place, self.code = place, code


@dataclass(frozen=True)
class Account:
    """What somebody is to become; no branches are all of them, no skills all services."""

    name: str
    role: str
    branches: Sequence[str]
    password: str
    skills: Sequence[str] = ()


@dataclass(frozen=True)
class Change:
    """What is to be different; None leaves it."""

    role: str | None = None
    branches: Sequence[str] | None = None
    active: bool | None = None
    password: str | None = None
    skills: Sequence[str] | None = None


def add_user(ledger: Ledger, made: Passwords, account: Account) -> str:
    """By whoever runs the node: make an account, or give a known one a new role, branches, skills and password and
    switch it on; answers what was done."""
    _check(account)
    hashed = made.hash(account.password)

    def work(tx: Transaction) -> str:
        _check_known(tx, account.branches, account.skills)
        known = SELECT_USER.first(tx.connection, {"name": account.name})
        if known is None:
            _insert(tx, SYSTEM, account, hashed)
        else:
            _update(tx, SYSTEM, known, {**_row(account), "password_hash": hashed, "active": True})
        return f"{'changed' if known else 'added'} {account.name} ({account.role})"

    return ledger.change(CENTRE, work, branches_of(ledger, account.name))


def create(ledger: Ledger, made: Passwords, who: Person, account: Account) -> None:
    """`forbidden` for a role or branches that `who` does not manage; `BadPerson` also for a name that is taken."""
    _check(account)
    hashed = made.hash(account.password)

    def work(tx: Transaction) -> None:
        _check_known(tx, account.branches, account.skills)
        check_manages(who, account.role, account.branches)
        if SELECT_USER.first(tx.connection, {"name": account.name}):
            raise BadPerson("somebody has this name", "name", "taken")
        _insert(tx, who.actor, account, hashed)

    ledger.change(CENTRE, work)


def change(ledger: Ledger, made: Passwords, who: Person, name: str, wish: Change) -> None:
    """One that `who` manages, before and after; never one's own. All but other skills ends the sign-ins; these tell the
    counters where that person sits what is called there from now on."""
    if wish.password is not None:
        _check_password(wish.password)
    hashed = None if wish.password is None else made.hash(wish.password)

    def work(tx: Transaction) -> None:
        known = managed(tx.connection, who, name)
        wanted = _wanted(known, wish)
        _check_known(tx, json.loads(wanted["branches"]), json.loads(wanted["skills"]))
        check_manages(who, wanted["role"], json.loads(wanted["branches"]))
        if hashed is not None:
            wanted["password_hash"] = hashed
        _update(tx, who.actor, known, wanted)

    ledger.change(CENTRE, work, branches_of(ledger, name))


def switch(ledger: Ledger, name: str, *, active: bool) -> str:
    """By whoever runs the node: an account that is off opens nothing, and what it had opened is closed."""

    def work(tx: Transaction) -> str:
        known = _known(tx.connection, name)
        _update(tx, SYSTEM, known, {**_wanted(known, Change()), "active": active})
        return f"{name} is {'on' if active else 'off'}"

    return ledger.change(CENTRE, work)


def change_own_password(ledger: Ledger, made: Passwords, who: Person, password: str) -> None:
    """That `who` knows the old one has been looked at before. Their other sign-ins and tokens end."""
    _check_password(password)
    hashed = made.hash(password)

    def work(tx: Transaction) -> None:
        tx.connection.execute(update(user).where(user.c.name == who.name).values(password_hash=hashed))
        tx.append(CENTRE, "user.changed", f"user/{who.name}", who.actor, {"password": "new"})
        end_all(tx, who.name, but=who.session)

    ledger.change(CENTRE, work)


def script_token(ledger: Ledger, sessions: Sessions, name: str) -> str:
    """A token for a member of staff's scripts; it lasts until it is ended."""
    with ledger.read() as connection:
        _known(connection, name)
    return sessions.open(name, "script")


def managed(connection: Connection, who: Person, name: str) -> Record:
    """The account of somebody whom `who` manages; `not_found`, `forbidden`."""
    known = SELECT_USER.first(connection, {"name": name})
    if known is None:
        raise Refusal(Code.NOT_FOUND, "no such account")
    if name == who.name:
        raise Refusal(Code.FORBIDDEN, "nobody changes their own account; ask somebody else who may")
    check_manages(who, known.role, json.loads(known.branches))
    return known


def check_manages(who: Person, role: str, branches: Sequence[str]) -> None:
    if not may_manage(who.role, who.branches, role, branches):
        raise Refusal(Code.FORBIDDEN, "you do not manage accounts of this role or at these branches")


def _known(connection: Connection, name: str) -> Record:
    known = SELECT_USER.first(connection, {"name": name})
    if known is None:
        raise BadPerson(f"{name!r}: no such user", "name", "unknown")
    return known


def _wanted(known: Record, wish: Change) -> dict[str, Any]:
    """The row as it is to be, but for the password."""
    return {
        "role": known.role if wish.role is None else wish.role,
        "branches": known.branches if wish.branches is None else _text(wish.branches),
        "active": bool(known.active) if wish.active is None else wish.active,
        "skills": known.skills if wish.skills is None else _text(wish.skills),
    }


def _insert(tx: Transaction, actor: Actor, account: Account, hashed: str) -> None:
    made = {"name": account.name, "password_hash": hashed, "active": True, "created_at": tx.now}
    tx.connection.execute(insert(user), _row(account) | made)
    told = {"role": account.role, "branches": sorted(set(account.branches))}
    told |= {"skills": sorted(set(account.skills))} if account.skills else {}
    tx.append(CENTRE, "user.added", f"user/{account.name}", actor, told)


def _update(tx: Transaction, actor: Actor, known: Record, wanted: dict[str, Any]) -> None:
    """Tell what is different. Who knew the old password, or had the old role, signs in again."""
    different = {name: value for name, value in wanted.items() if value != getattr(known, name)}
    if not different:
        return
    tx.connection.execute(update(user).where(user.c.name == known.name), different)
    tx.append(CENTRE, "user.changed", f"user/{known.name}", actor, _told(different))
    if "skills" in different:
        tell_counters(tx, actor, known.name)
    if set(different) != {"skills"}:
        end_all(tx, known.name)


def _told(different: dict[str, Any]) -> dict[str, Any]:
    """As the log has it: of a password only that it is new."""
    told = {name: value for name, value in different.items() if name != "password_hash"}
    told |= {name: json.loads(told[name]) for name in LISTS if name in told}
    return told | ({"password": "new"} if "password_hash" in different else {})


def _check(account: Account) -> None:
    if not NAME.fullmatch(account.name):
        raise BadPerson(
            f"{account.name!r}: a name is lower-case letters, digits, dots and dashes, at most 63", "name"
        )
    if account.role not in ROLES:
        raise BadPerson(f"{account.role!r}: a role is one of {', '.join(ROLES)}", "role")
    _check_password(account.password)


def _check_password(password: str) -> None:
    if not passwords.can_be_taken(password):
        text = f"a password has {passwords.SHORTEST} to {passwords.LONGEST} printable characters"
        raise BadPerson(text, "password")


def _check_known(tx: Transaction, branches: Sequence[str], skills: Sequence[str]) -> None:
    for place, table, codes in (("branches", branch, branches), ("skills", service, skills)):
        known = set(tx.connection.execute(select(table.c.code)).scalars()) if codes else set()
        for code in codes:
            if code not in known:
                text = f"{code!r}: no such {table.name} (apply the centre file first)"
                raise BadPerson(text, place, "unknown")


def _row(account: Account) -> dict[str, Any]:
    return {"role": account.role, "branches": _text(account.branches), "skills": _text(account.skills)}


def _text(codes: Sequence[str]) -> str:
    return json.dumps(sorted(set(codes)))
