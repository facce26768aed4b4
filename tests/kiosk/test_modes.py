"""A kiosk as the centre sets it: priority only, beside staff, some services only, quotas that run out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.kiosk.conftest import Kiosk, MakeKiosk
from tests.kiosk.fake_node import FakeNode
from tests.kiosk.screen import PORTRAIT, Screen

pytestmark = pytest.mark.browser

LOOK_MS = 12_000
AFTERNOON, TOMORROW = "2026-11-25T12:45:00+07:00", "2026-11-26T07:30:00+07:00"

Look = Callable[..., Screen]


@pytest.fixture
def look(browser: Browser) -> Iterator[Look]:
    pages: list[Page] = []

    def make(kiosk: Kiosk, language: str = "vi", size: dict[str, int] = PORTRAIT, **set_up: Any) -> Screen:
        page = browser.new_page(viewport=size)
        pages.append(page)
        if set_up.get("slow"):
            page.clock.install()
        screen = Screen(page, kiosk.agent.url)
        page.evaluate("document.fonts.ready")
        if language == "en":
            page.locator("[data-value='en']").click()
        return screen

    yield make
    for page in pages:
        page.close()


def set_to(node: FakeNode, **settings: Any) -> None:
    node.settings |= settings


def full(node: FakeNode, code: str, again: str) -> None:
    """As the node says it of a service whose numbers are used up."""
    (one,) = [one for one in node.catalogue["services"] if one["code"] == code]
    one |= {"open": False, "why": "full", "opens_at": again}
    left(node, code, 0)


def left(node: FakeNode, code: str, count: int) -> None:
    (figures,) = [one for one in node.snapshot["services"] if one["code"] == code]
    figures["left"] = count


def to_confirm(screen: Screen) -> None:
    screen.service("ho-tich")
    screen.procedure("dang-ky-khai-sinh")
    screen.at("confirm")


def test_a_priority_kiosk_offers_and_takes_priority_numbers_only(
    look: Look, make_kiosk: MakeKiosk, printer_url: str, node: FakeNode
):
    set_to(node, mode="priority_only")
    screen = look(make_kiosk(printer_url))
    screen.reads("Máy này dành cho người được")
    to_confirm(screen)
    expect(screen.page.locator("[data-action='take']")).to_have_count(0)
    screen.do("take-priority")
    screen.number()
    assert node.tickets[0]["priority"] == "declared"


def test_beside_staff_the_reason_is_named_and_dossiers_are_counted(
    look: Look, make_kiosk: MakeKiosk, printer_url: str, node: FakeNode
):
    set_to(node, mode="assisted")
    screen = look(make_kiosk(printer_url))
    to_confirm(screen)
    reasons = screen.page.locator("[data-action='take-priority']")
    expect(reasons).to_have_text([one["name"]["vi"] for one in node.catalogue["priority"]])
    screen.do("another")
    screen.page.locator("[data-priority='pregnant']").click()
    screen.number()
    assert (node.tickets[0]["priority"], node.tickets[0]["dossiers"]) == ("pregnant", 2)


def test_beside_staff_a_plain_number_can_be_taken(
    look: Look, make_kiosk: MakeKiosk, printer_url: str, node: FakeNode
):
    set_to(node, mode="assisted")
    screen = look(make_kiosk(printer_url))
    to_confirm(screen)
    screen.do("take")
    screen.number()
    assert node.tickets[0]["priority"] == "none"


def test_beside_staff_nobody_is_hurried(look: Look, make_kiosk: MakeKiosk, printer_url: str, node: FakeNode):
    set_to(node, mode="assisted")
    screen = look(make_kiosk(printer_url), slow=True)
    screen.service("ho-tich")
    screen.page.clock.run_for(300_000)
    screen.at("procedures")


def test_a_kiosk_for_some_services_shows_only_these(
    look: Look, make_kiosk: MakeKiosk, printer_url: str, node: FakeNode
):
    set_to(node, services=["chung-thuc", "tra-ket-qua"])
    screen = look(make_kiosk(printer_url))
    shown = [one.get_attribute("data-service") for one in screen.page.locator("[data-service]").all()]
    assert sorted(map(str, shown)) == ["chung-thuc", "tra-ket-qua"]


def test_a_kiosk_whose_services_are_gone_says_so_and_sends_people_on(
    look: Look, make_kiosk: MakeKiosk, printer_url: str, node: FakeNode
):
    set_to(node, services=["no-longer"])
    screen = look(make_kiosk(printer_url))
    screen.at("empty")
    screen.reads("Máy này chưa nhận lĩnh vực nào")


def test_dossiers_are_counted_for_every_service_where_the_kiosk_is_set_so(
    look: Look, make_kiosk: MakeKiosk, printer_url: str, node: FakeNode
):
    set_to(node, asks_dossiers=True)
    screen = look(make_kiosk(printer_url))
    screen.service("tra-ket-qua")
    expect(screen.page.locator("[data-action='another']")).to_be_visible()


def test_a_changed_setting_reaches_the_page_by_itself(look: Look, kiosk: Kiosk, node: FakeNode):
    screen = look(kiosk)
    set_to(node, mode="priority_only")
    expect(screen.page.locator("#kiosk")).to_contain_text("Máy này dành cho người được", timeout=LOOK_MS)


def test_few_numbers_are_said_early_and_many_are_not_worth_a_word(
    look: Look, make_kiosk: MakeKiosk, printer_url: str, node: FakeNode
):
    left(node, "ho-tich", 10)
    left(node, "chung-thuc", 11)
    screen = look(make_kiosk(printer_url))
    expect(screen.page.locator("[data-service='ho-tich']")).to_contain_text("Còn 10 số")
    expect(screen.page.locator("[data-service='chung-thuc']")).not_to_contain_text("Còn")
    to_confirm(screen)
    screen.reads("Còn 10 số")


@pytest.mark.parametrize(
    ("again", "texts"),
    [
        (AFTERNOON, ["Hết số buổi này", "12:45", "Mở lại"]),
        (TOMORROW, ["Hôm nay đã hết số", "07:30", "26/11"]),
    ],
    ids=["session", "day"],
)
def test_a_full_service_says_when_numbers_are_given_again_and_cannot_be_chosen(
    look: Look, make_kiosk: MakeKiosk, printer_url: str, node: FakeNode, again: str, texts: list[str]
):
    full(node, "dat-dai", again)
    screen = look(make_kiosk(printer_url))
    row = screen.page.locator("[data-service='dat-dai']")
    for text in texts:
        expect(row).to_contain_text(text)
    assert row.get_attribute("aria-disabled") == "true"
    row.dispatch_event("click")
    screen.at("home")
