"""A shift at a counter by the keyboard alone, with an input method at work, against a real node: nothing is lost."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import DESK, sign_in_by_keyboard, window
from tests.load.story import events_of
from tests.node import NodeProcess

pytestmark = pytest.mark.browser
ECHO_S = 1.05
"""A second F2 within a second is the hand's echo."""
COMPOSING = """([code, key]) => document.activeElement.dispatchEvent(
  new KeyboardEvent("keydown", { code, key, isComposing: true, keyCode: 229, bubbles: true, cancelable: true }))"""


@dataclass
class Shift:
    """Counter 3 of cn02, which serves civil status and certification, and its officer's ten fingers."""

    page: Page
    node: NodeProcess
    did: Counter[str] = field(default_factory=Counter)
    waited: float = 0

    def press(self, key: str) -> None:
        if key == "F2":
            time.sleep(max(0.0, self.waited + ECHO_S - time.monotonic()))
        self.page.keyboard.press(key)
        self.waited = time.monotonic() if key == "F2" else self.waited
        self.settle()

    def settle(self) -> None:
        expect(self.page.locator("#act-main")).to_have_attribute("aria-disabled", "false")

    def at(self, state: str) -> None:
        expect(self.page.locator("body")).to_have_attribute("data-state", state)
        self.settle()

    @property
    def number(self) -> str:
        return self.page.locator("[data-number]").first.inner_text()

    def choose(self, question: str, which: int = 0) -> None:
        """An answer to an open question, by Tab and Enter."""
        expect(self.page.locator(f"#{question}-dialog")).to_be_visible()
        for _ in range(which):
            self.page.keyboard.press("Tab")
        self.page.keyboard.press("Enter")
        expect(self.page.locator(f"#{question}-dialog")).to_be_hidden()
        self.settle()

    def begin(self) -> None:
        """Somebody is called and comes."""
        if self.page.get_attribute("body", "data-state") == "idle":
            self.press("F2")
        self.at("called")

    def served(self) -> None:
        self.begin()
        self.press("F2")
        self.at("serving")
        self.finish()

    def finish(self) -> None:
        self.press("F9")
        self.choose("outcome")
        self.at("idle")
        self.did["finished"] += 1

    def called_again(self) -> None:
        self.begin()
        self.press("F4")
        expect(self.page.locator("#tag-text")).to_contain_text("lần 2")
        self.did["recalled"] += 1
        self.served()

    def absent(self) -> None:
        self.begin()
        self.press("F6")
        self.at("idle")
        self.did["no_show"] += 1

    def kept_for_later(self) -> None:
        self.begin()
        number = self.number
        self.press("F7")
        self.choose("park")
        self.at("idle")
        self.did["parked"] += 1
        self.page.locator("#tab-waiting").focus()
        self.page.keyboard.press("ArrowRight")
        self.page.locator(f"#rows tr:has-text('{number}') [data-move]").focus()
        self.page.keyboard.press("Enter")
        self.at("called")
        self.page.locator("#tab-parked").focus()
        self.page.keyboard.press("ArrowLeft")
        self.page.locator("#act-main").focus()
        self.served()

    def handed_on(self) -> None:
        """To land, which is served elsewhere."""
        self.begin()
        self.press("F8")
        expect(self.page.locator("#transfer-choices [data-part='name']").nth(1)).to_have_text("Đất đai")
        self.choose("transfer", 1)
        self.at("idle")
        self.did["transferred"] += 1

    def taken_back(self) -> None:
        self.begin()
        number = self.number
        self.press("F6")
        self.at("idle")
        self.press("Escape")
        self.at("called")
        assert self.number == number
        self.did["undone"] += 1
        self.served()

    def rested(self) -> None:
        self.press("F10")
        self.choose("pause")
        self.at("paused")
        self.press("F2")
        self.at("idle")
        self.did["paused"] += 1
        self.served()

    def of_two_services(self) -> None:
        """The second is land, so that the number goes on to another counter."""
        self.begin()
        self.press("F2")
        self.at("serving")
        self.press("F4")
        expect(self.page.locator("#add-choices [data-part='name']").nth(1)).to_have_text("Đất đai")
        self.choose("add", 1)
        expect(self.page.locator("#line")).to_contain_text("Đất đai")
        self.did["added"] += 1
        self.finish()

    def written_into(self) -> None:
        """A number is looked for while an input method puts letters together: no key of it is a command."""
        before = self.page.get_attribute("body", "data-state")
        self.press("F3")
        expect(self.page.locator("#find-text")).to_be_focused()
        line = self.page.context.new_cdp_session(self.page)
        line.send("Input.imeSetComposition", {"text": "Ấ", "selectionStart": 1, "selectionEnd": 1})
        for key in ("F2", "F4", "F6", "F7", "F8", "F9", "F10"):
            self.page.evaluate(COMPOSING, [key, key])
        line.send("Input.insertText", {"text": "Ấ01"})
        line.detach()
        self.page.keyboard.press("Escape")
        expect(self.page.locator("dialog[open]")).to_have_count(0)
        self.at(before or "")
        self.served()


