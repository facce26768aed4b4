"""Two processes on one database: Redis is a bell between them, and nothing depends on the bell."""

from __future__ import annotations

import time
from random import Random

import pytest

from server.web.wakeup import channel
from tests.conftest import eventually
from tests.node import Caller, NodeProcess

NEVER_S, SOON_S = "60", "1"
"""How often a process looks by itself: not within this test, and as it is shipped."""


@pytest.fixture
def pair(make_node, postgres_url, bell):
    """Two processes on one database: `pair(poll_s)`."""

    def make(poll_s: str):
        shared = {
            "MOISO_DATABASE_URL": postgres_url,
            "MOISO_REDIS_URL": f"redis://127.0.0.1:{bell.port}/0",
            "MOISO_POLL_S": poll_s,
        }
        return make_node("one", **shared).start().furnish(), make_node("two", **shared).start()

    return make


def calls(caller: Caller) -> str:
    """The id of a call at counter 1, to somebody who has just come."""
    number = caller.take("ho-tich").json()["number"]
    called = caller.at("1", "call-next").json()
    assert called["number"] == number
    assert caller.do(called["id"], "no-show").status_code == 200
    return str(caller.get("/api/v1/branches/cn02/snapshot").json()["calls"][0]["id"])


def display(home: NodeProcess, node: NodeProcess, name: str) -> Caller:
    """A wall of the hall at this process; `home` lets it in."""
    (token,) = home.act("device add", name=name, branch="cn02", scope="display")
    return Caller(node, {"Authorization": f"Bearer {token}"})


def may_say(voice: Caller, call: str) -> bool:
    return bool(voice.post("/api/v1/branches/cn02/speaking", {"can": True, "call": call}).json()["say"])


def seen(wall) -> set[str]:
    return {one["id"] for picture in wall.snapshots for one in picture["calls"]}


@pytest.mark.postgresql
def test_the_bell_brings_a_call_to_the_walls_of_the_other_process(pair, follow):
    one, two = pair(NEVER_S)
    ana, wall = one.script("ana"), follow(two)
    assert wall.last["calls"] == []
    ana.at("1", "open")
    called = calls(ana)
    assert eventually(lambda: called in seen(wall))


@pytest.mark.postgresql
@pytest.mark.parametrize("rounds", [6, pytest.param(20, marks=pytest.mark.thorough)])
def test_with_the_bell_killed_paused_and_back_again_and_again_no_call_is_missed_and_none_is_said_twice(
    pair, follow, bell, rounds
):
    one, two = pair(SOON_S)
    ana = one.script("ana")
    there = Caller(two, ana.headers)
    ana.at("1", "open")
    walls = [follow(one), follow(two)]
    voices = [display(one, one, "trai"), display(one, two, "phai")]
    chance, made, said = Random(6), [], []

    def call() -> None:
        made.append(calls(chance.choice((ana, there))))
        said.extend(made[-1] for voice in chance.sample(voices, 2) if may_say(voice, made[-1]))

    for _ in range(rounds):
        chance.choice((bell.cut, bell.freeze))()
        call()
        time.sleep(chance.uniform(0, 0.3))
        bell.mend()
        call()
    assert said == made
    for wall in walls:
        assert eventually(lambda wall=wall: set(made) <= seen(wall)), set(made) - seen(wall)
        versions = [(one["epoch"], one["seq"], one["at"]) for one in wall.snapshots]
        assert versions == sorted(versions)


def test_processes_on_one_database_share_a_channel_whoever_they_sign_in_as():
    at = "postgresql+psycopg://{}@db:5432/moiso"
    assert channel(at.format("a:secret")) == channel(at.format("b")) != channel(at.format("a") + "2")
    assert "secret" not in channel(at.format("a:secret"))
