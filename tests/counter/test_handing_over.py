"""What else an officer does at a counter: take it over, add a service to a visit, hear that somebody has come."""

from __future__ import annotations

from typing import Any

import pytest

from tests.counter.facts import called, serving, ticket
from tests.counter.test_screens import TOO_HIGH, TOO_WIDE, faults
from tests.looks import looks

pytestmark = pytest.mark.browser
LISTEN = """
  window.notes = 0;
  window.OscillatorNode = class {
    constructor() { window.notes += 1; }
    connect(next) { return next; }
    start() {}
    stop() {}
  };
  window.GainNode = class {
    gain = { setValueAtTime() {}, linearRampToValueAtTime() {} };
    connect(next) { return next; }
  };
  window.AudioContext = class { currentTime = 0; };
"""


def ready(desk: Any, path: str = "/counter/cn02/3") -> None:
    desk.open(path)
    desk.page.wait_for_selector("#slip:not([data-phase='loading'])")


def test_a_counter_is_taken_over_with_its_ticket_after_a_question(desk: Any) -> None:
    desk.sit(serving(ticket("A015", "08:20:00", "khai-sinh")), officer="officer2")
    ready(desk)
    assert desk.page.get_attribute("body", "data-state") == "read-only"
    desk.page.click("#act-take-over")
    assert desk.told() == []
    desk.page.locator("#take-over-dialog .choice").first.click()
    desk.page.wait_for_selector("body[data-state='serving']")
    assert desk.told() == ["take-over"]
    assert desk.page.text_content("[data-number]") == "A015"


def test_who_only_watches_changes_nothing_by_keys(desk: Any) -> None:
    desk.sit(serving(ticket("A015", "08:20:00", "khai-sinh")), officer="officer2")
    ready(desk)
    for key in ("F2", "F4", "F6", "F7", "F8", "F9", "F10"):
        desk.page.keyboard.press(key)
    assert desk.told() == []


def test_f4_adds_a_service_to_the_visit_that_is_being_served(desk: Any) -> None:
    desk.sit(serving(ticket("A015", "08:20:00", "khai-sinh")))
    ready(desk)
    desk.page.keyboard.press("F4")
    offered = desk.page.locator("#add-choices [data-part='name']")
    assert offered.all_inner_texts() == ["Chứng thực", "Đất đai"]
    offered.nth(1).click()
    desk.settle()
    assert desk.presses[-1]["body"] == {"service": "dat-dai"}
    assert "Đất đai" in desk.page.text_content("#line")


def test_a_visit_of_three_takes_no_more(desk: Any) -> None:
    behind = [{"service": "dat-dai", "procedure": None}, {"service": "chung-thuc", "procedure": None}]
    desk.sit(serving({**ticket("A015", "08:20:00", "khai-sinh"), "then": behind}))
    ready(desk)
    desk.settle()
    assert desk.page.is_hidden("#act-add")


def test_a_chime_sounds_when_somebody_comes_to_an_idle_counter_and_not_otherwise(desk: Any) -> None:
    desk.page.add_init_script(LISTEN)
    desk.sit()
    ready(desk)
    desk.settle()
    desk.line_up("A016")
    desk.push()
    desk.page.wait_for_function("document.querySelector('#tab-waiting b').textContent === '1'")
    assert desk.page.evaluate("window.notes") == 2
    desk.line_up("A017")
    desk.push()
    desk.page.wait_for_function("document.querySelector('#tab-waiting b').textContent === '2'")
    assert desk.page.evaluate("window.notes") == 2


def test_the_chime_can_be_turned_off_and_stays_off(desk: Any) -> None:
    desk.page.add_init_script(LISTEN)
    desk.sit()
    ready(desk)
    desk.settle()
    desk.page.click("#officer")
    desk.page.click("#menu-sound")
    assert "tắt" in desk.page.inner_text("#menu-sound")
    desk.page.keyboard.press("Escape")
    desk.page.reload()
    desk.settle()
    desk.line_up("A016")
    desk.push()
    desk.page.wait_for_function("document.querySelector('#tab-waiting b').textContent === '1'")
    assert desk.page.evaluate("window.notes") == 0


@pytest.mark.parametrize(("language", "state"), looks(["serving", "called"]))
def test_all_buttons_of_a_state_have_room(desk: Any, state: str, language: str) -> None:
    desk.page.set_viewport_size({"width": 1280, "height": 720})
    mine = ticket("A015", "08:20:00", "dang-ky-lai")
    desk.sit(serving(mine) if state == "serving" else called(mine))
    ready(desk, f"/counter/cn02/3?lang={language}")
    desk.settle()
    assert not desk.page.evaluate(TOO_WIDE)
    assert not desk.page.evaluate(TOO_HIGH)
    assert faults(desk.page) == []
