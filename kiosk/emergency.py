"""Numbers without the node: given from this kiosk's own block, kept until the node has taken them in.

A touch ends once, with the node's number or with one of these: both are written in one step of the journal."""

from __future__ import annotations

import json
import logging
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import uuid4

from kiosk.branch import Branch
from kiosk.file import File
from kiosk.hours import gives_numbers
from kiosk.journal import Journal, Memory, State, Touch
from kiosk.upstream import Answered, Away, Upstream
from server.contract import Code, LeaseView, TicketView

SCHEMA = """
CREATE TABLE IF NOT EXISTS emergencies (
    id           TEXT PRIMARY KEY,
    touch        TEXT NOT NULL UNIQUE,
    branch       TEXT NOT NULL,
    business_day TEXT NOT NULL,
    number       INTEGER NOT NULL,
    body         TEXT NOT NULL,
    state        TEXT NOT NULL,
    at           TEXT NOT NULL,
    UNIQUE (branch, business_day, number)
) STRICT;
"""
HELD, TAKEN, REFUSED = "held", "taken", "refused"
NEVER = frozenset({Code.NUMBER_TAKEN, Code.INVALID, Code.IDEMPOTENCY_MISMATCH, Code.TOO_LATE})
"""Refusals that stand however often it is brought; a person has to look."""
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 13

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Given:
    """`body` is what the node is told, as JSON text."""

    id: str
    body: str


class Emergency:
    def __init__(self, file: File, journal: Journal, upstream: Upstream, branch: Branch) -> None:
        self._file, self._journal = file, journal
        self._upstream, self._branch = upstream, branch
        file.furnish(SCHEMA)

    @property
    def left(self) -> int:
        """How many numbers this kiosk may give by itself now: none outside hours, on another day, without a block."""
        lease = self._lease()
        return lease["last"] - self._next(lease) + 1 if lease else 0

    @property
    def unsynced(self) -> int:
        """Numbers on paper that the node has not taken in."""
        return int(self._file.rows("SELECT count(*) FROM emergencies WHERE state != ?", TAKEN)[0][0])

    def holds(self, ticket: str) -> bool:
        """Whether the node knows nothing of this ticket yet."""
        return bool(self._file.rows("SELECT 1 FROM emergencies WHERE id = ? AND state != ?", ticket, TAKEN))

    def renew(self) -> None:
        """While the node answers: have a block for this day. `Unreachable`."""
        known = self._remembered()
        if known and (known["business_day"], known["epoch"]) == (self._branch.day, self._branch.epoch):
            return
        told = self._upstream.tell(f"/branches/{self._branch.code}/leases", {})
        if told:
            self._journal.remember("lease", Memory(json.dumps(told)))
        if known and known["epoch"] != self._branch.epoch:
            self._hold_again(known["business_day"])

    def give(self, touch: Touch) -> Touch | None:
        """The touch with a number of our own, or as it was answered meanwhile; None when there is none to give."""
        with self._file.together():
            now = self._journal.touch(touch.uuid)
            lease = self._lease()
            if now.state is not State.OPEN or lease is None or self._next(lease) > lease["last"]:
                return None if now.state is State.OPEN else now
            ticket = self._write(now, lease)
            return self._journal.settle(touch.uuid, State.ANSWERED, json.dumps(ticket, ensure_ascii=False))

    def bring(self) -> None:
        """Tell the node of what was given in this branch, oldest first, until it falls silent again."""
        for one in self._held():
            outcome = self._upstream.issue(str(self._branch.code), "tickets", one.id, one.body)
            if isinstance(outcome, Away):
                return
            if isinstance(outcome, Answered):
                self._settle(one, TAKEN)
            elif outcome.code in NEVER:
                log.error("emergency ticket %s: %s", one.id, outcome.code)
                self._settle(one, REFUSED)

    def return_block(self) -> None:
        """The next block is this machine's own again; what was given from this one is still brought."""
        self._journal.unlearn("lease")

    def forget(self, before: str) -> None:
        """What the node has taken in; the rest stays until somebody looks."""
        self._file.do("DELETE FROM emergencies WHERE state = ? AND at < ?", TAKEN, before)

    def _remembered(self) -> LeaseView | None:
        memory = self._journal.recall("lease")
        return cast("LeaseView", json.loads(memory.text)) if memory else None

    def _lease(self) -> LeaseView | None:
        """The block, while it may be used."""
        lease, catalogue, local = self._remembered(), self._branch.catalogue, self._branch.local()
        if lease is None or catalogue is None or local is None or lease["business_day"] != self._branch.day:
            return None
        return lease if self._branch.always_open or gives_numbers(catalogue["hours"], local) else None

    def _next(self, lease: LeaseView) -> int:
        highest = self._file.rows(
            "SELECT max(number) FROM emergencies"
            " WHERE branch = ? AND business_day = ? AND number BETWEEN ? AND ?",
            self._branch.code, lease["business_day"], lease["first"], lease["last"],
        )[0][0]  # fmt: skip
        return int(highest) + 1 if highest else lease["first"]

    def _write(self, touch: Touch, lease: LeaseView) -> TicketView:
        wish, code, ticket_id = json.loads(touch.body), _code(), str(uuid4())
        number = self._next(lease)
        at = self._branch.local() or self._branch.now()
        ticket = self._view(wish, lease, ticket_id, number, code, at)
        body = {
            **wish, "number": ticket["number"], "issued_at": ticket["issued_at"], "code": code,
            "replaces": touch.uuid,
        }  # fmt: skip
        self._file.do(
            "INSERT INTO emergencies (id, touch, branch, business_day, number, body, state, at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            ticket_id, touch.uuid, self._branch.code, lease["business_day"], number, json.dumps(body), HELD,
            ticket["issued_at"],
        )  # fmt: skip
        return ticket

    def _view(
        self, wish: dict[str, Any], lease: LeaseView, ticket_id: str, number: int, code: str, at: datetime
    ) -> TicketView:
        """As the node would answer, but for what only it can know: the place in the line."""
        series = lease["series"]
        given = {
            "signal": False, **wish, "id": ticket_id, "number": f"{series}{number:03d}", "series": series,
            "state": "waiting", "version": 1, "branch": self._branch.code, "counter": None,
            "issued_at": at.isoformat(timespec="milliseconds"), "called_at": None,
            "ahead": None, "estimate": None, "code": code, "url": f"{lease['url']}{code}",
            "business_day": lease["business_day"], "seq": 0,
        }  # fmt: skip
        return cast("TicketView", given)

    def _held(self) -> list[Given]:
        rows = self._file.rows(
            "SELECT id, body FROM emergencies WHERE state = ? AND branch = ? ORDER BY business_day, number",
            HELD, self._branch.code,
        )  # fmt: skip
        return [Given(*row) for row in rows]

    def _hold_again(self, day: str) -> None:
        """A ledger that came back from a backup may have lost what it took in; what it knows it takes once."""
        self._file.do(
            "UPDATE emergencies SET state = ? WHERE state = ? AND business_day = ?", HELD, TAKEN, day
        )

    def _settle(self, one: Given, state: str) -> None:
        self._file.do("UPDATE emergencies SET state = ? WHERE id = ?", state, one.id)


def _code() -> str:
    """65 random bits in Crockford's base 32, as the node makes them."""
    return "".join(secrets.choice(CROCKFORD) for _ in range(CODE_LENGTH))
