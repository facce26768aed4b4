"""A ticket ends with a word and a count of dossiers; the usual key asks for neither."""

from __future__ import annotations

from typing import Any

import pytest

from tests.counter.facts import serving, ticket
from tests.counter.test_screens import TOO_WIDE, faults
from tests.looks import looks

pytestmark = pytest.mark.browser


def at_work(desk: Any, path: str = "/counter/cn02/3", dossiers: int = 1) -> None:
    desk.line_up("A016")
    desk.sit(serving(ticket("A015", "08:20:00", "khai-sinh", dossiers=dossiers)))
    desk.open(path)
    desk.settle()


def press(desk: Any, *keys: str) -> None:
    for key in keys:
        desk.page.keyboard.press(key)


def sent(desk: Any) -> list[Any]:
    desk.settle()
    return [(one["verb"], one["body"]) for one in desk.presses]


def test_f9_and_enter_finish_as_ever_and_f2_asks_nothing(desk: Any) -> None:
    at_work(desk, dossiers=2)
    press(desk, "F9", "Enter")
    desk.page.wait_for_selector('body[data-state="idle"]')
    assert sent(desk) == [("finish", {"dossiers": 2})]


def test_figures_are_the_dossiers_and_a_letter_is_the_outcome(desk: Any) -> None:
    at_work(desk, dossiers=2)
    press(desk, "F9", "1", "Numpad2", "NumpadAdd", "t", "Enter")
    desk.page.wait_for_selector('body[data-state="idle"]')
    assert sent(desk) == [("finish", {"dossiers": 13, "outcome": "refused"})]


def test_papers_that_are_missing_keep_the_place_and_can_be_taken_back(desk: Any) -> None:
    at_work(desk)
    press(desk, "F9", "c", "Enter")
    desk.page.wait_for_selector('body[data-state="idle"]')
    assert sent(desk) == [("finish", {"dossiers": 1, "outcome": "incomplete"})]
    assert desk.page.text_content("#undo-text") == "A015: hồ sơ chưa đủ, đã giữ chỗ"


def test_the_dossiers_alone_are_noted_and_the_ticket_stays(desk: Any) -> None:
    at_work(desk)
    desk.counter["ticket"]["note"] = "incomplete"
    desk.push()
    press(desk, "F9")
    desk.page.click("#outcome-more")
    desk.page.click("#outcome-more")
    press(desk, "g", "Enter")
    desk.page.wait_for_selector("#line:text('3 hồ sơ')")
    assert sent(desk) == [("note", {"dossiers": 3, "note": "incomplete"})]
    assert desk.page.get_attribute("body", "data-state") == "serving"


def test_escape_leaves_all_as_it_was(desk: Any) -> None:
    at_work(desk)
    press(desk, "F9", "7", "Escape")
    desk.page.wait_for_selector("#outcome-dialog", state="hidden")
    assert desk.told() == []


@pytest.mark.parametrize(("language", "size"), looks([(1280, 720), (360, 560)]))
def test_the_question_fits_and_has_no_fault(desk: Any, language: str, size: tuple[int, int]) -> None:
    desk.page.set_viewport_size({"width": size[0], "height": size[1]})
    at_work(desk, f"/counter/cn02/3?lang={language}")
    press(desk, "F9")
    assert desk.page.is_visible("#outcome-choices .choice")
    assert not desk.page.evaluate(TOO_WIDE)
    assert faults(desk.page) == []
