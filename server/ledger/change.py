"""`change(branch, work)`: hold the branch's row, work, commit, and only then tell. There is no other way to write."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, bindparam, select

from config.clock import Clock
from server.ledger import events
from server.ledger.engines import Engines
from server.ledger.events import CENTRE, Actor, Book
from server.ledger.models import book
from server.ledger.statements import Statement

T = TypeVar("T")
log = logging.getLogger(__name__)

HOLD_BOOK = Statement(select(book).where(book.c.code == bindparam("code")).with_for_update())
"""Several branches lock in the order of their codes, so that two changes never wait for each other."""
SELECT_VERSION = Statement(select(book.c.epoch, book.c.seq).where(book.c.code == CENTRE))
"""Asked after the lock: on PostgreSQL a statement that waited for it still sees the centre as it was before."""


class UnknownLog(LookupError):
    """A change to a branch that is not in the ledger."""


def microseconds(at: datetime) -> int:
    """Whole microseconds UTC since 1970."""
    delta = at - datetime(1970, 1, 1, tzinfo=UTC)
    return (delta.days * 86_400 + delta.seconds) * 1_000_000 + delta.microseconds


@dataclass
class Transaction:
    """What a work may use: its connection, the moment, and the logs it holds. It never commits.

    `centre_version` is epoch and seq of the centre's log: the version of the catalogue.
    """

    connection: Connection
    at: datetime
    centre_version: tuple[int, int]
    books: dict[str, Book] = field(default_factory=dict)

    @property
    def now(self) -> int:
        """The moment of this change, whole microseconds UTC."""
        return microseconds(self.at)

    def append(
        self,
        code: str,
        kind: str,
        subject: str,
        actor: Actor,
        data: dict[str, Any],
        at: int | None = None,
    ) -> int:
        """Write an event into a held log; answers its seq."""
        moment = self.now if at is None else at
        return events.append(self.connection, self.books[code], kind, moment, subject, actor, data)

    @property
    def changed(self) -> frozenset[str]:
        return frozenset(code for code, one in self.books.items() if one.changed)


Work = Callable[[Transaction], T]
Told = Callable[[frozenset[str]], None]


class Writer(Protocol):
    """How one engine carries out a change: after the commit `told` hears which logs changed, then the caller."""

    def change(self, codes: Sequence[str], work: Work[T], told: Told) -> T: ...

    def close(self) -> None: ...


class Heads:
    """The heads of logs as one database transaction holds them: read once, each work goes on from what the one before
    it has kept, and written once, before the commit."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._held: dict[str, Book] = {}
        self._version: tuple[int, int] | None = None

    def __enter__(self) -> Heads:
        return self

    def __exit__(self, fault: type[BaseException] | None, *_: object) -> None:
        for one in self._held.values():
            if one.changed and fault is None:
                events.save(self.connection, one)

    def of(self, code: str) -> Book:
        """One to write in, which counts once it is kept."""
        held = self._held.get(code)
        if held is None:
            held = self._held[code] = _held(self.connection, code)
        return replace(held, changed=False)

    @property
    def version(self) -> tuple[int, int]:
        """Epoch and seq of the centre's log."""
        centre = self._held.get(CENTRE)
        if centre is not None:
            return centre.epoch, centre.seq
        if self._version is None:
            row = SELECT_VERSION.one(self.connection)
            self._version = row.epoch, row.seq
        return self._version

    def keep(self, books: Iterable[Book]) -> None:
        """What a work that succeeded has made of them."""
        for one in books:
            one.changed |= self._held[one.code].changed
            self._held[one.code] = one


def carry_out(heads: Heads, clock: Clock, codes: Sequence[str], work: Work[T]) -> tuple[T, frozenset[str]]:
    """Inside an open transaction: take the rows of `codes` (sorted), run the work, keep what became of the heads.

    After an exception nothing of the work may be left in the transaction."""
    books = {code: heads.of(code) for code in codes}
    transaction = Transaction(heads.connection, clock.now(), heads.version, books)
    value = work(transaction)
    changed = transaction.changed
    heads.keep(books.values())
    return value, changed


def _held(connection: Connection, code: str) -> Book:
    row = HOLD_BOOK.first(connection, {"code": code})
    if row is None:
        raise UnknownLog(code)
    return Book(row.code, row.epoch, row.seq, row.head, row.business_day)


class Ledger:
    """The house's one ledger: read a moment of it, or change it."""

    def __init__(self, engines: Engines, writer: Writer, clock: Clock) -> None:
        self.engines = engines
        self.clock = clock
        self._writer = writer
        self._listeners: list[Told] = []
        self._under_way = 0

    def listen(self, told: Told) -> None:
        """`told` hears the codes of the logs that a commit changed; it must not block."""
        self._listeners.append(told)

    def change(self, code: str, work: Work[T], also: Sequence[str] = ()) -> T:
        """Run `work` in one transaction that holds the logs of `code` and `also`; commit; tell.

        A work may run more than once (a full disk, a lost connection), so it uses its transaction and
        arguments only and has no other effect. Its exception undoes it and reaches the caller.
        """
        self._under_way += 1
        try:
            return self._writer.change(sorted({code, *also}), work, self._tell)
        finally:
            self._under_way -= 1

    @property
    def busy(self) -> bool:
        """Whether somebody waits for the answer to a change."""
        return self._under_way > 0

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One read transaction: everything in it belongs to the same moment."""
        with self.engines.read() as connection:
            yield connection

    @contextmanager
    def glance(self) -> Iterator[Connection]:
        """For what stands by itself: statements of it may belong to different moments."""
        with self.engines.glance() as connection:
            yield connection

    def close(self) -> None:
        self._writer.close()
        self.engines.dispose()

    def _tell(self, changed: frozenset[str]) -> None:
        for told in self._listeners if changed else ():
            try:
                told(changed)
            except (
                Exception
            ):  # the commit has happened: a listener's fault must not look like a failed command
                log.exception("a listener failed after the commit of %s", ", ".join(sorted(changed)))


__all__ = [
    "CENTRE",
    "Actor",
    "Heads",
    "Ledger",
    "Told",
    "Transaction",
    "UnknownLog",
    "Work",
    "Writer",
    "carry_out",
    "microseconds",
]
