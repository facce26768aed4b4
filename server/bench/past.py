"""Days that a branch has worked: tickets, legs, events, answers and sessions, written in bulk by the engine itself.

Their events carry no chain: the ledger is thrown away.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    String,
    bindparam,
    cast,
    false,
    func,
    insert,
    literal,
    select,
    text,
    update,
)

from config.clock import SystemClock
from server.bench.presses import OFFICERS
from server.ledger.answers import JSON, KEPT_US
from server.ledger.change import microseconds
from server.ledger.engines import Engines
from server.ledger.events import FIRST_HASH
from server.ledger.models import answer, book, counter_session, day_counter, event, leg, ticket
from server.rules.ordering import MICROSECONDS

PER_DAY = 1500
DAYS_A_COMMIT = 25
OPENS = time(8)
BETWEEN_US, WAIT_US, WORK_US = 20 * MICROSECONDS, 900 * MICROSECONDS, 300 * MICROSECONDS
STORY = ("ticket.issued", "ticket.called", "ticket.started", "ticket.finished")
DATA = '{"number":"A000","counter":"B0","policy":"credit","why":"longest_wait","eligible":100,"overtaken":[]}'
BODY = b"x" * 600
"""As long as a ticket's answer."""


def write_past(engines: Engines, branch: str, service: str, days: int) -> None:
    """The last `days` before today, and the head of the log after them. Nobody else may have the ledger open."""
    today = SystemClock().now()
    with engines.writer.connect() as connection:
        if engines.on_sqlite:
            connection.exec_driver_sql("PRAGMA cache_size=-1000000")  # random ids in a large index
            connection.rollback()
        for first in range(0, days, DAYS_A_COMMIT):
            with connection.begin():
                for day in range(first, min(days, first + DAYS_A_COMMIT)):
                    _write_day(connection, branch, service, today - timedelta(days=days - day), day)
        if not engines.on_sqlite:
            connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("VACUUM ANALYZE"))


def _write_day(connection: Connection, branch: str, service: str, moment: datetime, day: int) -> None:
    head = connection.execute(select(book).where(book.c.code == branch)).one()
    given = {
        "branch": branch, "service": service, "day": moment.date().isoformat(), "first": day * PER_DAY,
        "opens": microseconds(datetime.combine(moment.date(), OPENS, moment.tzinfo)), "seq": head.seq,
        "epoch": head.epoch,
    }  # fmt: skip
    for statement in DAY:
        connection.execute(statement, given)
    if given["opens"] > microseconds(SystemClock().now()) - KEPT_US:
        for statement in ANSWERS:
            connection.execute(statement, given)
    connection.execute(insert(day_counter), _numbers_given(given))
    connection.execute(insert(counter_session), [_session(given, place) for place in range(OFFICERS)])
    told = {"seq": head.seq + PER_DAY * len(STORY), "business_day": given["day"]}
    connection.execute(update(book).where(book.c.code == branch).values(**told))


def _numbers_given(given: dict[str, Any]) -> dict[str, Any]:
    return {"branch": given["branch"], "business_day": given["day"], "series": "A", "last": PER_DAY}


def _session(given: dict[str, Any], place: int) -> dict[str, Any]:
    opens, ends = given["opens"], given["opens"] + PER_DAY * BETWEEN_US
    return {
        "id": str(uuid4()), "branch": given["branch"], "counter": f"B{place}", "officer": f"officer{place}",
        "services": "[]", "state": "closed", "pause_reason": None, "opened_at": opens, "state_since": ends,
        "closed_at": ends,
    }  # fmt: skip


def _digits(number: ColumnElement[Any], places: int) -> ColumnElement[Any]:
    """With leading zeros."""
    return func.substr(cast(10**places + number, String), 2)


def _tickets() -> Any:
    """Ids as a kiosk's: the next lies nowhere near the last."""
    one = select(literal(1, BigInteger).label("i")).cte("one", recursive=True)
    one = one.union_all(select(one.c.i + 1).where(one.c.i < PER_DAY))
    whole = cast(bindparam("first"), BigInteger) + one.c.i
    mixed = (whole * 2_654_435_761) % 4_294_967_296
    issued_at = cast(bindparam("opens"), BigInteger) + one.c.i * BETWEEN_US
    issued_seq = cast(bindparam("seq"), BigInteger) + (one.c.i - 1) * len(STORY) + 1
    values = {
        "id": func.substr(_digits(mixed, 10), 1, 8) + "-0000-4000-8000-" + _digits(whole, 12),
        "branch": bindparam("branch"), "business_day": bindparam("day"), "series": literal("A"),
        "number": one.c.i, "code": _digits(mixed, 10) + "XYZ", "service": bindparam("service"),
        "priority": literal("none"), "language": literal("vi"), "dossiers": literal(1),
        "state": literal("done"), "version": literal(4), "source": literal("bench"),
        "counter": "B" + cast(one.c.i % OFFICERS, String), "issued_at": issued_at, "issued_seq": issued_seq,
        "seq": issued_seq + len(STORY) - 1, "signal": false(),
    }  # fmt: skip
    return insert(ticket).from_select(list(values), select(*values.values()))


def _of_the_day(*values: Any) -> Select[Any]:
    of = (ticket.c.branch == bindparam("branch")) & (ticket.c.business_day == bindparam("day"))
    return select(*values).where(of)


def _legs() -> Any:
    called = ticket.c.issued_at + WAIT_US
    values = {
        "ticket": ticket.c.id, "ordinal": literal(1), "branch": ticket.c.branch,
        "business_day": ticket.c.business_day, "service": ticket.c.service, "waiting": false(),
        "wait_start": ticket.c.issued_at, "order_key": ticket.c.issued_at, "issued_seq": ticket.c.issued_seq,
        "counter": ticket.c.counter, "calls": literal(1), "call_seq": ticket.c.issued_seq + 1,
        "enqueued": ticket.c.issued_at, "first_called": called, "last_called": called, "started": called,
        "ended": called + WORK_US, "outcome": literal("done"), "dossiers": literal(1),
    }  # fmt: skip
    return insert(leg).from_select(list(values), _of_the_day(*values.values()))


def _events(place: int, kind: str) -> Any:
    values = {
        "branch": ticket.c.branch, "epoch": bindparam("epoch"), "seq": ticket.c.issued_seq + place,
        "type": literal(kind), "at": ticket.c.issued_at, "subject": "ticket/" + ticket.c.id,
        "actor_kind": literal("officer"), "actor_id": literal("officer0"), "data": literal(DATA),
        "prev_hash": literal(FIRST_HASH), "hash": literal(FIRST_HASH),
    }  # fmt: skip
    return insert(event).from_select(list(values), _of_the_day(*values.values()))


def _answers(kind: str) -> Any:
    values = {
        "scope": literal(kind), "key": ticket.c.id, "fingerprint": literal(FIRST_HASH), "status": literal(200),
        "media_type": literal(JSON), "body": literal(BODY), "at": ticket.c.issued_at,
    }  # fmt: skip
    return insert(answer).from_select(list(values), _of_the_day(*values.values()))


DAY = (_tickets(), _legs(), *(_events(place, kind) for place, kind in enumerate(STORY)))
ANSWERS = tuple(_answers(kind) for kind in STORY)
