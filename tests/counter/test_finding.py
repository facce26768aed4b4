"""Any number at any counter: F3, typing or scanning shows where it belongs, and a few keys do what is to be done."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.counter.facts import LONGEST, at, device, names
from tests.counter.finding import FLOOR, found, know, leg
from tests.counter.test_screens import TOO_HIGH, TOO_WIDE, faults
from tests.looks import looks

pytestmark = pytest.mark.browser

URL = "HTTPS://NODE.EXAMPLE/T/7KQ2MX9DTRW4H"
OPEN = "#find-dialog[open]"


def ready(desk: Any, path: str = "/counter/cn02/3") -> None:
    desk.sit()
    desk.open(path)
    desk.settle()


def look_up(desk: Any, number: str) -> None:
    desk.page.keyboard.press("F3")
    desk.page.wait_for_selector(OPEN)
    desk.page.keyboard.type(number)
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_selector(f"#found-number[data-number='{number}']")


def verbs(desk: Any) -> list[Any]:
    return [(press["verb"], press["body"]) for press in desk.presses]


def done(desk: Any) -> Any:
    desk.page.wait_for_selector("#find-did:not([hidden])")
    return desk.page.text_content("#find-did")


def test_f3_shows_the_state_and_the_right_counter_and_escape_gives_the_focus_back(desk: Any) -> None:
    know(desk, found("C015", "waiting", "7", "9"))
    ready(desk)
    desk.page.focus("#tab-waiting")
    look_up(desk, "C015")
    assert desk.page.text_content("#found-word") == "Đang chờ"
    assert desk.page.text_content("#found-where") == "Mời quý vị chờ gọi ở quầy 7, quầy 9, Tầng 1."
    assert desk.page.text_content("#found-wait") == "10–15 phútCòn 3 người phía trước"
    assert "C015, Đang chờ." in desk.page.text_content("#find-said")
    desk.page.keyboard.press("Escape")
    desk.page.wait_for_selector(OPEN, state="detached")
    assert desk.page.evaluate("document.activeElement.id") == "tab-waiting"
    assert desk.told() == []


def test_whoever_just_types_or_scans_has_the_number_looked_up(desk: Any) -> None:
    know(desk, found("A015"), "A15")
    know(desk, found("C007"), URL)
    ready(desk)
    desk.page.keyboard.type("a15")
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_selector("#found-number[data-number='A015']")
    desk.page.focus("#find-change")
    desk.page.keyboard.type(URL)  # as a scanner does: at once, with Shift for capitals
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_selector("#found-number[data-number='C007']")
    assert [desk.sought[0], desk.sought[-1]] == ["a15", URL]
    assert desk.told() == []


def test_what_telex_makes_of_a_number_is_read_by_its_keys(desk: Any) -> None:
    know(desk, found("A015"), "A15")
    ready(desk)
    desk.page.keyboard.press("F3")
    line = desk.page.context.new_cdp_session(desk.page)
    for key, code, composed in (("a", "KeyA", "a"), ("1", "Digit1", "á"), ("5", "Digit5", "á5")):
        line.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", "key": "Process", "code": code,
                                             "windowsVirtualKeyCode": 229})  # fmt: skip
        line.send("Input.imeSetComposition", {"text": composed, "selectionStart": len(composed),
                                              "selectionEnd": len(composed)})  # fmt: skip
        line.send("Input.dispatchKeyEvent", {"type": "keyUp", "key": key, "code": code})
    desk.page.evaluate(
        "document.querySelector('#find-text').dispatchEvent(new KeyboardEvent('keydown', "
        "{key: 'Enter', code: 'Enter', isComposing: true, bubbles: true}))"
    )
    assert desk.sought == []  # Enter belongs to the input method for as long as it composes
    line.send("Input.insertText", {"text": "á5"})
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_selector("#found-number[data-number='A015']")
    assert desk.sought == ["A15"]


def test_f4_prints_it_again_and_the_desk_says_which_copy(desk: Any) -> None:
    know(desk, found("C015", "waiting", "7"))
    ready(desk)
    look_up(desk, "C015")
    desk.page.keyboard.press("F4")
    desk.page.wait_for_selector(f"{OPEN} [data-print-state='queued']")
    desk.page.wait_for_selector(f"{OPEN} [data-prints]:has-text('BẢN IN LẠI #2')")
    assert verbs(desk) == [("print", {"printer": "Ki-ốt 1", "ticket": "id-C015"})]


def test_f2_and_enter_send_it_to_the_right_counter(desk: Any) -> None:
    desk.counter["services"] = ["ho-tich", "dat-dai"]
    know(desk, found("C015", "waiting", "3"))
    ready(desk)
    look_up(desk, "C015")
    desk.page.keyboard.press("F2")
    desk.page.wait_for_selector("#send-dialog[open]")
    assert desk.page.locator("#send-choices .choice").all_inner_texts() == ["3\nQuầy 3"]
    desk.page.keyboard.press("Enter")
    assert done(desk) == "C015: đã chuyển"
    assert verbs(desk) == [("transfer", {"counter": "3"})]


def test_one_that_is_bound_to_a_counter_can_go_back_to_the_line_of_all(desk: Any) -> None:
    know(desk, {**found("A015", "waiting", "9"), "for_counter": "9"})
    ready(desk)
    look_up(desk, "A015")
    desk.page.keyboard.press("F2")
    desk.page.keyboard.press("ArrowUp")
    assert desk.page.evaluate("document.activeElement.textContent") == "Hàng chờ chung của lĩnh vực"
    desk.page.keyboard.press("Enter")
    done(desk)
    assert verbs(desk) == [("transfer", {"service": "ho-tich"})]


def test_f8_a_letter_and_enter_change_the_service(desk: Any) -> None:
    know(desk, found("A015", "waiting", "3"))
    ready(desk)
    look_up(desk, "A015")
    for key in ("F8", "c", "Enter"):
        desk.page.keyboard.press(key)
    assert done(desk) == "A015: đã đổi sang Đất đai"
    assert verbs(desk) == [("transfer", {"service": "dat-dai"})]
    assert desk.page.evaluate("document.activeElement.closest('#find-dialog') !== null")


def test_f2_brings_back_who_was_absent(desk: Any) -> None:
    know(desk, found("A015", "no_show", "3"))
    ready(desk)
    look_up(desk, "A015")
    assert "Đưa vào lại hàng" in desk.page.text_content("#find-send")
    desk.page.keyboard.press("F2")
    assert done(desk) == "A015: đã đưa vào lại hàng chờ"
    assert verbs(desk) == [("reinstate", {"reason": "came_back"})]


@pytest.mark.parametrize("word", ["called", "serving", "done", "no_show_over", "cancelled", "earlier_day"])
def test_what_cannot_be_done_is_not_offered_and_its_keys_do_nothing(desk: Any, word: str) -> None:
    know(desk, found("A015", word))
    ready(desk)
    look_up(desk, "A015")
    for key in ("F2", "F8"):
        desk.page.keyboard.press(key)
    assert [desk.page.is_visible(f"#find-{act}") for act in ("send", "change")] == [False, False]
    assert desk.page.is_visible("#find-print") == (word in ("called", "serving", "done"))
    assert desk.page.locator("dialog[open]").count() == 1
    assert desk.told() == []


def test_keys_of_the_counter_rest_while_a_number_is_looked_up(desk: Any) -> None:
    desk.line_up("A001")
    know(desk, found("A015", "done"))
    ready(desk)
    look_up(desk, "A015")
    for key in ("F2", "F6", "F7", "F9", "F10"):
        desk.page.keyboard.press(key)
    assert desk.told() == []


def test_what_is_found_follows_the_branch(desk: Any) -> None:
    know(desk, found("A015", "waiting", "3"))
    ready(desk)
    look_up(desk, "A015")
    know(desk, found("A015", "called", "9"))
    desk.push()
    desk.page.wait_for_selector("#found-tag.tag--called")
    assert desk.page.text_content("#found-where") == "Mời quý vị đến ngay quầy 9, Tầng 1."
    assert not desk.page.is_visible("#find-change")


def test_another_branchs_number_and_an_unknown_one_are_told(desk: Any) -> None:
    elsewhere = {
        "branch": "cn03",
        "name": names("Chi nhánh số 3", "Branch No. 3"),
        "address": names("2 Hàng Trống", "2 Hang Trong"),
    }
    desk.found["FAR"] = {"here": None, "elsewhere": elsewhere}
    ready(desk)
    for text, told in (("far", "Số này của Chi nhánh số 3. Mời quý vị đến 2 Hàng Trống."),
                       ("a999", "Không có số A999 hôm nay. Hãy xem lại phiếu rồi nhập lại.")):  # fmt: skip
        desk.page.keyboard.press("F3")
        desk.page.keyboard.type(text)
        desk.page.keyboard.press("Enter")
        desk.page.wait_for_selector(f"#find-trouble:text-is('{told}')")
    assert not desk.page.is_visible("#found")


def test_a_refusal_is_told_where_it_is_read(desk: Any) -> None:
    know(desk, found("A015", "waiting", "3"))
    ready(desk)
    look_up(desk, "A015")
    desk.refuse = "wrong_state"
    for key in ("F8", "b", "Enter"):
        desk.page.keyboard.press(key)
    desk.page.wait_for_selector(f"{OPEN} [data-notice]:not([hidden])")
    assert "vừa đổi trạng thái" in desk.page.text_content(f"{OPEN} [data-notice]")


def test_without_a_line_nothing_is_sent(desk: Any) -> None:
    know(desk, found("A015", "waiting", "3"))
    ready(desk)
    look_up(desk, "A015")
    desk.cut_line()
    for key in ("F2", "F4", "F8"):
        desk.page.keyboard.press(key)
    assert desk.page.locator("dialog[open]").count() == 1
    assert desk.told() == []


@pytest.mark.parametrize(("language", "size"), looks([(1280, 720), (640, 360)]))
def test_a_long_story_has_room_and_no_fault(desk: Any, language: str, size: tuple[int, int]) -> None:
    here = found("A1015", "waiting", "3", "7", procedure="dang-ky-lai", priority="elderly", signal=True)
    here["source"] = LONGEST
    here["legs"] = [
        leg(counter="1", calls=2, called_at=at("08:22:00"), ended_at=at("08:25:00"), outcome="parked"),
        leg(counter="1", enqueued_at=at("08:26:00"), calls=1, called_at=at("08:27:00"), ended_at=at("08:28:00"),
            outcome="transferred"),
        leg("chung-thuc", enqueued_at=at("08:28:00"), ended_at=at("08:29:00"), outcome="transferred"),
        leg(enqueued_at=at("08:29:00")),
    ]  # fmt: skip
    here["counters"].append({"code": "12", "zone": FLOOR, "state": "paused"})
    know(desk, here)
    desk.counter["services"] = ["ho-tich"]
    desk.devices = [device("Ki-ốt 1"), device("Ki-ốt 2", "out_of_paper")]
    desk.page.set_viewport_size({"width": size[0], "height": size[1]})
    ready(desk, f"/counter/cn02/3?lang={language}")
    pictured = size[0] > 1000 and os.environ.get("MOISO_PICTURES")
    look_up(desk, "A1015")
    for name, key in (("found", None), ("send", "F2"), ("change", "F8"), ("print", "F4")):
        if key:
            desk.page.keyboard.press(key)
            desk.page.wait_for_selector(f"#{name}-dialog[open]")
        assert faults(desk.page) == []
        assert not desk.page.evaluate(TOO_WIDE)
        assert size[0] < 1100 or not desk.page.evaluate(TOO_HIGH)
        if pictured:
            desk.page.screenshot(path=Path(str(pictured)) / f"finder-{name}-{language}.png")
        if key:
            desk.page.keyboard.press("Escape")
