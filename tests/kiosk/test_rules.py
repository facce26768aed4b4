"""Rules of the kiosk's page that no single walk shows: what its words, its timers and its movements do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from config.words import LANGUAGES, window
from tests.kiosk.paper_agent import ORIGIN, PaperAgent
from tests.kiosk.pictures import SIZES, in_state
from tests.kiosk.screen import PORTRAIT, Screen
from tests.kiosk.states import STATES
from tests.profile import Profile

SCRIPTS = sorted((Path(__file__).parents[2] / "kiosk/static").glob("*.js"))
ASKED = re.compile(r"\bt\(([^()]*)")
KEY = re.compile(r'"([a-z]+(?:_[a-z]+)*)"')
LOOKS = [(language, *modes) for language in LANGUAGES for modes in ((), ("large",), ("low",), ("contrast",))]
PLACES = """() => [...document.querySelectorAll("header, main, .k-tools, .k-tools button:not([data-action=listen])")]
  .map((one) => { const { left, top, width, height } = one.getBoundingClientRect();
                  return [left, top, width, height].map(Math.round).join(" "); })"""


def test_every_word_that_the_page_names_is_in_the_catalogue():
    asked = {
        (path.name, key)
        for path in SCRIPTS
        for inside in ASKED.findall(path.read_text("utf-8"))
        for key in KEY.findall(inside.split(", {")[0])
        if not re.search(rf'=== "{key}"', inside)
    }
    assert len(asked) > 100
    for language in LANGUAGES:
        known = {key for name in ("kiosk", "times", "listen") for key in window(language, name)}
        assert {one for one in asked if one[1] not in known} == set()


@pytest.mark.browser
@pytest.mark.parametrize("turned", SIZES)
def test_reading_aloud_has_its_place_and_will_move_nothing(profile: Profile, turned: str):
    paper = PaperAgent()
    screen = Screen.on_paper(profile.new_page(viewport=SIZES[turned]), paper)
    voice, paper.picture["voice"] = paper.picture["voice"], None
    screen.pass_time(1500)
    tool = screen.page.locator("[data-action='listen']")
    expect(tool).to_have_count(0)
    before = {}
    for look in LOOKS:
        screen.wear(*look)
        before[look] = screen.page.evaluate(PLACES)
    paper.picture["voice"] = voice
    screen.pass_time(1500)
    for look in LOOKS:
        screen.wear(*look)
        for _ in range(4 if "large" in look else 1):  # silent, and its three volumes
            expect(tool).to_have_count(1)
            assert screen.page.evaluate(PLACES) == before[look], look
            box, whole = screen.box("[data-action='listen'] span"), screen.box("[data-action='listen']")
            assert box["x"] >= whole["x"]
            assert box["x"] + box["width"] <= whole["x"] + whole["width"]
            tool.click()
    screen.page.close()


@pytest.mark.browser
def test_a_number_without_paper_stays_half_a_minute_and_help_is_beside_it(profile: Profile):
    screen = in_state(profile, "no-paper", PORTRAIT)
    wide = screen.box(".k-qr")
    mm = float(
        screen.page.evaluate(
            "parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--mm'))"
        )
    )
    assert wide["width"] * 29 / 37 / mm >= 60
    screen.pass_time(25_000)
    screen.at("no-paper")
    screen.page.locator("main [data-action='help']").click()
    screen.pass_time(100)
    screen.at("help")
    screen.pass_time(60_000)
    screen.do("back")
    screen.at("no-paper")
    screen.pass_time(29_000)
    screen.at("no-paper")
    screen.pass_time(2_000)
    screen.at("home")
    screen.page.close()


@pytest.mark.browser
def test_priority_is_offered_before_the_number_and_never_chosen_beforehand(profile: Profile):
    screen = in_state(profile, "confirm", PORTRAIT)
    for way in ("take", "take-priority"):
        expect(screen.page.locator(f"[data-action='{way}']")).to_be_visible()
    expect(
        screen.page.locator("main :is([aria-pressed='true'],[aria-checked='true'],:checked)")
    ).to_have_count(0)
    screen.page.close()


@pytest.mark.browser
def test_any_procedure_of_the_first_page_is_three_touches_away(profile: Profile):
    for service in ("ho-tich", "chung-thuc", "dat-dai", "dang-ky-kinh-doanh", "tu-phap", "xay-dung"):
        page = profile.new_page(viewport=PORTRAIT)
        screen = Screen.on_paper(page, PaperAgent())
        touches = 0
        for controls in (f"[data-service='{service}']", "[data-procedure]", "[data-action='take']"):
            if screen.page.locator("body").get_attribute("data-state") == "ticket":
                break
            if screen.page.locator(controls).count():
                screen.page.locator(controls).first.click()
                screen.pass_time(100)
                touches += 1
        screen.at("ticket")
        assert touches <= 3
        page.close()


@pytest.mark.browser
def test_nothing_moves_where_somebody_asked_for_stillness(profile: Profile):
    moving = "document.getAnimations().filter((one) => one instanceof CSSAnimation).length"
    screen = in_state(profile, "ticket", PORTRAIT)
    assert screen.page.evaluate(moving) > 0
    screen.page.emulate_media(reduced_motion="reduce")
    assert screen.page.evaluate(moving) == 0
    screen.page.close()


@pytest.mark.browser
def test_what_counts_down_is_as_wide_with_any_figure(profile: Profile):
    screen = in_state(profile, "ticket", PORTRAIT)
    widths = screen.page.evaluate(
        """() => ["[data-countdown]", ".k-head__time time"].map((name) => {
          const node = document.querySelector(name);
          return new Set([..."0123456789"].map((figure) => {
            node.textContent = figure.repeat(4);
            const range = document.createRange();
            range.selectNodeContents(node);
            return range.getBoundingClientRect().width.toFixed(2);
          })).size;
        })"""
    )
    assert widths == [1, 1]
    screen.page.close()


@pytest.mark.browser
def test_no_page_asks_anybody_but_this_machine_or_names_the_holder_of_a_card(profile: Profile):
    asked: list[str] = []
    for name in ("home", "ticket", "standing-card", "elsewhere"):
        paper = PaperAgent()
        STATES[name].prepare(paper)
        page = profile.new_page(viewport=PORTRAIT)
        STATES[name].walk(Screen.on_paper(page, paper))
        asked += paper.asked
        assert not re.search(r"Nguyễn|001050|Hàng Bài", page.content()), name
        page.close()
    assert len(asked) > 40
    assert [one for one in asked if not one.startswith(f"{ORIGIN}/")] == []
