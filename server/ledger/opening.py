"""Opens the ledger that the settings name, and brings its tables up to date."""

from __future__ import annotations

from config.clock import Clock
from config.settings import NodeSettings
from server.ledger.change import Ledger, Writer
from server.ledger.engines import Engines, open_engines
from server.ledger.writer_postgresql import PostgresqlWriter
from server.ledger.writer_sqlite import SqliteWriter


def open_ledger(settings: NodeSettings, clock: Clock) -> Ledger:
    engines = open_engines(settings.url)
    return Ledger(engines, writer_for(engines, clock), clock)


def writer_for(engines: Engines, clock: Clock) -> Writer:
    return SqliteWriter(engines, clock) if engines.on_sqlite else PostgresqlWriter(engines, clock)
