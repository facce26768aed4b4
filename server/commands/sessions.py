"""Sign-ins and scripts' tokens: opened, looked up by their token, seen, and ended. A sign-out ends no ticket.

A browser's ends when it is old, or when no page of it was open for a while. When it was seen stays in this process's
memory and is written every few minutes, so that reading stays cheap; another node may learn of it that much later.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from uuid import uuid4

from sqlalchemy import Connection, bindparam, insert, update

from config.settings import NodeSettings
from server.commands.scene import Person
from server.commands.tokens import new_token, token_hash
from server.contract import Code
from server.ledger.change import CENTRE, Actor, Ledger, Transaction
from server.ledger.models import Record, session
from server.ledger.statements import Statement
from server.queries.sessions import SELECT_BY_ID, SELECT_BY_TOKEN, Watch
from server.rules.ordering import MICROSECONDS
from server.rules.ranks import may_manage
from server.rules.refusals import Refusal

WRITTEN_EVERY_S = 300
"""How often at most it is written down that a session was seen."""
WRITES_IN_IDLE = 4
"""So often at least while it lies idle, however short that may be."""

INSERT_SESSION = Statement(insert(session))
SET_SEEN = Statement(
    update(session).where(session.c.id == bindparam("b_id"), session.c.seen_at < bindparam("b_at"))
    .values(seen_at=bindparam("b_at"))
)  # fmt: skip
END_BY_TOKEN = Statement(
    update(session)
    .where(session.c.token_hash == bindparam("b_hash"), session.c.ended_at.is_(None))
    .values(ended_at=bindparam("b_at"))
)
END_BY_ID = Statement(
    update(session)
    .where(session.c.id == bindparam("b_id"), session.c.ended_at.is_(None))
    .values(ended_at=bindparam("b_at"))
)
END_OF = Statement(
    update(session)
    .where(session.c.user == bindparam("b_user"), session.c.id != bindparam("b_but"), session.c.ended_at.is_(None))
    .values(ended_at=bindparam("b_at"))
)  # fmt: skip


class Sessions:
    def __init__(self, ledger: Ledger, settings: NodeSettings) -> None:
        self._ledger = ledger
        self._lasts_us = settings.session_s * MICROSECONDS
        self._idle_us = settings.session_idle_s * MICROSECONDS
        self._seen: dict[str, int] = {}
        self.written_every_s = min(WRITTEN_EVERY_S, settings.session_idle_s / WRITES_IN_IDLE)

    def open(self, name: str, kind: str) -> str:
        """A new session's token: a browser's runs out, a script's lasts until it is ended."""
        token, session_id = new_token(), str(uuid4())

        def work(tx: Transaction) -> None:
            ends = tx.now + self._lasts_us if kind == "browser" else None
            INSERT_SESSION.run(
                tx.connection,
                {
                    "token_hash": token_hash(token), "user": name, "kind": kind, "created_at": tx.now,
                    "expires_at": ends, "ended_at": None, "id": session_id, "seen_at": tx.now,
                },
            )  # fmt: skip

        self._ledger.change(CENTRE, work)
        return token

    def watch(self, now: int) -> Watch:
        return Watch(now, self._idle_us, self._seen)

    def person_of(self, connection: Connection, token: str, kind: str, now: int) -> Person | None:
        """Who holds this token at `now`, unless it has ended, run out or lain idle; that is how it is seen."""
        held = SELECT_BY_TOKEN.first(connection, {"token_hash": token_hash(token)})
        if held is None or held.kind != kind or self.watch(now).is_over(held):
            return None
        self._seen[held.id] = now
        return _person(held)

    def standing(self, ids: Collection[str], now: int) -> Mapping[str, Person]:
        """Of these sessions those that are on, each with its person as they are now. To be asked for is to be seen."""
        watch = self.watch(now)
        with self._ledger.read() as connection:
            rows = [SELECT_BY_ID.first(connection, {"id": one}) for one in ids]
        held = {row.id: _person(row) for row in rows if row is not None and not watch.is_over(row)}
        self._seen.update(dict.fromkeys(held, now))
        return held

    def write_seen(self) -> None:
        """Write down when sessions were seen; those that nobody used cost nothing."""
        seen = dict(self._seen)
        if not seen:
            return

        def work(tx: Transaction) -> None:
            for one, at in seen.items():
                SET_SEEN.run(tx.connection, {"b_id": one, "b_at": at})

        self._ledger.change(CENTRE, work)
        for one, at in seen.items():
            if self._seen.get(one) == at:
                del self._seen[one]

    def sign_out(self, token: str) -> None:
        """Ends the session on the node, so that a copied cookie is worth nothing."""
        ended = {"b_hash": token_hash(token)}
        self._ledger.change(CENTRE, lambda tx: END_BY_TOKEN.run(tx.connection, {**ended, "b_at": tx.now}))

    def end(self, who: Person, session_id: str) -> None:
        """One's own, or that of a person whom one manages; any other one is `not_found`."""

        def work(tx: Transaction) -> None:
            held = SELECT_BY_ID.first(tx.connection, {"id": session_id})
            if held is None or not (held.name == who.name or _manages(who, held)):
                raise Refusal(Code.NOT_FOUND, "no such sign-in")
            END_BY_ID.run(tx.connection, {"b_id": session_id, "b_at": tx.now})
            _tell(tx, who, held.name, 1)

        self._ledger.change(CENTRE, work)

    def end_everywhere(self, who: Person, name: str) -> None:
        """All sign-ins and tokens of a person; that `who` may do so has been looked at before."""

        def work(tx: Transaction) -> None:
            ended = end_all(tx, name)
            if ended:
                _tell(tx, who, name, ended)

        self._ledger.change(CENTRE, work)


def end_all(tx: Transaction, name: str, but: str = "") -> int:
    """End the sign-ins of a person, all `but` the one of this id; answers how many there were."""
    return END_OF.run(tx.connection, {"b_user": name, "b_but": but, "b_at": tx.now})


def _person(held: Record) -> Person:
    branches = tuple(json.loads(held.branches))
    return Person(Actor("officer", held.name), held.role, branches, held.name, held.id)


def _manages(who: Person, held: Record) -> bool:
    return may_manage(who.role, who.branches, held.role, json.loads(held.branches))


def _tell(tx: Transaction, who: Person, name: str, ended: int) -> None:
    """Only of somebody else: who signs themselves out changes nothing that others see."""
    if who.name != name:
        tx.append(CENTRE, "user.signed_out", f"user/{name}", who.actor, {"sessions": ended})
