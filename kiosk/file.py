"""The one SQLite file of a kiosk machine, written through to the disk."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FULL = 2
"""SQLite's number for synchronous=FULL: what is noted is on disk before anything follows from it."""

Value = str | int | None


class File:
    """One connection, one lock: the page's threads and the printer's share it."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.RLock()
        self._line = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._line.execute("PRAGMA journal_mode=WAL")
        self._line.execute("PRAGMA synchronous=FULL")
        if self._line.execute("PRAGMA synchronous").fetchone()[0] != FULL:
            raise OSError(f"{path}: SQLite here cannot write through to the disk")

    def furnish(self, schema: str) -> None:
        """Tables that are not there yet."""
        with self._lock:
            self._line.executescript(schema)

    @contextmanager
    def together(self) -> Iterator[None]:
        """One step: nobody else reads or writes meanwhile, and all of it is on disk or none."""
        with self._lock:
            self._line.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._line.execute("ROLLBACK")
                raise
            self._line.execute("COMMIT")

    def do(self, statement: str, *values: Value) -> int:
        """Answers how many rows it met."""
        with self._lock:
            return self._line.execute(statement, values).rowcount

    def rows(self, statement: str, *values: Value) -> list[Any]:
        with self._lock:
            return self._line.execute(statement, values).fetchall()

    def close(self) -> None:
        with self._lock:
            self._line.close()
