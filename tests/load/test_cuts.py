"""Three kiosks give numbers while their cables are cut and healed: no number twice, none lost, each in its place."""

from __future__ import annotations

import random
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from config.kiosk_settings import KioskSettings
from kiosk.agent import Agent
from tests.conftest import eventually
from tests.load.cable import Cable
from tests.load.crowd import token_of
from tests.load.story import events_of, faults_of_story
from tests.node import NodeProcess

WISH = {
    "service": "ho-tich",
    "procedure": None,
    "priority": "none",
    "language": "vi",
    "dossiers": 1,
    "then": [],
}
NAMES = ("Ki-ốt A", "Ki-ốt B", "Ki-ốt C")


@dataclass
class Post:
    """A kiosk, its cable, and the numbers that it has shown to people."""

    agent: Agent
    cable: Cable
    node: NodeProcess
    shown: list[dict[str, Any]] = field(default_factory=list)

    def take(self) -> None:
        touch = f"{self.agent.url}/api/touches/{uuid.uuid4()}"
        told = requests.put(touch, json=WISH, timeout=30).json()
        again = requests.put(touch, json=WISH, timeout=30).json()
        assert told["state"] == "issued", told
        assert again["ticket"]["number"] == told["ticket"]["number"]
        self.shown.append(told["ticket"])

    def ready(self) -> bool:
        """It has numbers of its own for when the cable is cut."""
        return bool(requests.get(f"{self.agent.url}/api/picture", timeout=5).json()["emergency"])


@pytest.fixture
def posts(tmp_path: Path, make_node: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Post]]:
    monkeypatch.setattr("kiosk.issuing.GRACE_S", 0.05)
    monkeypatch.setattr("kiosk.agent.LOOK_EVERY_S", 0.2)
    monkeypatch.setattr("kiosk.agent.LOST_LOOK_S", 0.1)
    node: NodeProcess = make_node().start().furnish()
    with ExitStack() as running:
        made = []
        for number, name in enumerate(NAMES):
            cable = running.enter_context(Cable(urlsplit(node.url).port or 0))
            settings = KioskSettings(
                cable.url, token_of(node.kiosk(name=name)), f"preview://{tmp_path}/paper{number}",
                port=0, data=tmp_path / name,
            )  # fmt: skip
            agent = Agent(settings)
            agent.start()
            running.callback(agent.stop)
            made.append(Post(agent, cable, node))
        assert eventually(lambda: all(post.ready() for post in made))
        yield made


@pytest.mark.parametrize("cuts", [12, pytest.param(200, marks=pytest.mark.thorough)])
def test_cables_that_are_cut_and_healed_at_random_cost_no_number(posts: list[Post], cuts: int):
    over = threading.Event()
    faults: list[Exception] = []

    def people(post: Post) -> None:
        while not over.is_set():
            try:
                post.take()
            except Exception as problem:  # told by the main thread
                faults.append(problem)
                return
            time.sleep(0.2)

    crowd = [threading.Thread(target=people, args=(post,)) for post in posts]
    for one in crowd:
        one.start()
    chance = random.Random(7)
    for _ in range(cuts):
        post = chance.choice(posts)
        post.cable.cut()
        time.sleep(chance.uniform(0.05, 0.6))
        post.cable.heal()
        time.sleep(chance.uniform(0.05, 0.4))
    over.set()
    for one in crowd:
        one.join()
    assert faults == []
    judge(posts[0].node, posts)


def judge(node: NodeProcess, posts: list[Post]) -> None:
    shown = [ticket for post in posts for ticket in post.shown]
    officer = node.script("ana")

    def line() -> dict[str, Any]:
        desk = officer.get("/api/v1/branches/cn02/snapshot?view=desk").json()
        return {one["id"]: one for one in desk["waiting"]}

    assert eventually(lambda: {one["id"] for one in shown} <= set(line()), 30)
    waiting = line()
    assert {one["id"] for one in shown} == set(waiting), "a number that nobody has seen waits"
    assert len({one["number"] for one in shown}) == len(shown)
    assert [waiting[one["id"]]["number"] for one in shown] == [one["number"] for one in shown]
    assert any(one["series"] == "E" for one in shown)
    starts = [one["wait_start"] for one in waiting.values()]
    assert starts == sorted(starts)
    assert list(faults_of_story(events_of(officer))) == []
    assert node.cli("verify-log").returncode == 0
