"""One native thread writes SQLite: queued works run each in a savepoint and are committed as a group."""

from __future__ import annotations

import logging
import sqlite3
import sys
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from gevent import Greenlet, spawn
from gevent.event import AsyncResult, Event
from gevent.threadpool import ThreadPool
from sqlalchemy import Connection

from config.clock import Clock
from server.ledger.change import T, Told, Work, carry_out
from server.ledger.engines import Engines, wipe

GROUP = 64
"""Works that one commit carries at most; the sync itself forms the group, nothing waits for it."""
TURN_S = 0.0002
"""SQLite gives the interpreter away in each statement. Python's 5 ms until a busy hub gives it back made a
ticket of one client take 3.1 ms instead of 2.1, and most of the 20 ms until a wall shows a call."""

log = logging.getLogger(__name__)


class TransactionGone(Exception):
    """The engine gave the whole group up, as SQLite does on a full disk: no work of it may be answered."""


class WriterClosed(RuntimeError):
    """A change was asked for after the ledger was closed."""


Outcome = tuple[Any, frozenset[str]] | BaseException
"""The value and the logs that changed, or the exception, which keeps the traceback of the work."""


@dataclass
class Order:
    codes: Sequence[str]
    work: Work[Any]
    told: Told
    done: AsyncResult[Outcome] = field(default_factory=AsyncResult)


class SqliteWriter:
    """Greenlets queue their works here; the thread behind is the database's only writer."""

    def __init__(self, engines: Engines, clock: Clock) -> None:
        sys.setswitchinterval(TURN_S)
        self._engine = engines.writer
        self._clock = clock
        self._connection: Connection | None = None
        self._thread = ThreadPool(1)
        self._queue: deque[Order] = deque()
        self._some = Event()
        self._closed = False
        self._loop: Greenlet[Any, Any] = spawn(self._run)

    def change(self, codes: Sequence[str], work: Work[T], told: Told) -> T:
        """A greenlet that is killed while it waits here takes nothing back: the work is stored and told."""
        if self._closed:
            raise WriterClosed("the ledger is closed")
        order = Order(codes, work, told)
        self._queue.append(order)
        self._some.set()
        outcome = cast("Outcome", order.done.get())
        if isinstance(outcome, BaseException):
            raise outcome
        return cast("T", outcome[0])

    def close(self) -> None:
        """Finish what is queued, then end the thread."""
        self._closed = True
        self._some.set()
        self._loop.join()
        self._thread.apply(self._drop_connection)
        self._thread.kill()

    def _run(self) -> None:
        while not (self._closed and not self._queue):
            self._some.wait()
            self._some.clear()
            while self._queue:
                self._answer([self._queue.popleft() for _ in range(min(GROUP, len(self._queue)))])

    def _answer(self, orders: list[Order]) -> None:
        outcomes: list[Outcome] = self._thread.apply(self._write, (orders,))
        for order, outcome in zip(orders, outcomes, strict=True):
            if not isinstance(outcome, BaseException):
                order.told(outcome[1])
            order.done.set(outcome)

    # From here on: the native thread. No logging, no emit, no lock of the hub inside a work.

    def _write(self, orders: list[Order]) -> list[Outcome]:
        """All as one group; if the group is lost, each work again alone, so that only the failing one is told."""
        try:
            return self._group(orders)
        except BaseException as problem:
            return [problem] if len(orders) == 1 else [self._alone(one) for one in orders]

    def _alone(self, order: Order) -> Outcome:
        try:
            return self._group([order])[0]
        except BaseException as problem:
            return problem

    def _group(self, orders: list[Order]) -> list[Outcome]:
        connection = self._connection = self._connection or self._engine.connect()
        try:
            with connection.begin():
                outcomes = [self._one(connection, order) for order in orders]
            wipe(connection)
            return outcomes
        except BaseException:
            self._drop_connection()
            raise

    def _one(self, connection: Connection, order: Order) -> Outcome:
        raw = cast("sqlite3.Connection", connection.connection.dbapi_connection)
        raw.execute("SAVEPOINT work")
        try:
            outcome: Outcome = carry_out(connection, self._clock, order.codes, order.work)
        except BaseException as problem:  # a work that exits must not end the thread that everybody needs
            if not raw.in_transaction:
                raise TransactionGone(str(problem)) from problem
            raw.execute("ROLLBACK TO work")
            outcome = problem
        if not (raw.in_transaction and connection.in_transaction()):
            raise TransactionGone("the transaction ended under a work")
        raw.execute("RELEASE work")
        return outcome

    def _drop_connection(self) -> None:
        if self._connection is not None:
            connection, self._connection = self._connection, None
            connection.invalidate()
            connection.close()
