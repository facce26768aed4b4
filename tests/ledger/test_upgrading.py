"""Migrations: all or nothing, up and down, and the same tables as the models describe."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import IntegrityError

from server.ledger.engines import Engines, open_engines
from server.ledger.models import metadata
from server.ledger.upgrading import (
    UPGRADE_LOCK,
    WrongShape,
    config_for,
    downgrade,
    ensure_current,
    upgrade,
)
from tests.conftest import eventually

ROOT = Path(__file__).resolve().parents[2]

CATALOGUE = {
    "columns": "SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, column_default"
    " FROM information_schema.columns WHERE table_schema = 'public'",
    "constraints": "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE connamespace = 'public'::regnamespace",
    "indexes": "SELECT c.relname, pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
    " WHERE c.relnamespace = 'public'::regnamespace",
    "comments": "SELECT objoid::regclass::text, description FROM pg_description d JOIN pg_class c ON c.oid = objoid"
    " WHERE c.relnamespace = 'public'::regnamespace",
}
"""What PostgreSQL knows of its tables, predicates of partial indexes included."""


BOOKINGS = (
    "INSERT INTO branch VALUES ('cn02', 1, 'branch', NULL, 'live', '{}')",
    "INSERT INTO service VALUES ('ho-tich', 'A', 1, FALSE, '{}')",
    *(
        f"INSERT INTO booking VALUES ('{name}', 'cn02', '2026-11-26', 'A', {number}, 'C{number}', 'ho-tich', NULL,"
        f" 'vi', 1, 7, 9, '{state}', 'Sam', 5, {number})"
        for number, (name, state) in enumerate(
            {"one": "booked", "two": "booked", "three": "entered"}.items(), 1
        )
    ),
)


@pytest.fixture
def empty(database_url: str) -> Iterator[Engines]:
    """A database without tables, on each engine."""
    with emptied(database_url) as engines:
        yield engines


@pytest.fixture
def empty_postgres(postgres_url: str) -> Iterator[Engines]:
    """The same on PostgreSQL alone."""
    with emptied(postgres_url) as engines:
        yield engines


@contextmanager
def emptied(url: str) -> Iterator[Engines]:
    engines = open_engines(url)
    if not engines.on_sqlite:
        with engines.writer.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
    yield engines
    engines.dispose()


def ddl(connection: Connection) -> set[object]:
    if connection.dialect.name == "sqlite":
        found = connection.execute(text("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")).scalars()
        return {_plain(sql) for sql in found if "alembic_version" not in sql}
    rows = {(what, *row) for what, query in CATALOGUE.items() for row in connection.execute(text(query))}
    return {row for row in rows if "alembic_version" not in " ".join(map(str, row))}


def _plain(sql: str) -> tuple[str, ...]:
    """Its parts in any order: constraints move, and a column that came later stands behind them."""
    parts, depth = [""], 0
    for sign in sql.replace('"', ""):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if (sign in "(," and depth == 1) or (sign == ")" and depth == 0):
            parts.append("")
        else:
            parts[-1] += sign
    return tuple(sorted(" ".join(part.split()) for part in parts))


def of(engines: Engines) -> set[object]:
    with engines.writer.connect() as connection:
        return ddl(connection)


def tables(engines: Engines) -> set[str]:
    with engines.writer.connect() as connection:
        return set(inspect(connection).get_table_names()) - {"alembic_version"}


def test_a_migrated_database_has_the_very_tables_of_the_models(empty):
    upgrade(empty)
    migrated = of(empty)
    downgrade(empty, "base")
    with empty.writer.begin() as connection:
        metadata.create_all(connection)
    assert migrated == of(empty)
    assert len(migrated) > 20


def test_the_comparison_would_see_a_changed_predicate(empty):
    """The control: alembic's own comparison does not."""
    upgrade(empty)
    before = of(empty)
    with empty.writer.begin() as connection:
        connection.execute(text("DROP INDEX uq_ticket_one_active"))
        connection.execute(
            text(
                "CREATE UNIQUE INDEX uq_ticket_one_active ON ticket (branch, counter) WHERE state = 'called'"
            )
        )
    assert before != of(empty)


def test_alembic_finds_nothing_to_do(empty):
    upgrade(empty)
    with empty.writer.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_down_leaves_nothing_and_up_comes_back(empty):
    upgrade(empty)
    there = of(empty)
    downgrade(empty, "base")
    assert tables(empty) == set()
    upgrade(empty)
    assert of(empty) == there


def test_each_step_can_be_gone_back_and_taken_again_and_keeps_what_was_there(empty):
    upgrade(empty, "0001")
    first = of(empty)
    with empty.writer.begin() as connection:
        connection.execute(text("UPDATE book SET seq = 7"))
    upgrade(empty, "0002")
    assert tables(empty) >= {"print_job", "printout", "device_state"}
    downgrade(empty, "0001")
    assert of(empty) == first
    upgrade(empty)
    assert tables(empty) == set(metadata.tables)
    with empty.writer.connect() as connection:
        assert connection.execute(text("SELECT seq FROM book")).scalar_one() == 7


