"""One person's numbers of a day, counted by a hash whose key dies with the day."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, bindparam, delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from server.ledger.change import CENTRE, Ledger, Transaction
from server.ledger.engines import forgotten
from server.ledger.models import Record, day_key, person_day
from server.ledger.statements import Statement
from server.rules.calendar import business_day
from server.rules.cards import SEED_BYTES, day_key_of

SELECT_KEY = Statement(select(day_key))
INSERT_KEY = Statement(insert(day_key))
DELETE_KEY = Statement(delete(day_key).where(day_key.c.business_day < bindparam("today")))
DELETE_PERSONS = Statement(delete(person_day).where(person_day.c.business_day < bindparam("today")))
SELECT_OLD = Statement(
    select(day_key.c.business_day).where(day_key.c.business_day < bindparam("today"))
    .union_all(select(person_day.c.business_day).where(person_day.c.business_day < bindparam("today")))
    .limit(1)
)  # fmt: skip
COUNT_ONE_MORE = {
    dialect.__name__.rpartition(".")[2]: Statement(
        dialect.insert(person_day)
        .values(given=1)
        .on_conflict_do_update(
            index_elements=(person_day.c.business_day, person_day.c.person),
            set_={"given": person_day.c.given + 1},
            where=person_day.c.given < bindparam("most"),
        )
        .returning(person_day.c.given)
    )
    for dialect in (sqlite, postgresql)
}
"""In one statement: two branches, each under its own lock, may serve the same person at the same moment."""


@dataclass(frozen=True)
class DayKey:
    business_day: str
    key: bytes


def key_of_today(ledger: Ledger, secret: bytes, zone: ZoneInfo) -> DayKey:
    """The key of this business day, made when it is first asked for; the same for every kiosk, also after a restart."""
    today = business_day(ledger.clock.now(), zone).isoformat()
    with ledger.read() as connection:
        found = SELECT_KEY.first(connection)
    if found is None or found.business_day < today:
        seed = secrets.token_hex(SEED_BYTES)
        found = ledger.change(CENTRE, lambda tx: _make(tx, zone, seed))
    return DayKey(found.business_day, day_key_of(found.seed, secret))


def count_one_more(connection: Connection, day: str, person: str, most: int) -> bool:
    """False, with nothing written, when `most` numbers of this day are theirs already."""
    values = {"business_day": day, "person": person, "most": most}
    return COUNT_ONE_MORE[connection.dialect.name].first(connection, values) is not None


def forget_days_before(connection: Connection, today: str) -> None:
    """The key first: of two branches that begin a day at once, the second waits here and finds nothing left."""
    days = {"today": today}
    if DELETE_KEY.run(connection, days) + DELETE_PERSONS.run(connection, days):
        forgotten(connection)


def end_key(ledger: Ledger, zone: ZoneInfo) -> None:
    """For a day on which no branch does anything."""
    today = business_day(ledger.clock.now(), zone).isoformat()
    with ledger.read() as connection:
        old = SELECT_OLD.first(connection, {"today": today})
    if old:
        ledger.change(CENTRE, lambda tx: forget_days_before(tx.connection, today))


def _make(tx: Transaction, zone: ZoneInfo, seed: str) -> Record:
    """Under the centre's lock; somebody else may have made it meanwhile."""
    today = business_day(tx.at, zone).isoformat()
    forget_days_before(tx.connection, today)
    found = SELECT_KEY.first(tx.connection)
    if found is None:
        INSERT_KEY.run(tx.connection, {"slot": 1, "business_day": today, "seed": seed})
        found = SELECT_KEY.one(tx.connection)
    return found
