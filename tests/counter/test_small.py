"""The desk in a window of 360×560 over other programs: what counts is there, works by keys, and nothing is cut."""

from __future__ import annotations

from typing import Any

import pytest

from tests.counter.conftest import DESK
from tests.counter.facts import LONGEST, at, called, serving, ticket
from tests.counter.test_screens import TOO_WIDE, faults
from tests.looks import looks

pytestmark = pytest.mark.browser
SMALL = {"width": 360, "height": 560}
CUT = """() => [...document.querySelectorAll(".desk *")]
  .filter((one) => one.checkVisibility() && getComputedStyle(one).overflowX === "hidden")
  .filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.className)"""
ROOM = """() => { const { scrollHeight, clientHeight } = document.querySelector(".work");
  return scrollHeight <= clientHeight + 1; }"""


def ready(desk: Any, path: str = DESK) -> None:
    desk.page.set_viewport_size(SMALL)
    desk.open(path)
    desk.settle()


def fits(desk: Any) -> None:
    assert not desk.page.evaluate(TOO_WIDE)
    assert desk.page.evaluate(CUT) == []
    assert desk.page.evaluate(ROOM)
    assert faults(desk.page) == []


@pytest.mark.parametrize(("language", "state"), looks(["idle", "called", "paused", "serving"]))
def test_every_state_fits_and_says_who_is_next(desk: Any, state: str, language: str) -> None:
    mine = ticket("A015", "08:20:00", "dang-ky-lai", priority="elderly")
    desk.line_up("A016", "A017")
    desk.sit({"called": called(mine), "serving": serving(mine)}.get(state))
    if state == "paused":
        desk.counter.update(state="paused", pause_reason="break")
    ready(desk, f"{DESK}?lang={language}")
    assert desk.page.inner_text("#next [data-part='number']") == "A016"
    fits(desk)


def test_keys_work_there_as_on_the_large_screen(desk: Any) -> None:
    desk.line_up("A016")
    desk.sit()
    ready(desk)
    for _ in range(2):
        desk.page.keyboard.press("F2")
        desk.settle()
        desk.page.clock.fast_forward(1000)
    assert desk.told() == ["call-next", "start"]


def test_a_question_fits_too(desk: Any) -> None:
    desk.call(procedure="dang-ky-lai")
    ready(desk)
    desk.page.keyboard.press("F8")
    assert desk.page.is_visible("#transfer-choices .choice")
    assert not desk.page.evaluate(TOO_WIDE)


def test_without_a_window_over_others_a_narrow_one_opens(desk: Any) -> None:
    desk.page.add_init_script(
        "delete window.documentPictureInPicture; window.open = (...to) => (window.asked = to)"
    )
    desk.sit()
    desk.open()
    desk.settle()
    desk.page.click("#small")
    address, name, how = desk.page.evaluate("window.asked")
    assert address.endswith(DESK)
    assert (name, how) == ("moiso-small", "popup,width=360,height=560")


def test_where_there_is_one_the_same_desk_stands_in_it(desk: Any) -> None:
    desk.page.add_init_script("""
      const frame = document.createElement("iframe");
      const requestWindow = async (size) => {
        window.asked = size;
        document.body.append(frame);
        return frame.contentWindow;
      };
      Object.defineProperty(window, "documentPictureInPicture", { value: { requestWindow } });
    """)
    desk.sit()
    desk.open()
    desk.settle()
    desk.page.click("#small")
    desk.page.wait_for_function(
        "document.querySelector('body > iframe').contentDocument.querySelector('iframe')"
    )
    assert desk.page.evaluate("window.asked") == SMALL
    inner = desk.page.evaluate(
        "document.querySelector('body > iframe').contentDocument.querySelector('iframe').src"
    )
    assert inner.endswith(DESK)


def test_the_longest_procedure_is_read_whole(desk: Any) -> None:
    desk.call(procedure="dang-ky-lai", called_at=at("08:33:58"))
    ready(desk)
    assert desk.page.inner_text("#head") == LONGEST
    fits(desk)
