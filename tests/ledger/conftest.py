"""A ledger of three branches on each engine, and a SQLite one alone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url

from server.ledger.change import CENTRE, Ledger
from server.ledger.engines import open_engines
from server.ledger.upgrading import upgrade
from tests.ledger.works import open_books, opened


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the newest tables, made once."""
    path = tmp_path_factory.mktemp("template") / "moiso.db"
    engines = open_engines(f"sqlite:///{path}")
    upgrade(engines)
    engines.dispose()
    return path


@pytest.fixture
def ready_url(database_url: str, sqlite_template: Path) -> str:
    """Each engine in turn, with the newest tables."""
    return with_tables(database_url, sqlite_template)


@pytest.fixture
def ledger(ready_url: str, clock) -> Iterator[Ledger]:
    with opened(ready_url, clock) as found:
        found.change(CENTRE, open_books)
        yield found


@pytest.fixture
def small_ledger(sqlite_url: str, sqlite_template: Path, clock) -> Iterator[Ledger]:
    """The same on SQLite alone, for what only its writer does."""
    with opened(with_tables(sqlite_url, sqlite_template), clock) as found:
        found.change(CENTRE, open_books)
        yield found


@pytest.fixture
def big_ledger(postgres_url: str, clock) -> Iterator[Ledger]:
    """The same on PostgreSQL alone."""
    with opened(postgres_url, clock) as found:
        found.change(CENTRE, open_books)
        yield found


def with_tables(url: str, template: Path) -> str:
    database = make_url(url).database
    if url.startswith("sqlite") and database:
        Path(database).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(template, database)
    return url
