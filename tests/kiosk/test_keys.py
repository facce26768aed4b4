"""The kiosk without a touch: four keys lead from home to a number, and every other key does nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.kiosk.conftest import Kiosk, MakeScreen
from tests.kiosk.fake_node import FakeNode
from tests.kiosk.screen import PATIENCE_MS, Screen

pytestmark = pytest.mark.browser
RING = """() => {
  const seen = getComputedStyle(document.activeElement);
  return document.activeElement.matches("button") && seen.outlineStyle === "solid" ? parseFloat(seen.outlineWidth) : 0;
}"""
MOST_STEPS = 40


def press(screen: Screen, *keys: str) -> None:
    for key in keys:
        screen.page.keyboard.press(key)


def walk_to(screen: Screen, control: str, key: str = "ArrowDown") -> None:
    screen.page.locator(control).first.wait_for()
    for _ in range(MOST_STEPS):
        if screen.page.evaluate("(one) => document.activeElement.matches(one)", control):
            return
        press(screen, key)
    pytest.fail(f"{control} was never reached")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_four_keys_lead_from_home_to_a_number(screen: Screen, node: FakeNode, language: str):
    screen.at("home")
    walk_to(screen, f"[data-value='{language}']", "ArrowUp")
    press(screen, "Enter")
    walk_to(screen, "[data-service='ho-tich']")
    press(screen, "Enter")
    screen.at("procedures")
    walk_to(screen, "[data-procedure='dang-ky-khai-sinh']")
    press(screen, " ")
    screen.at("confirm")
    walk_to(screen, "[data-action='take']")
    press(screen, "Enter")
    assert screen.number() == "A015"
    assert [one["language"] for one in node.tickets] == [language]
    walk_to(screen, "[data-action='home']")
    press(screen, "Enter")
    screen.at("home")


@pytest.mark.parametrize("theme", ["light", "contrast"])
def test_the_control_that_a_key_would_choose_wears_a_ring(screen: Screen, theme: str):
    if theme == "contrast":
        screen.do("contrast")
    for _ in range(len(screen.page.locator("button:enabled").all())):
        press(screen, "ArrowDown")
        assert screen.page.evaluate(RING) >= 4


def test_the_focus_goes_round_in_the_order_of_the_page(screen: Screen):
    screen.service("ho-tich")
    screen.at("procedures")
    count = screen.page.locator("#kiosk button:enabled").count()
    order = "() => [...document.querySelectorAll('#kiosk button:enabled')].indexOf(document.activeElement)"
    seen = []
    for _ in range(count + 1):
        press(screen, "ArrowDown")
        seen.append(screen.page.evaluate(order))
    assert seen == [*range(count), 0]
    press(screen, "ArrowUp")
    assert screen.page.evaluate(order) == count - 1


def test_the_focus_stays_where_it_is_when_the_page_is_drawn_anew(screen: Screen, node: FakeNode):
    walk_to(screen, "[data-service='dat-dai']")
    node.snapshot["services"][0] |= {"waiting": 77}
    node.snapshot["at"] = "2026-11-25T08:20:30+07:00"
    expect(screen.page.locator("[data-service='ho-tich']")).to_contain_text("77", timeout=PATIENCE_MS)
    assert screen.page.evaluate("document.activeElement.dataset.service") == "dat-dai"


def test_back_goes_a_step_back_and_then_stays_at_home(screen: Screen):
    screen.service("ho-tich")
    screen.procedure("dang-ky-khai-sinh")
    press(screen, "Escape")
    screen.at("procedures")
    press(screen, "Backspace")
    screen.at("home")
    press(screen, "Escape", "Backspace")
    screen.at("home")


def test_the_question_is_answered_with_keys(look: MakeScreen, kiosk: Kiosk):
    screen = look(kiosk, prepared=lambda page: page.clock.install())
    walk_to(screen, "[data-service='ho-tich']")
    press(screen, "Enter")
    screen.page.clock.run_for(41_000)
    screen.at("idle")
    press(screen, "Enter")
    screen.at("procedures")
    screen.page.clock.run_for(41_000)
    screen.at("idle")
    press(screen, "Escape")
    screen.at("procedures")
    screen.page.clock.run_for(41_000)
    screen.at("idle")
    walk_to(screen, "[data-action='finish']")
    press(screen, "Enter")
    screen.at("home")


OTHER_KEYS = {
    "function": ("F1", "F3", "F5", "F6", "F7", "F11", "F12"),
    "typing": ("Tab", "Home", "PageDown", "ArrowLeft", "a", "5", "Delete"),
    "browser": ("Control+p", "Control+r", "Control+f", "Control+Shift+i", "Alt+ArrowLeft", "Control+Enter"),
}


@pytest.mark.parametrize("kind", OTHER_KEYS)
def test_any_other_key_does_nothing(screen: Screen, kiosk: Kiosk, kind: str):
    screen.service("ho-tich")
    screen.at("procedures")
    walk_to(screen, "[data-procedure='dang-ky-khai-sinh']")
    screen.page.evaluate("window.sameDocument = true")
    for key in OTHER_KEYS[kind]:
        press(screen, key)
        screen.at("procedures")
        focused = screen.page.evaluate("document.activeElement.dataset.procedure")
        assert (key, focused) == (key, "dang-ky-khai-sinh")
        assert (key, screen.page.url) == (key, f"{kiosk.agent.url}/")
    assert screen.page.evaluate("window.sameDocument"), "one of them loaded the page again"


def test_a_key_that_is_held_chooses_once(screen: Screen, node: FakeNode):
    screen.service("tra-ket-qua")
    walk_to(screen, "[data-action='take']")
    for _ in range(20):
        screen.page.keyboard.down("Enter")
    screen.page.keyboard.up("Enter")
    screen.number()
    assert len(node.tickets) == 1
