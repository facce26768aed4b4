"""The judge of a wall's log finds each fault that a wall can have, and nothing in a log without one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.display.truth import Json, Truth
from tests.display.verdict import Verdict
from tests.display.voice import WORDS, pack

FIRST = ["chime", "vi/moi", "vi/A", "vi/0", "vi/1", "vi/5", "vi/den", "vi/3"]
BEGAN = 1000.0


def event(seq: int, at: float, kind: str, **more: object) -> Json:
    moment = datetime.fromtimestamp(BEGAN + at, UTC).isoformat()
    return {
        "seq": seq, "epoch": 1, "type": f"ticket.{kind}", "at": moment,
        "data": {"number": "A015", "counter": "3", **more},
    }  # fmt: skip


CALLED = [event(5, 0, "called"), event(6, 0.2, "announced", call="1-5")]


class Log:
    """A wall's, written by hand; times are seconds from the call."""

    def __init__(self) -> None:
        self.lines: list[Json] = []

    def write(self, at: float, what: str, **more: object) -> Log:
        self.lines.append({"place": len(self.lines) + 1, "what": what, "at": BEGAN + at, **more})
        return self

    def shows(self, at: float, state: str, number: str | None = None, counter: str | None = None) -> Log:
        return self.write(at, "shows", state=state, number=number, counter=counter, listed=[])

    def came(self, at: float) -> Log:
        return self.write(at, "came", calls=["1-5"])

    def says(self, at: float) -> Log:
        begins = BEGAN + at
        for name in FIRST:
            ends = begins + WORDS[name] / 1000
            self.write(at, "clip", name=name, begins=begins, ends=ends)
            begins = ends + 0.06
        return self


def good() -> Log:
    return (
        Log()
        .shows(-1, "idle")
        .came(0.1)
        .shows(0.1, "calling", "A015", "3")
        .says(0.3)
        .shows(9, "idle", "A015", "3")
    )


def good_until_30() -> Log:
    return Log().came(0.1).shows(0.1, "calling", "A015", "3").says(0.3)


def faults(log: Log, *more: Json) -> list[str]:
    return Verdict(log.write(30, "opens").lines, Truth([*CALLED, *more]), pack()).faults


def test_a_wall_that_shows_and_says_the_call_once_is_without_fault():
    assert faults(good(), event(7, 8.9, "started")) == []


@pytest.mark.parametrize(
    ("log", "wrong"),
    [
        (good().shows(10, "calling", "A016", "3"), "calling ('A016', '3')"),
        (good().shows(10, "idle", "A015", "7"), "idle ('A015', '7')"),
        (good().shows(10, "stale").says(10), "stale from"),
        (good().says(10), "said twice"),
        (good().says(-0.5), "without the ledger's leave"),
        (Log().came(0.1).shows(0.1, "calling", "A015", "3"), "was not said"),
        (good_until_30().write(1, "leaves").shows(2, "idle"), "was not said"),
        (Log().shows(0.1, "calling", "A015", "3"), "never came"),
        (Log().came(16).shows(16, "calling", "A015", "3").says(16.3), "came 1016"),
        (Log().came(0.1).shows(0.1, "idle").says(0.3), "while None was shown"),
    ],
)  # fmt: skip
def test_each_fault_of_a_wall_is_found(log, wrong):
    assert any(wrong in one for one in faults(log)), faults(log)


def test_gold_may_stand_ten_seconds_longer_than_the_call_and_no_more():
    for left, late in ((20.5, False), (19.5, True)):
        assert any("calling" in one for one in faults(good_until_30(), event(7, left, "no_show"))) is late


def test_a_call_that_was_taken_back_need_not_be_said_and_may_not_stand():
    log = Log().came(0.1).shows(0.1, "calling", "A015", "3").shows(2, "idle")
    back = event(7, 1.5, "returned", undo="called")
    assert faults(log, back) == []
    assert faults(Log().came(0.1).shows(0.1, "idle", "A015", "3"), back)


def test_a_call_that_came_old_is_not_said_and_one_in_a_crowded_minute_need_not_be():
    assert faults(Log().came(15.6).shows(15.6, "idle", "A015", "3")) == []
    log = (
        Log()
        .came(0.1)
        .shows(0.1, "idle")
        .shows(1, "stale")
        .write(20, "leaves")
        .write(30, "opens")
        .shows(37, "idle")
    )
    lines, truth = log.write(90, "opens").lines, Truth(CALLED)
    assert Verdict(lines, truth, pack(), [(BEGAN + 40, BEGAN + 50)]).faults == []
    (fault,) = Verdict(lines, truth, pack()).faults
    assert fault.endswith("was not said")
