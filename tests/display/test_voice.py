"""What a hall hears: each call once and in full, oldest first; less of each while others wait."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.display.hall import Hall
from tests.display.loud import A015, ENGLISH, FIRST, REPEAT, passes, says, speaking
from tests.display.pictures import call, display, snapshot
from tests.display.voice import WORDS, heard, numbers, pack

pytestmark = pytest.mark.browser


def test_a_call_is_said_after_a_chime_and_once_more(loud: Hall) -> None:
    page = speaking(loud)
    loud.push("snapshot", snapshot(6, [call("A015", "08:34:00")]))
    says(page, FIRST)
    passes(loud, 4000, 6)
    says(page, FIRST + REPEAT)
    passes(loud, 12_000, 6)
    assert heard(page) == FIRST + REPEAT


def test_english_follows_where_the_centre_wants_it(loud: Hall) -> None:
    loud.pack = pack("vi", "en")
    page = speaking(loud)
    loud.push("snapshot", snapshot(6, [call("A015", "08:34:00")]))
    says(page, FIRST)
    passes(loud, 12_000, 6)
    says(page, FIRST + ENGLISH + REPEAT)


def test_the_last_call_before_a_number_lapses_says_so_each_time(loud: Hall) -> None:
    page = speaking(loud)
    loud.push("snapshot", snapshot(6, [call("A015", "08:34:00", times=3)]))
    last = ["vi/cuoi", *FIRST[1:]]
    says(page, [FIRST[0], *last])
    passes(loud, 5000, 6)
    says(page, [FIRST[0], *last, *last])


@pytest.mark.parametrize(
    ("waiting", "said"),
    [
        (1, FIRST + ENGLISH),
        (2, FIRST),
        (3, FIRST[1:]),
    ],
)
def test_the_more_wait_the_less_is_said_of_each(loud: Hall, waiting: int, said: list[str]) -> None:
    loud.pack = pack("vi", "en")
    page = speaking(loud)
    others = [call(f"A10{place}", f"08:34:0{place + 1}", "7") for place in reversed(range(waiting))]
    loud.push("snapshot", snapshot(6, [*others, call("A015", "08:34:00")]))
    page.wait_for_function("window.tape.length > 0")
    for _ in range(40):
        if heard(page)[-1] == "vi/7":
            break
        passes(loud, 2000, 6)
        page.wait_for_timeout(20)
    ours = heard(page)
    assert ours[: len(said)] == said
    assert ours[len(said)] in ("chime", "vi/moi")


def test_of_twelve_calls_in_one_moment_none_is_lost_and_none_is_said_twice(loud: Hall) -> None:
    page = speaking(loud)
    calls = [call(f"A1{place:02}", f"08:34:{place:02}", "7") for place in reversed(range(12))]
    loud.push("snapshot", snapshot(6, calls))
    for _ in range(60):
        if len(numbers(page)) == 12:
            break
        passes(loud, 2000, 6)
        page.wait_for_timeout(20)
    assert numbers(page) == [f"A1{place:02}" for place in range(12)]


def test_a_recall_of_a_call_that_waits_to_be_said_takes_its_place(loud: Hall) -> None:
    page = speaking(loud)
    first, second, third = call("A015", "08:34:00"), call("A016", "08:34:01", "7"), call("A017", "08:34:02")
    loud.push("snapshot", snapshot(6, [third, second, first]))
    recalled = call("A016", "08:34:05", "7", times=2)
    loud.push("snapshot", snapshot(7, [recalled, third, first], at="08:34:05"))
    for _ in range(30):
        passes(loud, 2000, 7)
        page.wait_for_timeout(20)
    assert numbers(page) == ["A015", "A016", "A017"]


def test_a_call_that_is_taken_back_is_silent_at_once(loud: Hall) -> None:
    loud.pack["gaps_ms"] = {"clip": 2000, "number": 2000}  # a busy machine has time to take it back
    page = speaking(loud)
    kept, back = call("A014", "08:33:00", state="serving"), call("A015", "08:34:01")
    loud.push("snapshot", snapshot(6, [back, kept], at="08:34:01"))
    says(page, FIRST)
    loud.push("snapshot", snapshot(7, [kept], at="08:34:02"))
    page.wait_for_function("window.tape.includes('stop')")
    passes(loud, 20_000, 7)
    assert [one for one in heard(page) if one != "stop"] == FIRST


def test_in_a_rush_a_call_waits_for_longer_than_a_minute_and_is_said(loud: Hall) -> None:
    page = speaking(loud)
    calls = [call(f"A1{place:02}", f"08:34:{place:02}", "7") for place in reversed(range(14))]
    loud.push("snapshot", snapshot(6, calls))
    for second in range(0, 96, 2):
        passes(loud, 2000, 6)
        page.wait_for_timeout(20)
        at = f"08:{34 + second // 60}:{second % 60:02}"
        loud.push("snapshot", snapshot(7 + second, calls, at=at))
    assert numbers(page) == [f"A1{place:02}" for place in range(14)]


def test_words_that_the_centre_has_changed_reach_a_wall_that_stands(loud: Hall) -> None:
    page = speaking(loud)
    loud.pack = {**pack(), "version": "2", "announce": {"vi": ["vi/den", "{counter}", "vi/moi", "{number}"]}}
    with page.expect_response("**/voice/cn02"):
        page.clock.run_for(301_000)
    page.wait_for_function("count => window.decoded === count", arg=2 * len(WORDS))
    now = "08:39:10"
    loud.push("snapshot", snapshot(6, [call("A015", now)], at=now))
    says(page, ["chime", "vi/den", "vi/3", "vi/moi", *A015])


def test_a_clip_that_cannot_be_had_is_one_word_less(loud: Hall) -> None:
    loud.pack["clips"]["vi/den"]["url"] = "/voice/clips/gone"
    page = speaking(loud)
    loud.push("snapshot", snapshot(6, [call("A015", "08:34:00")]))
    says(page, [one for one in FIRST if one != "vi/den"])


def test_a_wall_that_is_not_to_speak_makes_no_sound_and_no_complaint(loud: Hall) -> None:
    loud.open("/display/cn02")
    loud.push("snapshot", snapshot(6, [call("A015", "08:34:00")]))
    expect(loud.page.locator("#hero [data-number]")).to_have_text("A015")
    passes(loud, 8000, 6)
    assert heard(loud.page) == []
    expect(loud.page.locator("#mute")).to_be_hidden()


@pytest.mark.parametrize(
    ("speaks", "sound"), [(True, "missing"), pytest.param(False, "none", marks=pytest.mark.thorough)]
)
def test_a_wall_without_clips_tells_its_node_unless_it_is_to_be_silent(
    loud: Hall, speaks: bool, sound: str
) -> None:
    kept = '{"token": "t", "branch": "cn02", "name": "sanh"}'
    loud.page.add_init_script(f"localStorage.setItem('moiso-display', '{kept}')")
    loud.own, loud.pack = display(speaks=speaks), None
    loud.open("/display/cn02?display=sanh")
    assert told(loud) == sound
    expect(loud.page.locator("#mute")).to_be_visible(visible=speaks)
    loud.pack = pack()
    passes(loud, 32_000, 5)
    assert told(loud) == ("on" if speaks else "none")
    expect(loud.page.locator("#mute")).to_be_hidden()


def told(hall: Hall) -> str:
    with hall.page.expect_request("**/devices/self/heartbeat") as beat:
        passes(hall, 6000, 5)
    return str(beat.value.post_data_json["display"]["sound"])


def test_a_wall_whose_browser_waits_for_a_hand_says_so_and_speaks_when_it_is_touched(loud: Hall) -> None:
    loud.page.add_init_script("""
      const own = Object.getOwnPropertyDescriptor(BaseAudioContext.prototype, "state").get;
      let touched = false;
      Object.defineProperty(AudioContext.prototype, "state", {
        get() { return touched ? own.call(this) : "suspended"; },
      });
      AudioContext.prototype.resume = async function () { touched = true; this.onstatechange(); };
    """)
    loud.open("/display/cn02?sound=on")
    expect(loud.page.locator("#mute")).to_be_visible()
    loud.page.wait_for_timeout(500)
    loud.page.mouse.click(10, 10)
    expect(loud.page.locator("#mute")).to_be_hidden()
    loud.push("snapshot", snapshot(6, [call("A015", "08:34:00")]))
    says(loud.page, FIRST)


def test_a_wall_is_as_loud_as_the_hour_wants_and_silent_at_quiet_times(loud: Hall) -> None:
    loud.open("/display/cn02")
    wanted = {"speaks": True, "volume": 70, "volume_by_hour": {"7": 60, "9": 75, "17": 50},
              "quiet": [["12:00", "13:00"], ["22:00", "06:00"]]}  # fmt: skip
    times = {"06:59": 70, "07:00": 60, "08:59": 60, "09:30": 75, "11:59": 75, "12:00": 0, "12:59": 0,
             "13:00": 75, "18:00": 50, "22:00": 0, "05:59": 0}  # fmt: skip
    told = loud.page.evaluate(
        """async ([settings, times]) => {
          const { loudness } = await import("/static/display/loudness.js");
          const at = (time) => `2026-11-25T${time}:00+07:00`;
          return [...times.map((time) => loudness(settings, at(time))), loudness(null, at("12:00"))];
        }""",
        [wanted, list(times)],
    )
    assert told == [*times.values(), 70]
    silent = "async (one) => (await import('/static/display/loudness.js')).loudness(one, '2026-11-25T09:30:00+07:00')"
    assert loud.page.evaluate(silent, {**wanted, "speaks": False}) == 0
