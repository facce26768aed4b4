"""What a kiosk must not forget: its touches until they are answered, and the last it heard of its branch."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from kiosk.file import File

SCHEMA = """
CREATE TABLE IF NOT EXISTS touches (
    uuid   TEXT PRIMARY KEY,
    body   TEXT NOT NULL,
    state  TEXT NOT NULL,
    answer TEXT,
    at     TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS memory (
    name TEXT PRIMARY KEY,
    text TEXT NOT NULL,
    etag TEXT NOT NULL
) STRICT;
"""


class State(StrEnum):
    """A touch: waiting for the node's answer, answered, refused, or answered with nobody there."""

    OPEN = "open"
    ANSWERED = "answered"
    REFUSED = "refused"
    UNCLAIMED = "unclaimed"


LATER = "later"
"""A wish that has it asks for a slip for a later day instead of a number of today."""


class UnknownTouch(KeyError):
    """No touch of this uuid, or no slip of it, was ever made here."""


@dataclass(frozen=True)
class Touch:
    """`body` is the request's JSON text; `answer` the JSON text of the ticket or booking, or the code of a refusal."""

    uuid: str
    body: str
    state: State
    answer: str | None
    at: datetime

    @property
    def is_for_later(self) -> bool:
        return LATER in self._wish

    @property
    def question(self) -> tuple[str, str]:
        """The node's door that it goes to, and the JSON text that stands there under its uuid."""
        if not self.is_for_later:
            return "tickets", self.body
        asked = {name: value for name, value in self._wish.items() if name != LATER}
        return "bookings", json.dumps(asked, sort_keys=True)

    @property
    def _wish(self) -> dict[str, Any]:
        wish: dict[str, Any] = json.loads(self.body)
        return wish


@dataclass(frozen=True)
class Memory:
    text: str
    etag: str = ""


class Journal:
    def __init__(self, file: File) -> None:
        self._file = file
        file.furnish(SCHEMA)

    def keep(self, uuid: str, body: str, at: datetime) -> Touch:
        """Write the touch down unless it is known; what is known of it wins."""
        self._file.do(
            "INSERT INTO touches (uuid, body, state, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            uuid, body, State.OPEN, at.isoformat(),
        )  # fmt: skip
        return self.touch(uuid)

    def touch(self, uuid: str) -> Touch:
        """`UnknownTouch` for a touch that was never made here."""
        found = self._touches("WHERE uuid = ?", uuid)
        if not found:
            raise UnknownTouch(uuid)
        return found[0]

    def unanswered(self) -> list[Touch]:
        return self._touches("WHERE state = ? ORDER BY at", State.OPEN)

    def settle(self, uuid: str, state: State, answer: str | None) -> Touch:
        """Note the node's answer. An answer that stands is never replaced, except that it is claimed."""
        self._file.do(
            "UPDATE touches SET state = ?, answer = ? WHERE uuid = ? AND state IN (?, ?)",
            state, answer, uuid, State.OPEN, State.UNCLAIMED,
        )  # fmt: skip
        return self.touch(uuid)

    def forget(self, before: datetime) -> None:
        """Touches are kept for a few days to answer questions, then no more."""
        self._file.do("DELETE FROM touches WHERE at < ?", before.isoformat())

    def remember(self, name: str, memory: Memory) -> None:
        self._file.do(
            "INSERT OR REPLACE INTO memory (name, text, etag) VALUES (?, ?, ?)",
            name,
            memory.text,
            memory.etag,
        )

    def recall(self, name: str) -> Memory | None:
        rows = self._file.rows("SELECT text, etag FROM memory WHERE name = ?", name)
        return Memory(*rows[0]) if rows else None

    def unlearn(self, name: str) -> None:
        self._file.do("DELETE FROM memory WHERE name = ?", name)

    def _touches(self, where: str, *values: str) -> list[Touch]:
        rows = self._file.rows(f"SELECT uuid, body, state, answer, at FROM touches {where}", *values)  # noqa: S608
        return [_touch(*row) for row in rows]


def _touch(uuid: str, body: str, state: str, answer: str | None, at: str) -> Touch:
    return Touch(uuid, body, State(state), answer, datetime.fromisoformat(at))
