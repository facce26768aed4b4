"""PostgreSQL: what may be tried again is tried again, and under its key it happens once."""

from __future__ import annotations

import psycopg
import pytest
from psycopg.errors import DeadlockDetected, SerializationFailure
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from server.ledger import writer_postgresql
from server.ledger.answers import Answer, Key, recall, remember
from tests.ledger.works import complaints, give_number, numbers

KEY = Key("officer:ana", "7c9e6679-7425-40de-944b-e07fc1f90ae7", "f" * 64)
RAISE = text("DO $$ BEGIN RAISE EXCEPTION 'as asked' USING ERRCODE = '40001'; END $$")
DEADLOCK = text("DO $$ BEGIN RAISE EXCEPTION 'as asked' USING ERRCODE = '40P01'; END $$")
pytestmark = pytest.mark.postgresql


@pytest.fixture(autouse=True)
def hurried(monkeypatch):
    """The pauses are for others to finish; here nobody else is."""
    monkeypatch.setattr(writer_postgresql, "PAUSE_S", 0)


class Command:
    """Gives a number under its key; the first `hitches` tries meet `mishap` after they have written."""

    def __init__(self, mishap, hitches=1):
        self.mishap, self.hitches, self.tries = mishap, hitches, 0

    def __call__(self, tx):
        self.tries += 1
        known = recall(tx.connection, KEY)
        if known is None:
            known = Answer(201, f"{give_number(tx)}".encode())
            remember(tx.connection, KEY, known, tx.now)
        if self.tries <= self.hitches:
            self.mishap(tx.connection)
        return known


def kill(connection):
    """As a failing line or a restarting server does it, seen from here."""
    backend = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
    with connection.engine.connect() as other:
        other.execute(text("SELECT pg_terminate_backend(:backend, 5000)"), {"backend": backend})


def kill_in_a_statement(connection):
    connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))


@pytest.mark.parametrize(
    "mishap",
    [lambda it: it.execute(RAISE), lambda it: it.execute(DEADLOCK), kill, kill_in_a_statement],
    ids=["40001", "40P01", "killed before the commit", "killed in a statement"],
)
def test_a_mishap_before_the_commit_is_tried_again_and_happens_once(big_ledger, mishap):
    heard = []
    big_ledger.listen(heard.append)
    command = Command(mishap)
    assert big_ledger.change("cn02", command).body == b"1"
    assert command.tries == 2
    assert numbers(big_ledger) == [1]
    assert heard == [frozenset({"cn02"})]
    assert complaints(big_ledger) == []


def test_a_commit_whose_answer_was_lost_is_found_again_under_its_key(big_ledger):
    """The commit reached the disk, its acknowledgement did not reach us."""
    lost = [True]

    def swallow(connection):
        if lost:
            lost.clear()
            connection.connection.dbapi_connection.commit()
            gone = psycopg.OperationalError("server closed the connection unexpectedly")
            raise OperationalError("COMMIT", None, gone, connection_invalidated=True)

    event.listen(big_ledger.engines.writer, "commit", swallow)
    command = Command(lambda _: None)
    answer = big_ledger.change("cn02", command)
    assert (answer.body, answer.replayed, command.tries) == (b"1", True, 2)
    assert numbers(big_ledger) == [1]
    assert complaints(big_ledger) == []


@pytest.mark.parametrize(("state", "kind"), [(RAISE, SerializationFailure), (DEADLOCK, DeadlockDetected)])
def test_what_never_succeeds_is_given_up_and_told(big_ledger, state, kind):
    command = Command(lambda it: it.execute(state), hitches=99)
    with pytest.raises(DBAPIError) as told:
        big_ledger.change("cn02", command)
    assert isinstance(told.value.orig, kind)
    assert command.tries == writer_postgresql.ATTEMPTS
    assert numbers(big_ledger) == []


def test_a_broken_rule_is_not_tried_again(big_ledger):
    command = Command(lambda it: it.execute(text("INSERT INTO book SELECT * FROM book")))
    with pytest.raises(IntegrityError):
        big_ledger.change("cn02", command)
    assert command.tries == 1


def test_connections_that_died_in_the_pool_are_noticed_by_nobody(big_ledger):
    big_ledger.change("cn02", give_number)
    with big_ledger.engines.reader.connect() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
    assert big_ledger.change("cn02", give_number) == 2
    assert numbers(big_ledger) == [1, 2]
