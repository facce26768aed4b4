"""What the model of a branch knows of a ticket, a sitting and a call, and the refusal that is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

HANOI = timezone(timedelta(hours=7))


def name_of(officer: str) -> str:
    """`sam!` is the supervisor Sam who says why he acts."""
    return officer.rstrip("!")


class No(Exception):
    """The refusal that is due; its code is its text."""


@dataclass
class Ticket:
    id: str
    number: str
    service: str
    came: datetime
    turn: tuple[datetime, int]
    priority: str
    then: list[str]
    issued: datetime
    dossiers: int = 1
    called: datetime | None = None
    ended: datetime | None = None
    not_at: str | None = None
    given_back: datetime | None = None
    acts: int = 0
    calls: int = 0
    state: str = "waiting"
    counter: str | None = None
    wants: tuple[str, str] | None = None
    procedures: int = 1

    @property
    def issued_day(self) -> date:
        return self.issued.astimezone(HANOI).date()


@dataclass
class Sitting:
    officer: str
    state: str = "open"


@dataclass
class Call:
    """Why the last call was made, as its event must tell."""

    ticket: str
    why: str
    eligible: int
    overtaken: set[str]
    held: set[str]
