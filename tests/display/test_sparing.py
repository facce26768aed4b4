"""Screens that stand for months: nothing of the picture burns in, and nobody sees that it moves."""

from __future__ import annotations

from itertools import pairwise

import pytest
from playwright.sync_api import expect

from tests.display.axe import faults
from tests.display.hall import Hall
from tests.display.pictures import Json, call, display, snapshot
from tests.display.signs import CALLED, over

pytestmark = pytest.mark.browser
WALK = """async () => {
  const { place } = await import("/static/display/sparing.js");
  return [...Array(256).keys()].map(place);
}"""
PLACE = """() => {
  const { e, f } = new DOMMatrix(getComputedStyle(document.body).transform);
  return [e, f];
}"""
LIGHT = """() => [...document.querySelectorAll("body, .wall, .wall *")].filter((node) => {
  const style = getComputedStyle(node);
  const parts = (colour) => colour.match(/[0-9.]+/g).map(Number);
  const bright = (colour) => Math.max(...parts(colour).slice(0, 3)) > 150 && parts(colour)[3] !== 0;
  return node.getClientRects().length && style.visibility === "visible"
    && (bright(style.backgroundColor) || bright(style.color));
}).map((node) => node.className || node.tagName)"""
TOMORROW = "2026-11-26T08:00:00+07:00"


def closed(at: str, opens_at: str = TOMORROW) -> Json:
    return snapshot(5, [], at=at, open=False, closed_for="hours", opens_at=opens_at)


def test_the_picture_wanders_dot_by_dot_over_its_whole_room(hall: Hall) -> None:
    hall.answer = snapshot(5, [call("A015", "08:33:58")])
    hall.open()
    walk = hall.page.evaluate(WALK)
    assert walk[0] == [0, 0]
    assert {tuple(place) for place in walk} == {(x, y) for x in range(-4, 5) for y in range(-4, 5)}
    steps = [*pairwise(walk), (walk[-1], walk[0])]
    assert max(max(abs(a - c), abs(b - d)) for (a, b), (c, d) in steps) == 1
    stands_a_dot_further_after_two_minutes(hall)


@pytest.mark.thorough
def test_a_sign_wanders_too(hall: Hall) -> None:
    hall.answer = over(CALLED, [call("A015", "08:33:58")])
    hall.open("/display/cn02?counter=3")
    stands_a_dot_further_after_two_minutes(hall)


def stands_a_dot_further_after_two_minutes(hall: Hall) -> None:
    hall.page.clock.run_for(1000)
    assert hall.page.evaluate(PLACE) == [0, 0]
    hall.page.clock.fast_forward(121_000)
    hall.page.clock.run_for(1000)
    assert hall.page.evaluate(PLACE) == [1, 0]


@pytest.mark.parametrize(
    "theme", ["light", *(pytest.param(one, marks=pytest.mark.thorough) for one in ("dark", "contrast"))]
)
def test_a_hall_that_is_closed_for_long_is_dark_until_half_an_hour_before_it_opens(
    hall: Hall, theme: str
) -> None:
    hall.own = display(theme=theme)
    hall.answer = closed("18:00:00")
    hall.open("/display/cn02?display=sanh", at="2026-11-25T18:00:00+07:00")
    expect(hall.page.locator("body[data-night]")).to_have_count(1)
    expect(hall.page.locator("#hero")).to_contain_text("08:00")
    assert hall.page.evaluate(LIGHT) == []
    assert faults(hall.page) == []
    hall.push("snapshot", {**closed("18:00:01", opens_at="2026-11-25T18:29:00+07:00"), "seq": 6})
    expect(hall.page.locator("body[data-night]")).to_have_count(0)
    assert hall.page.evaluate(LIGHT) != []
    lunch = {"closed_for": "lunch", "opens_at": "2026-11-25T19:30:00+07:00", "seq": 7}
    hall.push("snapshot", {**closed("18:00:02"), **lunch})
    expect(hall.page.locator("#hero")).to_contain_text("19:30")
    expect(hall.page.locator("body[data-night]")).to_have_count(0)


@pytest.mark.thorough
def test_the_words_of_the_night_change_their_place(hall: Hall) -> None:
    hall.answer = closed("18:00:00")
    hall.open(at="2026-11-25T18:00:00+07:00")
    expect(hall.page.locator("body[data-night='0']")).to_have_count(1)
    high = hall.page.locator("#hero h1").bounding_box()
    hall.page.clock.fast_forward(300_000)
    hall.page.clock.run_for(2500)
    expect(hall.page.locator("body[data-night='1']")).to_have_count(1)
    assert hall.page.locator("#hero h1").bounding_box() != high
