"""How the databases are opened: durably, one writer, readers that cannot write and see one moment."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import create_engine, event, select, text, update
from sqlalchemy.exc import DBAPIError

from server.ledger import engines as engines_module
from server.ledger.engines import NotDurable, assert_durable, open_engines
from server.ledger.models import book, day_counter
from tests.ledger.works import LAST, give_number

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("config", "counter", "display", "kiosk", "printers", "server")
SET_LAST = update(day_counter).values(last=1)


def pragma(connection, name: str) -> object:
    return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()


def test_nothing_but_the_engine_room_makes_engines():
    makers = {
        path.relative_to(ROOT).as_posix()
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        if re.search(
            r"\b(create_engine|engine_from_config|sqlalchemy\.engine\.create)\b", path.read_text("utf-8")
        )
    }
    assert makers == {"server/ledger/engines.py"}


def test_every_writing_connection_of_sqlite_is_durable(small_ledger):
    pragmas = small_ledger.change(
        "cn02",
        lambda tx: [pragma(tx.connection, name) for name in ("journal_mode", "synchronous", "foreign_keys")],
    )
    assert pragmas == ["wal", 2, 1]


@pytest.mark.parametrize(
    ("instead_of", "given"),
    [
        ("synchronous=FULL", "synchronous=NORMAL"), ("synchronous=FULL", "synchronous=OFF"),
        ("journal_mode=WAL", "journal_mode=DELETE"), ("journal_mode=WAL", "journal_mode=OFF"),
    ],
)  # fmt: skip
def test_a_connection_that_could_forget_a_commit_is_refused(sqlite_url, monkeypatch, instead_of, given):
    pragmas = engines_module._pragmas

    def weaker(connection, *wanted):
        pragmas(connection, *(given if one == instead_of else one for one in wanted))

    monkeypatch.setattr(engines_module, "_pragmas", weaker)
    with pytest.raises(NotDurable, match="FULL"), open_engines(sqlite_url).writer.connect():
        pass


@pytest.mark.parametrize(("pragma_set", "durable"), [("FULL", True), ("NORMAL", False), ("OFF", False)])
def test_durable_means_full(tmp_path, pragma_set, durable):
    connection = sqlite3.connect(tmp_path / "some.db")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute(f"PRAGMA synchronous={pragma_set}")
    if durable:
        assert_durable(connection)
    else:
        with pytest.raises(NotDurable):
            assert_durable(connection)
    connection.close()


def test_only_the_writer_checkpoints(small_ledger):
    """SQLite before 3.51.3 can corrupt a log that two connections reset."""
    small_ledger.change("cn02", lambda tx: pragma(tx.connection, "wal_autocheckpoint"))
    with small_ledger.read() as connection:
        assert pragma(connection, "wal_autocheckpoint") == 0
    assert small_ledger.change("cn02", lambda tx: pragma(tx.connection, "wal_autocheckpoint")) > 0


def test_a_reader_cannot_write(ledger):
    with pytest.raises(DBAPIError, match=r"read-?only"), ledger.read() as connection:
        connection.execute(SET_LAST)
    assert ledger.change("cn02", give_number) == 1


def test_a_glance_cannot_write_either(ledger):
    with pytest.raises(DBAPIError, match=r"read-?only"), ledger.glance() as connection:
        connection.execute(SET_LAST)
    assert ledger.change("cn02", give_number) == 1


def test_a_glance_sees_each_time_what_stands_then_also_while_another_looks(ledger):
    with ledger.glance() as one, ledger.glance() as other:
        assert one.execute(LAST).scalar_one() == other.execute(LAST).scalar_one() == 0
        ledger.change("cn02", give_number)
        assert one.execute(LAST).scalar_one() == other.execute(LAST).scalar_one() == 1


def test_a_read_sees_one_moment(ledger):
    """A change between its two questions stays invisible to the second."""
    with ledger.read() as connection:
        assert connection.execute(LAST).scalar_one() == 0
        ledger.change("cn02", give_number)
        assert connection.execute(LAST).scalar_one() == 0
        assert connection.execute(select(book.c.seq).where(book.c.code == "cn02")).scalar_one() == 0
    with ledger.read() as connection:
        assert connection.execute(LAST).scalar_one() == 1


def test_without_that_transaction_a_read_is_torn(ledger):
    """The control: the same two questions, each in a transaction of its own."""
    engine = create_engine(ledger.engines.reader.url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        before = connection.execute(LAST).scalar_one()
        ledger.change("cn02", give_number)
        seq = connection.execute(select(book.c.seq).where(book.c.code == "cn02")).scalar_one()
    engine.dispose()
    assert (before, seq) == (0, 1)


def test_readers_do_not_wait_for_the_writer(ledger):
    def slow(tx):
        give_number(tx)
        with ledger.engines.reader.connect() as connection, connection.begin():
            return connection.execute(LAST).scalar_one()

    assert ledger.change("cn02", slow) == 0


def overlapping(url: str, listening: bool) -> int:
    """Two connections read the last number and write the next, one between the other's; answers what is kept."""
    engine = create_engine(url, connect_args={"timeout": 0.1})
    if listening:
        event.listen(engine, "connect", engines_module._open_writer)
        event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA busy_timeout=100"))
        event.listen(engine, "begin", engines_module._begin_immediate)
    try:
        with engine.connect() as one, engine.connect() as other:
            for connection in (one, other):
                connection.info["read"] = connection.execute(LAST).scalar_one()
            for connection in (one, other):
                connection.execute(SET_LAST.values(last=connection.info.pop("read") + 1))
                connection.commit()
            return one.execute(LAST).scalar_one()
    finally:
        engine.dispose()


def test_sqlite_as_it_comes_loses_an_update_without_a_word(small_ledger):
    """The control: stdlib transactions begin with the first write, so two reads overlap."""
    url = small_ledger.engines.writer.url.render_as_string()
    assert overlapping(url, listening=False) == 1


def test_a_second_writer_on_sqlite_is_kept_out_instead(small_ledger):
    url = small_ledger.engines.writer.url.render_as_string()
    small_ledger.close()
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        overlapping(url, listening=True)


def test_the_node_has_one_writing_connection_to_sqlite(small_ledger):
    small_ledger.change("cn02", give_number)
    pool = small_ledger.engines.writer.pool
    assert (pool.size(), pool._max_overflow) == (1, 0)


@pytest.mark.postgresql
def test_a_change_on_postgresql_is_written_through_to_the_disk(big_ledger):
    assert big_ledger.change("cn02", lambda tx: _shown(tx.connection, "synchronous_commit")) == "on"
    assert big_ledger.change("cn02", lambda tx: _shown(tx.connection, "fsync")) == "on"


def _shown(connection, name: str) -> object:
    return connection.execute(text(f"SHOW {name}")).scalar_one()
