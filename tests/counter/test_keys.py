"""What the officer's keys do, and what they must not do."""

from __future__ import annotations

from typing import Any

import pytest

from tests.counter.facts import at, called

pytestmark = pytest.mark.browser


def ready(desk: Any) -> None:
    desk.open()
    desk.settle()


def test_f2_walks_from_a_closed_counter_to_the_next_ticket(desk: Any) -> None:
    desk.line_up("A001", "A002")
    ready(desk)
    for state in ("idle", "called", "serving", "called"):
        desk.page.keyboard.press("F2")
        desk.page.wait_for_selector(f'body[data-state="{state}"]')
        desk.settle()
        desk.page.clock.fast_forward(1000)
    assert desk.told() == ["open", "call-next", "start", "finish-and-next"]
    assert desk.page.text_content("[data-number]") == "A002"
    assert desk.page.title() == "A002 đang gọi – Quầy 3"


def test_the_called_number_stands_there_before_the_picture_that_says_what_can_be_done_with_it(
    desk: Any,
) -> None:
    desk.line_up("A001", "A002")
    desk.sit()
    ready(desk)
    desk.pushes = False
    desk.answers["call-next"] = {**called(desk.line[0]), "seq": desk.seq + 1}
    desk.page.keyboard.press("F2")
    desk.page.wait_for_selector("[data-number='A001']")
    desk.page.clock.run_for(600)
    assert desk.page.text_content("#tag-text") == "Đang gọi, lần 1"
    assert desk.page.get_attribute("#act-main", "aria-disabled") == "true"
    desk.push()
    desk.settle()
    assert desk.page.text_content("[data-number]") == "A001"
    assert desk.page.get_attribute("body", "data-state") == "called"


def test_an_answer_that_the_picture_is_ahead_of_says_nothing_new(desk: Any) -> None:
    desk.line_up("A001", "A002")
    desk.sit()
    ready(desk)
    desk.answers["call-next"] = {**called(desk.line[1]), "seq": desk.seq}
    desk.page.keyboard.press("F2")
    desk.settle()
    assert desk.page.text_content("[data-number]") == "A001"


@pytest.mark.parametrize("key", ["F2", "Enter"])
def test_a_held_key_calls_once(desk: Any, key: str) -> None:
    desk.line_up("A001", "A002")
    desk.sit()
    ready(desk)
    desk.page.focus("#act-main")
    for _ in range(4):
        desk.page.keyboard.down(key)
        desk.page.wait_for_selector('body[data-state="called"]')
        desk.settle()
        desk.page.clock.fast_forward(1500)
    assert desk.told() == ["call-next"]


def test_f2_five_times_within_a_second_calls_once(desk: Any) -> None:
    desk.line_up("A001", "A002")
    desk.sit()
    ready(desk)
    desk.stop_clock()
    for _ in range(5):
        desk.page.keyboard.press("F2")
        desk.page.clock.run_for(150)
        desk.page.wait_for_selector('body[data-state="called"]')
        desk.settle()
    assert desk.told() == ["call-next"]


def test_a_double_click_is_one_press(desk: Any) -> None:
    desk.line_up("A001", "A002")
    desk.sit()
    ready(desk)
    desk.page.dblclick('[data-action="call"]')
    desk.page.wait_for_selector('body[data-state="called"]')
    desk.settle()
    assert desk.told() == ["call-next"]


def test_two_clicks_are_two_steps(desk: Any) -> None:
    desk.line_up("A001")
    desk.sit()
    ready(desk)
    desk.page.click('[data-action="call"]')
    desk.page.click('[data-action="start"]')
    desk.page.wait_for_selector('body[data-state="serving"]')
    assert desk.told() == ["call-next", "start"]


@pytest.mark.parametrize(
    ("key", "verb"),
    [("F4", "recall"), ("NumpadAdd", "recall"), ("F6", "no-show"), ("NumpadSubtract", "no-show"),
     ("NumpadEnter", "start")],
)  # fmt: skip
def test_a_called_ticket_has_its_keys(desk: Any, key: str, verb: str) -> None:
    desk.line_up("A001")
    desk.sit()
    ready(desk)
    desk.page.click('[data-action="call"]')
    desk.page.wait_for_selector('body[data-state="called"]')
    desk.settle()
    desk.page.keyboard.press(key)
    desk.settle()
    assert desk.told() == ["call-next", verb]


def test_typing_in_a_field_triggers_nothing(desk: Any) -> None:
    desk.line_up("A001")
    desk.sit()
    ready(desk)
    desk.page.evaluate("document.body.append(document.createElement('input'))")
    desk.page.focus("body > input")
    for key in ("F2", "F4", "F6", "F9", "F10", "NumpadEnter"):
        desk.page.keyboard.press(key)
    assert desk.told() == []
    assert desk.page.query_selector("dialog[open]") is None


def test_an_input_method_at_work_triggers_nothing(desk: Any) -> None:
    desk.line_up("A001")
    desk.sit()
    ready(desk)
    desk.page.evaluate(
        "document.dispatchEvent(new KeyboardEvent('keydown', {code: 'F2', isComposing: true}))"
    )
    assert desk.told() == []


def test_f10_asks_why_and_f2_ends_the_pause(desk: Any) -> None:
    desk.sit()
    ready(desk)
    desk.page.keyboard.press("F10")
    desk.page.keyboard.press("F2")
    desk.page.keyboard.press("Tab")
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_selector('body[data-state="paused"]')
    desk.settle()
    desk.page.keyboard.press("F2")
    desk.page.wait_for_selector('body[data-state="idle"]')
    assert desk.told() == ["pause", "resume"]
    assert desk.presses[0]["body"] == {"reason": "meeting"}


def test_focus_stays_on_a_button_when_a_picture_arrives(desk: Any) -> None:
    desk.line_up("A001")
    desk.sit()
    ready(desk)
    desk.page.focus("#act-pause")
    desk.push()
    desk.page.wait_for_selector("#rows tr")
    assert desk.page.evaluate("document.activeElement.id") == "act-pause"
    desk.call()
    desk.push()
    desk.page.wait_for_selector('body[data-state="called"]')
    assert desk.page.evaluate("document.activeElement.id") == "act-main"


def test_who_was_called_as_often_as_may_be_is_proposed_as_absent(desk: Any) -> None:
    desk.call(times=3, calls_left=0, hold_until=at("08:34:00"))
    desk.open()
    desk.page.wait_for_selector("#act-no-show.is-proposed")
    assert desk.page.get_attribute("#act-recall", "aria-disabled") == "true"
    assert "đã đủ số lần" in desk.page.inner_text("#act-recall")
    assert "Đã gọi đủ 3 lần" in desk.page.inner_text("#clock-caption")
    desk.page.keyboard.press("F6")
    desk.settle()
    assert desk.told() == ["no-show"]


def test_where_nobody_says_that_the_citizen_has_come_f2_finishes_a_called_ticket(desk: Any) -> None:
    desk.arrival = False
    desk.line_up("A016")
    desk.call()
    desk.open()
    desk.page.wait_for_selector('#act-main[data-action="finish"]')
    assert desk.page.is_visible("#act-finish-only")
    desk.page.keyboard.press("F2")
    desk.settle()
    assert desk.told() == ["finish-and-next"]
