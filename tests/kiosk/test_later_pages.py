"""Where today has no number any more: a slip for a later day, offered, given, and kept without paper."""

from __future__ import annotations

from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, expect

from printers.emulator import Emulator
from tests.conftest import eventually
from tests.kiosk.conftest import MakeKiosk, MakeScreen
from tests.kiosk.fake_node import BOOKING_DAY, FakeNode
from tests.kiosk.paper_agent import PaperAgent
from tests.kiosk.screen import PORTRAIT, Screen

pytestmark = pytest.mark.browser


def use_up(facts: dict[str, object]) -> None:
    facts.update(open=False, why="full", booking_day=BOOKING_DAY)


def civil_status(node: FakeNode) -> dict[str, object]:
    found: dict[str, object] = next(one for one in node.catalogue["services"] if one["code"] == "ho-tich")
    return found


def test_who_comes_when_the_quota_is_used_up_gets_a_slip_for_the_first_free_day(
    look: MakeScreen, make_kiosk: MakeKiosk, node: FakeNode, printer: Emulator, printer_url: str
):
    use_up(civil_status(node))
    screen = look(make_kiosk(printer_url))
    screen.service("ho-tich")
    screen.procedure("dang-ky-khai-sinh")
    screen.reads("Thứ Năm, 26/11")
    expect(screen.page.locator("[data-action^='take']")).to_have_count(1)
    screen.page.locator("[data-action='take-later']").dblclick()
    screen.at("ticket")
    screen.reads("từ 08:00 đến 08:30")
    screen.reads("Mời quý vị nhận phiếu hẹn")
    assert screen.number() == "A001"
    assert node.doors == ["bookings"]
    assert eventually(lambda: len(printer.receipts) == 1)


def test_who_comes_a_moment_too_late_is_offered_one_and_keeps_it_by_phone_without_paper(
    look: MakeScreen, make_kiosk: MakeKiosk, node: FakeNode, printer: Emulator, printer_url: str, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):  # fmt: skip
    monkeypatch.setattr("kiosk.agent.LOOK_EVERY_S", 0.1)
    screen = look(make_kiosk(printer_url))
    screen.service("ho-tich")
    screen.procedure("dang-ky-khai-sinh")
    node.refuse = "service_full"
    screen.do("take")
    screen.at("refused")
    use_up(civil_status(node))
    screen.reads("Quý vị có thể lấy phiếu hẹn cho ngày khác.")
    node.refuse = None
    printer.fault("paper_out")
    screen.do("take-later")
    screen.at("no-paper")
    screen.reads("Lịch hẹn của quý vị đã được giữ.")
    screen.reads("Thứ Năm, 26/11")
    screen.page.screenshot(path=tmp_path / "screen.png")
    (code,) = zxingcpp.read_barcodes(Image.open(tmp_path / "screen.png"))
    assert code.text == node.tickets[0]["url"]


def test_no_later_day_is_offered_by_who_cannot_know_one_or_may_not_give_it(browser: Browser):
    paper = PaperAgent()
    use_up(paper.service("ho-tich"))
    screen = Screen.on_paper(browser.new_page(viewport=PORTRAIT), paper)
    row = screen.page.locator("[data-service='ho-tich']")
    expect(row).not_to_have_attribute("aria-disabled", "true")
    lost = {"link": "lost", "snapshot": None, "emergency": 50}
    for change in (lost, {"settings": {**paper.picture["settings"], "mode": "priority_only"}}):
        known = {name: paper.picture[name] for name in change}
        paper.picture.update(change)
        screen.pass_time(1_500)
        expect(row).to_have_attribute("aria-disabled", "true")
        paper.picture.update(known)
        screen.pass_time(1_500)
        expect(row).not_to_have_attribute("aria-disabled", "true")
    screen.page.close()
