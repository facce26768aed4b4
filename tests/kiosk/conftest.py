"""A kiosk for each test: a node, an agent with its journal, a printer in software."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
import requests
from playwright.sync_api import Browser, Page

from config.clock import Clock, SystemClock
from config.kiosk_settings import KioskSettings
from kiosk.agent import Agent
from kiosk.file import File
from kiosk.jobs import Jobs
from kiosk.journal import Journal
from printers.emulator import Emulator
from printers.jobs import ENDS
from tests.conftest import eventually
from tests.kiosk.fake_node import TOKEN, FakeNode
from tests.kiosk.machine import Machine
from tests.kiosk.screen import PORTRAIT, Screen
from tests.node import NodeProcess
from tests.profile import Profile

NO_PRINTER = "tcp://127.0.0.1:9"
"""The discard port: nobody listens there."""
WISH = {
    "service": "ho-tich",
    "procedure": None,
    "priority": "none",
    "language": "vi",
    "dossiers": 1,
    "then": [],
}
MORNING = datetime(2026, 11, 25, 1, 20, tzinfo=UTC)


@dataclass
class Kiosk:
    """What the page does, without the page."""

    agent: Agent
    folder: Path

    def touch(self, uuid: str, **wish: Any) -> requests.Response:
        return requests.put(f"{self.agent.url}/api/touches/{uuid}", json={**WISH, **wish}, timeout=30)

    def paper(self, uuid: str) -> dict[str, Any]:
        """The touch, once its slip has come to an end."""
        said: dict[str, Any] = {}

        def settled() -> bool:
            said.update(requests.get(f"{self.agent.url}/api/touches/{uuid}", timeout=5).json())
            return said["paper"] in ENDS

        assert eventually(settled), said
        return said

    def picture(self) -> dict[str, Any]:
        said: dict[str, Any] = requests.get(f"{self.agent.url}/api/picture", timeout=5).json()
        return said

    def journal(self) -> Journal:
        """Read beside the running agent, or after it."""
        return Journal(self._file)

    def jobs(self) -> Jobs:
        return Jobs(self._file)

    @cached_property
    def _file(self) -> File:
        return File(self.folder / "journal.db")


MakeKiosk = Callable[..., Kiosk]


@pytest.fixture
def new_touch() -> str:
    return str(uuid.uuid4())


@pytest.fixture
def node() -> Iterator[FakeNode]:
    made = FakeNode()
    made.start()
    yield made
    made.stop()


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[Emulator]:
    with Emulator(tmp_path / "paper") as made:
        yield made


@pytest.fixture
def make_kiosk(node: FakeNode, tmp_path: Path) -> Iterator[MakeKiosk]:
    """`make_kiosk(printer=URL)`: an agent beside `node`; the same folder again is the same kiosk restarted."""
    running: list[Agent] = []

    def make(
        printer: str = NO_PRINTER, folder: str = "kiosk", clock: Clock | None = None, **more: Any
    ) -> Kiosk:
        settings = KioskSettings(node.url, TOKEN, printer, port=0, data=tmp_path / folder, **more)
        agent = Agent(settings, clock or SystemClock(MORNING))
        running.append(agent)
        agent.start()
        return Kiosk(agent, tmp_path / folder)

    yield make
    for agent in running:
        agent.stop()


@pytest.fixture
def printer_url(printer: Emulator) -> str:
    return f"tcp://127.0.0.1:{printer.port}"


@pytest.fixture
def kiosk(make_kiosk: MakeKiosk, printer_url: str) -> Kiosk:
    """One that has heard from its node: a slow machine may still be asking when its first page stands."""
    made = make_kiosk(printer_url)
    assert eventually(lambda: made.picture()["snapshot"]), made.picture()
    return made


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody in a test waits 20 seconds at a screen."""
    monkeypatch.setattr("kiosk.issuing.PATIENCE_S", 0.2)
    monkeypatch.setattr("kiosk.issuing.PAUSE_S", 0.05)


MakeMachine = Callable[..., Machine]


@pytest.fixture(autouse=True)
def slips_end_before_their_file_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kiosk that is switched off waits two seconds for its paper; here its threads outlive it."""
    monkeypatch.setattr("kiosk.agent.STOP_S", 60)


@pytest.fixture
def make_machine(north: NodeProcess, tmp_path: Path) -> Iterator[MakeMachine]:
    """`make_machine("old")`: a kiosk with a folder of its own; the same folder again is the same one restarted."""
    running: list[Agent] = []

    def make(folder: str = "kiosk", token: str = "", **more: Any) -> Machine:
        clock = more.pop("clock", None) or SystemClock()
        settings = KioskSettings(
            north.url, token, f"preview://{tmp_path}/slips", port=0, data=tmp_path / folder, **more
        )
        agent = Agent(settings, clock)
        running.append(agent)
        agent.start()
        return Machine(agent, tmp_path / folder)

    yield make
    for agent in running:
        agent.stop()


MakeScreen = Callable[..., Screen]


@pytest.fixture
def look(browser: Browser, profile: Profile) -> Iterator[MakeScreen]:
    """`look(kiosk, size, prepared)`: a screen of this size on its page; `prepared(page)` comes before the page, which
    then has a profile of its own."""
    pages: list[Page] = []

    def make(
        kiosk: Kiosk, size: dict[str, int] = PORTRAIT, prepared: Callable[[Page], Any] | None = None
    ) -> Screen:
        page = (browser if prepared else profile).new_page(viewport=size)
        pages.append(page)
        if prepared:
            prepared(page)
        return Screen(page, kiosk.agent.url)

    yield make
    for page in pages:
        page.close()


@pytest.fixture
def screen(look: MakeScreen, kiosk: Kiosk) -> Screen:
    return look(kiosk)
