"""Two citizens at a kiosk as films of screenshots: `python -m tests.browser.film FOLDER`.

The shortest way is three touches. The longest: English, large text, lower buttons, a page of fields more, priority,
and a printer that runs out of paper, until the paper is back.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from config.clock import SystemClock
from config.kiosk_settings import KioskSettings
from kiosk.agent import Agent
from printers.emulator import Emulator
from tests.conftest import CHROMIUM_FLAGS, chromium
from tests.kiosk.conftest import MORNING
from tests.kiosk.fake_node import TOKEN, FakeNode
from tests.kiosk.screen import LANDSCAPE, PORTRAIT, Screen


@dataclass
class Hall:
    """A kiosk with its node and its printer."""

    agent: Agent
    node: FakeNode
    printer: Emulator


@contextmanager
def hall() -> Iterator[Hall]:
    with tempfile.TemporaryDirectory() as folder, Emulator(Path(folder) / "paper") as printer:
        node = FakeNode()
        node.start()
        settings = KioskSettings(
            node.url, TOKEN, f"tcp://127.0.0.1:{printer.port}", port=0, data=Path(folder) / "kiosk"
        )
        agent = Agent(settings, SystemClock(MORNING))
        agent.start()
        try:
            yield Hall(agent, node, printer)
        finally:
            agent.stop()
            node.stop()


class Film:
    """One picture after each act, numbered."""

    def __init__(self, page: Page, folder: Path) -> None:
        self._page, self._folder = page, folder
        self._count = 0
        folder.mkdir(parents=True, exist_ok=True)

    def shot(self, name: str) -> None:
        self._page.wait_for_timeout(400)  # the page takes in fonts that it meets for the first time
        self._count += 1
        self._page.screenshot(path=self._folder / f"{self._count:02}-{name}.png")


def shortest(screen: Screen, film: Film, _: Hall) -> None:
    film.shot("home")
    screen.service("ho-tich")
    screen.at("procedures")
    film.shot("procedures")
    screen.procedure("dang-ky-khai-sinh")
    screen.at("confirm")
    film.shot("confirm")
    screen.do("take")
    screen.reads("Mời quý vị nhận phiếu")
    film.shot("ticket")
    screen.do("home")
    screen.at("home")
    film.shot("home-again")


def longest(screen: Screen, film: Film, hall: Hall) -> None:
    page = screen.page
    film.shot("home")
    page.locator("[data-value='en']").click()
    screen.reads("What do you need today?")
    film.shot("english")
    for mode in ("large", "low"):
        screen.do(mode)
        film.shot(mode)
    screen.do("more")
    film.shot("more-fields")
    screen.do("more")
    screen.service("ho-tich")
    screen.at("procedures")
    film.shot("procedures")
    screen.procedure("dang-ky-khai-sinh")
    screen.at("confirm")
    screen.do("another")
    film.shot("confirm-two-dossiers")
    hall.printer.fault("paper_out")
    screen.do("take-priority")
    screen.at("no-paper")
    film.shot("no-paper")
    page.locator("main [data-action='help']").click()
    screen.reads("We have called a staff member")
    film.shot("help-called")
    hall.node.coming = True
    screen.reads("A staff member is coming to you")
    film.shot("help-coming")
    screen.do("back")
    screen.at("no-paper")
    hall.printer.fault("paper_out", on=False)
    expect(page.locator("[data-action='print-again']")).to_be_visible()
    film.shot("paper-is-back")
    screen.do("print-again")
    screen.reads("Please take your ticket")
    film.shot("ticket")
    screen.do("home")
    screen.at("home")
    film.shot("home-again")


WAYS: dict[str, Callable[[Screen, Film, Hall], None]] = {"shortest": shortest, "longest": longest}


def main(folder: Path) -> int:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
        for name, way in WAYS.items():
            for turned, size in (("portrait", PORTRAIT), ("landscape", LANDSCAPE)):
                with hall() as place:
                    page = browser.new_page(viewport=size)
                    screen = Screen(page, place.agent.url)
                    screen.at("home")
                    way(screen, Film(page, folder / f"{name}-{turned}"), place)
                    page.close()
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
