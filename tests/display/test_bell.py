"""Two walls of one hall at two processes whose Redis dies, stands still and comes back: each call is seen on both, and
said once."""

from __future__ import annotations

import time
from random import Random

import pytest

from tests.bell import Bell
from tests.conftest import MakeNode, eventually
from tests.display.conftest import LetIn
from tests.display.troubles import Officers
from tests.display.truth import Truth
from tests.display.verdict import Verdict

pytestmark = [pytest.mark.browser, pytest.mark.postgresql]
ROUNDS, SEED = 20, 6
PACE_S = 4
LAST_CALL_S = 60
PAUSE_MS = 1000


@pytest.mark.thorough
def test_while_redis_dies_and_comes_back_both_walls_see_each_call_and_one_says_it(
    make_node: MakeNode, postgres_url: str, bell: Bell, let_in: LetIn
) -> None:
    shared = {"MOISO_DATABASE_URL": postgres_url, "MOISO_REDIS_URL": f"redis://127.0.0.1:{bell.port}/0"}
    one, two = make_node("one", **shared).start().furnish(), make_node("two", **shared).start()
    walls = [let_in(one, "trai"), let_in(two, "phai")]
    chance, officers = Random(SEED), Officers(one, two, SEED, PACE_S)
    officers.start()
    for _ in range(ROUNDS):
        chance.choice((bell.cut, bell.freeze))()
        time.sleep(chance.uniform(0, 4))
        bell.mend()
        time.sleep(chance.uniform(0, 4))
    officers.end()

    def verdicts() -> list[Verdict]:
        truth, pack = Truth(officers.story()), officers.pack
        return [Verdict(wall.log, truth, pack) for wall in walls if wall.read()]

    def unsaid() -> list[str]:
        walls[0].page.wait_for_timeout(PAUSE_MS)
        found = verdicts()
        whole = [call for one in found for call in one.whole]
        return [fault for one in found for fault in one.unsaid(whole)]

    eventually(lambda: not unsaid(), LAST_CALL_S)
    left, right = verdicts()
    said = left.whole + right.whole
    assert unsaid() == []
    assert len(set(said)) == len(said)
    for one_wall in (left, right):
        assert not [*one_wall.wrong_numbers(), *one_wall.never_came(), *one_wall.stale_announcements()]
    told = [call for _, _, call in left.truth.announced]
    assert len(set(told)) == len(told) >= ROUNDS // 2
