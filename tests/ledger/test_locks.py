"""PostgreSQL: the branch's row is the lock, also between processes, and taking it away breaks everything."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from server.ledger import change
from server.ledger.change import CENTRE, Heads, Ledger, carry_out
from tests.ledger.works import UNLOCKED, complaints, give_number, numbers, seqs, tell

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.postgresql


def race(ledger: Ledger, *nodes: tuple[str, ...]) -> list[list[Any]]:
    """What the callers of each node got; the nodes begin together."""
    url = ledger.engines.writer.url.render_as_string(hide_password=False)
    with ExitStack() as stack:
        started = [stack.enter_context(node(url, *arguments)) for arguments in nodes]
        for one in started:
            print("go", file=one.stdin, flush=True)
        return [json.loads(one.communicate(timeout=60)[0]) for one in started]


@contextmanager
def node(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    """A worker that is ready to go; it is ended with the block."""
    command = [sys.executable, "-m", "gevent.monkey", "--module", "tests.ledger.postgres_worker", *arguments]
    with subprocess.Popen(
        command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            yield process
        finally:
            process.kill()


def test_two_nodes_on_one_database_give_every_number_once_and_in_order(big_ledger):
    got = race(big_ledger, ("25", "cn02"), ("25", "cn02"))
    assert sorted(got[0] + got[1]) == list(range(1, 201))
    assert numbers(big_ledger) == list(range(1, 201))
    assert seqs(big_ledger) == list(range(1, 201))
    assert complaints(big_ledger) == []


def test_without_the_lock_the_same_two_nodes_fail(big_ledger):
    """The control: the same works, SELECT without FOR UPDATE."""
    got = race(big_ledger, ("25", "cn02", "--without-lock"), ("25", "cn02", "--without-lock"))
    given = [one for one in got[0] + got[1] if isinstance(one, int)]
    refused = [one for one in got[0] + got[1] if not isinstance(one, int)]
    assert len(given) < 200 or len(set(given)) < len(given)
    assert set(refused) <= {"IntegrityError"}
    assert refused or complaints(big_ledger)


def test_changes_that_name_the_same_branches_in_opposite_order_never_wait_for_each_other(big_ledger):
    got = race(big_ledger, ("15", "cn01,cn03"), ("15", "cn03,cn01"))
    assert all(isinstance(one, int) for one in got[0] + got[1])
    assert seqs(big_ledger, "cn01") == seqs(big_ledger, "cn03") == list(range(1, 121))
    assert complaints(big_ledger) == []


def interleaved(ledger: Ledger) -> None:
    """The works of two nodes, one whole inside the other; a wait for the lock ends in an error at once."""

    def inner() -> int:
        with ledger.engines.writer.begin() as connection, Heads(connection) as heads:
            connection.execute(text("SET LOCAL lock_timeout = 100"))
            return carry_out(heads, ledger.clock, ["cn02"], give_number)[0]

    def outer(tx: change.Transaction) -> int:
        tx.connection.execute(text("SELECT 1"))
        inner()
        return give_number(tx)

    with ledger.engines.writer.begin() as connection, Heads(connection) as heads:
        carry_out(heads, ledger.clock, ["cn02"], outer)


def test_who_comes_while_the_branch_is_held_waits(big_ledger):
    with pytest.raises(OperationalError, match="lock timeout"):
        interleaved(big_ledger)
    assert numbers(big_ledger) == []


def test_without_the_lock_who_comes_between_breaks_the_log(big_ledger, monkeypatch):
    monkeypatch.setattr(change, "HOLD_BOOK", UNLOCKED)
    with pytest.raises(IntegrityError, match="pk_event"):
        interleaved(big_ledger)
    assert numbers(big_ledger) == [1]


def test_a_change_that_waited_for_a_new_catalogue_works_with_the_new_one(big_ledger):
    """The version belongs to the moment when the branch is held, not to that when it was asked for."""
    versions: list[tuple[int, int]] = []
    engines, clock = big_ledger.engines, big_ledger.clock

    def waiting() -> None:
        with engines.writer.begin() as connection, Heads(connection) as heads:
            carry_out(heads, clock, ["cn02"], lambda tx: versions.append(tx.centre_version))

    with engines.writer.begin() as connection, Heads(connection) as heads:
        thread = threading.Thread(target=waiting)
        carry_out(heads, clock, [CENTRE, "cn02"], lambda tx: tell(tx, CENTRE))
        thread.start()
        while not _somebody_waits(big_ledger):
            thread.join(0.01)
    thread.join(10)
    assert versions == [(1, 1)]


def _somebody_waits(ledger: Ledger) -> bool:
    with ledger.read() as connection:
        return bool(connection.execute(text("SELECT count(*) FROM pg_locks WHERE NOT granted")).scalar_one())
