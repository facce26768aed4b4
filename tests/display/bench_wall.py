"""What a wall costs and how soon it shows and speaks: weight of its page, call to the picture, call to the first sound,
memory over many calls. From the call to twenty walls' lines is measured by `moiso bench`.

`.venv/bin/python -m tests.display.bench_wall` prints figures and their aim; judges nothing."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import CHROMIUM_FLAGS, chromium
from tests.display.hall import Hall
from tests.display.pictures import FACTS, call, heartbeat, snapshot
from tests.node import Caller, NodeProcess

CALLS, ROUNDS = 20_000, 20
APART_S = 15
"""Until a call has been said, and said once more."""
FIRST_SOUND = """() => {
  const start = AudioBufferSourceNode.prototype.start;
  window.began = [];
  AudioBufferSourceNode.prototype.start = function (when) {
    window.began.push(Date.now() + 1000 * (when - this.context.currentTime));
    return start.call(this, when);
  };
}"""
PAINTED = """() => {
  window.painted = {};
  const note = (number) => { window.painted[number] = window.painted[number] || Date.now(); };
  const look = () => {
    const shown = [...document.querySelectorAll("[data-number]")].map((one) => one.textContent);
    requestAnimationFrame(() => shown.forEach(note));
  };
  document.addEventListener("DOMContentLoaded", () =>
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true }));
}"""
"""When each number stood there first: in the frame after the page was told to show it."""
WEIGHT = """() => performance.getEntriesByType("resource").concat(performance.getEntriesByType("navigation"))
  .filter(({ name }) => !/fonts|clips|\\/api\\/|worker/.test(name))
  .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)"""


def main() -> int:
    with TemporaryDirectory(prefix="moiso-bench-") as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
        node = NodeProcess(Path(folder), {"MOISO_ALWAYS_OPEN": "1"}).start()
        try:
            node.furnish()
            page = _wall(browser, node)
            _say(f"page without fonts and clips: {page.evaluate(WEIGHT) / 1024:.0f} KiB   (aim 200)")
            frames, sounds = map(sorted, zip(*_spans(page, node), strict=True))
            middle, most = frames[len(frames) // 2], frames[-1]
            _say(f"call to the picture: {middle:.0f} ms in the middle, {most:.0f} at most")
            middle, most = sounds[len(sounds) // 2], sounds[-1]
            _say(f"call to first sound: {middle:.0f} ms in the middle, {most:.0f} at most   (aim 500)")
        finally:
            node.stop()
        _say(f"{CALLS:,} calls: {_growth(browser) / 2**20:+.1f} MiB of script memory   (aim 20)")
        browser.close()
    return 0


def _wall(browser: Browser, node: NodeProcess) -> Page:
    page = browser.new_page(viewport={"width": 1920, "height": 1080})
    page.add_init_script(f"({FIRST_SOUND})()")
    page.add_init_script(f"({PAINTED})()")
    page.goto(f"{node.url}/display/cn02?sound=on")
    page.wait_for_selector("#mute", state="hidden")
    page.wait_for_timeout(2000)
    return page


def _spans(page: Page, node: NodeProcess) -> list[tuple[float, float]]:
    """From the press to the picture and to the first sound, in ms."""
    officer, kiosk = node.script("ana"), node.kiosk()
    officer.at("1", "open")
    return [_span(page, officer, kiosk) for _ in range(ROUNDS)]


def _span(page: Page, officer: Caller, kiosk: Caller) -> tuple[float, float]:
    kiosk.take("ho-tich")
    before = page.evaluate("window.began.length")
    pressed = 1000 * time.time()
    called = officer.at("1", "call-next").json()
    page.wait_for_function("count => window.began.length > count", arg=before)
    began: float = page.evaluate("count => window.began[count]", before)
    painted: float = page.evaluate("number => window.painted[number]", called["number"])
    officer.do(called["id"], "no-show")
    page.wait_for_timeout(1000 * APART_S)
    return painted - pressed, began - pressed


def _growth(browser: Browser) -> float:
    """Bytes, once what was thrown away is gone."""
    page = browser.new_page(viewport={"width": 1920, "height": 1080})
    hall = Hall(page, FACTS)
    hall.answer = snapshot(1, [])
    hall.open()
    _calls(hall, 2, 500)
    before = _memory(page)
    _calls(hall, 502, CALLS)
    return _memory(page) - before


def _calls(hall: Hall, first: int, count: int) -> None:
    listed: list[dict[str, object]] = []
    for seq in range(first, first + count):
        listed = [call(f"A{seq % 1000:03}", "08:34:00", id=f"1-{seq}"), *listed[:11]]
        hall.push("snapshot", snapshot(seq, listed))
        if seq % 500 == 0:
            hall.push("heartbeat", heartbeat(seq))
            hall.page.clock.run_for(1000)


def _memory(page: Page) -> float:
    line = page.context.new_cdp_session(page)
    line.send("HeapProfiler.collectGarbage")
    used: float = line.send("Runtime.getHeapUsage")["usedSize"]
    return used


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - it talks to the person who started it


if __name__ == "__main__":
    sys.exit(main())
