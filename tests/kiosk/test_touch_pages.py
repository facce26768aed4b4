"""From the first touch to the number, and back, in a real Chromium."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.conftest import eventually
from tests.kiosk.conftest import Kiosk, MakeKiosk, MakeScreen
from tests.kiosk.fake_node import FakeNode
from tests.kiosk.screen import Screen

pytestmark = pytest.mark.browser

STATES = """() => {
  window.states = [];
  const write = () => states.push(document.body.dataset.state);
  document.addEventListener("DOMContentLoaded", () =>
    new MutationObserver(write).observe(document.body, { attributeFilter: ["data-state"] }));
}"""
"""Writes down each state of a page from its first on."""


def test_three_touches_are_a_number_and_a_slip(
    look: MakeScreen, make_kiosk: MakeKiosk, node: FakeNode, tmp_path: Path
):
    screen = look(make_kiosk(f"preview://{tmp_path}/slips"))
    screen.at("home")
    assert screen.take() == "A015"
    screen.at("ticket")
    screen.reads("Còn 8 người phía trước")
    assert screen.page.locator("[data-ahead]").get_attribute("data-ahead") == "8"
    assert eventually(lambda: len(list((tmp_path / "slips").glob("A015*.png"))) == 1)
    screen.reads("Mời quý vị nhận phiếu")
    assert (node.tickets[0]["procedure"], node.tickets[0]["priority"]) == ("dang-ky-khai-sinh", "none")
    assert screen.outside == []


def test_a_field_without_choices_takes_two_touches(screen: Screen, node: FakeNode):
    screen.service("tra-ket-qua")
    screen.do("take-priority")
    assert screen.number() == "Q015"
    assert node.tickets[0]["priority"] == "declared"


def test_who_is_not_sure_takes_an_advice_number_in_three_touches(screen: Screen, node: FakeNode):
    screen.service("ho-tich")
    screen.do("unsure")
    screen.do("take")
    assert screen.number() == "X015"
    assert node.tickets[0]["procedure"] is None


def test_another_procedure_is_taken_without_one(screen: Screen, node: FakeNode):
    screen.service("ho-tich")
    screen.procedure("")
    screen.do("take")
    screen.number()
    assert node.tickets[0]["procedure"] is None


def test_two_quick_touches_are_one_number(screen: Screen, node: FakeNode):
    screen.service("ho-tich")
    screen.procedure("dang-ky-ket-hon")
    screen.page.locator("[data-action='take']").dblclick()
    screen.number()
    assert len(node.asked) == 1


def test_the_dossiers_are_counted_between_one_and_twenty(screen: Screen, node: FakeNode):
    screen.service("chung-thuc")
    screen.procedure("chu-ky")
    expect(screen.page.locator("[data-action='fewer']")).to_be_disabled()
    screen.do("another")
    screen.do("another")
    screen.do("take")
    screen.number()
    assert node.tickets[0]["dossiers"] == 3


def test_the_fields_are_paged_and_all_can_be_reached(screen: Screen, node: FakeNode):
    seen: set[str] = set()
    for _ in range(2):
        seen |= {one.get_attribute("data-service") for one in screen.page.locator("[data-service]").all()}
        screen.do("more")
    assert seen == {one["code"] for one in node.catalogue["services"]}


def test_the_language_stays_through_the_flow_and_goes_with_the_person(screen: Screen, node: FakeNode):
    screen.page.locator("[data-value='en']").click()
    screen.do("large")
    screen.service("ho-tich")
    screen.reads("Which procedure?")
    screen.procedure("dang-ky-khai-sinh")
    screen.do("take")
    screen.number()
    assert node.tickets[0]["language"] == "en"
    screen.do("home")
    screen.reads("Quý vị cần làm thủ tục gì?")
    assert screen.page.locator("html").get_attribute("data-scale") == "normal"


def test_back_leads_back_step_by_step(screen: Screen):
    screen.service("ho-tich")
    screen.procedure("dang-ky-khai-sinh")
    screen.at("confirm")
    screen.do("back")
    screen.at("procedures")
    screen.do("unsure")
    screen.do("back")
    screen.reads("Đăng ký kết hôn")
    screen.do("back")
    screen.at("home")


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("branch_closed", "Trung tâm vừa hết giờ lấy số"),
        ("service_closed", "Lĩnh vực này vừa ngừng lấy số"),
        ("service_full", "Hôm nay lĩnh vực này đã hết số"),
        ("unauthenticated", "Mời quý vị gặp bàn hướng dẫn"),
    ],
)
def test_a_refusal_is_told_in_words(screen: Screen, node: FakeNode, code: str, text: str):
    node.refuse = code
    screen.service("tra-ket-qua")
    screen.do("take")
    screen.at("refused")
    screen.reads(text)


def test_without_an_answer_the_page_is_sorry_and_tries_the_same_touch_again(
    screen: Screen, node: FakeNode, hurried: None
):
    node.away = True
    screen.service("ho-tich")
    screen.procedure("dang-ky-khai-sinh")
    screen.do("take")
    screen.at("away")
    screen.reads("Xin lỗi quý vị, chưa lấy được số")
    node.away = False
    screen.do("retry")
    assert screen.number() == "A015"
    assert len({uuid for uuid, _ in node.asked}) == len(node.tickets) == 1


def test_a_page_whose_first_picture_is_late_does_not_say_that_the_line_is_cut(look: MakeScreen, kiosk: Kiosk):
    def wait(route: Route) -> None:
        time.sleep(0.6)
        route.continue_()

    def prepare(page: Page) -> None:
        page.add_init_script(f"({STATES})()")
        page.route("**/api/picture", wait, times=1)

    screen = look(kiosk, prepared=prepare)
    screen.at("home")
    assert set(screen.page.evaluate("window.states")) == {"home"}


def test_a_page_that_nobody_touches_asks_and_then_goes_home(look: MakeScreen, kiosk: Kiosk):
    screen = look(kiosk, prepared=lambda page: page.clock.install())
    screen.service("ho-tich")
    screen.at("procedures")
    screen.page.clock.run_for(41_000)
    screen.at("idle")
    screen.do("more-time")
    screen.at("procedures")
    screen.page.clock.run_for(61_000)
    screen.at("home")
