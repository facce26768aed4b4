"""The desk and the sign-in page as people meet them: lists, long names, accessibility, the way in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
FAULTS = "axe.run().then((found) => found.violations.map((one) => one.id + ' ' + one.nodes[0].target))"
TOO_WIDE = "document.documentElement.scrollWidth > innerWidth"
TOO_HIGH = "document.documentElement.scrollHeight > innerHeight"


def faults(page: Any) -> Any:
    page.evaluate(AXE.read_text("utf-8"))
    return page.evaluate(FAULTS)


def test_the_list_holds_the_counters_own_services_and_counts_the_rest(desk: Any) -> None:
    desk.line_up("A001", "C001", "A002")
    desk.line[0]["priority"] = "elderly"
    desk.sit()
    desk.open()
    desk.settle()
    rows = desk.page.locator("#rows tr")
    assert [rows.nth(n).locator(".ticket-no").text_content() for n in range(rows.count())] == ["A001", "A002"]
    assert "được ưu tiên" in rows.nth(0).text_content()
    assert desk.page.text_content("#elsewhere") == "1 người chờ lĩnh vực khác"


def test_who_is_called_by_signal_is_marked_and_the_officer_is_told_how(desk: Any) -> None:
    desk.line_up("A016", "A017")
    desk.line[0]["signal"] = True
    desk.call(signal=True, procedure="dang-ky-lai")
    desk.page.set_viewport_size({"width": 1280, "height": 720})
    desk.open()
    desk.settle()
    shown = desk.page.locator("#rows [data-part='signal']")
    assert [shown.nth(n).is_visible() for n in range(2)] == [True, False]
    assert desk.page.text_content("#signal") == "Mời bằng tín hiệu"
    assert desk.page.text_content("#signal-how") == "Người khó nghe: vẫy tay, giơ bảng số."
    assert not desk.page.evaluate(TOO_HIGH)
    assert faults(desk.page) == []
    desk.page.keyboard.press("F2")
    desk.page.wait_for_selector("#slip[data-phase='serving']")
    assert desk.page.is_visible("#signal")
    assert not desk.page.is_visible("#signal-how")


def test_of_two_hundred_waiting_the_first_hundred_scroll_in_their_own_list(desk: Any) -> None:
    desk.line_up(*(f"A{number}" for number in range(100, 300)))
    desk.sit()
    desk.page.set_viewport_size({"width": 1280, "height": 720})
    desk.open()
    desk.settle()
    assert desk.page.locator("#rows tr").count() == 100
    assert desk.page.text_content("#behind") == "và 100 số nữa phía sau; tìm một số bằng F3"
    assert not desk.page.evaluate(TOO_WIDE)
    assert not desk.page.evaluate(TOO_HIGH)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("size", [(1280, 720), (640, 360)])
def test_the_longest_name_is_whole_and_nothing_runs_out_of_the_page(
    desk: Any, language: str, size: tuple[int, int]
) -> None:
    desk.call(number="A1015", procedure="dang-ky-lai")
    desk.page.set_viewport_size({"width": size[0], "height": size[1]})
    desk.open(f"/counter/cn02/3?lang={language}")
    desk.settle()
    assert not desk.page.evaluate(TOO_WIDE)
    assert desk.page.evaluate(
        "document.querySelector('#head').scrollWidth <= document.querySelector('#head').clientWidth"
    )
    assert faults(desk.page) == []


def test_a_closed_and_empty_desk_has_no_accessibility_faults(desk: Any) -> None:
    desk.open()
    desk.settle()
    assert desk.page.text_content("#empty-text") == "Chưa có ai chờ"
    assert faults(desk.page) == []


def test_signing_in_by_keyboard_leads_to_the_choice_and_the_choice_is_remembered(desk: Any) -> None:
    desk.signed_in = False
    desk.open("/")
    desk.page.keyboard.type("officer1")
    desk.page.keyboard.press("Tab")
    desk.page.keyboard.type("moiso-demo")
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_selector('body[data-state="signed-in"] #choice:not([hidden])')
    desk.page.click('a[href="/counter/cn02/3"]')
    desk.page.wait_for_selector("[data-counter]")
    desk.page.goto("http://127.0.0.1:9/")
    desk.page.wait_for_selector(".is-last")
    assert desk.page.evaluate("document.activeElement.textContent").startswith("Quầy 3")


def test_a_wrong_password_is_told_without_telling_which_field(desk: Any) -> None:
    desk.signed_in = False
    desk.open("/")
    desk.page.fill("[name=username]", "officer1")
    desk.page.fill("[name=password]", "wrong")
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_selector("#errors:not([hidden])")
    assert desk.page.title().startswith("Lỗi:")
    assert desk.page.evaluate("document.activeElement.id") == "errors"
    assert desk.page.text_content("#error-list") == "Tên đăng nhập hoặc mật khẩu không đúng"
    assert faults(desk.page) == []


@pytest.mark.parametrize(
    ("next_path", "lands_on"),
    [
        ("/counter/cn02/3", "/counter/cn02/3"),
        ("//evil.test/x", "/"),
        ("/\\evil.test", "/"),
        ("javascript:0", "/"),
    ],
)
def test_the_way_back_never_leaves_the_site(desk: Any, next_path: str, lands_on: str) -> None:
    desk.signed_in = False
    desk.open(f"/?next={next_path}")
    desk.page.fill("[name=username]", "officer1")
    desk.page.fill("[name=password]", "moiso-demo")
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_url(f"http://127.0.0.1:9{lands_on}")
    assert desk.signed_in
