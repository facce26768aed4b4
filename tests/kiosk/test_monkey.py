"""A monkey on the kiosk, and a storm on one button: nothing leads out of the page, and one touch is one number."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
import requests

from tests.kiosk.conftest import Kiosk, MakeScreen
from tests.kiosk.fake_node import FakeNode
from tests.kiosk.screen import LANDSCAPE, PORTRAIT, Screen
from tests.kiosk.test_scanning import TYPE

pytestmark = pytest.mark.browser
STATES = {
    "starting", "home", "procedures", "confirm", "taking", "ticket", "no-paper", "elsewhere", "standing", "refused",
    "away", "closed", "idle", "help", "empty",
}  # fmt: skip
KEYS = [
    "ArrowUp", "ArrowDown", "Enter", " ", "Escape", "Backspace", "Tab", "F1", "F5", "F11", "F12", "a", "Delete",
    "Control+r", "Control+p", "Control+u", "Control+s", "Control+o", "Control+f", "Control+Shift+i", "Alt+ArrowLeft",
    "Alt+ArrowRight", "Alt+Home", "Shift+F10", "ContextMenu", "Control+a", "Control+c", "Control+v", "Control+Minus",
]  # fmt: skip
SCANS = ["HTTPS://X/T/7KQ2MX9DTRW4H", "001050012345|1|A|01021950", "https://example.org/", "../../etc/passwd"]
TAPS_OF_A_NUMBER = "() => window.confirmed"
COUNT_CONFIRMS = """() => {
  window.confirmed = 0;
  new MutationObserver(() => document.body.dataset.state === "taking" && (window.confirmed += 1))
    .observe(document.body, { attributeFilter: ["data-state"] });
}"""
FACTS = """() => ({ state: document.body.dataset.state, url: location.href, history: history.length,
  zoom: visualViewport.scale, scroll: scrollX + scrollY, selected: String(getSelection()) })"""


class Monkey:
    """The same seed does the same things, as far as the page answers in the same order."""

    def __init__(self, screen: Screen, seed: int, size: dict[str, int]) -> None:
        self._page = screen.page
        self._random = random.Random(seed)
        self._size = size
        self._touching = screen.page.context.new_cdp_session(screen.page)
        self._acts: list[tuple[Callable[[], None], int]] = [
            (self.tap, 50), (self.button, 20), (self.key, 15), (self.swipe, 5), (self.pinch, 3), (self.right, 2),
            (self.double, 3), (self.scan, 2), (self.wait, 4),
        ]  # fmt: skip

    def act(self) -> None:
        acts, weights = zip(*self._acts, strict=True)
        self._random.choices(acts, weights)[0]()

    def tap(self) -> None:
        self._touch("touchStart", [self._point()])
        self._touch("touchEnd", [])

    def button(self) -> None:
        """Half of the controls are small on a large screen: a monkey would hardly get anywhere without."""
        self._page.evaluate(
            "(share) => { const all = [...document.querySelectorAll('#kiosk:not([inert]) button, #veil button')];"
            " if (all.length) all[Math.floor(share * all.length)].click(); }",
            self._random.random(),
        )

    def key(self) -> None:
        self._page.keyboard.press(self._random.choice(KEYS))

    def swipe(self) -> None:
        x, y = self._point().values()
        self._touch("touchStart", [{"x": x, "y": y}])
        for step in range(1, 4):
            self._touch("touchMove", [{"x": min(x + 150 * step, self._size["width"] - 1), "y": y}])
        self._touch("touchEnd", [])

    def pinch(self) -> None:
        x, y = self._size["width"] / 2, self._size["height"] / 2
        self._touch("touchStart", [{"x": x - 50, "y": y, "id": 0}, {"x": x + 50, "y": y, "id": 1}])
        self._touch("touchMove", [{"x": x - 300, "y": y, "id": 0}, {"x": x + 300, "y": y, "id": 1}])
        self._touch("touchEnd", [])

    def right(self) -> None:
        self._page.mouse.click(*self._point().values(), button=self._random.choice(["right", "middle"]))

    def double(self) -> None:
        self._page.mouse.dblclick(*self._point().values())

    def scan(self) -> None:
        self._page.evaluate(TYPE, self._random.choice(SCANS))

    def wait(self) -> None:
        self._page.clock.run_for(self._random.choice([300, 2_000, 16_000]))

    def _point(self) -> dict[str, int]:
        return {
            name: self._random.randrange(self._size[of]) for name, of in (("x", "width"), ("y", "height"))
        }

    def _touch(self, kind: str, points: list[dict[str, int]] | list[dict[str, float]]) -> None:
        self._touching.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


@pytest.mark.parametrize(
    ("seed", "actions", "size"),
    [
        pytest.param(1, 150, PORTRAIT, id="portrait", marks=pytest.mark.thorough),
        pytest.param(4, 150, LANDSCAPE, id="landscape"),
        pytest.param(3, 10_000, PORTRAIT, id="long", marks=pytest.mark.thorough),
    ],
)
def test_a_monkey_stays_on_the_page_and_gets_one_number_for_each_confirmation(
    look: MakeScreen, kiosk: Kiosk, node: FakeNode, seed: int, actions: int, size: dict[str, int]
):
    screen = look(kiosk, size, lambda page: page.clock.install())
    page, home = screen.page, f"{kiosk.agent.url}/"
    page.evaluate(COUNT_CONFIRMS)
    left: list[str] = []
    page.on("framenavigated", lambda frame: left.append(frame.url))
    page.context.on("page", lambda opened: left.append(opened.url))
    page.on("dialog", lambda dialog: left.append(dialog.message))
    page.on("download", lambda one: left.append(one.url))
    monkey = Monkey(screen, seed, size)
    for number in range(actions):
        monkey.act()
        facts = page.evaluate(FACTS)
        assert facts.pop("state") in STATES, number
        assert facts == {"url": home, "history": 2, "zoom": 1, "scroll": 0, "selected": ""}, number
    assert left == screen.outside == []
    uuids = {uuid for uuid, _ in node.asked}
    assert 0 < len(node.tickets) == len(uuids) <= page.evaluate(TAPS_OF_A_NUMBER)
    page.wait_for_function("document.body.dataset.state !== 'taking'")
    for _ in range(3):  # large text and a call for staff leave the most time
        page.clock.run_for(130_000)
    screen.at("home")


@pytest.mark.parametrize(
    ("size", "action"), [(PORTRAIT, "take"), (LANDSCAPE, "take-priority")], ids=["portrait", "landscape"]
)
def test_a_storm_on_one_button_is_one_number(
    look: MakeScreen, kiosk: Kiosk, node: FakeNode, size: dict[str, int], action: str
):
    """Twenty touches a second for ten seconds of the page's own clock, where the button was."""
    screen = look(kiosk, size, lambda page: page.clock.install())
    screen.service("ho-tich")
    screen.procedure("dang-ky-khai-sinh")
    box = screen.box(f"[data-action='{action}']")
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    for _ in range(200):
        screen.page.mouse.click(x, y)
        screen.page.clock.run_for(50)
    assert len({uuid for uuid, _ in node.asked}) == len(node.tickets) == 1


def test_a_touch_that_is_sent_twice_is_one_number(kiosk: Kiosk, node: FakeNode, new_touch: str):
    first, second = kiosk.touch(new_touch).json(), kiosk.touch(new_touch).json()
    assert first["ticket"] == second["ticket"]
    assert len(node.tickets) == 1


@pytest.mark.parametrize("way", ["reload", "go_back", "go_forward"])
def test_reload_and_back_bring_no_second_number(screen: Screen, kiosk: Kiosk, node: FakeNode, way: str):
    screen.take()
    getattr(screen.page, way)()
    if way != "go_forward":
        screen.page.goto(kiosk.agent.url)
        screen.at("home")
    uuid = node.tickets[0]["id"]
    assert len(node.tickets) == 1
    assert (
        requests.get(f"{kiosk.agent.url}/api/touches/{uuid}", timeout=5).json()["ticket"]["number"] == "A015"
    )
