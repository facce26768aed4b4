"""What a kiosk must not forget: its touches until they are answered, and the last it heard of its branch."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

SCHEMA = """
CREATE TABLE IF NOT EXISTS touches (
    uuid   TEXT PRIMARY KEY,
    body   TEXT NOT NULL,
    state  TEXT NOT NULL,
    answer TEXT,
    paper  TEXT,
    fault  TEXT,
    at     TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS memory (
    name TEXT PRIMARY KEY,
    text TEXT NOT NULL,
    etag TEXT NOT NULL
) STRICT;
"""
FULL = 2
"""SQLite's number for synchronous=FULL: a touch is on disk before the node hears of it."""


class State(StrEnum):
    """A touch: waiting for the node's answer, answered, refused, or answered with nobody there."""

    OPEN = "open"
    ANSWERED = "answered"
    REFUSED = "refused"
    UNCLAIMED = "unclaimed"


class Slip(StrEnum):
    """The paper of a touch. Sent means that the printer took all bytes, never that paper came out."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Touch:
    """`body` is the request's JSON text; `answer` the ticket's JSON text, or the code of a refusal."""

    uuid: str
    body: str
    state: State
    answer: str | None
    paper: Slip | None
    fault: str | None
    at: datetime


@dataclass(frozen=True)
class Memory:
    text: str
    etag: str


class Journal:
    """One SQLite file, one connection, one lock: page and printer threads share it."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._line = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._line.execute("PRAGMA journal_mode=WAL")
        self._line.execute("PRAGMA synchronous=FULL")
        if self._line.execute("PRAGMA synchronous").fetchone()[0] != FULL:
            raise OSError(f"{path}: SQLite here cannot write through to the disk")
        self._line.executescript(SCHEMA)

    def close(self) -> None:
        with self._lock:
            self._line.close()

    def keep(self, uuid: str, body: str, at: datetime) -> Touch:
        """Write the touch down unless it is known; what is known of it wins."""
        self._do(
            "INSERT INTO touches (uuid, body, state, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            uuid, body, State.OPEN, at.isoformat(),
        )  # fmt: skip
        return self.touch(uuid)

    def touch(self, uuid: str) -> Touch:
        """`KeyError` for a touch that was never made here."""
        found = self._touches("WHERE uuid = ?", uuid)
        if not found:
            raise KeyError(uuid)
        return found[0]

    def unanswered(self) -> list[Touch]:
        return self._touches("WHERE state = ? ORDER BY at", State.OPEN)

    def settle(self, uuid: str, state: State, answer: str | None) -> Touch:
        """Note the node's answer. An answer that stands is never replaced, except that it is claimed."""
        self._do(
            "UPDATE touches SET state = ?, answer = ? WHERE uuid = ? AND state IN (?, ?)",
            state, answer, uuid, State.OPEN, State.UNCLAIMED,
        )  # fmt: skip
        return self.touch(uuid)

    def queue_slip(self, uuid: str) -> bool:
        """True for the first who asks: however often a touch is repeated, its slip is queued once."""
        return (
            self._do("UPDATE touches SET paper = ? WHERE uuid = ? AND paper IS NULL", Slip.QUEUED, uuid) == 1
        )

    def mark_slip(self, uuid: str, paper: Slip, fault: str | None = None) -> None:
        self._do("UPDATE touches SET paper = ?, fault = ? WHERE uuid = ?", paper, fault, uuid)

    def drop_queued_slips(self) -> None:
        """After a restart nobody stands there for the paper of before."""
        self._do("UPDATE touches SET paper = ? WHERE paper = ?", Slip.DROPPED, Slip.QUEUED)

    def forget(self, before: datetime) -> None:
        """Touches are kept for a few days to answer questions, then no more."""
        self._do("DELETE FROM touches WHERE at < ?", before.isoformat())

    def remember(self, name: str, memory: Memory) -> None:
        self._do(
            "INSERT OR REPLACE INTO memory (name, text, etag) VALUES (?, ?, ?)",
            name,
            memory.text,
            memory.etag,
        )

    def recall(self, name: str) -> Memory | None:
        rows = self._rows("SELECT text, etag FROM memory WHERE name = ?", name)
        return Memory(*rows[0]) if rows else None

    def _touches(self, where: str, *values: str) -> list[Touch]:
        rows = self._rows(f"SELECT uuid, body, state, answer, paper, fault, at FROM touches {where}", *values)  # noqa: S608
        return [_touch(*row) for row in rows]

    def _do(self, statement: str, *values: str | None) -> int:
        with self._lock:
            return self._line.execute(statement, values).rowcount

    def _rows(self, statement: str, *values: str) -> list[Any]:
        with self._lock:
            return self._line.execute(statement, values).fetchall()


def _touch(
    uuid: str, body: str, state: str, answer: str | None, paper: str | None, fault: str | None, at: str
) -> Touch:
    slip = Slip(paper) if paper else None
    return Touch(uuid, body, State(state), answer, slip, fault, datetime.fromisoformat(at))
