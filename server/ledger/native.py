"""PostgreSQL connections that a native thread can work: it waits in C, which costs half of what a greenlet's wait does
(`moiso bench`)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from select import POLLIN
from typing import Any, TypeVar, cast

import psycopg
from gevent.monkey import get_original
from psycopg.abc import PQGen
from psycopg.waiting import wait_c
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DisconnectionError

RV = TypeVar("RV")
LOOK_UP_S = 0.1
"""So often a wait in C looks up for signals; without it, it does nothing else."""
poll: Any = get_original("select", "poll")


class EitherConnection(psycopg.Connection[Any]):
    """A greenlet that waits for the server lets the others go on; where `in_thread` the thread stops."""

    in_thread = False

    def wait(self, gen: PQGen[RV], interval: float = LOOK_UP_S, timeout: float | None = None) -> RV:
        if self.in_thread:
            return cast("RV", wait_c(gen, self.pgconn.socket, interval, timeout))
        return super().wait(gen, interval, timeout)


def open_either(engine: Engine) -> None:
    """Connections of this engine are such, and one whose server has gone is not lent."""
    event.listen(
        engine, "do_connect", lambda _, __, cargs, cparams: EitherConnection.connect(*cargs, **cparams)
    )
    event.listen(engine, "checkout", _refuse_gone)


@contextmanager
def in_thread(connection: Connection) -> Iterator[Connection]:
    """While the native thread that runs this works `connection`."""
    raw = cast("EitherConnection", connection.connection.dbapi_connection)
    raw.in_thread = True
    try:
        yield connection
    finally:
        raw.in_thread = False


def _refuse_gone(driver: psycopg.Connection[Any], *_: object) -> None:
    """A server says nothing to a connection that rests, unless it ends it: to look costs nothing, to ask one answer."""
    if not driver.closed:
        watch = poll()
        watch.register(driver.pgconn.socket, POLLIN)
        if not watch.poll(0):
            return
    raise DisconnectionError
