"""The cast: a real node in its own process, a real PostgreSQL, a clock that stands where it is put."""

from __future__ import annotations

import os
import shutil
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, expect, sync_playwright
from sqlalchemy.exc import OperationalError

from tests.bell import Bell, hang
from tests.databases import Databases
from tests.node import NodeProcess
from tests.profile import Profile

settings.register_profile("patient", deadline=None)  # a busy machine makes no code wrong
settings.load_profile("patient")
expect.set_options(timeout=15_000)

LONGEST = (
    "kiosk/test_fitting", "cli/test_serving", "pages/test_phone", "pages/test_people", "web/test_booking",
    "web/test_card_scan", "web/test_pairing", "cli/test_people_and_devices", "counter/test_printing",
    "kiosk/test_pairing", "cli/test_apply", "kiosk/test_touch_pages", "web/test_sign_ins", "web/test_midnight",
    "counter/test_reception", "counter/test_screens", "ledger/test_upgrading", "web/test_admitting", "test_house",
    "kiosk/test_scanning", "printers/test_fault_matrix", "counter/test_keys", "pages/test_counters",
    "display/test_voice", "counter/test_finding", "web/test_on_postgresql", "pages/test_boards", "web/test_openapi",
    "kiosk/test_monkey", "kiosk/test_pairing_pages", "display/test_pairing", "browser/test_paper_walk",
    "load/test_power", "realtime/test_wakeup", "browser/test_shift", "realtime/test_nodes", "display/test_two_voices",
    "commands/test_model", "load/test_kills", "kiosk/test_print_kills",
)  # fmt: skip
"""Files that take longest, begun first: a long one that begins last is worked on by one worker while others idle."""

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--autoplay-policy=no-user-gesture-required",  # as kiosks and displays are started
]
REQUIRED = frozenset(filter(None, os.environ.get("MOISO_REQUIRE", "").split(",")))
POSTGRES = os.environ.get("MOISO_TEST_DATABASE_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that is tried on both engines meets PostgreSQL in one of four everyday runs of its kind, chosen by its
    name, and always in the long ones: every file still has both, and a run ends in time."""
    for item in items:
        if "postgresql" in item.name.partition("[")[2] and zlib.crc32(item.nodeid.encode()) % PARTS:
            item.add_marker(pytest.mark.thorough)
    places = {f"tests/{name}.py": place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.nodeid.partition("::")[0], len(places)))


def chromium() -> str | None:
    """Where a Chromium is installed on this machine."""
    return next((found for name in CHROMIUMS if (found := shutil.which(name))), None)


PARTS = 4


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
def databases() -> Iterator[Databases]:
    """Where tests of this process get their PostgreSQL databases."""
    try:
        made = Databases(POSTGRES)
    except OperationalError as problem:
        missing("postgresql", str(problem.orig).splitlines()[0])
    yield made
    made.drop_all()


@pytest.fixture
def postgres_url(databases: Databases) -> Iterator[str]:
    """A PostgreSQL database of this test's own."""
    with databases.lend() as url:
        yield url


@pytest.fixture(scope="module")
def postgres_url_of_file(databases: Databases) -> Iterator[str]:
    """A PostgreSQL database for a whole file."""
    with databases.lend() as url:
        yield url


@pytest.fixture
def bell(tmp_path: Path) -> Iterator[Bell]:
    """A Redis of this test's own, to be killed and stopped."""
    try:
        made = hang(tmp_path)
    except OSError as problem:
        missing("redis", str(problem))
    yield made
    made.close()


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


@pytest.fixture(scope="module")
def profile(browser: Browser) -> Iterator[Profile]:
    """One browser profile for the pages of a whole file."""
    made = Profile(browser)
    yield made
    made.close()


def eventually(check: Callable[[], bool], patience_s: float = 20) -> bool:
    """True as soon as `check` is; a bounded wait for what another process does."""
    deadline = time.monotonic() + patience_s
    while time.monotonic() < deadline:
        if check():
            return True
        time.sleep(0.02)
    return check()
