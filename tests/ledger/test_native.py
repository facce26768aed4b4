"""PostgreSQL: a change waits in a thread of its own, and what is asked in passing asks for one thing only."""

from __future__ import annotations

from functools import partial

import gevent
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from server.ledger.change import Ledger, Transaction
from server.ledger.statements import Statement
from tests.ledger.works import complaints, give_number, numbers

SLOW = text("SELECT pg_sleep(0.3)")
ONE = Statement(text("SELECT 1 AS one"))
pytestmark = pytest.mark.postgresql


def slowly(tx: Transaction, log: str) -> int:
    tx.connection.execute(SLOW)
    return give_number(tx, log)


def test_while_a_change_waits_for_its_server_everybody_else_goes_on(big_ledger: Ledger):
    change = gevent.spawn(big_ledger.change, "cn02", partial(slowly, log="cn02"))
    turns = 0
    while not change.ready():
        gevent.sleep(0.01)
        turns += 1
    assert change.get() == 1
    assert turns > 5


def test_branches_are_written_side_by_side(big_ledger: Ledger):
    """Each change waits for the other, which could not be if one thread carried them out in turn."""
    met: list[str] = []

    def meeting(tx: Transaction, log: str) -> None:
        met.append(log)
        for _ in range(200):
            if len(met) == 2:
                return
            tx.connection.execute(text("SELECT pg_sleep(0.02)"))
        raise AssertionError(f"{log} met nobody")

    both = [gevent.spawn(big_ledger.change, log, partial(meeting, log=log)) for log in ("cn01", "cn02")]
    gevent.joinall(both, raise_error=True)
    assert sorted(met) == ["cn01", "cn02"]


def test_a_work_that_exits_ends_no_thread(big_ledger: Ledger):
    def leaving(tx: Transaction) -> None:
        give_number(tx)
        raise SystemExit(1)

    with pytest.raises(SystemExit):
        big_ledger.change("cn02", leaving)
    assert big_ledger.change("cn02", give_number) == 1
    assert numbers(big_ledger) == [1]
    assert complaints(big_ledger) == []


def test_a_glance_asks_one_thing_and_cannot_write(big_ledger: Ledger):
    with big_ledger.glance() as connection:
        assert ONE.scalar(connection) == 1
        driver = connection.connection.dbapi_connection
        assert driver.info.transaction_status.name == "IDLE"
        with pytest.raises(DBAPIError, match="read-only"):
            Statement(text("DELETE FROM event")).run(connection)
