"""What the sign over one counter says, on every shape of screen that such signs have."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import eventually
from tests.display.axe import faults
from tests.display.hall import Hall
from tests.display.pictures import FACTS, call, heartbeat
from tests.display.signs import CALLED, LUNCH, SIZES, STATES, TOMORROW, counter, over
from tests.looks import LANGUAGES

pytestmark = pytest.mark.browser
MISFITS = """() => {
  const wide = [...document.querySelectorAll("[data-fit]")].filter((one) => one.scrollWidth > one.clientWidth + 1);
  const told = [...document.querySelectorAll("#shown h1, .line [data-fit], .place p, .place b, .place small")];
  const outside = told.filter((one) => {
    const box = one.getBoundingClientRect();
    return box.left < 0 || box.top < 0 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1;
  });
  return [...wide, ...outside].map((one) => one.textContent);
}"""
SIGN = "/display/cn02?counter=3"
FRAME = """() => {
  const seen = getComputedStyle(document.querySelector("#shown h1"), "::after");
  return {name: seen.animationName, place: seen.position, period_s: parseFloat(seen.animationDuration)};
}"""
BACKGROUND = "getComputedStyle(document.body).backgroundColor"
GOLD = "rgb(255, 200, 58)"


def state(page: Page, name: str) -> None:
    expect(page.locator("body")).to_have_attribute("data-state", name)


def says(page: Page, text: str) -> None:
    expect(page.locator("#shown")).to_contain_text(text)


@pytest.fixture(scope="module")
def screen(browser: Browser) -> Iterator[Page]:
    """One for the file: a sign that is opened anew remembers nothing."""
    page = browser.new_page()
    yield page
    page.close()


@pytest.fixture
def hall(screen: Page) -> Iterator[Hall]:
    screen.set_viewport_size({"width": 1280, "height": 360})
    screen.emulate_media(reduced_motion="no-preference")
    yield Hall(screen, FACTS)
    screen.unroute_all()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_fits_every_shape_of_screen(hall: Hall, language: str) -> None:
    hall.answer = over(counter("closed", code="7"))
    hall.open(f"{SIGN}&lang={language}")
    for seq, (name, (wanted, picture)) in enumerate(STATES.items(), start=10):
        if picture is None:
            hall.answer = None
            hall.page.clock.run_for(9500)
        else:
            hall.push("snapshot", {**picture, "seq": seq})
        state(hall.page, wanted)
        hall.page.evaluate("document.fonts.ready")
        for size, (width, height) in SIZES.items():
            hall.page.set_viewport_size({"width": width, "height": height})
            assert eventually(lambda: hall.page.evaluate(MISFITS) == []), (name, size)


def test_a_call_is_gold_and_what_follows_is_not(hall: Hall) -> None:
    hall.answer = over(CALLED, [call("A015", "08:33:58")])
    hall.open(SIGN)
    state(hall.page, "called")
    expect(hall.page.locator("#shown [data-number]")).to_have_text("A015")
    expect(hall.page.locator(".place [data-counter]")).to_have_text("3")
    says(hall.page, "Mời vào")
    says(hall.page, "Please come")
    assert hall.page.evaluate(BACKGROUND) == GOLD
    hall.push("snapshot", over(counter("open", "A015", "serving"), seq=6))
    state(hall.page, "serving")
    says(hall.page, "Đang phục vụ")
    assert hall.page.evaluate(BACKGROUND) != GOLD


def test_the_number_stands_there_at_once_and_is_gold_when_the_hall_begins_to_hear_it(hall: Hall) -> None:
    said = call("A015", "08:33:40", signal=True)
    hall.answer = over(CALLED, [{**said, "announced": False}], at="08:33:41")
    hall.open(SIGN, at="2026-11-25T08:33:41+07:00")
    state(hall.page, "soon")
    expect(hall.page.locator("#shown [data-number]")).to_have_text("A015")
    says(hall.page, "Mời vào")
    assert hall.page.evaluate(BACKGROUND) != GOLD
    assert hall.page.evaluate(FRAME)["place"] != "fixed"
    hall.push("snapshot", over(CALLED, [said], seq=6, at="08:34:10"))
    state(hall.page, "called")
    assert hall.page.evaluate(BACKGROUND) == GOLD
    assert hall.page.evaluate(FRAME)["name"] == "signal-flash"


def test_the_calls_of_other_counters_are_not_this_signs(hall: Hall) -> None:
    hall.answer = over(counter("open"), [call("C009", "08:33:58", "7")])
    hall.open(SIGN)
    state(hall.page, "free")
    says(hall.page, "Mời chờ gọi số")
    expect(hall.page.locator("#shown [data-number]")).to_have_count(0)


def test_a_recall_says_which_it_is(hall: Hall) -> None:
    hall.answer = over(CALLED, [call("A015", "08:33:58")])
    hall.open(SIGN)
    expect(hall.page.locator("#shown .tag")).to_be_hidden()
    hall.push("snapshot", over(CALLED, [call("A015", "08:34:05", times=2)], seq=6))
    expect(hall.page.locator("#shown .tag")).to_have_text("Gọi lần 2")


def test_a_call_by_signal_flashes_the_frame_slowly_and_the_next_does_not(hall: Hall) -> None:
    hall.answer = over(CALLED, [call("A015", "08:33:58", signal=True)])
    hall.open(SIGN)
    state(hall.page, "called")
    flash = hall.page.evaluate(FRAME)
    assert (flash["name"], flash["place"], flash["period_s"] >= 1) == ("signal-flash", "fixed", True)
    hall.page.emulate_media(reduced_motion="reduce")
    still = hall.page.evaluate(FRAME)
    assert (still["name"], still["place"]) == ("none", "fixed")
    hall.push("snapshot", over(counter("open", "A016", "called"), [call("A016", "08:34:01")], seq=6))
    expect(hall.page.locator("#shown [data-number]")).to_have_text("A016")
    assert hall.page.evaluate(FRAME)["place"] != "fixed"


def test_a_call_by_signal_from_before_the_sign_was_opened_does_not_flash(hall: Hall) -> None:
    hall.answer = over(CALLED, [call("A015", "08:33:40", signal=True)])
    hall.open(SIGN)
    state(hall.page, "called")
    assert hall.page.evaluate(FRAME)["place"] != "fixed"


def test_a_closed_counter_says_when_it_opens_where_that_is_known(hall: Hall) -> None:
    hall.answer = over(counter("closed"))
    hall.open(SIGN)
    state(hall.page, "closed")
    says(hall.page, "Mời xem màn hình")
    hall.push("snapshot", over(counter("closed"), seq=6, **LUNCH))
    says(hall.page, "Mở lại lúc 13:00")
    hall.push("snapshot", over(counter("closed"), seq=7, **TOMORROW))
    says(hall.page, "Mở lại lúc 08:00, Thứ Năm, 26/11")


def test_a_sign_that_is_cut_off_shows_no_number_and_the_true_one_when_it_is_back(hall: Hall) -> None:
    hall.answer = over(CALLED, [call("A015", "08:33:58")])
    hall.open(SIGN)
    hall.push("heartbeat", heartbeat(5))
    state(hall.page, "called")
    hall.answer = None
    hall.page.clock.run_for(9500)
    state(hall.page, "stale")
    says(hall.page, "---")
    says(hall.page, "Mời hỏi cán bộ")
    expect(hall.page.locator("#shown [data-number]")).to_have_count(0)
    assert hall.page.evaluate(BACKGROUND) != GOLD
    hall.answer = over(counter("open", "A016", "serving"), seq=6, at="08:34:10")
    hall.page.clock.run_for(2500)
    state(hall.page, "serving")
    expect(hall.page.locator("#shown [data-number]")).to_have_text("A016")


def test_a_counter_that_the_branch_does_not_have_is_a_clear_page_until_it_has_it(hall: Hall) -> None:
    hall.answer = over(counter("open"))
    hall.open("/display/cn02?counter=99&lang=en")
    state(hall.page, "unknown")
    says(hall.page, "No such counter")
    hall.push("snapshot", over(counter("paused", code="99"), seq=6))
    state(hall.page, "paused")


@pytest.mark.parametrize("name", ["recalled", "tomorrow", "lost"])
def test_axe_finds_nothing_on_gold_on_black_and_without_a_number(hall: Hall, name: str) -> None:
    wanted, hall.answer = STATES[name]
    hall.refuses = hall.answer is None
    hall.open(SIGN)
    state(hall.page, wanted)
    assert faults(hall.page) == []
