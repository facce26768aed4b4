"""The touch page in a real Chromium: from the first touch to the number, and everything that can stand in between."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from printers.emulator import Emulator
from tests.conftest import eventually
from tests.kiosk.conftest import Kiosk, MakeKiosk
from tests.kiosk.fake_node import FakeNode

pytestmark = pytest.mark.browser

PORTRAIT = {"width": 1080, "height": 1920}
LANDSCAPE = {"width": 1280, "height": 1024}
PATIENCE_MS = 15_000
CROWDED = """() => {
  const mm = parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--mm"));
  const controls = [...document.querySelectorAll("button")].map((one) => [one, one.getBoundingClientRect()]);
  const wrong = [];
  const name = (one) => one.textContent.trim().slice(0, 30);
  for (const [one, box] of controls) {
    if (Math.min(box.width, box.height) < 19.9 * mm) wrong.push(`under 20 mm: ${name(one)}`);
    if (box.bottom > innerHeight || box.right > innerWidth) wrong.push(`off the screen: ${name(one)}`);
  }
  controls.forEach(([one, a], index) => controls.slice(index + 1).forEach(([other, b]) => {
    const apart = Math.max(a.left - b.right, b.left - a.right, a.top - b.bottom, b.top - a.bottom);
    if (apart < 3 * mm - 0.5) wrong.push(`under 3 mm apart: ${name(one)} / ${name(other)}`);
  }));
  const { scrollHeight, scrollWidth } = document.documentElement;
  if (scrollHeight > innerHeight || scrollWidth > innerWidth) wrong.push("scrolls");
  return wrong;
}"""


class Screen:
    """A person's finger on a kiosk."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.outside: list[str] = []
        page.set_default_timeout(PATIENCE_MS)
        page.on("request", lambda asked: asked.url.startswith(url) or self.outside.append(asked.url))
        page.on("pageerror", lambda problem: self.outside.append(str(problem)))
        page.goto(url)
        expect(page.locator("body:not([data-state='starting'])")).to_be_visible(timeout=PATIENCE_MS)

    def at(self, state: str) -> None:
        expect(self.page.locator(f"body[data-state='{state}']")).to_be_visible(timeout=PATIENCE_MS)

    def service(self, code: str) -> None:
        self.page.locator(f"[data-service='{code}']").click()

    def procedure(self, code: str) -> None:
        self.page.locator(f"[data-procedure='{code}']").click()

    def do(self, action: str) -> None:
        self.page.locator(f"[data-action='{action}']").click()

    def take(self, action: str = "take") -> str:
        """Three touches."""
        self.service("ho-tich")
        self.procedure("dang-ky-khai-sinh")
        self.do(action)
        return self.number()

    def number(self) -> str:
        return self.page.locator("[data-number]").inner_text()

    def reads(self, text: str) -> None:
        expect(self.page.locator("#kiosk")).to_contain_text(text)


MakeScreen = Callable[..., Screen]


@pytest.fixture
def look(browser: Browser) -> Iterator[MakeScreen]:
    pages: list[Page] = []

    def make(
        kiosk: Kiosk, size: dict[str, int] = PORTRAIT, prepared: Callable[[Page], Any] | None = None
    ) -> Screen:
        page = browser.new_page(viewport=size)
        pages.append(page)
        if prepared:
            prepared(page)
        return Screen(page, kiosk.agent.url)

    yield make
    for page in pages:
        page.close()


@pytest.fixture
def screen(look: MakeScreen, kiosk: Kiosk) -> Screen:
    return look(kiosk)


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


def test_a_printer_that_fails_keeps_the_number_on_the_screen_and_home_sends_people_on(
    look: MakeScreen, kiosk: Kiosk, printer: Emulator
):
    screen = look(kiosk)
    screen.service("tra-ket-qua")
    printer.fault("paper_out")
    screen.do("take")
    screen.at("no-paper")
    assert screen.number() == "Q015"
    screen.reads("Số của quý vị đã được giữ và vẫn có hiệu lực.")
    wide = screen.page.locator(".k-qr").bounding_box()
    assert wide is not None
    assert wide["width"] * 29 / 37 >= 60 * 3.79
    screen.do("home")
    screen.at("no-paper")
    expect(screen.page.locator("[data-service]")).to_have_count(0)


def test_paper_that_is_back_gives_the_slip_to_who_still_stands_there(
    look: MakeScreen, kiosk: Kiosk, printer: Emulator
):
    screen = look(kiosk)
    screen.service("tra-ket-qua")
    printer.fault("paper_out")
    screen.do("take")
    screen.at("no-paper")
    screen.reads("Máy này hết giấy")
    printer.fault("paper_out", on=False)
    screen.do("print-again")
    screen.at("ticket")
    screen.reads("Mời quý vị nhận phiếu")
    assert len(printer.receipts) == 1


def test_a_slip_in_doubt_may_be_printed_again_with_its_mark(
    look: MakeScreen, kiosk: Kiosk, printer: Emulator
):
    screen = look(kiosk)
    screen.service("tra-ket-qua")
    printer.reset_line_after(20_000)
    screen.do("take")
    screen.at("no-paper")
    screen.reads("Phiếu có thể chưa ra đủ")
    screen.reads("Phiếu in lại có ghi “Bản in lại”.")
    screen.do("print-again")
    screen.at("ticket")
    screen.reads("Mời quý vị nhận phiếu")


def test_a_slip_that_comes_out_after_all_ends_the_doubt(look: MakeScreen, kiosk: Kiosk, printer: Emulator):
    screen = look(kiosk)
    screen.service("tra-ket-qua")
    printer.after(30, "cover_open")
    screen.do("take")
    screen.at("no-paper")
    printer.fault("cover_open", on=False)
    screen.at("ticket")
    screen.reads("Mời quý vị nhận phiếu")
    assert eventually(lambda: len(printer.receipts) == 1)


def test_who_sees_no_slip_keeps_the_number_by_phone(screen: Screen):
    number = screen.take()
    screen.do("not-out")
    screen.at("no-paper")
    assert screen.number() == number
    screen.reads("Mời gặp bàn hướng dẫn để nhận phiếu giấy.")


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


def test_a_number_leaves_the_screen_by_itself_after_its_slip_was_sent(
    look: MakeScreen, kiosk: Kiosk, node: FakeNode
):
    screen = look(kiosk, prepared=lambda page: page.clock.install())
    screen.take()
    screen.page.clock.run_for(1_000)
    kiosk.paper(node.tickets[0]["id"])
    screen.page.clock.run_for(1_000)
    screen.reads("Màn hình tự đóng sau")
    screen.page.clock.run_for(16_000)
    screen.at("home")


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
@pytest.mark.parametrize("modes", [[], ["language"], ["large"], ["low"], ["language", "large"]], ids="-".join)
def test_every_control_is_large_enough_apart_enough_and_on_the_screen(
    look: MakeScreen, kiosk: Kiosk, size: dict[str, int], modes: list[str]
):
    screen = look(kiosk, size)
    screen.page.evaluate("document.fonts.ready")
    for mode in modes:
        screen.page.locator(f"[data-action='{mode}']").last.click()
    steps: list[Callable[[], object]] = [
        lambda: None, lambda: screen.do("more"), lambda: screen.service("tra-ket-qua"), lambda: screen.do("back"),
        lambda: screen.do("more"), screen.take, lambda: screen.page.locator("[data-action='home']").wait_for(),
        lambda: screen.do("not-out"),
    ]  # fmt: skip
    for step in steps:
        step()
        assert screen.page.evaluate(CROWDED) == []
