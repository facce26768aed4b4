"""The pages of a machine that is being set up, in a real Chromium: its code, the card against the screen, home."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from kiosk.agent import Agent
from tests.kiosk.conftest import NO_PRINTER, MakeMachine
from tests.kiosk.machine import NAME, Machine, approve
from tests.kiosk.screen import CROWDED, LANDSCAPE, PORTRAIT, Screen

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
FAULTS = "axe.run().then((found) => found.violations.map((one) => one.id + ' ' + one.nodes[0].target))"
MakeScreen = Callable[..., Screen]


@pytest.fixture
def before(browser: Browser) -> Iterator[MakeScreen]:
    pages: list[Page] = []

    def make(machine: Machine, size: dict[str, int] = PORTRAIT) -> Screen:
        page = browser.new_page(viewport=size)
        pages.append(page)
        return Screen(page, machine.agent.url)

    yield make
    for page in pages:
        page.close()


@pytest.fixture(autouse=True)
def nobody_keeps_the_name(north) -> Iterator[None]:
    yield
    north.cli("device", "revoke", NAME, "--branch", "cn02")


def is_well(screen: Screen) -> None:
    """With high contrast: nothing scrolls and axe is content. Every other look is tried in `test_fitting`."""
    screen.do("contrast")
    screen.page.evaluate(AXE.read_text("utf-8"))
    assert (screen.page.evaluate(CROWDED), screen.page.evaluate(FAULTS)) == ([], [])
    screen.do("contrast")


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def test_from_a_code_over_a_card_to_home(north, make_machine: MakeMachine, before: MakeScreen, size):
    machine = make_machine()
    screen = before(machine, size)
    screen.at("pairing")
    code = machine.code()
    expect(screen.page.locator("[data-code]")).to_have_attribute("data-code", code)
    expect(screen.page.locator("[data-code] span").first).to_have_text(code[:4])
    screen.reads("Mã mới sau 09:")
    is_well(screen)
    approve(north, machine)
    screen.at("calibrating")
    is_well(screen)
    screen.page.locator("[data-action='language'][data-value='vi']").click()
    before_mm = mm(screen)
    for _ in range(10):
        screen.page.locator("[data-card='wider']").click()
    screen.reads("điểm ảnh")
    box = screen.box(".k-card")
    assert abs(box["width"] / box["height"] - 85.6 / 53.98) < 0.01
    assert abs(box["width"] - before_mm * 85.6 - 10) < 0.6
    screen.page.locator("[data-card='done']").click()
    screen.at("trying")
    is_well(screen)
    screen.page.locator("[data-try='done']").click()
    screen.at("home")
    assert abs(mm(screen) - box["width"] / 85.6) < 0.01
    screen.page.reload()
    screen.at("home")
    assert abs(mm(screen) - box["width"] / 85.6) < 0.01
    assert screen.outside == []


def test_a_revoked_machine_turns_to_its_code_whatever_it_shows(north, make_machine, before):
    machine = make_machine(mm=4.03)
    approve(north, machine)
    assert machine.is_let_in()
    screen = before(machine)
    screen.at("trying")
    screen.page.locator("[data-try='done']").click()
    screen.at("home")
    screen.service("ho-tich")
    screen.at("procedures")
    north.act("device revoke", name=NAME, branch="cn02")
    screen.at("pairing")
    assert screen.page.locator("[data-service], [data-procedure]").count() == 0
    approve(north, machine)
    screen.at("trying")


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def test_a_machine_that_meets_no_node_says_which_one_it_looks_for(tmp_path, before, size):
    from config.clock import SystemClock
    from config.kiosk_settings import KioskSettings

    address = "http://127.0.0.1:9"
    agent = Agent(KioskSettings(address, "", NO_PRINTER, port=0, data=tmp_path), SystemClock())
    agent.start()
    try:
        screen = before(Machine(agent, tmp_path), size)
        screen.at("pairing")
        screen.reads(address)
        is_well(screen)
    finally:
        agent.stop()


def mm(screen: Screen) -> float:
    text = screen.page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--mm')")
    return float(text.removesuffix("px"))
