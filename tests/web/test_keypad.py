"""A counter's keypad does the page's next step at its own counter, with an open session, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.node import Caller
from tests.web.desk import Desk


@pytest.fixture
def press(desk: Desk) -> Iterator[Callable[..., Any]]:
    """The keypad of the desk's counter."""
    node = desk.officer.node
    (token,) = node.act("keypad add", name="Phím quầy 12", branch="cn02", at=desk.counter)
    keypad = Caller(node, {"Authorization": f"Bearer {token}"})
    yield lambda key, counter=desk.counter: keypad.at(counter, "press", {"key": key})
    node.act("device revoke", name="Phím quầy 12", branch="cn02")


def test_next_calls_then_serves_then_finishes_and_calls(desk, press):
    desk.opened()
    first, second = desk.waiting(), desk.waiting()
    seen = [press("next").json()["ticket_state"] for _ in range(3)]
    assert seen == ["called", "serving", "called"]
    states = [desk.officer.get("/api/v1/branches/cn02/snapshot?view=desk").json()["counters"]]
    (mine,) = [one for one in states[0] if one["code"] == desk.counter]
    assert mine["ticket"]["id"] == second
    assert mine["done"][0]["id"] == first


def test_it_calls_again_and_marks_absent(desk, press):
    desk.called()
    assert press("recall").json()["ticket_state"] == "called"
    assert press("no_show").json()["number"] is None


def test_without_an_open_session_every_key_is_refused(desk, press):
    desk.waiting()
    for key in ("next", "recall", "no_show"):
        assert (press(key).status_code, press(key).json()["code"]) == (409, "counter_not_open")


def test_without_a_ticket_there_is_nothing_to_call_again(desk, press):
    desk.opened()
    assert press("recall").json()["code"] == "wrong_state"


def test_another_counter_is_not_its_own(desk, press):
    desk.supervisor.at("11", "open")
    assert press("next", "11").json()["code"] == "forbidden"
    desk.supervisor.at("11", "close")


def test_a_newer_keypad_at_the_same_counter_takes_its_place(desk, press):
    node = desk.officer.node
    node.act("keypad add", name="Phím quầy 12", branch="cn02", at=desk.counter)
    assert press("next").status_code == 401


def test_its_event_names_the_keypad(desk, press):
    desk.opened()
    desk.waiting()
    before = desk.seq()
    press("next")
    (told,) = desk.officer.get(f"/api/v1/branches/cn02/events?after={before}").json()["events"]
    assert (told["type"], told["actor"]["kind"]) == ("ticket.called", "device")
