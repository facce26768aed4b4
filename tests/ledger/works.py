"""Works a test hands to `change`, and what a log must look like after them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from config.clock import Clock
from server.ledger.change import CENTRE, Ledger, Transaction
from server.ledger.engines import open_engines
from server.ledger.events import FIRST_HASH, SYSTEM, faults
from server.ledger.models import book, day_counter, event
from server.ledger.opening import writer_for
from server.ledger.statements import Statement

LOGS = ("cn01", "cn02", "cn03")
UNLOCKED = Statement(select(book).where(book.c.code == bindparam("code")))
"""What `change` asks for, without FOR UPDATE: for the controls."""
LAST = select(day_counter.c.last).where(day_counter.c.branch == "cn02")


@contextmanager
def opened(url: str, clock: Clock) -> Iterator[Ledger]:
    """The ledger of a database that has its tables."""
    engines = open_engines(url)
    ledger = Ledger(engines, writer_for(engines, clock), clock)
    try:
        yield ledger
    finally:
        ledger.close()


def open_books(tx: Transaction) -> None:
    for code in LOGS:
        row = {"code": code, "epoch": 1, "seq": 0, "head": FIRST_HASH, "business_day": ""}
        tx.connection.execute(insert(book), row)
    day = {"branch": "cn02", "business_day": "2026-11-25", "series": "A", "last": 0}
    tx.connection.execute(insert(day_counter), day)


def give_number(tx: Transaction, log: str = "cn02", **data: Any) -> int:
    """Read, add one, write: two of these that overlap without a lock lose a number."""
    number: int = tx.connection.execute(LAST).scalar_one() + 1
    tx.connection.execute(update(day_counter).values(last=number))
    tell(tx, log, number=number, **data)
    return number


def tell(tx: Transaction, log: str = "cn02", **data: Any) -> int:
    """Only an event; answers its seq."""
    return tx.append(log, "ticket.issued", "ticket/x", SYSTEM, {"name": "Hộ tịch – Đống Đa", **data})


def told(connection: Connection, log: str = "cn02") -> list[dict[str, Any]]:
    rows = connection.execute(select(event.c.data).where(event.c.branch == log).order_by(event.c.seq))
    return [json.loads(text) for text in rows.scalars()]


def numbers(ledger: Ledger, log: str = "cn02") -> list[int]:
    """The numbers given, in the order of the log."""
    with ledger.read() as connection:
        return [one["number"] for one in told(connection, log)]


def seqs(ledger: Ledger, log: str = "cn02") -> list[int]:
    with ledger.read() as connection:
        return list(
            connection.execute(
                select(event.c.seq).where(event.c.branch == log).order_by(event.c.seq)
            ).scalars()
        )


def complaints(ledger: Ledger) -> list[str]:
    with ledger.read() as connection:
        return list(faults(connection))


__all__ = [
    "CENTRE",
    "LOGS",
    "UNLOCKED",
    "complaints",
    "give_number",
    "numbers",
    "open_books",
    "opened",
    "seqs",
    "tell",
    "told",
]
