"""A wall that speaks, and what is heard of it."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.display.hall import Hall
from tests.display.pictures import heartbeat
from tests.display.voice import heard

A015 = ["vi/A", "vi/0", "vi/1", "vi/5"]
FIRST = ["chime", "vi/moi", *A015, "vi/den", "vi/3"]
REPEAT = ["vi/nhac", "vi/moi", *A015, "vi/den", "vi/3"]
ENGLISH = ["en/number", "en/A", "en/0", "en/1", "en/5", "en/to", "en/3"]


def speaking(hall: Hall, path: str = "/display/cn02?sound=on") -> Page:
    hall.open(path)
    expect(hall.page.locator("#mute")).to_be_hidden()
    return hall.page


def passes(hall: Hall, ms: int, seq: int) -> None:
    """Time on the wall's clock, with the node's heartbeat."""
    for _ in range(0, ms, 2000):
        hall.page.clock.run_for(2000)
        hall.push("heartbeat", heartbeat(seq))


def says(page: Page, expected: list[str]) -> None:
    page.wait_for_function("count => window.tape.length >= count", arg=len(expected))
    assert heard(page) == expected
