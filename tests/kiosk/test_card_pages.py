"""A card at the touch page: read only where a decision allows it; told in a line, with a button suggested."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.kiosk.conftest import MakeKiosk, MakeScreen
from tests.kiosk.fake_node import FakeNode
from tests.kiosk.screen import CROWDED, LANDSCAPE, PATIENCE_MS, PORTRAIT, Screen
from tests.kiosk.test_cards import NUMBER, OLD, PERSON, SCAN, YOUNG
from tests.kiosk.test_scanning import TYPE

pytestmark = pytest.mark.browser
SUGGESTED = ".k-btn--suggested"


def scan(screen: Screen, text: str, state: str = "read") -> None:
    screen.page.evaluate(TYPE, text)
    expect(screen.page.locator(f"[data-card='{state}']")).to_be_visible()


def to_confirm(screen: Screen) -> None:
    screen.service("ho-tich")
    screen.procedure("dang-ky-khai-sinh")
    screen.at("confirm")


@pytest.fixture
def screen(look: MakeScreen, make_kiosk: MakeKiosk, printer_url: str, node: FakeNode) -> Screen:
    """Of a kiosk that may read cards."""
    node.settings["card_scan"] = dict(SCAN)
    return look(make_kiosk(printer_url))


def test_an_old_card_suggests_priority_and_leaves_the_choice(screen: Screen, node: FakeNode):
    asked: list[tuple[str, str, str]] = []
    screen.page.on("request", lambda one: asked.append((one.method, one.url, one.post_data or "")))
    scan(screen, OLD)
    screen.at("home")
    screen.reads("Đã đọc thẻ.")
    to_confirm(screen)
    screen.reads("Đã đọc thẻ.")
    screen.reads("Theo thẻ, quý vị được lấy số ưu tiên.")
    expect(screen.page.locator(SUGGESTED)).to_have_attribute("data-action", "take-priority")
    assert node.persons == []
    assert screen.page.evaluate("document.activeElement.dataset.action") is None
    screen.do("take-priority")
    screen.number()
    assert (node.tickets[0]["priority"], node.persons) == ("elderly", [PERSON])
    (told,) = [(method, url) for method, url, body in asked if NUMBER in body]
    assert told == ("POST", f"{screen.page.url}api/card")
    assert [url for _, url, _ in asked if NUMBER in url] == []
    assert NUMBER not in screen.page.content()
    screen.do("home")
    expect(screen.page.locator("[data-card]")).to_have_count(0)


def test_a_plain_number_is_taken_all_the_same_and_the_card_is_used_up(screen: Screen, node: FakeNode):
    to_confirm(screen)
    scan(screen, OLD)
    screen.at("confirm")
    screen.do("take")
    screen.number()
    screen.do("home")
    screen.take()
    assert [one["priority"] for one in node.tickets] == ["none", "none"]
    assert node.persons == [PERSON, None]


def test_a_young_card_suggests_nothing_and_one_that_cannot_be_read_is_told_kindly(
    screen: Screen, node: FakeNode
):
    to_confirm(screen)
    scan(screen, YOUNG)
    expect(screen.page.locator(SUGGESTED)).to_have_count(0)
    scan(screen, NUMBER + "|no card", "unreadable")
    screen.reads("Chưa đọc được thẻ. Quý vị vẫn lấy được số.")
    screen.at("confirm")
    screen.do("take-priority")
    screen.number()
    assert (node.tickets[0]["priority"], node.persons) == ("declared", [None])


def test_beside_staff_the_reason_is_suggested(
    look: MakeScreen, make_kiosk: MakeKiosk, printer_url: str, node: FakeNode
):
    node.settings |= {"mode": "assisted", "card_scan": dict(SCAN)}
    screen = look(make_kiosk(printer_url))
    scan(screen, OLD)
    to_confirm(screen)
    expect(screen.page.locator("[data-priority]")).to_have_count(len(node.catalogue["priority"]))
    expect(screen.page.locator(SUGGESTED)).to_have_attribute("data-priority", "elderly")


def test_who_has_had_all_numbers_of_the_day_is_sent_to_the_desk(screen: Screen, node: FakeNode):
    node.refuse = "person_limit"
    screen.page.locator("[data-value='en']").click()
    scan(screen, OLD)
    screen.reads("Card read. Its number and name are not kept.")
    to_confirm(screen)
    screen.do("take")
    screen.at("refused")
    screen.reads("You have taken all your numbers for today")
    screen.reads("Please ask the help desk.")


def test_when_the_decision_is_withdrawn_a_card_is_dropped_at_its_twelfth_digit(
    screen: Screen, node: FakeNode
):
    del node.settings["card_scan"]
    node.settings["mode"] = "priority_only"
    expect(screen.page.locator("#kiosk")).to_contain_text("Máy này dành cho người", timeout=PATIENCE_MS)
    asked: list[str] = []
    screen.page.on("request", lambda one: asked.append(one.url + (one.post_data or "")))
    screen.page.evaluate(TYPE, OLD)
    screen.reads("Quý vị không cần quét thẻ")
    assert [one for one in asked if "card" in one.rpartition("/api/")[2] or NUMBER in one] == []


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.thorough
def test_the_line_crowds_nothing_out(screen: Screen, size: dict[str, int], language: str):
    screen.page.set_viewport_size(size)
    screen.page.evaluate("document.fonts.ready")
    screen.page.locator(f"[data-value='{language}']").click()
    for mode in ("", "large", "low", "contrast"):
        if mode:
            screen.do(mode)
        for text, state in ((OLD, "read"), (NUMBER + "|no card", "unreadable")):
            scan(screen, text, state)
            assert screen.page.evaluate(CROWDED) == []
            screen.service("chung-thuc")
            screen.at("procedures")
            assert screen.page.evaluate(CROWDED) == []
            screen.procedure("chu-ky")
            screen.at("confirm")
            assert screen.page.evaluate(CROWDED) == []
            screen.do("back")
            screen.do("back")
        if mode:
            screen.do(mode)