PLAN: list[Callable[[Shift], None]] = [
    Shift.served, Shift.called_again, Shift.absent, Shift.kept_for_later, Shift.handed_on, Shift.taken_back,
    Shift.rested, Shift.of_two_services, Shift.written_into, Shift.served,
]  # fmt: skip


@pytest.fixture
def shift(north: NodeProcess, context: BrowserContext) -> Iterator[Shift]:
    page = window(context, f"{north.url}/", DESK)
    sign_in_by_keyboard(page, "ana")
    page.goto(f"{north.url}/counter/cn02/3")
    made = Shift(page, north)
    made.settle()
    made.press("F2")
    made.at("idle")
    yield made
    north.script("ana").at("3", "close")


@pytest.mark.parametrize("tickets", [10, pytest.param(30, marks=pytest.mark.thorough)])
def test_a_shift_is_worked_by_the_keyboard_and_every_ticket_is_accounted_for(shift: Shift, tickets: int):
    kiosk = shift.node.kiosk()
    begun = events_of(shift.node.script("ana"))[-1]["seq"]
    ids = [kiosk.take(("ho-tich", "chung-thuc")[n % 2]).json()["id"] for n in range(tickets)]
    for n in range(tickets):
        PLAN[n % len(PLAN)](shift)
    told = [one for one in events_of(shift.node.script("ana")) if one["seq"] > begun]
    mine = [one for one in told if one["subject"].removeprefix("ticket/") in ids]
    kinds = Counter(one["type"].removeprefix("ticket.") for one in mine)
    rounds = tickets // len(PLAN)
    assert shift.did == {
        "finished": 8 * rounds, "recalled": rounds, "no_show": rounds, "parked": rounds, "transferred": rounds,
        "undone": rounds, "paused": rounds, "added": rounds,
    }  # fmt: skip
    assert kinds["finished"] == shift.did["finished"]
    assert (kinds["recalled"], kinds["parked"], kinds["transferred"]) == (rounds, rounds, rounds)
    assert kinds["no_show"] == 2 * rounds, "one that stayed, and one that was taken back"
    assert kinds["noted"] == rounds
    assert states(shift, ids) == {"done": 7 * rounds, "no_show": rounds, "waiting": 2 * rounds}
    shift.page.close()


def states(shift: Shift, ids: list[str]) -> dict[str, int]:
    """How the tickets stand at the end: two of each round wait at land."""
    picture: dict[str, Any] = shift.node.script("ana").get("/api/v1/branches/cn02/snapshot?view=desk").json()
    waiting = {one["id"] for one in picture["waiting"]} & set(ids)
    absent = {one["id"] for one in picture["no_show"]} & set(ids)
    active = {one["ticket"]["id"] for one in picture["counters"] if one["ticket"]} & set(ids)
    done = set(ids) - waiting - absent - active
    assert not active
    return {"done": len(done), "no_show": len(absent), "waiting": len(waiting)}
