"""What people in the hall see."""

from __future__ import annotations

import copy
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.display.hall import Hall
from tests.display.pictures import FACTS, Json, call, heartbeat, service, snapshot

pytestmark = pytest.mark.browser
FRAME = """() => {
  const seen = getComputedStyle(document.querySelector("#hero"), "::after");
  return {name: seen.animationName, place: seen.position, period_s: parseFloat(seen.animationDuration)};
}"""


def hero(page: Page, number: str) -> None:
    expect(page.locator("#hero [data-number]")).to_have_text(number)


def state(page: Page, name: str) -> None:
    expect(page.locator("body")).to_have_attribute("data-state", name)


def recent(page: Page) -> list[str]:
    return page.locator("#recent [data-number]").all_text_contents()


def turns(hall: Hall, seq: int, seconds: int) -> list[str]:
    """The numbers that hold the hero one after another in this time of the wall's stopped clock."""
    shown: list[str] = []
    for _ in range(seconds):
        hall.page.clock.run_for(1000)
        hall.push("heartbeat", heartbeat(seq))
        number = hall.page.locator("#hero [data-number]").text_content() or ""
        if shown[-1:] != [number]:
            shown.append(number)
    return shown


def test_the_newest_call_is_the_hero_and_the_others_follow(hall: Hall) -> None:
    calls = [call("A015", "08:33:20"), call("C009", "08:33:10", "7")]
    hall.answer = snapshot(5, calls)
    hall.open()
    hero(hall.page, "A015")
    expect(hall.page.locator("#hero [data-counter]")).to_have_text("3")
    expect(hall.page.locator("#hero")).to_contain_text("Floor 1, zone A")
    state(hall.page, "calling")
    assert recent(hall.page) == ["C009"]


def test_an_old_call_is_shown_but_not_announced(hall: Hall) -> None:
    hall.answer = snapshot(5, [call("A015", "08:33:40")])
    hall.open()
    hero(hall.page, "A015")
    expect(hall.page.locator("#hero")).not_to_have_class("now is-new")


def test_a_call_in_a_picture_drawn_a_while_ago_is_not_announced(hall: Hall) -> None:
    hall.answer = snapshot(5, [call("A015", "08:34:00")], at="08:34:01")
    hall.open(at="2026-11-25T08:34:40+07:00")
    hero(hall.page, "A015")
    expect(hall.page.locator("#hero")).not_to_have_class("now is-new")


def test_several_calls_at_once_take_turns_oldest_first(hall: Hall) -> None:
    hall.answer = snapshot(5, [])
    hall.open()
    calls = [call("A017", "08:34:02"), call("A016", "08:34:01"), call("A015", "08:34:00")]
    hall.push("snapshot", snapshot(8, calls, at="08:34:02"))
    hero(hall.page, "A015")
    expect(hall.page.locator("#hero")).to_have_class("now is-new")
    assert recent(hall.page) == ["A017", "A016"]
    hall.stop_clock()
    assert turns(hall, seq=8, seconds=18)[-2:] == ["A016", "A017"]


def test_a_call_by_signal_flashes_the_whole_wall_slowly_and_stands_twice_as_long(hall: Hall) -> None:
    hall.answer = snapshot(5, [])
    hall.open()
    silent, spoken = call("A016", "08:34:00", signal=True), call("A017", "08:34:01")
    hall.push("snapshot", snapshot(6, [silent]))
    hero(hall.page, "A016")
    flash = hall.page.evaluate(FRAME)
    assert (flash["name"], flash["place"], flash["period_s"] >= 1) == ("signal-flash", "fixed", True)
    hall.page.emulate_media(reduced_motion="reduce")
    still = hall.page.evaluate(FRAME)
    assert (still["name"], still["place"]) == ("none", "fixed")
    hall.push("snapshot", snapshot(7, [spoken, silent], at="08:34:01"))
    hall.stop_clock()
    assert turns(hall, seq=7, seconds=6) == ["A016"]
    assert turns(hall, seq=7, seconds=12)[-1] == "A017"
    assert hall.page.evaluate(FRAME)["place"] != "fixed"


def test_a_call_taken_back_leaves_the_hero_at_once(hall: Hall) -> None:
    hall.answer = snapshot(5, [])
    hall.open()
    kept, back = call("A015", "08:33:00", state="serving"), call("A016", "08:34:01")
    hall.push("snapshot", snapshot(6, [back, kept], at="08:34:01"))
    hero(hall.page, "A016")
    hall.push("snapshot", snapshot(7, [kept], at="08:34:03"))
    hero(hall.page, "A015")


