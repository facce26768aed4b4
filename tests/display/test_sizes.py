"""How large what people wait for stands on the wall, that all of it fits, and that gold says one thing only.

The figures are D1 to D3 and A6 of `research/ux.md`, at the four sizes of D12. A capital is .686 of Archivo's em.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest
from playwright.sync_api import Browser

from server.rules.legibility import SHARES as SHARES_TOLD
from tests.display.axe import faults
from tests.display.hall import Hall
from tests.display.pictures import Json, heartbeat
from tests.display.scenes import HALL, SCENES, own, play, settle

pytestmark = pytest.mark.browser
SIZES = [(1920, 1080), (1080, 1920), (3840, 2160), (2160, 3840)]
THEMES = ("dark", "light", "contrast")
SEQS = count(6)
SIDES = ("x", "y", "width", "height")
SMALLEST_REM = 2.6
"""26 px at 1080p (A8)."""
SHARES = """() => {
  const share = (node) => 0.686 * parseFloat(getComputedStyle(node).fontSize) / innerHeight;
  const all = (selector) => [...document.querySelectorAll(selector)].map(share);
  return {hero: all("#hero [data-number]"), counter: all("#hero [data-counter]"), recent: all("#recent [data-number]")};
}"""
# What sticks out of the part of the wall that holds it, or is cut off by it.
ASTRAY = """() => {
  const holders = ".head, .now__lbl, .now__to, .list li, .list__head, .waiting li, .waiting__page, .tick, .calm";
  const found = [];
  for (const holder of document.querySelectorAll(holders)) {
    const room = holder.getBoundingClientRect();
    if (!room.width) continue;
    const texts = document.createTreeWalker(holder, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const node = texts.currentNode, parent = node.parentElement;
      if (!node.data.trim() || parent.matches(".way") || getComputedStyle(parent).display === "none") continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const line of range.getClientRects()) {
        const spare = line.height / 4; // a line is higher than its letters
        const wide = line.left < room.left - 1 || line.right > room.right + 1;
        const high = line.top < room.top - spare || line.bottom > room.bottom + spare;
        if (wide || high) found.push(`${holder.className}: ${node.data}`);
      }
      if (parent.scrollWidth > parent.clientWidth + 1 && getComputedStyle(parent).display !== "inline") {
        found.push(`cut: ${node.data}`);
      }
    }
  }
  return found;
}"""
SMALLEST = """() => {
  const shown = [...document.querySelectorAll(".wall *")].filter((node) => node.getClientRects().length
    && [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim()));
  const unit = parseFloat(getComputedStyle(document.documentElement).fontSize);
  return Math.min(...shown.map((node) => parseFloat(getComputedStyle(node).fontSize) / unit));
}"""
GOLD = """() => {
  const isGold = (text) => {
    const [r, g, b] = (text.match(/[0-9.]+/g) || []).map(Number);
    return r > 200 && g > 150 && b < 120 && !/, 0\\)$/.test(text);
  };
  return [...document.querySelectorAll(".wall *")].filter((node) => {
    const style = getComputedStyle(node);
    return node.getClientRects().length && (isGold(style.backgroundColor) || isGold(style.color));
  }).map((node) => node.className || node.tagName);
}"""


Size = tuple[int, int]


@pytest.fixture(scope="module", params=["vi", "en"])
def hall(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Hall]:
    """One page for every state, size and theme."""
    page = browser.new_page(viewport={"width": 1920, "height": 1080})
    made = Hall(page, HALL)
    play(made, "calling")
    made.open(f"/display/cn02?display=sanh&lang={request.param}")
    settle(made, "calling")
    yield made
    page.close()


def show(hall: Hall, name: str) -> None:
    hall.answer = {**SCENES[name].picture(), "seq": next(SEQS)}
    hall.push("snapshot", hall.answer)
    dress(hall, own(name))
    settle(hall, name)


def dress(hall: Hall, wanted: Json) -> None:
    """A wall asks twice a minute what the centre wants of it; the node is heard all the time."""
    if hall.own == wanted:
        return
    hall.own = wanted
    for _ in range(6):
        hall.push("heartbeat", heartbeat(hall.answer["seq"] if hall.answer else 0))
        hall.page.clock.run_for(6000)


def sized(hall: Hall, size: Size) -> None:
    hall.page.set_viewport_size({"width": size[0], "height": size[1]})
    hall.page.clock.run_for(1000)  # the wall paints once a second


def each_theme(hall: Hall, script: str) -> dict[str, Any]:
    """What the script finds on this page in each theme, without another load."""
    found = {}
    for theme in THEMES:
        hall.page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
        found[theme] = hall.page.evaluate(script)
    return found


def test_number_counter_and_recent_calls_are_as_large_as_the_hall_needs(hall: Hall) -> None:
    for size in SIZES:
        sized(hall, size)
        tall = size[1] > size[0]
        hero, counter, recent = (0.13, 0.075, 0.035) if tall else (0.25, 0.15, 0.07)
        for theme, shares in each_theme(hall, SHARES).items():
            assert min(shares["hero"]) >= hero, (size, theme)
            assert min(shares["counter"]) >= counter, (size, theme)
            assert min(shares["recent"]) >= recent, (size, theme)
            assert len(shares["recent"]) >= 5


def test_the_mounting_sheet_reckons_with_the_sizes_of_the_page(hall: Hall) -> None:
    for size, layout in ((SIZES[0], "landscape"), (SIZES[1], "portrait")):
        sized(hall, size)
        found = hall.page.evaluate(SHARES)
        told = SHARES_TOLD[layout]
        measured = {"number": found["hero"], "counter": found["counter"], "recent": found["recent"]}
        assert {part: min(shares) for part, shares in measured.items()} == pytest.approx(
            {part: told[part] for part in measured}, rel=0.01
        )


@pytest.mark.parametrize("every", [False, pytest.param(True, marks=pytest.mark.thorough)])
def test_in_every_state_the_longest_names_fit_and_gold_is_a_call(hall: Hall, *, every: bool) -> None:
    """In every run each language has one of the shapes, in the long one all sizes."""
    language = hall.page.evaluate("document.documentElement.lang")
    sizes = SIZES if every else [SIZES[language == "en"]]
    for name in SCENES:
        show(hall, name)
        for size in sizes:
            sized(hall, size)
            assert each_theme(hall, ASTRAY) == {theme: [] for theme in THEMES}, (name, size)
            assert hall.page.evaluate(SMALLEST) >= SMALLEST_REM, (name, size)
        gold = each_theme(hall, GOLD)
        assert [bool(gold[theme]) for theme in ("dark", "light")] == [SCENES[name].state == "calling"] * 2, (
            name
        )


def test_axe_finds_nothing_in_any_state(hall: Hall) -> None:
    """Each language in its turn of themes, so that every state is judged in two of them."""
    turn = 0 if hall.page.evaluate("document.documentElement.lang") == "vi" else 1
    sized(hall, SIZES[0])
    for place, name in enumerate(SCENES):
        show(hall, name)
        theme = THEMES[(place + turn) % len(THEMES)]
        hall.page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
        assert faults(hall.page) == [], (name, theme)


def test_a_screen_on_its_side_gets_a_wall_turned_by_a_quarter(open_hall: Callable[[Json], Hall]) -> None:
    hall = open_hall(HALL)
    play(hall, "calling", layout="portrait")
    hall.open("/display/cn02?display=sanh")
    settle(hall, "calling")
    boxes = {name: hall.page.locator(name).bounding_box() for name in (".wall", ".head", "#hero", "#recent")}
    found = {name: [round(box[side]) for side in SIDES] for name, box in boxes.items() if box}
    assert found[".wall"] == [0, 0, 1920, 1080]
    assert found[".head"][0] + found[".head"][2] == 1920  # its top is the screen's right edge
    assert found["#hero"][3] == found["#recent"][3] == 1080
    assert found["#recent"][0] + found["#recent"][2] <= found["#hero"][0] + 1
