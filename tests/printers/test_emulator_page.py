"""The page of the printer in software: what is on the paper, and a switch for each fault, for this machine alone."""

from __future__ import annotations

import signal
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from playwright.sync_api import Browser, Page, expect

from config.words import LANGUAGES, LOCALES
from printers.emulator import Emulator
from printers.emulator_page import Page as Served
from printers.faults import Fault
from tests.conftest import eventually
from tests.printers.wire import CUT, connect, raster

AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
VIOLATIONS = "axe.run().then((found) => found.violations.map((one) => one.id + ' ' + one.nodes[0].target))"
KIOSK = Path(sys.executable).with_name("moiso-kiosk")
STRIPES = raster(*[b"\xff\x00" * 36] * 400)


@pytest.fixture
def emulator(tmp_path: Path) -> Iterator[Emulator]:
    with Emulator(tmp_path) as running:
        yield running


@pytest.fixture
def url(emulator: Emulator) -> Iterator[str]:
    page = Served(emulator)
    page.start()
    yield page.url
    page.stop()


def ask(method: str, address: str, **more: Any) -> requests.Response:
    with requests.Session() as session:
        session.trust_env = False
        return session.request(method, address, timeout=10, **more)


def prints(emulator: Emulator, *jobs: bytes) -> None:
    with connect(emulator) as line:
        line.sendall(b"".join(jobs))
        assert eventually(emulator.idle)


def test_it_tells_what_is_on_the_paper_and_what_was_cut(emulator: Emulator, url: str):
    prints(emulator, STRIPES + CUT, STRIPES + CUT, raster(b"\xff"))
    seen = ask("GET", f"{url}/api/paper").json()
    assert seen == {
        "state": "ready", "faults": [], "moved_mm": 124, "rows": 1, "count": 2,
        "receipts": ["receipt-0002.png", "receipt-0001.png"],
    }  # fmt: skip
    for path in ("/strip.png", "/receipts/receipt-0001.png"):
        assert ask("GET", url + path).content.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "path", ["/receipts/receipt-0001.png", "/receipts/..%2Fsecret.png", "/strip.png", "/x"]
)
def test_what_was_not_printed_is_not_there(url: str, path: str):
    assert ask("GET", url + path).status_code == 404


@pytest.mark.parametrize("fault", list(Fault))
def test_each_fault_can_be_switched(emulator: Emulator, url: str, fault: Fault):
    for on in (True, False):
        told = ask("PUT", f"{url}/api/faults/{fault}", json={"on": on}, headers={"Origin": url})
        assert told.json()["faults"] == [fault] * on
        assert emulator.faults == ({fault} if on else set())


@pytest.mark.parametrize(
    ("path", "body"),
    [("faults/on_fire", {"on": True}), ("faults/offline", {"on": 1}), ("faults/offline", [])],
)
def test_a_switch_that_is_none_is_refused(url: str, path: str, body: object):
    assert ask("PUT", f"{url}/api/{path}", json=body, headers={"Origin": url}).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "printer.example"},
        {"Origin": "http://printer.example"},
        {"Origin": "null"},
        {"Host": "127.0.0.1"},
    ],
)
def test_nobody_else_gets_in(emulator: Emulator, url: str, headers: dict[str, str]):
    assert ask("GET", f"{url}/api/paper", headers=headers).status_code == 403
    told = ask("PUT", f"{url}/api/faults/offline", json={"on": True}, headers={"Origin": url} | headers)
    assert told.status_code == 403
    assert ask("POST", f"{url}/api/acts/reboot").status_code == 403, "without saying where it comes from"
    assert emulator.faults == set()


def test_nothing_of_it_is_kept_or_comes_from_elsewhere(url: str):
    headers = ask("GET", url).headers
    assert headers["Cache-Control"] == "no-store"
    assert "default-src 'self'" in headers["Content-Security-Policy"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_has_its_words(language: str):
    words = tomllib.loads((LOCALES / language / "emulator.toml").read_text("utf-8"))
    assert {word for fault in Fault for word in (fault, f"{fault}_about")} <= set(words)
    assert set(words) == set(tomllib.loads((LOCALES / "vi/emulator.toml").read_text("utf-8")))


def test_it_is_served_beside_the_printer_until_that_is_ended(tmp_path: Path):
    command = [
        KIOSK,
        "emulate-printer",
        "--port",
        "0",
        "--paper",
        tmp_path,
        "--fault",
        "near_end",
        "--fault",
        "mute",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("listening on tcp://127.0.0.1:")
        page = process.stdout.readline().removeprefix("paper and faults: ").strip()
        assert ask("GET", f"{page}/api/paper").json()["faults"] == ["near_end", "mute"]
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0


@pytest.mark.parametrize(("flag", "value"), [("--fault", "on_fire"), ("--speed", "-1"), ("--speed", "fast")])
def test_a_printer_that_cannot_be_is_one_line_and_exit_code_2(flag: str, value: str):
    done = subprocess.run(
        [KIOSK, "emulate-printer", flag, value], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert value in done.stderr


# In a browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    made = context.new_page()
    made.set_default_timeout(15_000)
    yield made
    context.close()


@pytest.mark.browser
def test_paper_comes_out_and_stops_where_a_switch_is_pressed(emulator: Emulator, url: str, page: Page):
    page.goto(url)
    expect(page.locator("#state")).to_have_text("Sẵn sàng")
    expect(page.locator("#strip")).to_be_hidden()
    page.get_by_role("button", name="Hết giấy Dừng ngay").click()
    expect(page.locator("[aria-pressed=true]")).to_have_count(1)
    expect(page.locator("#state")).to_have_text("Đã dừng · Hết giấy")
    with connect(emulator) as line:
        line.sendall(STRIPES + CUT + STRIPES)
        page.get_by_role("button", name="Thay cuộn giấy").click()
        expect(page.locator("#receipts img")).to_have_count(1)
        expect(page.locator("#strip")).to_be_visible()
        page.get_by_role("button", name="Tắt rồi bật lại").click()
        with pytest.raises(ConnectionResetError):
            line.recv(1)


@pytest.mark.browser
def test_a_printer_that_was_ended_is_said_to_be_gone(tmp_path: Path, page: Page):
    with Emulator(tmp_path) as emulator:
        served = Served(emulator)
        served.start()
        page.goto(f"{served.url}/?lang=en")
        expect(page.locator("#state")).to_have_text("Ready")
        served.stop()
    expect(page.locator("#state")).to_have_text("The printer in software does not answer")


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [(1280, 800), (390, 844), (320, 640)])
def test_it_can_be_used_by_everybody(
    emulator: Emulator, url: str, page: Page, language: str, size: tuple[int, int]
):
    outside: list[str] = []
    page.on("request", lambda asked: asked.url.startswith(url) or outside.append(asked.url))
    page.on("pageerror", lambda problem: outside.append(str(problem)))
    prints(emulator, (STRIPES + CUT) * 3, STRIPES)
    for fault in Fault:
        emulator.fault(fault)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"{url}/?lang={language}")
    expect(page.locator("[aria-pressed=true]")).to_have_count(len(Fault))
    page.evaluate(AXE.read_text("utf-8"))
    assert page.evaluate(VIOLATIONS) == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert outside == []
