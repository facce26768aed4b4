"""A wall under a thousand blows: it shows no wrong number, says nothing late or twice, and misses no call."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest

from tests.conftest import MakeNode, eventually
from tests.display.conftest import LetIn
from tests.display.troubles import Officers, Troubles
from tests.display.truth import Truth
from tests.display.verdict import Verdict
from tests.node import NodeProcess
from tests.realtime.line import Line

pytestmark = [pytest.mark.browser, pytest.mark.thorough]
"""Twenty blows are a first look; everyday runs try the judge (`test_verdict.py`) and each mended fault by itself."""
BLOWS = (
    *("cut",) * 17, *("swallow",) * 17, "swallow_and_cut", "swallow_and_cut", "reload", "reload_while_cut",
    "restart", "restart_while_swallowing",
)  # fmt: skip
LAST_CALL_S = 60
PAUSE_MS = 1000


@pytest.fixture
def node(make_node: MakeNode, database_url: str) -> NodeProcess:
    """One that comes back at the same address."""
    node = make_node("hall", MOISO_DATABASE_URL=database_url).start().furnish()
    node.port = int(node.url.rpartition(":")[2])
    return node


@pytest.fixture
def line(node: NodeProcess) -> Iterator[Line]:
    made = Line(("127.0.0.1", node.port))
    yield made
    made.close()


@pytest.mark.parametrize(
    ("database_url", "blows", "seed"),
    [
        ("sqlite", 20, 28),
        ("postgresql", 20, 28),
        ("sqlite", 1000, 7),
        ("postgresql", 300, 8),
    ],
    indirect=["database_url"],
)
def test_a_wall_struck_again_and_again_shows_and_says_each_call_and_nothing_else(
    node: NodeProcess, line: Line, let_in: LetIn, blows: int, seed: int
) -> None:
    wall = let_in(node, "sanh", f"http://127.0.0.1:{line.port}")
    officers, troubles = Officers(node, node, seed), Troubles(node, line, wall, Random(seed))
    officers.start()
    for _ in range(blows):
        troubles.strike(BLOWS)
    officers.end()

    def verdict() -> Verdict:
        return Verdict(wall.log, Truth(officers.story()), officers.pack, troubles.blows)

    def all_is_said() -> bool:
        wall.page.wait_for_timeout(PAUSE_MS)
        return wall.read() and not list(verdict().missed())

    eventually(all_is_said, LAST_CALL_S)
    wall.page.wait_for_timeout(PAUSE_MS)
    assert wall.read()
    found = verdict()
    assert found.said
    assert found.faults == []
