"""What the database itself refuses, whoever writes: a doubled number, a doubled code, two tickets at a counter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

TICKET = text(
    "INSERT INTO ticket (id, branch, business_day, series, number, code, service, priority, language, dossiers,"
    " state, version, counter, source, issued_at, issued_seq, seq) VALUES (:id, :branch, :day, :series, :number,"
    " :code, 'ho-tich', 'none', 'vi', 1, :state, 1, :counter, 'kiosk', 1, 1, 1)"
)
FIRST = {
    "id": "t1", "branch": "cn02", "day": "2026-11-25", "series": "A", "number": 1, "code": "C1",
    "state": "called", "counter": "1",
}  # fmt: skip
OTHER = {"id": "t2", "number": 2, "code": "C2", "counter": "2"}
"""Differs from the first wherever it must."""


@pytest.fixture
def tables(ledger) -> Iterator[Connection]:
    """The writer's own connection with a branch, a service, a counter and one called ticket."""
    ledger._writer.close()
    connection = ledger.engines.writer.connect()
    for branch in ("cn01", "cn02"):
        connection.execute(text(f"INSERT INTO branch VALUES ('{branch}', 1, 'branch', NULL, 'live', '{{}}')"))
    connection.execute(text("INSERT INTO service VALUES ('ho-tich', 'A', 1, FALSE, '{}')"))
    connection.execute(text("INSERT INTO counter VALUES ('cn02', '1', 1, FALSE, '{}')"))
    connection.execute(TICKET, FIRST)
    yield connection
    connection.close()


def insert(tables: Connection, **changed: Any) -> None:
    tables.execute(TICKET, FIRST | OTHER | changed)


@pytest.mark.parametrize(
    ("clash", "named"),
    [
        ({"number": 1}, "number"),
        ({"code": "C1"}, "code"),
        ({"id": "t1"}, "ticket|pk_ticket"),
        ({"counter": "1"}, "counter|one_active"),
        ({"counter": "1", "state": "serving"}, "counter|one_active"),
        ({"counter": "1", "day": "2026-11-26"}, "counter|one_active"),
        ({"state": "lost"}, "ck_ticket_state"),
        ({"number": 0}, "ck_ticket_number"),
        ({"branch": "cn99"}, "FOREIGN KEY|fk_ticket_branch"),
    ],
    ids=str,
)
def test_a_ticket_that_must_not_be_is_refused(tables, clash, named):
    with pytest.raises(IntegrityError, match=named):
        insert(tables, **clash)


@pytest.mark.parametrize(
    "apart",
    [
        {}, {"number": 1, "series": "B"}, {"number": 1, "day": "2026-11-26"}, {"number": 1, "branch": "cn01"},
        {"counter": "1", "state": "done"}, {"counter": "1", "state": "no_show"}, {"counter": "1", "branch": "cn01"},
    ],
    ids=str,
)  # fmt: skip
def test_a_ticket_that_differs_where_it_must_is_taken(tables, apart):
    insert(tables, **apart)
    assert tables.execute(text("SELECT count(*) FROM ticket")).scalar_one() == 2


def sit(tables: Connection, name: str, closed_at: int | None) -> None:
    tables.execute(
        text(
            "INSERT INTO counter_session (id, branch, counter, officer, services, state, opened_at, state_since,"
            " closed_at) VALUES (:id, 'cn02', '1', :officer, '[]', 'open', 1, 1, :closed_at)"
        ),
        {"id": name, "officer": name, "closed_at": closed_at},
    )


def test_two_officers_cannot_have_one_counter_open(tables):
    sit(tables, "ana", 5)
    sit(tables, "binh", None)
    with pytest.raises(IntegrityError, match=r"counter|one_open"):
        sit(tables, "eve", None)
