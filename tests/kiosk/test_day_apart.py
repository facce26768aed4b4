"""A kiosk that is cut off for a whole business day and healed the next: all had a number, nobody is un-called."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from config.clock import SystemClock
from config.kiosk_settings import KioskSettings
from kiosk.agent import Agent
from kiosk.branch import Branch
from tests.conftest import eventually
from tests.kiosk.conftest import WISH, Kiosk
from tests.load.cable import Cable
from tests.load.crowd import token_of
from tests.node import Caller, NodeProcess

DAY, NEXT_DAY = "2026-11-25", "2026-11-26"
EVENTS = "/api/v1/branches/cn02/events?after=0&limit=500"
DESK = "/api/v1/branches/cn02/snapshot?view=desk"
COUNTER = "/api/v1/branches/cn02/counters/1"


class JumpingClock:
    """Runs at the machine's pace and jumps when a test says so."""

    def __init__(self, at: datetime) -> None:
        self._clock, self._jumped_s = SystemClock(at), 0.0
        self._start = at

    def now(self) -> datetime:
        return datetime.fromtimestamp(self._clock.now().timestamp() + self._jumped_s, self._start.tzinfo)

    def monotonic(self) -> float:
        return self._clock.monotonic() + self._jumped_s

    def jump(self, day: str, hhmm: str) -> None:
        self._jumped_s += (at(day, hhmm) - self.now()).total_seconds()


def at(day: str, hhmm: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{hhmm}:00+07:00")


@dataclass
class Apart:
    """`kiosk` reaches `node` over `cable`, at the times of `clock`; the node's own clock starts with the node."""

    node: NodeProcess
    kiosk: Kiosk
    cable: Cable
    clock: JumpingClock

    def take(self, touch: str = "") -> dict[str, Any]:
        told: dict[str, Any] = self.kiosk.touch(touch or str(uuid.uuid4())).json()
        return told

    def goes_home_and_comes_back(self, day: str, hhmm: str) -> None:
        """The node's night."""
        assert self.node.stop() == 0
        self.node.port = urlsplit(self.node.url).port or 0
        self.node.env["MOISO_CLOCK"] = at(day, hhmm).isoformat()
        self.node.start()


@pytest.fixture
def apart(make_node: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hurried: None) -> Iterator[Apart]:
    """On the morning of `DAY`, the cable whole. The node works at any hour for the sake of its clock, the kiosk
    keeps the hours of the office."""
    monkeypatch.setattr(Branch, "always_open", False)
    monkeypatch.setattr("kiosk.issuing.GRACE_S", 0.1)
    monkeypatch.setattr("kiosk.agent.LOOK_EVERY_S", 0.2)
    monkeypatch.setattr("kiosk.agent.LOST_LOOK_S", 0.1)
    node: NodeProcess = make_node(MOISO_CLOCK=at(DAY, "07:40").isoformat()).start().furnish()
    with ExitStack() as running:
        cable = running.enter_context(Cable(urlsplit(node.url).port or 0))
        clock = JumpingClock(at(DAY, "07:40"))
        settings = KioskSettings(
            cable.url, token_of(node.kiosk()), f"preview://{tmp_path}/slips", port=0, data=tmp_path / "kiosk"
        )
        agent = Agent(settings, clock)
        agent.start()
        running.callback(agent.stop)
        kiosk = Kiosk(agent, tmp_path / "kiosk")
        assert eventually(lambda: kiosk.picture()["emergency"] > 0)
        yield Apart(node, kiosk, cable, clock)


def story(supervisor: Caller, ticket: str) -> list[str]:
    events = supervisor.get(EVENTS).json()["events"]
    return [one["type"] for one in events if one["subject"] == f"ticket/{ticket}"]


def test_a_kiosk_that_was_cut_off_for_a_business_day_brings_it_in_the_next_morning(apart: Apart):
    supervisor, kiosk = apart.node.script("sam"), apart.node.kiosk(name="Ki-ốt 9")
    first = apart.take()["ticket"]
    assert first["series"] == "A"
    apart.cable.cut()
    lost = str(uuid.uuid4())
    given = [apart.take(lost)["ticket"]]
    for hhmm in ("08:10", "09:30", "11:20", "12:50", "14:00", "16:25"):
        apart.clock.jump(DAY, hhmm)
        given.append(apart.take()["ticket"])
        assert given[-1]["issued_at"][:16] == f"{DAY}T{hhmm}"
    numbers = [int(one["number"][1:]) for one in given]
    assert {one["series"] for one in given} == {"E"}
    assert numbers == list(range(numbers[0], numbers[0] + len(given)))

    for day, hhmm in ((DAY, "16:45"), (NEXT_DAY, "06:50"), (NEXT_DAY, "07:45")):
        apart.clock.jump(day, hhmm)
        assert apart.take() == {"state": "away"}, "yesterday's block is no good, and today's has not come"
        assert apart.kiosk.picture()["emergency"] == 0

    # The touch whose answer was lost had reached the node: its number was called and served in the afternoon.
    assert kiosk.take(WISH["service"], lost, **{k: v for k, v in WISH.items() if k != "service"}).ok
    assert supervisor.post(f"{COUNTER}/open", {"services": [WISH["service"]]}).ok
    for verbs in (("start", "finish"), ("no-show",)):
        called = supervisor.post(f"{COUNTER}/call-next").json()["id"]
        assert [supervisor.do(called, verb).status_code for verb in verbs] == [200] * len(verbs)
    apart.goes_home_and_comes_back(NEXT_DAY, "07:45")
    ends = [story(supervisor, one) for one in (first["id"], lost)]
    assert ends[0][-1] == "ticket.finished"

    apart.cable.heal()
    assert eventually(lambda: apart.kiosk.picture()["link"] == "live")
    assert eventually(lambda: all(story(supervisor, one["id"]) for one in given))
    assert [story(supervisor, one["id"]) for one in given] == [["ticket.issued", "ticket.expired"]] * len(
        given
    )
    assert [story(supervisor, one) for one in (first["id"], lost)] == ends, (
        "nothing of yesterday was un-called"
    )
    desk = supervisor.get(DESK).json()
    assert (desk["waiting"], desk["no_show"]) == ([], [])
    assert desk["brought_late"] == [{"kiosk": "Ki-ốt 1", "business_day": DAY, "numbers": len(given)}]
    assert eventually(lambda: apart.kiosk.picture()["emergency"] > 0), "a block for the new day"
    assert apart.take()["ticket"]["number"] == "A001"
    (block,) = [one for one in supervisor.get(DESK).json()["emergency"] if one["kiosk"] == "Ki-ốt 1"]
    assert block["used"] == 0
    assert apart.node.said("verify-log") == "every log is whole"
