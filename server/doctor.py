"""`moiso doctor`: how this node is set up, a fact a line, and whether each is sound."""

from __future__ import annotations

import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import Connection, make_url, text
from sqlalchemy.exc import SQLAlchemyError

from config.settings import NodeSettings
from server.ledger.engines import Engines, NotDurable, open_engines
from server.ledger.register import REGISTER
from server.ledger.upgrading import WrongShape, newest, shape
from server.media import faults
from server.queries.house import House, HouseMemory
from server.queries.priorities import DAYS, Mix, mix
from server.rules.cards import CardRules
from server.rules.ordering import Order
from server.rules.policies import WARNINGS, Policy, warnings
from server.voice import clips_of, due, library_of, script_of

REDIS_PORT = 6379
PATIENCE_S = 3
FEW = 50


@dataclass(frozen=True)
class Fact:
    about: str
    told: str
    sound: bool = True

    def __str__(self) -> str:
        return f"{'ok' if self.sound else 'not ok'}\t{self.about}\t{self.told}"


def examine(settings: NodeSettings) -> Iterator[Fact]:
    """Changes nothing, and may run beside the node."""
    yield Fact("version", version("moiso"))
    yield from _ledger(settings)
    yield _redis(settings.redis_url)
    yield _secret(settings)
    for one in REGISTER:
        yield Fact("touches a person", str(one))


def _ledger(settings: NodeSettings) -> Iterator[Fact]:
    where = make_url(settings.url)
    if settings.on_sqlite and not Path(where.database or "").exists():
        yield Fact("database", f"{where.database} is not there yet: `moiso serve` makes it", sound=False)
        return
    engines = open_engines(settings.url)
    try:
        yield _database(engines)
        with engines.read() as connection:
            yield from _contents(connection, settings)
    except (SQLAlchemyError, NotDurable, WrongShape, sqlite3.Error) as problem:
        reason = str(getattr(problem, "orig", None) or problem).partition("\n")[0]
        yield Fact("database", f"cannot be used: {reason}", sound=False)
    finally:
        engines.dispose()


def _database(engines: Engines) -> Fact:
    """SQLite as the node's writer opens it, which refuses what a power cut could undo."""
    where = engines.writer.url.render_as_string(hide_password=True)
    if not engines.on_sqlite:
        with engines.read() as connection:
            return Fact(
                "database",
                f"PostgreSQL {connection.execute(text('SHOW server_version')).scalar_one()}, {where}",
            )
    with closing(engines.writer.raw_connection()) as writer:
        cursor = writer.cursor()
        mode, sync = (
            cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")
        )
    return Fact(
        "database", f"SQLite {sqlite3.sqlite_version}, journal_mode {mode}, synchronous {sync}, {where}"
    )


def _contents(connection: Connection, settings: NodeSettings) -> Iterator[Fact]:
    found = shape(connection)
    if found != newest():
        told = (
            f"{found}, this program needs {newest()}" if found else "no tables yet: `moiso serve` makes them"
        )
        yield Fact("ledger shape", told, sound=False)
        return
    yield Fact("ledger shape", newest())
    house = HouseMemory().of(connection)
    yield order_fact(house.order, mix(connection, house))
    yield _card_scan(house.card_scan)
    yield _voice(house, settings)
    yield from (Fact("media", fault, sound=False) for fault in faults(settings, house))


def _voice(house: House, settings: NodeSettings) -> Fact:
    clips = clips_of(script_of(house.voice), library_of(settings))
    if clips.missing:
        return Fact("voice", due(clips), sound=False)
    languages = ", ".join(house.voice.languages)
    return Fact(
        "voice", f"{languages}, all {clips.needed} clips are there, {len(clips.recorded)} of them recorded"
    )


def order_fact(order: Order, lately: Mix) -> Fact:
    """Unsound where an order makes people wait whom it should help; of a few people nothing can be said."""
    codes = warnings(Policy(order), lately.share) if lately.people >= FEW else []
    wrong = [WARNINGS[code] for code in codes]
    told = f"{order}, {lately.share:.0%} of {lately.people} people had priority in {DAYS} days"
    return Fact("order of calling", "; ".join([told, *wrong]), sound=not wrong)


def _card_scan(rules: CardRules | None) -> Fact:
    if rules is None:
        return Fact("card scan", "off")
    limit = (
        "nobody is counted"
        if rules.most_a_day is None
        else f"at most {rules.most_a_day} numbers a person and day"
    )
    return Fact("card scan", f'on by decision "{rules.decision}", elderly from {rules.elderly_from}, {limit}')


def _redis(url: str) -> Fact:
    if not url:
        return Fact("redis", "not configured")
    try:
        where = urlsplit(url)
        place = (where.hostname or "localhost", where.port or REDIS_PORT)
        with socket.create_connection(place, timeout=PATIENCE_S) as line:
            line.sendall(b"PING\r\n")
            said = line.recv(64)
    except (OSError, ValueError) as problem:
        return Fact("redis", f"cannot be reached: {problem}", sound=False)
    if said.startswith((b"+PONG", b"-NOAUTH")):
        return Fact("redis", f"reachable at {place[0]}:{place[1]}")
    return Fact("redis", f"{place[0]}:{place[1]} answers, but is no Redis", sound=False)


def _secret(settings: NodeSettings) -> Fact:
    """The key itself is never told."""
    if settings.secret_key:
        return Fact("secret key", "set")
    file = settings.var / "secret.key"
    if not file.exists():
        return Fact("secret key", "is generated at the first start")
    if file.stat().st_mode & 0o077:
        return Fact("secret key", f"generated, and others may read {file}: chmod 600", sound=False)
    return Fact("secret key", "generated")
