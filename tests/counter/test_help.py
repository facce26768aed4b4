"""A kiosk calls a member of staff, and the officer's page says so without getting in the way."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.counter.facts import at
from tests.counter.test_screens import TOO_HIGH, TOO_WIDE, faults

pytestmark = pytest.mark.browser

BELL = "#help-list li"


def call(kiosk: str = "Ki-ốt 1", since: str = "08:34:20", late_at: str = "08:35:20") -> Any:
    return {
        "id": f"call-{kiosk}",
        "kiosk": kiosk,
        "called_at": at(since),
        "late_at": at(late_at),
        "late": False,
    }


def ready(desk: Any, language: str = "vi") -> None:
    desk.call()
    desk.open(f"/counter/cn02/3?lang={language}")
    desk.settle()


def test_a_call_stands_on_the_page_at_once_and_goes_with_its_answer(desk: Any) -> None:
    ready(desk)
    assert not desk.page.is_visible("#help-calls")
    desk.calls = [call()]
    desk.push()
    desk.page.wait_for_selector(BELL)
    assert "Ki-ốt 1 gọi cán bộ hướng dẫn, đã 0:" in desk.page.text_content(f"{BELL} p")
    assert desk.page.text_content("#help-said") == "Ki-ốt 1 gọi cán bộ hướng dẫn,"
    desk.page.click("text=Tôi đến ngay")
    desk.page.wait_for_selector(BELL, state="detached")
    assert not desk.page.is_visible("#help-calls")
    assert desk.told() == ["help call-Ki-ốt 1"]


def test_a_minute_without_an_answer_turns_it_red_by_the_pages_own_clock(desk: Any) -> None:
    desk.calls = [call(since="08:34:00", late_at="08:35:00")]
    ready(desk)
    assert desk.page.get_attribute(BELL, "data-late") is None
    desk.page.clock.fast_forward(30_000)
    desk.page.wait_for_selector(f"{BELL}[data-late]")
    assert "chưa có ai đến" in desk.page.text_content(BELL)


def test_an_answer_that_did_not_arrive_is_said_and_can_be_given_again(desk: Any) -> None:
    desk.calls = [call()]
    ready(desk)
    desk.refuse = "internal"
    desk.page.click("text=Tôi đến ngay")
    desk.page.wait_for_selector(f"{BELL} em:not([hidden])")
    assert "Chưa báo được cho ki-ốt" in desk.page.text_content(BELL)
    assert faults(desk.page) == []
    desk.refuse = None
    desk.page.click("text=Tôi đến ngay")
    desk.page.wait_for_selector(BELL, state="detached")


def test_a_double_click_is_one_answer(desk: Any) -> None:
    desk.calls = [call(), call("Ki-ốt 2")]
    ready(desk)
    desk.page.locator("text=Tôi đến ngay").first.dblclick()
    expect(desk.page.locator(BELL)).to_have_count(1)
    assert desk.told() == ["help call-Ki-ốt 1"]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_three_calls_leave_the_desk_usable_on_a_small_screen(desk: Any, language: str) -> None:
    desk.calls = [call(f"Ki-ốt {n}", "08:33:00", "08:34:00") for n in (1, 2, 3)]
    desk.page.set_viewport_size({"width": 1280, "height": 720})
    ready(desk, language)
    assert desk.page.locator(BELL).count() == 3
    assert ("I am coming" if language == "en" else "Tôi đến ngay") in desk.page.text_content(BELL)
    assert not desk.page.evaluate(TOO_HIGH)
    assert not desk.page.evaluate(TOO_WIDE)
    assert desk.page.is_visible("#act-main")
    assert faults(desk.page) == []
