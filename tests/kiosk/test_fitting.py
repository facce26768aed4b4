"""Every state of the page, in both sizes, both languages and every mode: fit for the finger, the eye and the ear."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from tests.kiosk.judging import CUT, FOREIGN, GOLD, HIGH, ORDER, SMALL, TOOLS, accessibility_faults
from tests.kiosk.pictures import SIZES, in_state
from tests.kiosk.screen import CROWDED, Screen
from tests.kiosk.spoken import LONGEST, UNSAID, tongues
from tests.kiosk.states import STATES
from tests.profile import Profile

pytestmark = pytest.mark.browser

Looks = dict[str, list[tuple[str, ...]]]
GREETING, ROOMIEST = ("vi",), ("en", "large")
"""The page as it greets, and the look that asks for the most room."""
WHOLE: Looks = {"portrait": [GREETING, ROOMIEST], "landscape": [ROOMIEST]}
"""What every run tries of a page that has much on it; of the others it tries one look, in turn."""
EVERY: list[tuple[str, ...]] = [
    ("vi",), ("en", "large"), ("vi", "large"), ("vi", "low"), ("en",), ("en", "low"), ("en", "large", "low"),
    ("vi", "contrast"),
]  # fmt: skip
HEARD = [("vi",), ("en",), ("en", "large"), ("vi", "contrast")]
"""Looks in which axe judges too; it does so for one size, since a turned screen has the same elements."""
LONG = [name for name in STATES if name.endswith("-longest")]
SET_UP = ("pairing", "calibrating", "trying")
"""For staff: these are not read aloud."""
FULL = {*LONG, "home", "home-running-out", "confirm", "confirm-dossiers", "ticket-priority", "closed", "help"}


@pytest.fixture(scope="module")
def tools(profile: Profile) -> Any:
    """Where the tools stand at home, by size and look."""

    @cache
    def at_home(turned: str, look: tuple[str, ...]) -> Any:
        screen = in_state(profile, "home", SIZES[turned])
        screen.wear(*look)
        places = screen.page.evaluate(TOOLS)
        screen.page.close()
        return places

    return at_home


def worn(screen: Screen, name: str, looks: list[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    for look in looks:
        screen.wear(*look)
        STATES[name].stay(screen)
        screen.at(STATES[name].at)
        yield look


def judge(screen: Screen, name: str, look: tuple[str, ...]) -> dict[str, Any]:
    """What is wrong with it, by the rule that it breaks."""
    found = {rule: screen.page.evaluate(script) for rule, script in (
        ("crowded", CROWDED), ("small", SMALL), ("cut", CUT), ("foreign", FOREIGN), ("gold", GOLD))}  # fmt: skip
    found["order"] = screen.page.evaluate(ORDER)["wrong"]
    if STATES[name].at not in SET_UP:
        found["unsaid"] = screen.page.evaluate(UNSAID, tongues())
    found["high"] = screen.page.evaluate(HIGH, "low" in look)
    if screen.page.locator("html").get_attribute("lang") != look[0]:
        found["lang"] = look[0]
    if name in LONG and LONGEST[look[0]] not in screen.page.locator("main").inner_text().replace("\n", " "):
        found["longest"] = LONGEST[look[0]]
    return {rule: wrong for rule, wrong in found.items() if wrong}


def usual(tools: dict[str, str], name: str) -> dict[str, str]:
    """Staff who set a machine up are not read to."""
    return {tool: place for tool, place in tools.items() if tool != "listen" or STATES[name].at not in SET_UP}


@pytest.mark.parametrize("name", STATES)
def test_every_state_is_fit_for_everybody(profile: Profile, tools: Any, name: str):
    one = (GREETING, ROOMIEST)[list(STATES).index(name) % 2]
    assert_fit(profile, tools, name, WHOLE if name in FULL else {"portrait": [one]})


def test_a_page_that_was_seen_in_another_theme_is_fitted_anew(profile: Profile, tools: Any):
    """High contrast has wider frames: this page is one step too loose there when set as in light colours."""
    assert_fit(profile, tools, "home-priority-only", {"portrait": [("vi",), ("vi", "contrast")]})


@pytest.mark.thorough
@pytest.mark.parametrize("name", STATES)
def test_every_state_is_fit_in_every_look(profile: Profile, tools: Any, name: str):
    assert_fit(profile, tools, name, dict.fromkeys(SIZES, EVERY))


def assert_fit(profile: Profile, tools: Any, name: str, looks: Looks) -> None:
    wrong: dict[str, Any] = {}
    orders = []
    for turned, worn_looks in looks.items():
        screen = in_state(profile, name, SIZES[turned])
        for look in worn(screen, name, worn_looks):
            found = judge(screen, name, look)
            if screen.page.evaluate(TOOLS) != usual(tools(turned, look), name):
                found["tools"] = "stand elsewhere than at home"
            if turned == "portrait" and look in HEARD:
                found |= {"axe": faults} if (faults := accessibility_faults(screen)) else {}
            if found:
                wrong[f"{turned} {' '.join(look)}"] = found
        orders.append(screen.page.evaluate(ORDER)["names"])
        assert screen.outside == []
        screen.page.close()
    assert wrong == {}
    assert all(order == orders[0] for order in orders)
