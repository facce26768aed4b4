"""The main job as people do it, in Chromium, untouched by test hooks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import DESK, KIOSK, PHONE, WALL, Demo, sign_in_by_keyboard, window
from tests.conftest import eventually

pytestmark = pytest.mark.browser


def take_a_number(page: Page) -> str:
    """Three touches: field, procedure, take."""
    page.locator("[data-service='ho-tich']").first.click()
    page.locator("[data-procedure]").first.click()
    page.locator("[data-action='take']").click()
    shown = page.locator("[data-number]:visible").first
    expect(shown).to_contain_text(re.compile(r"A\d{3}"))
    return re.search(r"A\d{3}", shown.inner_text())[0]


def newest_paper(folder: Path, before: set[Path]) -> Path:
    assert eventually(lambda: bool(set(folder.glob("*.png")) - before), 20), "no paper came out"
    return max(set(folder.glob("*.png")) - before)


def test_a_number_from_the_kiosk_is_printed_called_and_seen(demo: Demo, context: BrowserContext):
    before = set(demo.paper.glob("*.png"))
    number = take_a_number(window(context, demo.kiosk, KIOSK))

    paper = newest_paper(demo.paper, before)
    address = zxingcpp.read_barcodes(Image.open(paper))[0].text
    assert re.fullmatch(rf"{re.escape(demo.node.upper())}/T/[0-9A-HJKMNP-TV-Z]{{13}}", address)

    phone = window(context, address, PHONE)
    expect(phone.locator("[data-number]").first).to_contain_text(number)
    expect(phone.locator("body")).to_have_attribute("data-state", "waiting")
    wall = window(context, f"{demo.node}/display/cn02", WALL)
    expect(wall.locator("body")).to_have_attribute("data-link", "live")

    desk = window(context, f"{demo.node}/", DESK)
    sign_in_by_keyboard(desk)
    desk.goto(f"{demo.node}/counter/cn02/3")
    expect(desk.locator("body")).to_have_attribute("data-state", "closed")
    desk.keyboard.press("F2")
    expect(desk.locator("body")).to_have_attribute("data-state", "idle")
    desk.wait_for_timeout(1100)  # a second press within a second is one press
    desk.keyboard.press("F2")
    expect(desk.locator("body")).to_have_attribute("data-state", "called")

    expect(wall.locator(f"[data-number='{number}']:visible").first).to_be_visible()
    expect(wall.locator("[data-counter='3']:visible").first).to_be_visible()
    expect(phone.locator("body")).to_have_attribute("data-state", "called")
    expect(phone.locator("[data-counter]:visible").first).to_contain_text("3")


def test_nothing_is_asked_of_any_other_host(demo: Demo, context: BrowserContext):
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    for url, size in ((demo.kiosk, KIOSK), (f"{demo.node}/display/cn02", WALL), (f"{demo.node}/", DESK)):
        window(context, url, size).wait_for_load_state("load")
    assert asked
    assert all(url.startswith((demo.node, demo.kiosk, "data:")) for url in asked)
