"""The cast: a real node in its own process, a real PostgreSQL, a clock that stands where it is put."""

from __future__ import annotations

import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from tests.node import NodeProcess

settings.register_profile("patient", deadline=None)  # a busy machine makes no code wrong
settings.load_profile("patient")

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
]
REQUIRED = frozenset(filter(None, os.environ.get("MOISO_REQUIRE", "").split(",")))
POSTGRES = os.environ.get("MOISO_TEST_DATABASE_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres")


def chromium() -> str | None:
    """Where a Chromium is installed on this machine."""
    return next((found for name in CHROMIUMS if (found := shutil.which(name))), None)


def missing(part: str, why: str) -> None:
    """Skip aloud, unless this machine promised to have it."""
    if part in REQUIRED:
        pytest.fail(f"{part} is required here (MOISO_REQUIRE) but {why}", pytrace=False)
    pytest.skip(f"{part}: {why}")


@dataclass
class StandingClock:
    """Stands still until a test moves it."""

    at: datetime = datetime(2026, 11, 25, 1, 30, tzinfo=UTC)  # 08:30 in Hanoi, a Wednesday

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.at.timestamp()


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture(scope="session")
def postgres_template() -> Iterator[str]:
    """The name of a database with the newest tables, made once for each test process."""
    from sqlalchemy import create_engine, make_url, text
    from sqlalchemy.exc import OperationalError

    from server.ledger.engines import open_engines
    from server.ledger.upgrading import upgrade

    admin = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    name = f"moiso_template_{os.getpid()}_{secrets.token_hex(3)}"
    try:
        with admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
    except OperationalError as problem:
        missing("postgresql", str(problem.orig).splitlines()[0])
    engines = open_engines(make_url(POSTGRES).set(database=name).render_as_string(hide_password=False))
    upgrade(engines)
    engines.dispose()
    yield name
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture
def postgres_url(postgres_template: str) -> Iterator[str]:
    """A fresh PostgreSQL database of this test's own."""
    from sqlalchemy import create_engine, make_url, text

    admin = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    name = f"moiso_test_{os.getpid()}_{secrets.token_hex(4)}"
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {postgres_template}"))
    yield make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'ledger' / 'moiso.db'}"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest) -> str:
    """Each engine in turn."""
    url: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    return url


MakeNode = Callable[..., NodeProcess]


@pytest.fixture
def make_node(tmp_path: Path) -> Iterator[MakeNode]:
    """`make_node(MOISO_ALWAYS_OPEN="1", …)`: a node that is ended with the test."""
    made: list[NodeProcess] = []

    def make(name: str = "", **env: str) -> NodeProcess:
        node = NodeProcess(tmp_path / (name or f"node{len(made)}"), {"MOISO_ALWAYS_OPEN": "1", **env})
        made.append(node)
        return node

    yield make
    for node in made:
        node.stop()


@pytest.fixture(scope="module")
def north(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NodeProcess]:
    """One furnished node on SQLite for a whole file; tests on it take what they need and leave counters closed."""
    node = NodeProcess(tmp_path_factory.mktemp("north"), {"MOISO_ALWAYS_OPEN": "1"}).start()
    try:
        yield node.furnish()
    finally:
        node.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real Chromium, headless; nothing of it looks for the internet."""
    path = chromium()
    if path is None:
        missing("chromium", "no Chromium on this machine")
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield made
        made.close()


def eventually(check: Callable[[], bool], patience_s: float = 10) -> bool:
    """True as soon as `check` is; a bounded wait for what another process does."""
    deadline = time.monotonic() + patience_s
    while time.monotonic() < deadline:
        if check():
            return True
        time.sleep(0.02)
    return check()
