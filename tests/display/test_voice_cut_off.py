"""What a hall hears of a wall that was cut off, loaded again, or not answered: no call twice, none late, none lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.display.hall import Hall
from tests.display.loud import FIRST, passes, says, speaking
from tests.display.pictures import call, display, heartbeat, snapshot
from tests.display.voice import heard, numbers

pytestmark = pytest.mark.browser


def test_a_wall_without_its_node_falls_silent_and_says_in_full_what_it_was_saying(loud: Hall) -> None:
    page = speaking(loud)
    calls = [call("A016", "08:34:01", "7"), call("A015", "08:34:00")]
    loud.push("snapshot", snapshot(6, calls, at="08:34:01"))
    says(page, FIRST)
    loud.answer = None
    loud.push("heartbeat", heartbeat(9))
    expect(page.locator("body")).to_have_attribute("data-link", "lost")
    assert "stop" in heard(page)
    page.clock.run_for(3000)
    before = len(heard(page))
    loud.answer = snapshot(9, calls, at="08:34:05")
    page.clock.run_for(3000)
    expect(page.locator("body")).to_have_attribute("data-link", "live")
    page.wait_for_function("count => window.tape.length > count", arg=before + len(FIRST) - 1)
    assert heard(page)[before : before + len(FIRST)] == FIRST


def test_a_change_of_the_centre_file_makes_no_wall_speak_that_is_cut_off(loud: Hall) -> None:
    loud.own = display()
    page = speaking(loud, "/display/cn02?display=sanh&sound=on")
    calls = [call("A016", "08:34:01", "7"), call("A015", "08:34:00")]
    loud.push("snapshot", snapshot(6, calls, at="08:34:01"))
    says(page, FIRST)
    loud.answer = None
    loud.push("heartbeat", heartbeat(9))
    expect(page.locator("body")).to_have_attribute("data-link", "lost")
    before = len(heard(page))
    loud.own = display(theme="light")
    page.clock.run_for(31_000)
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    page.wait_for_timeout(200)
    assert len(heard(page)) == before


def test_a_page_that_is_loaded_again_repeats_nothing_and_forgets_nothing(loud: Hall) -> None:
    page = speaking(loud)
    calls = [call("A016", "08:34:01", "7"), call("A015", "08:34:00")]
    loud.answer = snapshot(6, calls, at="08:34:02")
    loud.push("snapshot", loud.answer)
    says(page, FIRST)
    passes(loud, 4000, 6)
    page.reload()
    page.wait_for_selector("body[data-link='live']")
    for _ in range(20):
        passes(loud, 2000, 6)
        page.wait_for_timeout(20)
    assert numbers(page) == ["A016"]


def test_a_page_that_is_loaded_again_while_it_speaks_says_in_full_what_it_was_saying(loud: Hall) -> None:
    page = speaking(loud)
    loud.answer = snapshot(6, [call("A015", "08:34:00")], at="08:34:02")
    loud.push("snapshot", loud.answer)
    says(page, FIRST)
    page.reload()
    page.wait_for_selector("body[data-link='live']")
    says(page, FIRST)


def test_a_call_that_was_heard_to_its_last_word_is_not_kept_to_be_said_again(loud: Hall) -> None:
    loud.open("/display/cn02")
    kept = loud.page.evaluate(
        """async (call) => {
          const [{ Announcer }, { remembered }] = await Promise.all(
            [import("/static/display/announcer.js"), import("/static/display/memory.js")]);
          const speech = { loading: false, rest: 0, heard: false, stop() {}, say: () => 5000 };
          const announcer = new Announcer({ speech, changed() {} });
          const kept = () => { announcer.keep(); return remembered().queue.map(({ number }) => number); };
          announcer.hear([call], Date.parse(call.at));
          const before = kept();
          speech.heard = true;
          return [before, kept()];
        }""",
        call("A015", "08:34:00"),
    )
    assert kept == [["A015"], []]


def test_a_call_waits_for_the_word_of_who_may_speak_and_is_said_when_it_comes(loud: Hall) -> None:
    answers: list[int] = []
    known = '{"token": "t", "branch": "cn02", "name": "sanh"}'
    loud.page.add_init_script(f"localStorage.setItem('moiso-display', '{known}')")
    page = speaking(loud, "/display/cn02?display=sanh")
    page.route("**/speaking", lambda route: route.fulfill(status=(answers or [503])[0], json={"say": True}))
    loud.push("snapshot", snapshot(6, [call("A016", "08:34:01", "7"), call("A015", "08:34:00")]))
    for _ in range(5):
        passes(loud, 2000, 6)
        page.wait_for_timeout(20)
    assert heard(page) == []
    answers.append(200)
    passes(loud, 2000, 6)
    says(page, FIRST)


def test_a_call_that_was_held_up_on_the_line_until_it_was_old_is_not_said(loud: Hall) -> None:
    page = speaking(loud)
    loud.push("heartbeat", heartbeat(5))
    page.clock.run_for(20_000)
    late = [call("A015", "08:34:04")]
    loud.answer = snapshot(6, late, at="08:34:20")
    loud.push("heartbeat", heartbeat(5, at="08:34:03"))
    loud.push("snapshot", snapshot(6, late, at="08:34:04"))
    page.clock.run_for(3000)
    expect(page.locator("#hero [data-number]")).to_have_text("A015")
    passes(loud, 2000, 6)
    assert heard(page) == []
