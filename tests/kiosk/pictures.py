"""Every state of the kiosk's page as pictures, to be looked at: `python -m tests.kiosk.pictures FOLDER [STATE …]`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.conftest import CHROMIUM_FLAGS, chromium
from tests.kiosk.paper_agent import PaperAgent
from tests.kiosk.screen import LANDSCAPE, PORTRAIT, Screen
from tests.kiosk.states import STATES
from tests.profile import Profile

SIZES = {"portrait": PORTRAIT, "landscape": LANDSCAPE}
MODES: list[tuple[str, ...]] = [(), ("large",), ("low",), ("contrast",)]


def in_state(browser: Browser | Profile, name: str, size: dict[str, int]) -> Screen:
    """A page of its own in this state; whoever asked for it closes it."""
    state, paper = STATES[name], PaperAgent()
    state.prepare(paper)
    screen = Screen.on_paper(browser.new_page(viewport=size), paper)
    state.walk(screen)
    state.stay(screen)
    screen.at(state.at)
    return screen


def dressed(screen: Screen, name: str) -> Iterator[str]:
    """The same state in each language and mode, one after another."""
    for language in ("vi", "en"):
        for modes in MODES:
            screen.wear(language, *modes)
            STATES[name].stay(screen)
            yield "-".join((language, *modes))


def main(folder: Path, names: list[str]) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
        for name in names or STATES:
            for turned, size in SIZES.items():
                screen = in_state(browser, name, size)
                for look in dressed(screen, name):
                    screen.page.screenshot(path=folder / f"{name}-{turned}-{look}.png")
                screen.page.close()
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
