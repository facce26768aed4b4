"""One display of a hall speaks, each call is said once, and who was called has as long as everybody to come."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from server.rules.speaking import LATE_S, LEASE_S, Lease, renewed
from tests.web.bare_node import BareNode

BRANCH = "/api/v1/branches/cn02"
LEFT, RIGHT = "sảnh trái", "sảnh phải"
HALL, BESIDE = "sanh", "khu-b"
"""Displays of the sample centre that people of two zones hear."""


class Hall(BareNode):
    """A node without a socket, a counter that is open, and two displays; its clock stands where the test puts it."""

    def __init__(self, var: Any, url: str) -> None:
        super().__init__(
            var,
            url,
            {"ana": ("officer", ["cn02"])},
            dict.fromkeys((LEFT, RIGHT, HALL, BESIDE), ("display", "cn02")),
        )
        self.at("open")

    def ask(self, who: str, method: str, path: str, body: object = None) -> Any:
        headers = {"Authorization": f"Bearer {self.tokens[who]}", "Idempotency-Key": str(uuid.uuid4())}
        answer = self.client.open(BRANCH + path, method=method, headers=headers, json=body)
        assert answer.status_code < 300, answer.text
        return answer.json

    def at(self, verb: str) -> Any:
        return self.ask("ana", "POST", f"/counters/3/{verb}", {})

    def call(self) -> str:
        """The id of a call at counter 3, to somebody who has just come."""
        self.ask("ana", "PUT", f"/tickets/{uuid.uuid4()}", {"service": "ho-tich"})
        if active := self.ticket():
            self.ask("ana", "POST", f"/tickets/{active['id']}/no-show", {})
        self.at("call-next")
        return str(self.ask("ana", "GET", "/snapshot")["calls"][0]["id"])

    def ticket(self) -> Any:
        desk = self.ask("ana", "GET", "/snapshot?view=desk")
        return next(one["ticket"] for one in desk["counters"] if one["code"] == "3")

    def beat(self, display: str, call: str | None = None, can: bool = True) -> tuple[bool, bool]:
        told = self.ask(display, "POST", "/speaking", {"can": can, "call": call})
        return told["speaks"], told["say"]

    def story(self) -> list[Any]:
        events = self.ask("ana", "GET", "/events")["events"]
        return [one for one in events if one["type"] == "ticket.announced"]


@pytest.fixture
def hall(tmp_path: Any, database_url: str) -> Iterator[Hall]:
    made = Hall(tmp_path, database_url)
    yield made
    made.node.ledger.close()


def test_the_first_display_that_can_speak_does_and_another_only_after_its_silence(hall):
    assert hall.beat(LEFT) == (True, False)
    assert hall.beat(RIGHT) == (False, False)
    hall.pass_time(seconds=LEASE_S - 1)
    assert hall.beat(RIGHT) == (False, False)
    assert hall.beat(LEFT) == (True, False)
    hall.pass_time(seconds=LEASE_S - 1)
    assert hall.beat(RIGHT) == (False, False)
    hall.pass_time(seconds=1)
    assert hall.beat(RIGHT) == (True, False)
    assert hall.beat(LEFT) == (False, False)


def test_a_display_whose_sound_is_gone_gives_the_word_to_the_next_at_once(hall):
    hall.beat(LEFT)
    assert hall.beat(LEFT, can=False) == (False, False)
    assert hall.beat(RIGHT) == (True, False)


def test_a_call_is_said_by_the_one_who_speaks_and_told_in_the_story_once(hall):
    call = hall.call()
    hall.beat(LEFT)
    assert hall.beat(RIGHT, call) == (False, False)
    assert hall.beat(LEFT, call) == (True, True)
    assert hall.beat(LEFT, call) == (True, True)  # its answer may have been lost
    told = hall.story()
    assert [(one["data"]["call"], one["data"]["number"], one["actor"]["kind"]) for one in told] == [
        (call, "A001", "device")
    ]


def test_a_stand_in_says_what_was_not_begun_and_repeats_nothing(hall):
    begun = hall.call()
    hall.beat(LEFT, begun)
    hall.pass_time(seconds=LEASE_S)
    later = hall.call()
    assert hall.beat(RIGHT, begun) == (True, False)
    assert hall.beat(RIGHT, later) == (True, True)


def test_a_call_taken_back_or_of_another_day_or_ledger_is_not_said(hall):
    call = hall.call()
    hall.at("undo")
    assert hall.beat(LEFT, call) == (True, False)
    assert hall.beat(LEFT, "9" + call) == (True, False)
    again = hall.call()
    hall.pass_time(seconds=86_400)
    assert hall.beat(LEFT, again) == (True, False)


def announced(hall: Hall) -> bool:
    return bool(hall.ask("ana", "GET", "/snapshot")["calls"][0]["announced"])


def test_a_call_is_announced_when_a_voice_begins_it_and_at_once_where_there_is_none(hall):
    hall.call()
    assert announced(hall)
    hall.beat(LEFT)
    call = hall.call()
    assert not announced(hall)
    hall.beat(LEFT, call)
    assert announced(hall)
    hall.pass_time(seconds=LEASE_S)
    hall.call()
    assert announced(hall)


def test_a_voice_of_other_counters_and_one_that_is_far_behind_are_not_waited_for(hall):
    hall.beat(BESIDE)
    hall.call()
    assert announced(hall)
    for _ in range(LATE_S // 5):
        hall.beat(LEFT)
        hall.pass_time(seconds=5)
    hall.call()
    assert not announced(hall)
    for _ in range(LATE_S // 5):
        hall.pass_time(seconds=5)
        hall.beat(LEFT)
    assert announced(hall)


def test_each_zone_has_a_voice_of_its_own_and_hears_each_call_once(hall):
    call = hall.call()
    assert hall.beat(HALL, call) == (True, True)
    assert hall.beat(BESIDE, call) == (True, True)
    assert [one["data"]["zone"] for one in hall.story()] == ["hall", "1b"]


def test_in_a_rush_every_call_stands_in_the_list_long_enough_to_be_said(hall):
    rush = [hall.call() for _ in range(20)]
    listed = [one["id"] for one in hall.ask("ana", "GET", "/snapshot")["calls"]]
    assert listed == rush[::-1]
    hall.pass_time(seconds=60)
    assert [one["id"] for one in hall.ask("ana", "GET", "/snapshot")["calls"]] == rush[:7:-1]


def test_the_time_to_come_counts_from_the_announcement(hall):
    hall.beat(LEFT)
    call = hall.call()
    assert hall.ticket()["hold_until"] == "2026-11-25T08:33:00.000+07:00"
    hall.pass_time(seconds=7)
    hall.beat(LEFT, call)
    assert hall.ticket()["hold_until"] == "2026-11-25T08:33:07.000+07:00"


def test_a_display_that_was_silent_gets_its_word_back_only_when_it_is_free():
    held = Lease("a", 10)
    assert renewed(held, "b", 9, can=True) == held
    assert renewed(held, "b", 9, can=False) == held
    assert renewed(held, "b", 10, can=False) is None
