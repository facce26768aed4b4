"""From a touch to the next page painted, in a real Chromium on a processor made four times slower.

`.venv/bin/python -m tests.browser.bench_touch` prints figures and their aim; judges nothing."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, expect, sync_playwright

from config.clock import SystemClock
from config.kiosk_settings import KioskSettings
from kiosk.agent import Agent
from tests.conftest import CHROMIUM_FLAGS, chromium
from tests.kiosk.conftest import MORNING
from tests.kiosk.fake_node import TOKEN, FakeNode

SIZES = {"portrait": {"width": 1080, "height": 1920}, "landscape": {"width": 1280, "height": 1024}}
SLOWER, ROUNDS, WARM, TRIES = 4, 40, 3, 20
TOUCHES = (
    ("[data-service='ho-tich']", "procedures"),
    ("[data-procedure='dang-ky-khai-sinh']", "confirm"),
    ("[data-action='take']", "taking"),
)
WATCH = """() => {
  const after = new MessageChannel();
  window.spans = [];
  window.painted = null;
  after.port1.onmessage = () => window.painted();
  addEventListener("click", (event) => {
    const touched = event.timeStamp;
    requestAnimationFrame(() => {
      const page = document.body.dataset.state;
      window.painted = () => window.spans.push([page, performance.now() - touched]);
      after.port2.postMessage(null);
    });
  }, true);
}"""
"""The message comes when the frame that the touch has changed is painted."""


def main() -> int:
    with _a_kiosk() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
        for name, size in SIZES.items():
            _measure(browser, url, name, size)
        browser.close()
    return 0


@contextmanager
def _a_kiosk() -> Iterator[str]:
    node = FakeNode()
    node.start()
    with TemporaryDirectory(prefix="moiso-bench-") as folder, ExitStack() as running:
        running.callback(node.stop)
        settings = KioskSettings(
            node.url, TOKEN, f"preview://{folder}/slips", port=0, data=Path(folder) / "kiosk"
        )
        agent = Agent(settings, SystemClock(MORNING))
        agent.start()
        running.callback(agent.stop)
        yield agent.url


def _measure(browser: Browser, url: str, name: str, size: dict[str, int]) -> None:
    context = browser.new_context(viewport=size, has_touch=True)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(url)
    expect(page.locator("body[data-state='home']")).to_be_visible()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.evaluate(WATCH)
    for _ in range(WARM + ROUNDS):
        _walk(page)
    spans: dict[str, list[float]] = defaultdict(list)
    for state, span in page.evaluate("window.spans"):
        spans[state].append(span)
    for _, state in TOUCHES:
        ordered = sorted(spans[state][WARM:])
        middle, slow = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
        _say(f"{name:10} touch to {state:10} {middle:6.0f} ms in the middle, {slow:.0f} at 95 %   (aim 100)")
    context.close()


def _walk(page: Page) -> None:
    """Three touches, a number, and home again."""
    for control, state in TOUCHES:
        _tap(page, control)
        if state != "taking":
            expect(page.locator(f"body[data-state='{state}']")).to_be_visible()
    expect(page.locator("body[data-state='ticket']")).to_be_visible(timeout=20_000)
    _tap(page, "#kiosk [data-action='home']")
    expect(page.locator("body[data-state='home']")).to_be_visible(timeout=20_000)


def _tap(page: Page, control: str) -> None:
    """By the finger, where the control stands; a page that is just being redrawn is asked again."""
    boxes = (page.locator(control).bounding_box(timeout=20_000) for _ in range(TRIES))
    box = next(filter(None, boxes))
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - it talks to the person who started it


if __name__ == "__main__":
    sys.exit(main())
