"""Who does not hear says so with one touch that nobody else needs, and is told how the call will look."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.kiosk.conftest import WISH, Kiosk, MakeScreen
from tests.kiosk.fake_node import FakeNode
from tests.kiosk.screen import CROWDED, LANDSCAPE, Screen
from tests.kiosk.test_emergency import back, prepared, short, take
from tests.kiosk.test_keys import press, walk_to

__all__ = ["prepared", "short"]


def test_only_who_says_so_is_called_by_signal(kiosk: Kiosk, node: FakeNode):
    assert "signal" not in take(kiosk)["ticket"]
    assert take(kiosk, signal=True)["ticket"]["signal"] is True
    assert [one.get("signal") for one in node.bodies] == [None, True]


@pytest.mark.parametrize("value", [False, None, 1, "true"], ids=repr)
def test_it_is_said_or_not_said(kiosk: Kiosk, node: FakeNode, new_touch: str, value: object):
    assert kiosk.touch(new_touch, **{**WISH, "signal": value}).status_code == 400
    assert node.asked == []


def test_a_number_of_the_kiosk_s_own_brings_it_along(prepared: Kiosk, node: FakeNode):
    told = [take(prepared, signal=True), take(prepared)]
    assert [one["ticket"]["signal"] for one in told] == [True, False]
    back(prepared, node, 2)
    brought = [one for one in node.bodies if one.get("number")]
    assert [(one["number"], one.get("signal")) for one in brought] == [("E101", True), ("E102", None)]


def signal(screen: Screen, pressed: bool) -> None:
    tool = screen.page.locator("[data-action='signal']")
    expect(tool).to_have_attribute("aria-pressed", str(pressed).lower())


@pytest.mark.browser
def test_one_touch_says_it_and_the_next_person_is_asked_nothing(
    look: MakeScreen, kiosk: Kiosk, node: FakeNode
):
    screen = look(kiosk, LANDSCAPE)
    screen.service("ho-tich")
    screen.procedure("dang-ky-khai-sinh")
    signal(screen, pressed=False)
    for pressed in (True, False, True):
        screen.do("signal")
        signal(screen, pressed)
    screen.reads("Mời bằng tín hiệu")
    screen.do("back")
    screen.procedure("dang-ky-khai-sinh")
    signal(screen, pressed=True)
    assert screen.page.evaluate(CROWDED) == []
    screen.do("take")
    screen.at("ticket")
    screen.reads("bảng gọi số nhấp nháy, cán bộ vẫy tay, điện thoại rung")
    expect(screen.page.locator("[data-action='signal']")).to_have_count(0)
    screen.page.locator("[data-action='home']").wait_for()
    assert screen.page.evaluate(CROWDED) == []
    screen.do("not-out")
    screen.reads("Mời bằng tín hiệu")
    assert screen.page.evaluate(CROWDED) == []
    screen.do("home")
    screen.take()
    screen.page.locator("[data-action='home']").wait_for()
    expect(screen.page.locator(".k-signal")).to_have_count(0)
    assert [one.get("signal") for one in node.bodies] == [True, None]


@pytest.mark.browser
def test_the_four_keys_reach_it(look: MakeScreen, kiosk: Kiosk, node: FakeNode):
    screen = look(kiosk)
    walk_to(screen, "[data-service='tra-ket-qua']")
    press(screen, "Enter")
    walk_to(screen, "[data-action='signal']")
    press(screen, "Enter")
    signal(screen, pressed=True)
    walk_to(screen, "[data-action='take']")
    press(screen, "Enter")
    assert screen.number() == "Q015"
    assert node.bodies[0]["signal"] is True