def test_nobody_called_means_no_gold(hall: Hall) -> None:
    hall.answer = snapshot(5, [call("A015", "08:33:00", state="serving")])
    hall.open()
    hero(hall.page, "A015")
    state(hall.page, "idle")
    expect(hall.page.locator("#hero")).to_contain_text("Đang phục vụ")


def test_a_repeated_call_says_so_in_words(hall: Hall) -> None:
    calls = [call("A015", "08:33:20", times=3), call("C009", "08:33:10", times=2)]
    hall.answer = snapshot(5, calls)
    hall.open()
    expect(hall.page.locator("#hero .tag")).to_have_text("Gọi lần 3")
    expect(hall.page.locator("#recent .tag")).to_have_text("Gọi lần 2")


def test_a_closed_hall_says_when_it_opens_and_still_shows_who_is_called(hall: Hall) -> None:
    opens_at = "2026-11-25T13:00:00+07:00"
    hall.answer = snapshot(5, [call("A015", "08:33:00")], open=False, opens_at=opens_at)
    hall.open()
    state(hall.page, "calling")
    hall.push("snapshot", snapshot(6, [], open=False, opens_at=opens_at))
    state(hall.page, "closed")
    expect(hall.page.locator("#hero")).to_contain_text("Mở cửa lúc 13:00")


def test_services_show_their_wait_as_a_range_and_closed_ones_say_so(hall: Hall) -> None:
    services = [service("A", 8, (600, 1260)), service("B", 0, (0, 0)), service("C", 0)]
    hall.answer = snapshot(5, [], services=[*services[:2], {**services[2], "open": False}])
    hall.open()
    rows = hall.page.locator("#waiting li").all_inner_texts()
    assert ["10–25 phút" in rows[0], "Vào ngay" in rows[1], "Ngừng cấp số" in rows[2]] == [True] * 3


def test_more_than_six_services_turn_pages_that_hold_still(hall: Hall) -> None:
    services = [service(series, 1, (60, 240)) for series in "ABCDEFG"]
    hall.answer = snapshot(5, [], services=services)
    hall.open()
    assert hall.page.locator("#waiting li").count() == 6
    hall.page.clock.run_for(12000)
    expect(hall.page.locator("#waiting li")).to_have_count(1)
    expect(hall.page.locator("#waiting .num")).to_have_text("2/2")


def test_a_hall_with_one_zone_does_not_name_it(open_hall: Callable[[Json], Hall]) -> None:
    facts = copy.deepcopy(FACTS)
    facts["counters"] = facts["counters"][:1]
    hall = open_hall(facts)
    hall.answer = snapshot(5, [call("A015", "08:33:00")])
    hall.open()
    hero(hall.page, "A015")
    expect(hall.page.locator("#hero")).not_to_contain_text("Tầng 1")


def test_an_unknown_theme_still_gives_a_wall(hall: Hall) -> None:
    hall.answer = snapshot(5, [])
    hall.open("/display/cn02?theme=pink&lang=en")
    expect(hall.page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(hall.page.locator("#hero")).to_contain_text("Mời quý vị lấy số")


def test_who_saw_a_call_that_was_taken_back_reads_for_a_minute_that_it_comes_again(hall: Hall) -> None:
    before, taken_back = call("C009", "08:33:10", "7"), call("A015", "08:33:58")
    hall.answer = snapshot(5, [taken_back, before])
    hall.open()
    hero(hall.page, "A015")
    again = [{"number": "A015", "at": taken_back["at"]}]
    hall.push("snapshot", snapshot(6, [before], again=again))
    hero(hall.page, "C009")
    assert recent(hall.page) == ["A015"]
    expect(hall.page.locator("#recent li")).to_contain_text("sẽ được gọi lại")
    expect(hall.page.locator("#recent li")).to_contain_text("will be called again")
    following = call("A016", "08:34:01")
    hall.push("snapshot", snapshot(7, [following, before], again=again))
    hero(hall.page, "A016")
    assert recent(hall.page) == ["A015", "C009"]
    hall.push("heartbeat", heartbeat(7, at="08:35:00"))
    expect(hall.page.locator("#recent [data-number]")).to_have_text(["C009"])


def test_a_node_that_does_not_know_of_calls_taken_back_is_shown_as_ever(hall: Hall) -> None:
    picture = snapshot(5, [call("A015", "08:33:58"), call("C009", "08:33:10", "7")])
    del picture["again"]
    hall.answer = picture
    hall.open()
    hero(hall.page, "A015")
    assert recent(hall.page) == ["C009"]
