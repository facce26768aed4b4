"""Printing a ticket again from the desk, and what the desk says of printers."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.counter.facts import device
from tests.counter.test_screens import TOO_HIGH, TOO_WIDE, faults
from tests.looks import looks

pytestmark = pytest.mark.browser

ACTIVE = "#print-active"
TWO = [device("Ki-ốt 1", "out_of_paper"), device("Ki-ốt 2")]


def prints(desk: Any) -> list[Any]:
    return [press["body"] for press in desk.presses if press["verb"] == "print"]


def ready(desk: Any, path: str = "/counter/cn02/3") -> None:
    desk.open(path)
    desk.settle()


def said(desk: Any) -> Any:
    return desk.page.locator("#prints > *")


def test_the_one_printer_prints_at_once_and_the_state_is_followed(desk: Any) -> None:
    desk.call()
    ready(desk)
    desk.page.click(ACTIVE)
    desk.await_slip()
    assert prints(desk) == [{"printer": "Ki-ốt 1", "ticket": "id-A015"}]
    assert "Ki-ốt 1: Đang in…" in said(desk).text_content()
    desk.end_slip("sending")
    assert "Ki-ốt 1: Đang in…" in said(desk).text_content()
    desk.end_slip("confirmed")
    assert "A015 Ki-ốt 1: Đã in" in said(desk).text_content()
    desk.page.clock.fast_forward(9000)
    desk.page.wait_for_selector("#prints > *", state="detached")
    assert desk.told() == ["print"]


@pytest.mark.parametrize(
    ("state", "reason", "language", "words"),
    [
        ("not_printed", "out_of_paper", "vi", "Chưa in được: hết giấy"),
        ("not_printed", "teapot", "en", "Not printed: fault teapot"),
        ("in_doubt", None, "vi", "Không rõ đã in chưa"),
        ("unverified", None, "en", "Sent; this printer cannot tell"),
    ],
)
def test_each_end_has_its_words(desk: Any, state: str, reason: str, language: str, words: str) -> None:
    desk.call()
    ready(desk, f"/counter/cn02/3?lang={language}")
    desk.page.click(ACTIVE)
    desk.end_slip(state, reason)
    assert words in said(desk).text_content()
    assert faults(desk.page) == []


def test_what_was_not_printed_stands_until_it_is_read(desk: Any) -> None:
    desk.call()
    ready(desk)
    desk.page.click(ACTIVE)
    desk.end_slip("not_printed", "cover_open")
    desk.page.clock.fast_forward(60_000)
    assert "nắp máy in đang mở" in said(desk).text_content()
    desk.page.click("#prints button")
    assert said(desk).count() == 0


def test_doubt_is_lifted_when_more_is_known(desk: Any) -> None:
    desk.call()
    ready(desk)
    desk.page.click(ACTIVE)
    desk.end_slip("in_doubt", "timed_out")
    desk.end_slip("confirmed")
    assert "Đã in" in said(desk).text_content()


def test_of_several_printers_the_officer_chooses_by_keyboard_and_sees_their_faults(desk: Any) -> None:
    desk.devices = TWO
    desk.call()
    ready(desk)
    desk.page.focus(ACTIVE)
    desk.page.keyboard.press("Enter")
    choices = desk.page.locator("#print-choices button")
    assert [one.strip() for one in choices.all_text_contents()] == ["Ki-ốt 1hết giấy", "Ki-ốt 2"]
    desk.page.keyboard.press("Tab")
    desk.page.keyboard.press("Enter")
    desk.await_slip()
    assert prints(desk) == [{"printer": "Ki-ốt 2", "ticket": "id-A015"}]
    assert desk.page.evaluate("document.activeElement.id") == "print-active"


def test_who_chooses_no_printer_prints_nothing(desk: Any) -> None:
    desk.devices = TWO
    desk.call()
    ready(desk)
    desk.page.click(ACTIVE)
    assert faults(desk.page) == []
    desk.page.keyboard.press("Escape")
    desk.page.click(ACTIVE)
    desk.page.click("#print-dialog .choice--quiet")
    assert prints(desk) == []


def test_a_waiting_and_a_finished_ticket_can_be_printed_too(desk: Any) -> None:
    desk.line_up("A016")
    desk.sit()
    desk.counter["done"] = [
        {"id": "id-A014", "number": "A014", "service": "ho-tich", "procedure": None, "outcome": "done",
         "ended_at": "2026-11-25T08:33:00+07:00", "handling_s": 300}
    ]  # fmt: skip
    ready(desk)
    for number in ("A016", "A014"):
        desk.page.get_by_role("button", name=f"In lại phiếu {number}").click()
        desk.page.wait_for_selector(f"#prints :text('{number}')")
    for _ in range(200):  # the row stands before its job has reached the node
        if len(prints(desk)) == 2:
            break
        desk.page.wait_for_timeout(20)
    assert [one["ticket"] for one in prints(desk)] == ["id-A016", "id-A014"]


def test_a_ticket_that_is_being_printed_is_not_asked_for_twice(desk: Any) -> None:
    desk.call()
    ready(desk)
    desk.page.dblclick(ACTIVE)
    desk.page.click(ACTIVE)
    desk.await_slip()
    assert len(prints(desk)) == 1


def test_without_a_printer_the_desk_says_so(desk: Any) -> None:
    desk.devices = [device("Ki-ốt 1", online=False), device("Bảng", scope="display")]
    desk.call()
    ready(desk)
    desk.page.click(ACTIVE)
    desk.page.wait_for_selector("#notice:not([hidden])")
    assert desk.page.text_content("#notice-text") == "Chưa có ki-ốt nào đang kết nối để in phiếu."


def test_a_fault_of_a_kiosk_stands_at_the_foot_until_it_is_mended(desk: Any) -> None:
    desk.devices = [device("Ki-ốt 1", "out_of_paper", "cover_open"), device("Ki-ốt 2", online=False)]
    desk.sit()
    ready(desk)
    assert desk.page.text_content("#machines-text") == (
        "Ki-ốt 1: hết giấy, nắp máy in đang mở; Ki-ốt 2: mất liên lạc"
    )
    mute = {"faults": ["picture_old", "sound_missing"]}
    desk.devices = [device("Ki-ốt 1"), device("Bảng", scope="display", printer=None, display=mute)]
    desk.push()
    text = "Bảng: màn hình thiếu tiếng đọc số, mời gọi bằng lời"
    expect(desk.page.locator("#machines-text")).to_have_text(text)
    desk.devices = [device("Ki-ốt 1"), device("Ki-ốt 2", online=False, seen_at=None)]
    desk.push()
    desk.page.wait_for_selector("#machines", state="hidden")


@pytest.mark.parametrize(("language", "size"), looks([(1280, 720), (1366, 768), (640, 360)]))
def test_all_of_it_at_once_fits_the_page(desk: Any, size: tuple[int, int], language: str) -> None:
    desk.devices = [device("Ki-ốt 1", "out_of_paper", "cover_open"), device("Ki-ốt 2", "near_end")]
    desk.line_up(*(f"A{number}" for number in range(100, 120)))
    desk.call(procedure="dang-ky-lai")
    desk.page.set_viewport_size({"width": size[0], "height": size[1]})
    ready(desk, f"/counter/cn02/3?lang={language}")
    desk.page.click(ACTIVE)
    desk.page.locator("#print-choices button").first.click()
    desk.end_slip("not_printed", "out_of_paper")
    assert not desk.page.evaluate(TOO_WIDE)
    assert size[0] < 1100 or not desk.page.evaluate(TOO_HIGH)
    assert faults(desk.page) == []
