"""The demo as a new user starts it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

BIN = Path(sys.executable).parent


KIOSK = {"width": 1080, "height": 1920}
WALL = {"width": 1920, "height": 1080}
DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
PATIENCE_MS = 15_000


@dataclass(frozen=True)
class Demo:
    node: str
    kiosk: str
    printer: str
    paper: Path
    said: str


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context()
    made.set_default_timeout(PATIENCE_MS)
    yield made
    made.close()


def window(context: BrowserContext, url: str, size: dict[str, int]) -> Page:
    page = context.new_page()
    page.set_viewport_size(size)
    page.goto(url)
    return page


def sign_in_by_keyboard(page: Page, name: str = "officer1") -> None:
    page.locator("[name='username']").focus()
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type("moiso-demo")
    page.keyboard.press("Enter")
    expect(page.locator("body")).to_have_attribute("data-state", "signed-in")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """`moiso demo` in a folder of its own, ended by SIGTERM."""
    folder = tmp_path_factory.mktemp("demo")
    spoken = folder / "var/demo/voice/made"
    spoken.mkdir(parents=True)
    # As on a second run: the first one speaks the centre's names, which takes seconds.
    (spoken / "pack.json").write_text('{"engine": "", "clips": {}}')
    kept = {name: text for name, text in os.environ.items() if not name.startswith("MOISO_")}
    ports = {"PORT": str(free_port()), "KIOSK_PORT": str(free_port())}
    process = subprocess.Popen(
        [BIN / "moiso", "demo"], cwd=folder, env={**kept, **ports, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if "Ctrl-C" in line:
            break
    try:
        assert process.poll() is None, said
        told = dict(re.findall(r"^  (kiosk|printer) +(\S+)", said, re.MULTILINE))
        node = f"http://127.0.0.1:{ports['PORT']}"
        yield Demo(node, told["kiosk"], told["printer"], folder / "var/demo/paper", said)
    finally:
        process.send_signal(signal.SIGTERM)
        rest = process.stdout.read()
        process.stdout.close()
        assert (process.wait(10), "Traceback" in rest) == (0, False), rest
