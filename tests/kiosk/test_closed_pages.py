"""What cannot be had here or now: the page says why, and where or when instead."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.kiosk.conftest import MakeKiosk, MakeScreen
from tests.kiosk.fake_node import FakeNode

pytestmark = pytest.mark.browser


def test_a_kiosk_without_its_node_says_where_it_is_and_where_to_go(
    look: MakeScreen, make_kiosk: MakeKiosk, node: FakeNode
):
    make_kiosk().agent.stop()
    node.away = True
    screen = look(make_kiosk())
    screen.at("away")
    expect(screen.page.locator("body[data-link='lost']")).to_be_visible()
    screen.reads("85 Dịch Vọng Hậu")
    screen.reads("Mời quý vị sang máy khác hoặc gặp bàn hướng dẫn.")


def test_a_closed_branch_says_when_it_opens(
    look: MakeScreen, make_kiosk: MakeKiosk, printer_url: str, node: FakeNode
):
    for one in node.catalogue["services"]:
        one |= {"open": False, "why": "hours", "opens_at": "2026-11-25T13:00:00+07:00"}
    node.snapshot |= {
        "open": False,
        "opens_at": "2026-11-25T13:00:00+07:00",
        "at": "2026-11-25T12:14:00+07:00",
    }
    screen = look(make_kiosk(printer_url))
    screen.at("closed")
    screen.reads("Trung tâm đang nghỉ trưa")
    screen.reads("13:00")
    screen.reads("còn 46 phút")


def test_a_closed_service_stays_in_sight_with_its_reason_and_cannot_be_chosen(
    look: MakeScreen, make_kiosk: MakeKiosk, printer_url: str, node: FakeNode
):
    node.catalogue["services"][2] |= {"open": False, "why": "full"}
    screen = look(make_kiosk(printer_url))
    row = screen.page.locator("[data-service='dat-dai']")
    expect(row).to_contain_text("Hôm nay đã hết số")
    assert row.get_attribute("aria-disabled") == "true"
    row.dispatch_event("click")
    screen.at("home")


def test_what_is_done_elsewhere_shows_the_address_and_issues_nothing(
    look: MakeScreen, make_kiosk: MakeKiosk, printer_url: str, node: FakeNode
):
    node.catalogue["services"][8]["offered_at"] = "cn01-kq"
    screen = look(make_kiosk(printer_url))
    screen.service("tra-ket-qua")
    screen.at("elsewhere")
    screen.reads("657 Lạc Long Quân")
    expect(screen.page.locator("[data-action^='take']")).to_have_count(0)
    assert node.asked == []


def test_missing_figures_are_said_to_be_missing(
    look: MakeScreen, make_kiosk: MakeKiosk, printer_url: str, node: FakeNode
):
    node.snapshot["services"] = node.snapshot["services"][1:]
    screen = look(make_kiosk(printer_url))
    expect(screen.page.locator("[data-service='ho-tich']")).to_contain_text("Chưa có số liệu")
    expect(screen.page.locator("[data-service='chung-thuc']")).to_contain_text("5–10 phút")
