"""PostgreSQL: the branch's row is locked first; what queues up meanwhile shares its commit; retried when it may be."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from random import random
from typing import cast

import gevent
import psycopg
from gevent.threadpool import ThreadPool
from psycopg import errors
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from config.clock import Clock
from server.ledger.change import Heads, T, Told, Work, carry_out
from server.ledger.engines import POOL, Engines
from server.ledger.native import in_thread
from server.ledger.orders import Order, Outcome, answer, as_group_or_alone, next_group, take_turns

ATTEMPTS = 6
PAUSE_S = 0.05
CLOSING_S = 1
RETRIED = (errors.SerializationFailure, errors.DeadlockDetected)


class PostgresqlWriter:
    """The lock of the branch makes its changes one after another, also between processes."""

    def __init__(self, engines: Engines, clock: Clock) -> None:
        self._engine = engines.writer
        self._clock = clock
        take_turns()
        self._threads = ThreadPool(POOL)
        self._queues: dict[tuple[str, ...], deque[Order]] = {}
        """Of the logs that are being written: one greenlet and one connection for each."""

    def change(self, codes: Sequence[str], work: Work[T], told: Told) -> T:
        order = Order(codes, work, told)
        logs = tuple(codes)
        if logs not in self._queues:
            self._queues[logs] = deque()
            gevent.spawn(self._run, logs)
        self._queues[logs].append(order)
        return cast("T", order.result())

    def close(self) -> None:
        """End the threads, but for those that a silent server keeps."""
        gevent.with_timeout(CLOSING_S, self._threads.kill, timeout_value=None)

    def _run(self, logs: tuple[str, ...]) -> None:
        queue = self._queues[logs]
        while queue:
            orders = next_group(queue)
            answer(orders, self._write(orders))
        del self._queues[logs]

    def _write(self, orders: list[Order]) -> list[Outcome]:
        if len(orders) == 1:
            return [self._alone(orders[0])]
        return as_group_or_alone(orders, self._group, self._alone)

    def _alone(self, order: Order) -> Outcome:
        try:
            return self._committed(order)
        except BaseException as problem:
            return problem

    def _committed(self, order: Order) -> Outcome:
        """A lost connection may have committed: the repeat finds the stored answer under the same key."""
        for attempt in range(ATTEMPTS - 1):
            try:
                return self._group([order])[0]
            except DBAPIError as problem:
                if not may_repeat(problem):
                    raise
            gevent.sleep(PAUSE_S * 2**attempt * (0.5 + random()))  # noqa: S311
        return self._group([order])[0]

    def _group(self, orders: list[Order]) -> list[Outcome]:
        """Without savepoints: a work that fails gives the whole group up."""
        with self._engine.connect() as connection:
            found: list[Outcome] | BaseException = self._threads.apply(self._worked, (connection, orders))
        if isinstance(found, BaseException):
            raise found
        return found

    # From here on: a native thread. No logging, no emit, no lock of the hub inside a work.

    def _worked(self, connection: Connection, orders: list[Order]) -> list[Outcome] | BaseException:
        try:
            with in_thread(connection), connection.begin(), Heads(connection) as heads:
                return [carry_out(heads, self._clock, one.codes, one.work) for one in orders]
        except BaseException as problem:  # a work that exits must not end the thread
            return problem


def may_repeat(problem: DBAPIError) -> bool:
    """40001, 40P01, or a connection that is gone."""
    lost = problem.connection_invalidated or (
        isinstance(problem.orig, psycopg.OperationalError) and problem.orig.sqlstate is None
    )
    return lost or isinstance(problem.orig, RETRIED)
