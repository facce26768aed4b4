"""PostgreSQL: each change on its own connection, the branch's row locked first, retried when it may be."""

from __future__ import annotations

from collections.abc import Sequence
from random import random

import gevent
import psycopg
from psycopg import errors
from sqlalchemy.exc import DBAPIError

from config.clock import Clock
from server.ledger.change import T, Told, Work, carry_out
from server.ledger.engines import Engines

ATTEMPTS = 6
PAUSE_S = 0.05
RETRIED = (errors.SerializationFailure, errors.DeadlockDetected)


class PostgresqlWriter:
    """The lock of the branch makes its changes one after another, also between processes."""

    def __init__(self, engines: Engines, clock: Clock) -> None:
        self._engine = engines.writer
        self._clock = clock

    def change(self, codes: Sequence[str], work: Work[T], told: Told) -> T:
        value, changed = self._committed(codes, work)
        told(changed)
        return value

    def close(self) -> None:
        """Nothing of its own to end; the engine's pool is closed with the engines."""

    def _committed(self, codes: Sequence[str], work: Work[T]) -> tuple[T, frozenset[str]]:
        """A lost connection may have committed: the repeat finds the stored answer under the same key."""
        for attempt in range(ATTEMPTS - 1):
            try:
                return self._once(codes, work)
            except DBAPIError as problem:
                if not may_repeat(problem):
                    raise
            gevent.sleep(PAUSE_S * 2**attempt * (0.5 + random()))  # noqa: S311
        return self._once(codes, work)

    def _once(self, codes: Sequence[str], work: Work[T]) -> tuple[T, frozenset[str]]:
        with self._engine.begin() as connection:
            return carry_out(connection, self._clock, codes, work)


def may_repeat(problem: DBAPIError) -> bool:
    """40001, 40P01, or a connection that is gone."""
    lost = problem.connection_invalidated or (
        isinstance(problem.orig, psycopg.OperationalError) and problem.orig.sqlstate is None
    )
    return lost or isinstance(problem.orig, RETRIED)
