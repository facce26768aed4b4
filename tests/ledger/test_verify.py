"""`verify-log` finds every single thing that somebody changed behind the ledger's back."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Connection, delete, insert, select, text, update

from config.clock import SystemClock
from server.ledger.change import CENTRE
from server.ledger.engines import Engines, open_engines
from server.ledger.events import SYSTEM, Book, append, faults
from server.ledger.models import book, branch, event
from tests.ledger.conftest import with_tables
from tests.ledger.works import open_books, opened, tell

LENGTH = 6
MIDDLE = (event.c.branch == "cn02") & (event.c.seq == 3)
LAST = (event.c.branch == "cn02") & (event.c.seq == LENGTH)
HEAD = book.c.code == "cn02"
Mutation = Callable[[Connection], object]


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def story(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engines]:
    """Two branches with a few events each, in Vietnamese; nobody commits a change to it."""
    if request.param == "sqlite":
        template = request.getfixturevalue("sqlite_template")
        url = with_tables(f"sqlite:///{tmp_path_factory.mktemp('story') / 'moiso.db'}", template)
    else:
        url = request.getfixturevalue("postgres_url_of_file")
    with opened(url, SystemClock()) as ledger:
        ledger.change(CENTRE, open_books)
        for number in range(LENGTH):
            ledger.change("cn02", lambda tx, number=number: tell(tx, number=number, note="Đã nộp đủ giấy tờ"))
            ledger.change("cn01", lambda tx: tell(tx, "cn01"))
    engines = open_engines(url)
    yield engines
    engines.dispose()


@pytest.fixture
def tampered(story: Engines) -> Iterator[Connection]:
    """A connection whose changes vanish with the test."""
    connection = story.writer.connect()
    transaction = connection.begin()
    yield connection
    transaction.rollback()
    connection.close()


def put(where: object = MIDDLE, **values: object) -> Mutation:
    return lambda connection: connection.execute(update(event).where(where).values(**values))


def put_head(**values: object) -> Mutation:
    return lambda connection: connection.execute(update(book).where(HEAD).values(**values))


def reworded(change: Callable[[str], str]) -> Mutation:
    def mutate(connection: Connection) -> None:
        before = connection.execute(select(event.c.data).where(MIDDLE)).scalar_one()
        assert change(before) != before
        put(data=change(before))(connection)

    return mutate


def swap(*columns: str) -> Mutation:
    """The third and the fifth event change places, wholly or in some columns."""

    def mutate(connection: Connection) -> None:
        fifth = (event.c.branch == "cn02") & (event.c.seq == 5)
        third, other = (
            connection.execute(select(event).where(one)).one()._mapping for one in (MIDDLE, fifth)
        )
        connection.execute(update(event).where(MIDDLE).values({name: other[name] for name in columns}))
        connection.execute(update(event).where(fifth).values({name: third[name] for name in columns}))

    return mutate


def forge_last(connection: Connection) -> None:
    """A well-made event after the last one, by somebody who forgot the book."""
    row = connection.execute(select(book).where(HEAD)).one()
    log = Book(row.code, row.epoch, row.seq, row.head, row.business_day)
    append(connection, log, "ticket.issued", 1, "ticket/x", SYSTEM, {})


def copy_to(code: str) -> Mutation:
    def mutate(connection: Connection) -> None:
        row = dict(
            connection.execute(select(event).where(event.c.branch == "cn02", event.c.seq == 1)).one()._mapping
        )
        connection.execute(insert(event), row | {"branch": code})

    return mutate


def forget_branch(connection: Connection) -> None:
    row = {"code": "cn07", "position": 1, "kind": "branch", "parent": None, "status": "live", "facts": "{}"}
    connection.execute(insert(branch), row)


FIELDS: dict[str, Mutation] = {
    "branch": put(branch="cn03"), "branch of nobody": put(branch="cn99"), "epoch": put(epoch=2), "seq": put(seq=99),
    "type": put(type="ticket.called"), "at": put(at=1), "subject": put(subject="ticket/y"),
    "actor_kind": put(actor_kind="officer"), "actor_id": put(actor_id="ana"), "prev_hash": put(prev_hash="1" * 64),
    "hash": put(hash="1" * 64), "hash of the last": put(LAST, hash="1" * 64),
}  # fmt: skip

TEXTS: dict[str, Mutation] = {
    "an accent": reworded(lambda data: data.replace("giấy", "giầy")),
    "another composition": reworded(lambda data: unicodedata.normalize("NFD", data)),
    "a space": reworded(lambda data: data.replace(":", ": ")),
    "escapes": reworded(lambda data: json.dumps(json.loads(data), sort_keys=True, separators=(",", ":"))),
    "the order of keys": reworded(
        lambda data: json.dumps(dict(reversed(json.loads(data).items())), ensure_ascii=False)
    ),
    "a doubled key": reworded(lambda data: '{"name":"",' + data[1:]),
    "not JSON": put(data="{"), "nothing": put(data=""), "too deep": put(data="[" * 100_000),
    "half a letter": put(data='{"name":"\\ud800"}'),
}  # fmt: skip

ROWS: dict[str, Mutation] = {
    "the first deleted": lambda it: it.execute(delete(event).where(event.c.branch == "cn02", event.c.seq == 1)),
    "a middle one deleted": lambda it: it.execute(delete(event).where(MIDDLE)),
    "the last deleted": lambda it: it.execute(delete(event).where(LAST)),
    "all deleted": lambda it: it.execute(delete(event).where(event.c.branch == "cn02")),
    "one inserted at the end": forge_last, "one in an empty log": copy_to("cn03"), "one in no log": copy_to("cn99"),
    "two with their data swapped": swap("data"),
    "two swapped, hashes left": swap("type", "at", "subject", "actor_kind", "actor_id", "data"),
    "two swapped with their hashes": swap("type", "at", "subject", "actor_kind", "actor_id", "data", "hash"),
    "two wholly swapped": swap("type", "at", "subject", "actor_kind", "actor_id", "data", "prev_hash", "hash"),
}  # fmt: skip

HEADS: dict[str, Mutation] = {
    "seq ahead": put_head(seq=LENGTH + 1), "seq behind": put_head(seq=LENGTH - 1), "head": put_head(head="1" * 64),
    "epoch behind": put_head(epoch=0), "code": put_head(code="cn99"),
    "deleted": lambda it: it.execute(delete(book).where(HEAD)),
    "of the centre deleted": lambda it: it.execute(delete(book).where(book.c.code == CENTRE)),
    "of a branch that has none": forget_branch,
}  # fmt: skip


def test_an_untouched_log_has_no_faults(tampered):
    assert list(faults(tampered)) == []
    assert tampered.execute(text("SELECT count(*) FROM event")).scalar_one() == 2 * LENGTH


@pytest.mark.parametrize("name", FIELDS)
def test_a_changed_field_is_found(tampered, name):
    FIELDS[name](tampered)
    assert list(faults(tampered))


def test_every_column_of_an_event_is_among_the_changed_fields():
    assert {column.name for column in event.c} - FIELDS.keys() == {"data"}


@pytest.mark.parametrize("name", TEXTS)
def test_changed_data_is_found_even_where_it_means_the_same(tampered, name):
    TEXTS[name](tampered)
    assert [one for one in faults(tampered) if "event 3" in one]


@pytest.mark.parametrize("name", ROWS)
def test_an_added_a_missing_and_a_moved_event_are_found(tampered, name):
    ROWS[name](tampered)
    assert list(faults(tampered))


@pytest.mark.parametrize("name", HEADS)
def test_a_changed_book_is_found(tampered, name):
    HEADS[name](tampered)
    assert list(faults(tampered))


def test_a_fault_in_one_branch_says_nothing_of_another(tampered):
    put(type="ticket.called")(tampered)
    assert {one.partition(":")[0] for one in faults(tampered)} == {"cn02"}
