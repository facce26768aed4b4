"""From an officer's key to the painted number, where fifty wait and where fifteen hundred do.

`.venv/bin/python -m tests.browser.bench_press` prints figures and their aim; judges nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import DESK, sign_in_by_keyboard
from tests.conftest import CHROMIUM_FLAGS, chromium
from tests.node import Caller, NodeProcess

ROUNDS, WARM = 40, 3
LINES = (50, 1500)
AIM_MS = 100
ECHO_MS = 1050
"""A second F2 within a second is the hand's echo."""
WATCH = """() => {
  const number = document.getElementById("number");
  const after = new MessageChannel();
  window.spans = [];
  let pressed = null;
  let painted = null;
  after.port1.onmessage = () => painted();
  addEventListener("keydown", (event) => { if (event.code === "F2") pressed = event.timeStamp; }, true);
  new MutationObserver(() => {
    if (pressed === null || number.dataset.number === "") return;
    const since = pressed;
    pressed = null;
    requestAnimationFrame(() => {
      painted = () => window.spans.push(performance.now() - since);
      after.port2.postMessage(null);
    });
  }).observe(number, { attributes: true, attributeFilter: ["data-number"] });
}"""
"""The message comes when the frame in which the number has changed is painted."""


def main() -> int:
    for waiting in LINES:
        with _a_branch() as node, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
            spans = sorted(_spans(browser, node, waiting))
            browser.close()
        middle, slow = spans[len(spans) // 2], spans[int(len(spans) * 0.95)]
        told = f"{middle:.0f} ms in the middle, {slow:.0f} at 95 %   (aim {AIM_MS})"
        _say(f"{waiting:5,} wait: F2 to the painted number {told}")
    return 0


@contextmanager
def _a_branch() -> Iterator[NodeProcess]:
    with TemporaryDirectory(prefix="moiso-bench-") as folder:
        node = NodeProcess(Path(folder), {"MOISO_ALWAYS_OPEN": "1"}).start()
        try:
            node.furnish()
            yield node
        finally:
            node.stop()


def _spans(browser: Browser, node: NodeProcess, waiting: int) -> list[float]:
    reception = node.script("rita")
    for _ in range(waiting):
        _comes(reception)
    page = _at_work(browser, node)
    page.evaluate(WATCH)
    for _ in range(WARM + ROUNDS):
        _call(page)
        _comes(reception)
    spans: list[float] = page.evaluate("window.spans")
    assert len(spans) == WARM + ROUNDS
    return spans[WARM:]


def _comes(reception: Caller) -> None:
    assert reception.take("ho-tich").status_code == 201


def _at_work(browser: Browser, node: NodeProcess) -> Page:
    """Counter 3, open, with nobody at it."""
    page = browser.new_page(viewport=DESK)  # type: ignore[arg-type]
    page.goto(f"{node.url}/")
    sign_in_by_keyboard(page, "ana")
    page.goto(f"{node.url}/counter/cn02/3")
    _at(page, "closed")
    page.keyboard.press("F2")
    _at(page, "idle")
    return page


def _call(page: Page) -> None:
    """Somebody is called and is not there; the officer takes a breath."""
    page.wait_for_timeout(ECHO_MS)
    page.keyboard.press("F2")
    _at(page, "called")
    page.wait_for_timeout(ECHO_MS)
    page.keyboard.press("F6")
    _at(page, "idle")


def _at(page: Page, state: str) -> None:
    """Asked in the page: an expectation that does not hold yet describes all 1,500 rows each time it looks."""
    page.wait_for_function(
        """state => document.body.dataset.state === state && document.body.dataset.link === "live"
             && document.getElementById("act-main").getAttribute("aria-disabled") === "false"
             && document.querySelector("#tab-waiting [data-part='count']").textContent !== \"\"""",
        arg=state,
    )


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - it talks to the person who started it


if __name__ == "__main__":
    sys.exit(main())
