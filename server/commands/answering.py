"""Carries a command out once: under its key, in its branch, with its answer stored in the same transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from pydantic_core import to_json

from server.commands.before import write_down
from server.commands.booking import enter_due
from server.commands.day import begin_day
from server.commands.scene import Person, Scene
from server.contract import Code
from server.ledger.answers import PROBLEM, STORED, Answer, Key, recall, remember
from server.ledger.change import Ledger, Transaction
from server.queries.house import HouseMemory
from server.rules.refusals import Refusal, problem

T = TypeVar("T")
Command = Callable[[Scene], tuple[int, Any]]
"""Answers an HTTP status and the value to send as JSON; says no by raising `Refusal` before it writes."""


def as_json(value: Any) -> bytes:
    """The bytes that `json.dumps` would make, in a fifth of the time: a desk's picture has 800 kB of it."""
    return to_json(value)


@dataclass(frozen=True)
class Asked:
    """Who asks, under which key, until when it may be done, and (a supervisor) for what reason."""

    person: Person
    key: Key
    not_after: datetime | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Answering:
    """The one way from a door to the ledger."""

    ledger: Ledger
    houses: HouseMemory
    public_url: str

    def once(self, branch: str, asked: Asked, command: Command) -> Answer:
        """Carry `command` out, or repeat what was answered under its key. Refusals are stored too."""

        def work(tx: Transaction) -> Answer:
            known = recall(tx.connection, asked.key)
            if known:
                return known
            given = self._perform(tx, branch, asked, command)
            if given.status in STORED:
                remember(tx.connection, asked.key, given, tx.now)
            return given

        return self.ledger.change(branch, work)

    def at_once(self, branch: str, person: Person, act: Callable[[Scene], T]) -> T:
        """Carry out what needs no key, because to repeat it changes nothing; a refusal undoes it."""
        return self.ledger.change(branch, lambda tx: act(self._scene(tx, branch, person)))

    def _scene(self, tx: Transaction, branch: str, person: Person, reason: str | None = None) -> Scene:
        house = self.houses.at(tx.connection, tx.centre_version)
        held = house.branch(branch)
        scene = Scene(tx, house, held, begin_day(tx, held), person, self.public_url, reason)
        enter_due(scene)
        return scene

    def _perform(self, tx: Transaction, branch: str, asked: Asked, command: Command) -> Answer:
        scene = replace(self._scene(tx, branch, asked.person, asked.reason), command=asked.key.key)
        seq = tx.books[branch].seq
        try:
            if asked.not_after is not None and tx.at > asked.not_after:
                raise Refusal(Code.TOO_LATE, "the command came after its X-Not-After")
            status, value = command(scene)
            write_down(scene)
        except Refusal as no:
            if no.status not in STORED:
                raise
            if tx.books[branch].seq != seq:
                raise RuntimeError(f"{no.code}: refused after it had written") from no
            return Answer(no.status, as_json(problem(no)), PROBLEM)
        return Answer(status, as_json(value))
