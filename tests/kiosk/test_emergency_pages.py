"""What a citizen sees when the line is cut: the same pages, a number of the kiosk's own, and the words for it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.conftest import eventually
from tests.kiosk.conftest import MakeKiosk
from tests.kiosk.fake_node import FakeNode
from tests.kiosk.screen import CROWDED, LANDSCAPE, PORTRAIT, Screen
from tests.kiosk.test_emergency import BLOCK

pytestmark = pytest.mark.browser
WORDS = {
    "vi": "Máy đang mất kết nối. Số này được gọi theo giờ in trên phiếu.",
    "en": "This machine is offline. Your number is called by the time on your slip.",
}


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_three_touches_are_a_number_also_without_the_node(
    browser: Browser, make_kiosk: MakeKiosk, node: FakeNode, printer_url: str,
    monkeypatch: pytest.MonkeyPatch, language: str, size: dict[str, int],
):  # fmt: skip
    monkeypatch.setattr("kiosk.branch.FRESH_S", 0.5)
    monkeypatch.setattr("kiosk.agent.LOOK_EVERY_S", 0.2)
    node.lease = BLOCK
    kiosk = make_kiosk(printer_url)
    assert eventually(lambda: kiosk.journal().recall("lease") is not None)
    node.away = True
    assert eventually(lambda: kiosk.picture()["link"] == "lost")
    context = browser.new_context(viewport=size, locale="vi-VN")  # type: ignore[arg-type]
    screen = Screen(context.new_page(), kiosk.agent.url)
    screen.at("home")
    expect(screen.page.locator("body[data-link='lost']")).to_be_visible()
    if language == "en":
        screen.page.locator("[data-action='language'][data-value='en']").click()
    assert screen.take() == "E101"
    screen.at("ticket")
    screen.reads(WORDS[language])
    assert screen.page.evaluate(CROWDED) == []
    assert screen.outside == []
    context.close()


def test_a_kiosk_without_numbers_of_its_own_sends_people_on(
    browser: Browser, make_kiosk: MakeKiosk, node: FakeNode, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("kiosk.branch.FRESH_S", 0.5)
    kiosk = make_kiosk()
    node.away = True
    assert eventually(lambda: kiosk.picture()["link"] == "lost")
    page = browser.new_page()
    Screen(page, kiosk.agent.url).at("away")
    page.close()
