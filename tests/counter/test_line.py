"""What the desk does when the line or the node says no."""

from __future__ import annotations

import re
from typing import Any

import pytest

pytestmark = pytest.mark.browser

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def test_a_lost_line_locks_the_buttons_and_keeps_the_ticket(desk: Any) -> None:
    desk.call()
    desk.open()
    desk.settle()
    desk.cut_line()
    desk.page.keyboard.press("F2")
    desk.page.click('[data-action="start"]', force=True)
    assert desk.page.get_attribute("#act-main", "aria-disabled") == "true"
    assert desk.page.is_visible("#lost")
    assert desk.page.text_content("[data-number]") == "A015"
    before = desk.page.text_content("#clock-time")
    desk.page.clock.fast_forward(5000)
    assert desk.page.text_content("#clock-time") > before
    desk.cut = False
    desk.page.clock.fast_forward(3000)
    desk.settle()
    assert desk.told() == []


def test_a_press_whose_answer_was_lost_is_repeated_under_its_key(desk: Any) -> None:
    desk.call()
    desk.open()
    desk.settle()
    desk.lose_answers = 2
    desk.page.keyboard.press("F4")
    desk.page.wait_for_selector("#tag-text:text('lần 2')")
    desk.settle()
    assert desk.told() == ["recall"] * 3
    assert len(set(desk.told("key"))) == 1
    assert UUID.fullmatch(desk.told("key")[0])
    assert desk.counter["ticket"]["times"] == 2


def test_a_wheel_turns_only_when_the_effect_of_a_press_is_late(desk: Any) -> None:
    desk.call()
    desk.open()
    desk.settle()
    desk.pushes = False
    desk.stop_clock()
    desk.page.keyboard.press("F4")
    desk.page.wait_for_selector('#act-recall[aria-disabled="true"][aria-busy="false"]')
    desk.page.clock.run_for(250)
    desk.page.wait_for_selector('#act-recall[aria-busy="true"]')


def test_each_press_has_a_key_of_its_own(desk: Any) -> None:
    desk.call()
    desk.open()
    for _ in range(2):
        desk.settle()
        desk.page.keyboard.press("F4")
    desk.settle()
    assert len(set(desk.told("key"))) == 2
    assert desk.told("token") == ["token", "token"]


def test_a_press_cannot_come_true_after_the_page_gave_it_up(desk: Any) -> None:
    desk.call()
    desk.open()
    desk.settle()
    desk.page.keyboard.press("F4")
    desk.settle()
    assert "2026-11-25T01:34:40" < desk.told("deadline")[0] < "2026-11-25T01:44:00"


def test_a_refusal_stands_until_it_is_read(desk: Any) -> None:
    desk.sit()
    desk.open()
    desk.settle()
    desk.refuse = "nobody_waiting"
    desk.page.keyboard.press("F2")
    desk.page.wait_for_selector("#notice:not([hidden])")
    desk.page.clock.fast_forward(600_000)
    assert desk.page.text_content("#notice-text") == "Chưa có ai chờ ở các lĩnh vực của quầy này."
    desk.page.click("#dismiss")
    assert not desk.page.is_visible("#notice")


def test_a_refusal_without_words_of_its_own_tells_its_code(desk: Any) -> None:
    desk.sit()
    desk.open("/counter/cn02/3?lang=en")
    desk.settle()
    desk.refuse = "not_approved"
    desk.page.keyboard.press("F2")
    desk.page.wait_for_selector("#notice:not([hidden])")
    assert "(not_approved)" in desk.page.text_content("#notice-text")


def test_another_officers_counter_can_only_be_watched(desk: Any) -> None:
    desk.call()
    desk.counter["officer"] = "officer2"
    desk.open()
    desk.page.wait_for_selector('body[data-state="read-only"]')
    for key in ("F2", "F4", "F6", "F9", "F10"):
        desk.page.keyboard.press(key)
    assert desk.told() == []
    assert not desk.page.is_visible("#acts")
    assert "officer2" in desk.page.text_content("#watching")


def test_a_no_show_looks_early_until_the_hold_is_over(desk: Any) -> None:
    desk.call()
    desk.open()
    desk.settle()
    assert desk.page.is_visible("#hold")
    desk.page.clock.fast_forward(142_000)
    desk.page.wait_for_selector("#act-no-show:not(.is-early)")
    assert not desk.page.is_visible("#hold")
