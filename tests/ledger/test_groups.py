"""SQLite's writer: works of many greenlets share a commit, and nobody's fault is another's loss."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import gevent
import pytest
from sqlalchemy import Engine, event

from server.ledger.change import Ledger, Transaction, carry_out
from server.ledger.orders import GROUP
from server.ledger.writer_sqlite import SqliteWriter, WriterClosed
from tests.ledger.works import complaints, give_number, numbers, seqs

PAGE = "x" * 4000
ROOMY = 100_000


def all_at_once(ledger: Ledger, works: list[Callable[[Transaction], Any]]) -> list[Any]:
    """What each caller got: a value or the exception."""

    def caller(work: Callable[[Transaction], Any]) -> Any:
        try:
            return ledger.change("cn02", work)
        except BaseException as problem:
            return problem

    greenlets = [gevent.spawn(caller, work) for work in works]
    gevent.joinall(greenlets, raise_error=True)
    return [one.value for one in greenlets]


def commits(engine: Engine) -> list[int]:
    """Grows by one with each commit."""
    seen: list[int] = []
    event.listen(engine, "commit", lambda _: seen.append(1))
    return seen


def test_works_that_queue_together_are_committed_together(small_ledger):
    seen = commits(small_ledger.engines.writer)
    values = all_at_once(small_ledger, [give_number] * (2 * GROUP))
    assert values == list(range(1, 2 * GROUP + 1))
    assert numbers(small_ledger) == values
    assert len(seen) < GROUP
    assert complaints(small_ledger) == []


def test_a_fault_in_a_group_reaches_its_caller_and_the_others_are_stored(small_ledger):
    def buggy(tx):
        give_number(tx)
        raise ValueError("a bug")

    def doubled(tx):
        give_number(tx)
        tx.connection.exec_driver_sql("INSERT INTO book SELECT * FROM book")

    def leaving(tx):
        give_number(tx)
        raise SystemExit(1)

    works = [give_number, buggy, give_number, doubled, give_number, leaving] * 20
    seen = commits(small_ledger.engines.writer)
    outcomes = all_at_once(small_ledger, works)
    assert [one for one in outcomes if isinstance(one, int)] == list(range(1, 61))
    faults = [type(one).__name__ for one in outcomes if not isinstance(one, int)]
    assert faults == ["ValueError", "IntegrityError", "SystemExit"] * 20
    assert numbers(small_ledger) == list(range(1, 61))
    assert complaints(small_ledger) == []
    assert len(seen) < 20


def test_when_the_commit_fails_only_the_work_that_cannot_be_stored_is_told(small_ledger):
    """The group's commit fails, then that of the first work alone; the others go through."""
    left = [2]

    def failing(_connection):
        if left[0]:
            left[0] -= 1
            raise sqlite3.OperationalError("disk I/O error")

    heard = []
    small_ledger.listen(heard.append)
    event.listen(small_ledger.engines.writer, "commit", failing)
    outcomes = all_at_once(small_ledger, [give_number] * 50)
    acknowledged = [one for one in outcomes if isinstance(one, int)]
    assert len(outcomes) - len(acknowledged) == 1
    assert numbers(small_ledger) == acknowledged == list(range(1, 50))
    assert len(heard) == 49
    assert complaints(small_ledger) == []


def on_a_full_disk(ledger: Ledger, writer: type[SqliteWriter]) -> tuple[list[Any], Ledger]:
    """Small and large works queued together where only the small ones fit; then there is room again."""
    ledger._writer.close()
    room: list[int] = []

    def limit(connection: sqlite3.Connection, _record: object) -> None:
        (now,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count={room[0] if room else now + 40}").fetchone()

    event.listen(ledger.engines.writer, "connect", limit)
    crowded = Ledger(ledger.engines, writer(ledger.engines, ledger.clock), ledger.clock)
    outcomes = all_at_once(crowded, [partial(give_number, PAGE=PAGE * size) for size in [0, 0, 0, 200] * 8])
    room.append(ROOMY)
    return outcomes, crowded


class TrustingWriter(SqliteWriter):
    """As anybody would write it first: it never asks whether the transaction is still there."""

    def _one(self, heads, order):
        raw = heads.connection.connection.dbapi_connection
        raw.execute("SAVEPOINT work")
        try:
            outcome = carry_out(heads, self._clock, order.codes, order.work)
        except Exception as problem:
            if raw.in_transaction:
                raw.execute("ROLLBACK TO work")
            outcome = problem
        if raw.in_transaction:
            raw.execute("RELEASE work")
        return outcome


def test_on_a_full_disk_no_acknowledged_work_is_lost(small_ledger):
    outcomes, crowded = on_a_full_disk(small_ledger, SqliteWriter)
    acknowledged = [one for one in outcomes if isinstance(one, int)]
    assert len(acknowledged) == 24
    assert numbers(crowded) == sorted(acknowledged)
    assert complaints(crowded) == []
    assert crowded.change("cn02", partial(give_number, PAGE=PAGE * 200)) == 25
    crowded.close()


def test_a_writer_that_trusts_its_savepoints_loses_acknowledged_works_on_a_full_disk(small_ledger):
    """The control: the same works without the check that the transaction is still there."""
    outcomes, crowded = on_a_full_disk(small_ledger, TrustingWriter)
    acknowledged = [one for one in outcomes if isinstance(one, int)]
    assert len(numbers(crowded)) < len(acknowledged)
    crowded.close()


def test_a_work_whose_caller_was_killed_is_stored_and_announced(small_ledger):
    heard, began, go_on = [], threading.Event(), threading.Event()
    small_ledger.listen(heard.append)

    def slow(tx):
        began.set()
        go_on.wait(10)
        return give_number(tx)

    caller = gevent.spawn(small_ledger.change, "cn02", slow)
    while not began.is_set():
        gevent.sleep(0.001)
    caller.kill()
    go_on.set()
    assert small_ledger.change("cn02", give_number) == 2
    assert numbers(small_ledger) == [1, 2]
    assert heard == [frozenset({"cn02"})] * 2


def test_a_ledger_that_closes_finishes_what_is_queued_and_takes_nothing_more(small_ledger):
    callers = [gevent.spawn(small_ledger.change, "cn02", give_number) for _ in range(5)]
    gevent.sleep(0)
    small_ledger._writer.close()
    gevent.joinall(callers, raise_error=True)
    with pytest.raises(WriterClosed):
        small_ledger.change("cn02", give_number)
    assert seqs(small_ledger) == [1, 2, 3, 4, 5]
