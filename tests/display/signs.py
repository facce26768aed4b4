"""Every state of a sign, and all of them as pictures to be looked at: `python -m tests.display.signs FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.conftest import CHROMIUM_FLAGS, chromium
from tests.display.hall import Hall
from tests.display.pictures import FACTS, Json, call, snapshot
from tests.looks import LANGUAGES

SIZES = {
    "bar": (1280, 360),
    "small-bar": (480, 160),
    "wvga": (800, 480),
    "tiny": (480, 320),
    "hd": (1920, 1080),
}
LUNCH = {"open": False, "opens_at": "2026-11-25T13:00:00+07:00"}
TOMORROW = {"open": False, "opens_at": "2026-11-26T08:00:00+07:00"}


def counter(state: str, number: str | None = None, ticket_state: str | None = None, code: str = "3") -> Json:
    return {"code": code, "state": state, "number": number, "ticket_state": ticket_state}


def over(desk: Json, calls: list[Json] | None = None, seq: int = 5, **changes: object) -> Json:
    """A picture of the branch in which this is what the sign's counter does."""
    return snapshot(seq, calls or [], counters=[counter("open", "C009", "serving", "7"), desk], **changes)


CALLED = counter("open", "A015", "called")
STATES: dict[str, tuple[str, Json | None]] = {
    "called": ("called", over(CALLED, [call("A015", "08:33:58")])),
    "soon": ("soon", over(CALLED, [call("A015", "08:33:58", announced=False)])),
    "recalled": ("called", over(CALLED, [call("A015", "08:33:58", times=2)])),
    "by-signal": ("called", over(CALLED, [call("A015", "08:33:58", signal=True, times=3)])),
    "called-long": ("called", over(counter("open", "A1024", "called"), [call("A1024", "08:33:58")])),
    "serving": ("serving", over(counter("open", "A015", "serving"))),
    "free": ("free", over(counter("open"))),
    "free-always-open": ("free", over(counter("open"), always_open=True)),
    "paused": ("paused", over(counter("paused"))),
    "closed": ("closed", over(counter("closed"))),
    "lunch": ("closed", over(counter("closed"), **LUNCH)),
    "tomorrow": ("closed", over(counter("closed"), **TOMORROW)),
    "unknown": ("unknown", snapshot(5, [], counters=[counter("open", code="7")])),
    "lost": ("stale", None),
}
"""By name, `body[data-state]` and the node's picture; None where the node is away."""


def draw(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
        for language in LANGUAGES:
            for size, (width, height) in SIZES.items():
                page = browser.new_page(viewport={"width": width, "height": height})
                for name, (_, picture) in STATES.items():
                    hall = Hall(page, FACTS)
                    hall.answer, hall.refuses = picture, picture is None
                    hall.open(f"/display/cn02?counter=3&lang={language}")
                    page.wait_for_selector("body:not([data-state=loading])")
                    page.evaluate("document.fonts.ready")
                    page.screenshot(path=folder / f"{size}-{language}-{name}.png")
                    page.unroute_all()
                page.close()
        browser.close()


if __name__ == "__main__":
    draw(Path(sys.argv[1]))
