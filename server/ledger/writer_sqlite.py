"""One native thread writes SQLite: queued works run each in a savepoint and are committed as a group."""

from __future__ import annotations

import logging
import sqlite3
from collections import deque
from collections.abc import Sequence
from typing import Any, cast

from gevent import Greenlet, spawn
from gevent.event import Event
from gevent.threadpool import ThreadPool
from sqlalchemy import Connection

from config.clock import Clock
from server.ledger.change import Heads, T, Told, Work, carry_out
from server.ledger.engines import Engines, wipe
from server.ledger.orders import Order, Outcome, answer, as_group_or_alone, next_group, take_turns

log = logging.getLogger(__name__)


class TransactionGone(Exception):
    """The engine gave the whole group up, as SQLite does on a full disk: no work of it may be answered."""


class WriterClosed(RuntimeError):
    """A change was asked for after the ledger was closed."""


class SqliteWriter:
    """Greenlets queue their works here; the thread behind is the database's only writer."""

    def __init__(self, engines: Engines, clock: Clock) -> None:
        take_turns()
        self._engine = engines.writer
        self._clock = clock
        self._connection: Connection | None = None
        self._thread = ThreadPool(1)
        self._queue: deque[Order] = deque()
        self._some = Event()
        self._closed = False
        self._loop: Greenlet[Any, Any] = spawn(self._run)

    def change(self, codes: Sequence[str], work: Work[T], told: Told) -> T:
        if self._closed:
            raise WriterClosed("the ledger is closed")
        order = Order(codes, work, told)
        self._queue.append(order)
        self._some.set()
        return cast("T", order.result())

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
                orders = next_group(self._queue)
                answer(orders, self._thread.apply(self._write, (orders,)))

    # From here on: the native thread. No logging, no emit, no lock of the hub inside a work.

    def _write(self, orders: list[Order]) -> list[Outcome]:
        return as_group_or_alone(orders, self._group, self._alone)

    def _alone(self, order: Order) -> Outcome:
        try:
            return self._group([order])[0]
        except BaseException as problem:
            return problem

    def _group(self, orders: list[Order]) -> list[Outcome]:
        connection = self._connection = self._connection or self._engine.connect()
        try:
            with connection.begin(), Heads(connection) as heads:
                outcomes = [self._one(heads, order) for order in orders]
            wipe(connection)
            return outcomes
        except BaseException:
            self._drop_connection()
            raise

    def _one(self, heads: Heads, order: Order) -> Outcome:
        connection = heads.connection
        raw = cast("sqlite3.Connection", connection.connection.dbapi_connection)
        raw.execute("SAVEPOINT work")
        try:
            outcome: Outcome = carry_out(heads, self._clock, order.codes, order.work)
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
