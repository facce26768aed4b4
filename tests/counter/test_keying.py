"""What was called on paper while the line was cut is keyed in as one act."""

from __future__ import annotations

from typing import Any

import pytest

from tests.counter.facts import called, ticket
from tests.counter.test_screens import TOO_WIDE, faults
from tests.looks import looks

pytestmark = pytest.mark.browser
MINUTE_MS = 60_000


def back(desk: Any, path: str = "/counter/cn02/3") -> None:
    """The line was cut for more than a minute, and is back."""
    desk.line_up("A016", "A017", "A018")
    desk.lists["parked"] = [{**called(ticket("A011", "08:05:00", "ket-hon")), "state": "parked"}]
    desk.sit()
    desk.open(path)
    desk.settle()
    desk.cut_line()
    desk.page.clock.fast_forward(MINUTE_MS)
    desk.cut = False
    desk.page.clock.fast_forward(3000)
    desk.page.wait_for_selector("#back:visible")
    desk.settle()


def marked(desk: Any) -> list[list[str]]:
    rows = desk.page.locator("#keyed-rows .is-marked")
    return [
        [
            rows.nth(n).locator(".ticket-no").inner_text(),
            rows.nth(n).locator("[aria-pressed='true']").inner_text(),
        ]
        for n in range(rows.count())
    ]


def test_typed_numbers_are_recorded_at_once_with_who_was_absent(desk: Any) -> None:
    back(desk)
    desk.page.click("#back-open")
    assert desk.page.evaluate("document.activeElement.id") == "keyed-text"
    desk.page.keyboard.type("a17")
    desk.page.keyboard.press("Enter")
    desk.page.keyboard.type("A016")
    desk.page.keyboard.press("F6")
    desk.page.keyboard.type("A11")
    desk.page.keyboard.press("Enter")
    assert marked(desk) == [["A016", "Vắng mặt"], ["A017", "Đã phục vụ"], ["A011", "Đã phục vụ"]]
    desk.page.keyboard.press("F2")
    desk.page.wait_for_selector("#keyed-dialog", state="hidden")
    (press,) = desk.presses
    assert (press["verb"], press["body"]) == ("keyed-in", {"tickets": [
        {"ticket": "id-A017", "outcome": "served"}, {"ticket": "id-A016", "outcome": "absent"},
        {"ticket": "id-A011", "outcome": "served"},
    ]})  # fmt: skip
    assert "Đã ghi các số" in desk.page.text_content("#undo-text")
    assert not desk.page.is_visible("#back")


def test_what_is_not_there_is_said_and_what_was_pressed_is_taken_out_again(desk: Any) -> None:
    back(desk)
    desk.page.click("#officer")
    desk.page.click("#menu-keyed-in")
    desk.page.wait_for_selector("#keyed-dialog")
    desk.page.keyboard.type("B777")
    desk.page.keyboard.press("Enter")
    assert desk.page.text_content("#keyed-trouble").startswith("B777: không có")
    served = desk.page.locator("#keyed-rows tr", has_text="A018").locator("[data-became='served']")
    served.click()
    assert marked(desk) == [["A018", "Đã phục vụ"]]
    served.click()
    assert marked(desk) == []
    desk.page.keyboard.press("F2")
    assert desk.told() == []


def test_a_number_that_the_node_refuses_is_named_and_can_be_taken_out(desk: Any) -> None:
    back(desk)
    desk.page.click("#back-open")
    for number in ("A016", "A017"):
        desk.page.keyboard.type(number)
        desk.page.keyboard.press("Enter")
    desk.refuse = "wrong_state"
    desk.errors = [{"pointer": "/tickets/0/ticket", "code": "wrong_state", "number": "A016"}]
    desk.line.pop(0)
    desk.push()
    desk.page.keyboard.press("F2")
    notice = desk.page.locator("#keyed-dialog [data-notice]")
    notice.wait_for()
    assert notice.inner_text().startswith("A016: không còn chờ.")
    assert marked(desk) == [["A017", "Đã phục vụ"], ["A016", "Đã phục vụ"]]
    desk.page.locator("#keyed-rows tr", has_text="A016").locator("[data-became='served']").click()
    assert marked(desk) == [["A017", "Đã phục vụ"]]


@pytest.mark.parametrize(("language", "size"), looks([(1280, 720), (360, 560)]))
def test_the_sheet_fits_and_has_no_fault(desk: Any, language: str, size: tuple[int, int]) -> None:
    desk.page.set_viewport_size({"width": size[0], "height": size[1]})
    back(desk, f"/counter/cn02/3?lang={language}")
    assert not desk.page.evaluate(TOO_WIDE)
    desk.page.click("#back-open")
    desk.page.keyboard.type("A017")
    desk.page.keyboard.press("Enter")
    assert not desk.page.evaluate(TOO_WIDE)
    assert faults(desk.page) == []
