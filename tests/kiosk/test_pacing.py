"""A storm waits politely: one number in so many seconds, and no touch is lost by waiting."""

from __future__ import annotations

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from kiosk.journal import State
from kiosk.pacing import Pacing
from tests.conftest import StandingClock, eventually
from tests.kiosk.conftest import MakeKiosk
from tests.kiosk.fake_node import FakeNode

FOREVER = float("inf")


@pytest.fixture
def pacing(clock: StandingClock) -> Pacing:
    return Pacing(clock)


def turn(pacing: Pacing, name: str, clock: StandingClock, patience_s: float = 0, pace_s: float = 4) -> bool:
    with pacing.turn(name, pace_s, clock.monotonic() + patience_s) as mine:
        if mine:
            pacing.given()
        return mine


def test_the_first_touch_and_one_after_the_pace_pass_at_once(pacing: Pacing, clock: StandingClock):
    assert turn(pacing, "first", clock)
    clock.at += timedelta(seconds=4)
    assert turn(pacing, "second", clock)
    assert not pacing.bursting


def test_a_touch_that_cannot_have_its_turn_in_time_is_let_go(pacing: Pacing, clock: StandingClock):
    assert turn(pacing, "first", clock)
    clock.at += timedelta(seconds=1)
    assert not turn(pacing, "second", clock, patience_s=2)


def test_what_was_refused_costs_nobody_time(pacing: Pacing, clock: StandingClock):
    with pacing.turn("refused", 4, FOREVER) as mine:
        assert mine
    assert turn(pacing, "next", clock)


def test_without_a_pace_touches_pass_side_by_side(pacing: Pacing, clock: StandingClock):
    with pacing.turn("one", 0, FOREVER) as first, pacing.turn("other", 0, FOREVER) as second:
        assert first
        assert second


def test_a_touch_behind_another_waits_for_it(pacing: Pacing, clock: StandingClock):
    order: list[str] = []

    def behind() -> None:
        with pacing.turn("behind", 4, clock.monotonic() + 30) as mine:
            order.append(f"behind {mine}")

    with pacing.turn("before", 4, FOREVER):
        waiting = threading.Thread(target=behind)
        waiting.start()
        order.append("before")
    waiting.join(10)
    assert order == ["before", "behind True"]


def test_five_touches_that_had_to_wait_are_a_burst_until_a_minute_has_passed(
    pacing: Pacing, clock: StandingClock
):
    assert turn(pacing, "first", clock)
    for number in range(5):
        assert not pacing.bursting
        assert not turn(pacing, f"hasty {number}", clock)
        assert not turn(pacing, f"hasty {number}", clock)
    assert pacing.bursting
    clock.at += timedelta(seconds=60)
    assert not pacing.bursting


def test_a_stopped_kiosk_holds_nobody(pacing: Pacing, clock: StandingClock):
    assert turn(pacing, "first", clock)
    pacing.stop()
    assert not turn(pacing, "second", clock, patience_s=60)


def test_a_storm_of_touches_gets_all_its_numbers_and_staff_are_told(make_kiosk: MakeKiosk, node: FakeNode):
    node.settings["pace_s"] = 0.3
    kiosk = make_kiosk()
    touches = [str(uuid.uuid4()) for _ in range(6)]
    with ThreadPoolExecutor(6) as fingers:
        told = [done.json()["state"] for done in fingers.map(kiosk.touch, touches)]
    assert told == ["issued"] * 6
    assert len(node.tickets) == len(node.asked) == 6
    assert eventually(lambda: any("burst" in one["printer"]["faults"] for one in node.told_of("heartbeat")))


def test_one_touch_repeated_in_a_storm_is_asked_once_and_waits_for_nothing(
    make_kiosk: MakeKiosk, node: FakeNode, new_touch: str
):
    node.settings["pace_s"] = 60
    kiosk = make_kiosk()
    with ThreadPoolExecutor(8) as fingers:
        told = [done.json()["state"] for done in fingers.map(kiosk.touch, [new_touch] * 16)]
    assert told == ["issued"] * 16
    assert len(node.asked) == 1


def test_a_touch_that_the_node_holds_back_is_asked_again_after_the_told_time_under_its_uuid(
    make_kiosk: MakeKiosk, node: FakeNode, new_touch: str, monkeypatch: pytest.MonkeyPatch
):
    node.refuse, node.refuse_status, node.retry_after = "too_many", 429, "1"
    waits: list[float] = []
    kiosk = make_kiosk()
    wait = threading.Event.wait

    def hurried(event: threading.Event, timeout: float | None = None) -> bool:
        if event is kiosk.agent._issuing._stopped:
            waits.append(timeout or 0)
            node.refuse = None
            timeout = 0
        return wait(event, timeout)

    monkeypatch.setattr(threading.Event, "wait", hurried)
    assert kiosk.touch(new_touch).json()["state"] == "issued"
    assert waits == [1]
    assert {one for one, _ in node.asked} == {new_touch}


def test_a_touch_let_go_for_want_of_patience_keeps_its_uuid_and_can_be_taken_up_again(
    make_kiosk: MakeKiosk, node: FakeNode, new_touch: str, hurried: None
):
    node.settings["pace_s"] = 30
    kiosk = make_kiosk()
    assert kiosk.touch(str(uuid.uuid4())).json()["state"] == "issued"
    assert kiosk.touch(new_touch).json() == {"state": "away"}
    assert kiosk.journal().touch(new_touch).state is State.OPEN
    node.settings["pace_s"] = 0
    assert eventually(lambda: kiosk.picture()["settings"]["pace_s"] == 0)
    assert kiosk.touch(new_touch).json()["state"] == "issued"
