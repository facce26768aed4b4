"""Paper that runs out in front of a citizen: the number stays, staff are told, and paper back means all is well."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import DESK, KIOSK, Demo, sign_in_by_keyboard, window
from tests.conftest import eventually

pytestmark = pytest.mark.browser
WIDE = {"width": 1280, "height": 800}
PICTURES = os.environ.get("MOISO_PICTURES")
"""A folder to look at: each step leaves its screenshot there."""


def look(page: Page, name: str, tmp_path: Path) -> Path:
    path = Path(PICTURES or tmp_path) / f"{name}.png"
    page.screenshot(path=path)
    return path


def test_paper_out_is_said_to_all_who_need_it_and_paper_back_mends_it(
    demo: Demo, context: BrowserContext, tmp_path: Path
):
    kiosk, printer = window(context, demo.kiosk, KIOSK), window(context, demo.printer, WIDE)
    desk = window(context, f"{demo.node}/", DESK)
    sign_in_by_keyboard(desk, "supervisor")
    desk.goto(f"{demo.node}/board/cn02")
    kiosk.locator("[data-service='ho-tich']").first.click()
    kiosk.locator("[data-procedure]").first.click()
    printer.locator("[data-fault='paper_out']").click()
    expect(printer.locator("[data-fault='paper_out']")).to_have_attribute("aria-pressed", "true")

    kiosk.locator("[data-action='take']").click()
    expect(kiosk.locator("body")).to_have_attribute("data-state", "no-paper")
    number = kiosk.locator("[data-number]").first.inner_text()
    expect(kiosk.get_by_role("alert")).to_contain_text("Máy này hết giấy")
    code = zxingcpp.read_barcodes(Image.open(look(kiosk, "1-kiosk-without-paper", tmp_path)))[0].text
    assert code.startswith(f"{demo.node.upper()}/T/")
    assert not list(demo.paper.glob("*.png"))

    expect(desk.locator("main")).to_contain_text("Ki-ốt sảnh")
    expect(desk.locator("main")).to_contain_text("hết giấy", ignore_case=True)
    look(desk, "2-board-with-the-fault", tmp_path)
    look(printer, "3-printer-without-paper", tmp_path)

    printer.locator("[data-act='new_roll']").click()
    kiosk.locator("[data-action='print-again']").click()
    expect(kiosk.get_by_role("status")).to_contain_text("Mời quý vị nhận phiếu")
    assert eventually(lambda: len(list(demo.paper.glob("*.png"))) == 1)
    assert kiosk.locator("[data-number]").first.inner_text() == number
    look(kiosk, "4-kiosk-with-paper-again", tmp_path)
    expect(desk.locator("main")).not_to_contain_text("hết giấy", ignore_case=True)
    look(desk, "5-board-all-well", tmp_path)
    look(printer, "6-printer-with-its-slip", tmp_path)
