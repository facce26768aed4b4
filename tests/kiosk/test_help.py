"""The kiosk's bell: it rings once, tells the truth, and keeps the person's place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import requests
from playwright.sync_api import Page, expect

from config.clock import SystemClock
from printers.emulator import Emulator
from tests.kiosk.conftest import MORNING, Kiosk, MakeKiosk, MakeScreen
from tests.kiosk.fake_node import FakeNode
from tests.kiosk.screen import CROWDED, Screen

AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
FAULTS = "axe.run().then((found) => found.violations.map((one) => one.id + ' ' + one.nodes[0].target))"


class Clock(SystemClock):
    """A machine's clock whose seconds the test may let pass."""

    def __init__(self) -> None:
        super().__init__(MORNING)
        self.passed = 0.0

    def monotonic(self) -> float:
        return super().monotonic() + self.passed


def ring(kiosk: Kiosk) -> Any:
    return requests.post(f"{kiosk.agent.url}/api/help", timeout=20).json()["state"]


def bell(kiosk: Kiosk) -> Any:
    return requests.get(f"{kiosk.agent.url}/api/help", timeout=20).json()["state"]


def faults(page: Page) -> Any:
    page.evaluate(AXE.read_text("utf-8"))
    return page.evaluate(FAULTS)


def test_the_agent_rings_and_learns_that_somebody_comes(kiosk: Kiosk, node: FakeNode):
    assert bell(kiosk) == "quiet"
    assert ring(kiosk) == "ringing"
    assert bell(kiosk) == "ringing"
    node.coming = True
    assert bell(kiosk) == "coming"
    assert node.rings == 1


def test_a_node_that_is_away_was_not_rung(kiosk: Kiosk, node: FakeNode):
    node.away = True
    assert ring(kiosk) == "away"
    node.away = False
    assert bell(kiosk) == "quiet"
    assert ring(kiosk) == "ringing"


def test_a_kiosk_that_has_never_met_its_node_does_not_pretend(make_kiosk: MakeKiosk, node: FakeNode):
    node.away = True
    assert ring(make_kiosk()) == "away"


def test_a_call_without_a_word_of_the_node_is_not_believed_for_long(make_kiosk: MakeKiosk, node: FakeNode):
    clock = Clock()
    kiosk = make_kiosk(clock=clock)
    ring(kiosk)
    node.away = True
    assert bell(kiosk) == "ringing"
    clock.passed = 9
    assert bell(kiosk) == "away"
    node.away = False
    assert bell(kiosk) == "ringing"


@pytest.mark.browser
def test_help_rings_says_who_comes_and_leads_back_to_the_same_place(screen: Screen, node: FakeNode):
    screen.service("ho-tich")
    screen.procedure("dang-ky-khai-sinh")
    screen.do("help")
    screen.at("help")
    screen.reads("Đã gọi cán bộ hướng dẫn")
    screen.do("help")
    node.coming = True
    screen.reads("Cán bộ đang đến với quý vị")
    assert node.rings == 1
    screen.do("back")
    screen.at("confirm")
    screen.reads("Đăng ký khai sinh")


@pytest.mark.browser
def test_without_the_node_the_page_sends_the_person_to_the_desk_and_may_try_again(
    screen: Screen, node: FakeNode
):
    screen.service("ho-tich")
    node.away = True
    screen.do("help")
    expect(screen.page.locator("[data-help='away']")).to_contain_text("Mời quý vị đến bàn hướng dẫn.")
    expect(screen.page.locator("main")).not_to_contain_text("Đã gọi")
    node.away = False
    screen.page.locator("main [data-action='help']").click()
    screen.reads("Đã gọi cán bộ hướng dẫn")
    screen.do("back")
    screen.at("procedures")


@pytest.mark.browser
def test_help_beside_a_number_keeps_the_number_on_the_screen(screen: Screen, kiosk: Kiosk, node: FakeNode):
    number = screen.take()
    kiosk.paper(node.tickets[0]["id"])
    screen.do("help")
    screen.at("help")
    screen.do("back")
    assert screen.number() == number


@pytest.mark.browser
def test_help_can_be_called_where_nothing_else_can_be_done(
    look: MakeScreen, kiosk: Kiosk, printer: Emulator, node: FakeNode
):
    printer.fault("paper_out")
    screen = look(kiosk)
    screen.at("no-paper")
    screen.do("help")
    screen.reads("Đã gọi cán bộ hướng dẫn")
    screen.do("back")
    screen.at("no-paper")


@pytest.mark.browser
def test_who_waits_for_help_is_not_sent_home_in_a_minute_and_the_place_is_cleared_at_last(
    look: MakeScreen, kiosk: Kiosk
):
    screen = look(kiosk, prepared=lambda page: page.clock.install())
    screen.service("ho-tich")
    screen.do("help")
    screen.reads("Đã gọi cán bộ hướng dẫn")
    screen.page.clock.run_for(150_000)
    screen.at("help")
    screen.page.clock.run_for(12_000)
    screen.at("idle")
    screen.page.clock.run_for(21_000)
    screen.at("home")


@pytest.mark.browser
def test_each_state_of_the_bell_can_be_read_with_high_contrast(
    look: MakeScreen, kiosk: Kiosk, node: FakeNode
):
    """The other looks are tried with every state of the page, in `test_fitting`."""
    screen = look(kiosk)
    screen.page.evaluate("document.fonts.ready")
    screen.do("contrast")
    node.away = True
    screen.do("help")
    for state in ("away", "ringing", "coming"):
        if state == "ringing":
            node.away = False
            screen.page.locator("main [data-action='help']").click()
        node.coming = state == "coming"
        seen = screen.page.locator(f"[data-help='{state}']")
        expect(seen).to_be_visible()
        assert screen.page.evaluate(CROWDED) == []
        assert faults(screen.page) == []
