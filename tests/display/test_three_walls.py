"""Three walls of one hall in its busiest hour, in real time: each call is heard once, from one of them, and soon.

`MOISO_RUSH_CALLS=300` makes it the whole hour."""

from __future__ import annotations

import os
import uuid

import pytest

from tests.conftest import MakeNode, eventually
from tests.display.conftest import LetIn
from tests.display.troubles import Officers
from tests.display.truth import Truth
from tests.display.verdict import Verdict

pytestmark = [pytest.mark.browser, pytest.mark.thorough]
CALLS = int(os.environ.get("MOISO_RUSH_CALLS", "50"))
EACH_S = 12
"""Three hundred an hour."""
SEED = 5
SOON_S, LAST_CALL_S = 20, 90
LOOK_MS = 5000


class Rush(Officers):
    """Numbers are called as they come, at either counter, whether or not the hall has heard the last one."""

    def run(self) -> None:
        self.held: dict[str, str] = {}
        super().run()

    def _turn(self) -> None:
        self.leave.wait(self.chance.expovariate(1 / EACH_S))
        counter = self.chance.choice(("1", "2"))
        self._until(lambda key: self.kiosk.take("ho-tich", key), uuid.uuid4())
        if ticket := self.held.get(counter):
            self._press(self.desks[counter], f"tickets/{ticket}/start")
            self._press(self.desks[counter], f"tickets/{ticket}/finish")
        self.held[counter] = self._press(self.desks[counter], f"counters/{counter}/call-next")["id"]


def test_each_call_is_heard_once_from_one_of_three_walls_and_nineteen_of_twenty_soon(
    make_node: MakeNode, let_in: LetIn
) -> None:
    node = make_node("hall").start().furnish()
    walls = [let_in(node, name) for name in ("trai", "giua", "phai")]
    rush = Rush(node, node, SEED)
    rush.start()
    for _ in range(CALLS * EACH_S * 1000 // LOOK_MS):
        walls[0].page.wait_for_timeout(LOOK_MS)
        assert all(wall.read() for wall in walls)
    rush.end()

    found: list[Verdict] = []

    def all_are_said() -> bool:
        walls[0].page.wait_for_timeout(1000)
        truth = Truth(rush.story())
        found[:] = [Verdict(wall.log, truth, rush.pack) for wall in walls if wall.read()]
        return said(found) == sorted(truth.calls)

    assert eventually(all_are_said, LAST_CALL_S), set(found[0].truth.calls) ^ set(said(found))
    for one in found:
        assert not [
            *one.wrong_numbers(), *one.never_came(), *one.stale_announcements(), *one.said_beside_the_hero()
        ]  # fmt: skip
    waits = sorted(word.began - call.at for one in found for word, call in one.said if call)
    soon = waits[round(0.95 * len(waits)) - 1]
    assert soon <= SOON_S, waits


def said(found: list[Verdict]) -> list[str]:
    """The calls that were said in full on any wall, as often as they were."""
    return sorted(call for one in found for call in one.whole)
