"""What an officer does besides the next step: keep for later, hand on, call out of turn, bring back, take back."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.counter.facts import NOW, called, ticket
from tests.counter.test_screens import TOO_HIGH, TOO_WIDE, faults

pytestmark = pytest.mark.browser


def at_work(desk: Any) -> None:
    """A015 is called here; two wait, one is kept for later, one was absent."""
    desk.line_up("A016", "A017")
    desk.call()
    desk.lists["parked"] = [{**called(ticket("A011", "08:05:00", "ket-hon")), "state": "parked"}]
    desk.lists["no_show"] = [{**called(ticket("A010", "08:00:00", "ket-hon")), "ended_at": NOW}]
    desk.open()
    desk.settle()


def bodies(desk: Any) -> list[Any]:
    return [(press["verb"], press["body"]) for press in desk.presses]


def row(desk: Any, number: str) -> Any:
    return desk.page.locator("#rows tr", has_text=number)


def test_f7_asks_why_keeps_the_place_and_the_list_calls_back(desk: Any) -> None:
    at_work(desk)
    desk.page.keyboard.press("F7")
    desk.page.click("#park-dialog [value='incomplete']")
    desk.page.wait_for_selector('body[data-state="idle"]')
    desk.settle()
    desk.page.click("#tab-parked")
    row(desk, "A015").locator("[data-move]").click()
    desk.page.wait_for_selector('body[data-state="called"]')
    assert bodies(desk) == [
        ("park", {"reason": "incomplete"}), ("call", {"ticket": "id-A015", "reason": "came_back"}),
    ]  # fmt: skip


def test_a_key_that_follows_a_choice_at_once_does_not_overtake_it(desk: Any) -> None:
    at_work(desk)
    desk.page.keyboard.press("F7")
    desk.page.evaluate("""() => {
      document.querySelector("#park-dialog [value='incomplete']").click();
      document.dispatchEvent(new KeyboardEvent("keydown", { code: "F2" }));
    }""")
    desk.page.wait_for_selector('body[data-state="idle"]')
    assert desk.told() == ["park"]


def test_who_was_parked_here_stays_in_this_counters_list_also_when_it_only_helped(desk: Any) -> None:
    desk.lists["parked"].append({**ticket("C007", "08:00:00"), "state": "parked", "counter": "3"})
    desk.lists["parked"].append({**ticket("C008", "08:00:00"), "state": "parked", "counter": "7"})
    desk.sit()
    desk.open()
    desk.settle()
    desk.page.click("#tab-parked")
    assert desk.page.locator("#rows [data-part='number']").all_inner_texts() == ["C007"]


def test_f8_offers_every_other_service_of_the_branch(desk: Any) -> None:
    at_work(desk)
    desk.page.keyboard.press("F8")
    offered = desk.page.locator("#transfer-choices [data-part='name']")
    assert offered.all_inner_texts() == ["Chứng thực", "Đất đai"]
    offered.nth(1).click()
    desk.page.wait_for_selector('body[data-state="idle"]')
    assert bodies(desk) == [("transfer", {"service": "dat-dai"})]


def test_f8_offers_the_counters_that_serve_the_same_and_where_somebody_sits(desk: Any) -> None:
    desk.others = [
        {"code": code, "state": state, "services": [service]} for code, state, service in (
            ("4", "open", "ho-tich"), ("5", "paused", "ho-tich"), ("6", "closed", "ho-tich"), ("7", "open", "dat-dai"))
    ]  # fmt: skip
    at_work(desk)
    desk.page.keyboard.press("F8")
    offered = desk.page.locator("#transfer-choices .choice[value^='counter=']")
    assert [one.split() for one in offered.all_inner_texts()] == [
        ["4", "Quầy", "4"], ["5", "Quầy", "5", "tạm", "nghỉ"],
    ]  # fmt: skip
    desk.page.keyboard.press("4")
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_selector('body[data-state="idle"]')
    assert bodies(desk) == [("transfer", {"counter": "4"})]


def test_escape_takes_back_what_was_just_done_for_five_seconds_and_no_longer(desk: Any) -> None:
    at_work(desk)
    desk.page.keyboard.press("F6")
    desk.page.wait_for_selector('body[data-state="idle"]')
    desk.settle()
    assert "A015: đã báo vắng mặt" in desk.page.text_content("#undo")
    desk.page.keyboard.press("Escape")
    desk.page.wait_for_selector('body[data-state="called"]')
    desk.settle()
    assert desk.told() == ["no-show", "undo"]
    desk.page.keyboard.press("F6")
    desk.page.wait_for_selector('body[data-state="idle"]')
    desk.settle()
    desk.page.clock.fast_forward(5500)
    desk.page.wait_for_selector("#undo", state="hidden")


def test_escape_closes_a_question_and_takes_nothing_back(desk: Any) -> None:
    at_work(desk)
    desk.page.keyboard.press("F7")
    desk.page.keyboard.press("Escape")
    desk.page.wait_for_selector("#park-dialog", state="hidden")
    assert desk.told() == []
    assert desk.page.get_attribute("body", "data-state") == "called"


def test_out_of_turn_asks_for_a_reason(desk: Any) -> None:
    desk.line_up("A016", "A017")
    desk.sit()
    desk.open()
    desk.settle()
    row(desk, "A017").locator("[data-move]").click()
    desk.page.click("#call-dialog [value='urgent']")
    desk.page.wait_for_selector('body[data-state="called"]')
    assert bodies(desk) == [("call", {"ticket": "id-A017", "reason": "urgent"})]


def test_who_was_absent_comes_back_into_the_line(desk: Any) -> None:
    at_work(desk)
    desk.page.click("#tab-no_show")
    row(desk, "A010").locator("[data-move]").click()
    desk.page.wait_for_selector("#empty:visible")
    assert bodies(desk) == [("reinstate", {"reason": "came_back"})]


def test_what_has_just_ended_is_reopened_from_the_log_and_what_is_old_is_not(desk: Any) -> None:
    done = {"service": "ho-tich", "procedure": None, "outcome": "done", "handling_s": 300}
    desk.counter["done"] = [
        {**done, "id": "id-A012", "number": "A012", "ended_at": NOW},
        {**done, "id": "id-A003", "number": "A003", "ended_at": "2026-11-25T08:00:00+07:00"},
    ]
    desk.sit()
    desk.open()
    desk.settle()
    again = desk.page.locator("#log-rows [data-move]:visible")
    assert again.count() == 1
    again.click()
    desk.page.wait_for_selector('body[data-state="serving"]')
    assert bodies(desk) == [("reopen", {"reason": "mistake"})]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_button_and_question_has_room_and_no_fault(desk: Any, language: str) -> None:
    desk.page.set_viewport_size({"width": 1280, "height": 720})
    at_work(desk)
    desk.page.goto(desk.page.url + f"?lang={language}")
    desk.settle()
    for name, key in (("called", None), ("park", "F7"), ("transfer", "F8")):
        if key:
            desk.page.keyboard.press(key)
        assert faults(desk.page) == []
        assert not desk.page.evaluate(TOO_WIDE)
        assert not desk.page.evaluate(TOO_HIGH)
        if folder := os.environ.get("MOISO_PICTURES"):
            desk.page.screenshot(path=Path(folder) / f"desk-{name}-{language}.png")
        if key:
            desk.page.keyboard.press("Escape")