def test_who_is_signed_in_stays_so_when_sign_ins_get_names(empty):
    upgrade(empty, "0009")
    with empty.writer.begin() as connection:
        connection.execute(
            text("INSERT INTO user_account VALUES ('ana', 'officer', '[\"cn02\"]', 'hash', 1)")
        )
        for token in ("one", "two"):
            values = {"token": token}
            connection.execute(
                text("INSERT INTO session VALUES (:token, 'ana', 'browser', 7, 9, NULL)"), values
            )
    upgrade(empty)
    with empty.writer.connect() as connection:
        kept = connection.execute(text("SELECT token_hash, id, seen_at FROM session ORDER BY 1")).all()
        assert [(row.token_hash, len(row.id), row.seen_at) for row in kept] == [
            ("one", 36, 7),
            ("two", 36, 7),
        ]
        assert len({row.id for row in kept}) == 2
        assert connection.execute(text("SELECT count(*) FROM user_account WHERE active")).scalar_one() == 1


def test_numbers_for_a_later_day_are_kept_when_they_can_be_given_back_and_when_they_no_longer_can(empty):
    upgrade(empty, "0016")
    with empty.writer.begin() as connection:
        for statement in BOOKINGS:
            connection.execute(text(statement))
    before = of(empty)
    upgrade(empty, "0017")
    with empty.writer.begin() as connection:
        connection.execute(text("UPDATE booking SET state = 'cancelled' WHERE id = 'two'"))
        with pytest.raises(IntegrityError), connection.begin_nested():
            connection.execute(text("UPDATE booking SET state = 'lost'"))
    downgrade(empty, "0016")
    assert of(empty) == before
    with empty.writer.connect() as connection:
        kept = connection.execute(text("SELECT id, number, code, state FROM booking ORDER BY number")).all()
    assert kept == [("one", 1, "C1", "booked"), ("two", 2, "C2", "no_show"), ("three", 3, "C3", "entered")]


def test_a_new_database_has_the_centres_book_and_no_other(empty):
    upgrade(empty)
    with empty.writer.connect() as connection:
        assert connection.execute(text("SELECT code, epoch, seq, head FROM book")).all() == [
            ("centre", 1, 0, "0" * 64)
        ]


def test_a_new_database_is_brought_up_to_date_by_itself_and_left_alone_after(empty):
    ensure_current(empty)
    assert tables(empty) == set(metadata.tables)
    with empty.writer.begin() as connection:
        connection.execute(text("UPDATE book SET seq = 7"))
    ensure_current(empty)
    with empty.writer.connect() as connection:
        assert connection.execute(text("SELECT seq FROM book")).scalar_one() == 7


def test_an_older_database_is_refused_with_the_command_to_run(empty, monkeypatch):
    upgrade(empty, "0002")
    monkeypatch.setattr("server.ledger.upgrading.newest", lambda: "0003")
    with pytest.raises(WrongShape, match=r"shape 0002.*needs 0003.*`moiso upgrade-db`"):
        ensure_current(empty)


@pytest.mark.parametrize("act", [ensure_current, upgrade])
def test_a_database_of_a_newer_program_is_refused_and_left_alone(empty, act):
    upgrade(empty)
    with empty.writer.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(WrongShape, match=r"shape 9999.*moiso upgrade-db"):
        act(empty)
    with empty.writer.connect() as connection:
        assert MigrationContext.configure(connection).get_current_revision() == "9999"


@pytest.mark.parametrize("act", [ensure_current, upgrade])
def test_a_database_of_somebody_else_is_refused_and_left_alone(empty, act):
    with empty.writer.begin() as connection:
        connection.execute(text("CREATE TABLE ticket (price INTEGER)"))
        connection.execute(text("CREATE TABLE stadium (name TEXT)"))
    with pytest.raises(WrongShape, match="ticket"):
        act(empty)
    assert tables(empty) == {"ticket", "stadium"}


def test_a_step_that_fails_leaves_nothing_behind(empty):
    """An index of that name is in the way of the last step but few."""
    with empty.writer.begin() as connection:
        connection.execute(text("CREATE TABLE stadium (name TEXT)"))
        connection.execute(text("CREATE INDEX ix_leg_waiting ON stadium (name)"))
    with pytest.raises(Exception, match="ix_leg_waiting"):
        upgrade(empty)
    assert tables(empty) == {"stadium"}


START = """
import sys
from server.ledger.engines import open_engines
from server.ledger.upgrading import ensure_current
ensure_current(open_engines(sys.argv[1]))
"""


@pytest.mark.postgresql
def test_a_node_that_starts_while_another_brings_the_database_up_waits_for_it(empty_postgres):
    url = empty_postgres.writer.url.render_as_string(hide_password=False)
    with empty_postgres.writer.connect() as connection, connection.begin() as first:
        connection.execute(UPGRADE_LOCK)
        command.upgrade(config_for(connection), "head")
        with subprocess.Popen([sys.executable, "-c", START, url], cwd=ROOT, stderr=subprocess.PIPE) as second:
            assert eventually(lambda: second.poll() is not None or _somebody_waits(empty_postgres))
            first.commit()
            assert second.communicate(timeout=30)[1] == b""
    assert second.returncode == 0
    assert tables(empty_postgres) == set(metadata.tables)


def _somebody_waits(engines: Engines) -> bool:
    with engines.reader.connect() as connection:
        return bool(connection.execute(text("SELECT count(*) FROM pg_locks WHERE NOT granted")).scalar_one())
