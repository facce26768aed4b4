"""What every command stands on: the held branch, its catalogue, its business day and who acts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from server.ledger.change import Actor, Transaction
from server.ledger.events import SYSTEM
from server.queries.house import Branch, House


@dataclass(frozen=True)
class Person:
    """Who asks: `role` is a staff role or a device scope; `branches` empty means all of them; `session` is the id of
    the sign-in or token by which a member of staff does, `counter` the one that a keypad belongs to."""

    actor: Actor
    role: str
    branches: tuple[str, ...] = ()
    name: str = ""
    session: str = ""
    counter: str | None = None

    @property
    def supervises(self) -> bool:
        return self.role in {"supervisor", "admin"}

    def may_enter(self, branch: str) -> bool:
        return not self.branches or branch in self.branches


NODE = Person(SYSTEM, "system", (), "node")
"""The node itself, when it writes down what silence has decided."""


@dataclass(frozen=True)
class Before:
    """A ticket as it was before this command, and the counter at which it can be taken back."""

    ticket: str
    counter: str
    facts: dict[str, Any]


@dataclass(frozen=True)
class Scene:
    tx: Transaction
    house: House
    branch: Branch
    day: str
    person: Person
    public_url: str
    reason: str | None = None
    command: str = ""
    """The key under which this is asked; what one press does belongs together."""
    kept: list[Before] = field(default_factory=list)

    @property
    def now(self) -> int:
        return self.tx.now

    def append(self, kind: str, subject: str, data: dict[str, Any]) -> int:
        """Write an event of this branch by this person, with the reason they gave; answers its seq."""
        told = data | {"reason": self.reason} if self.reason else data
        return self.tx.append(self.branch.code, kind, subject, self.person.actor, told)
