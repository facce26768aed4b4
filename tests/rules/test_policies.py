"""Each order policy, on lines small enough to see whom it must call."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.rules.ordering import MICROSECONDS, Waiting, order_key
from server.rules.policies import Called, Candidate, Policy, choose, warnings

MINUTE = 60 * MICROSECONDS
HOUR_S = 3600
NORMAL, PRIORITY = Called(False, False), Called(True, True)


def person(name: str, came_min: float, priority: bool = False, due_min: float | None = None) -> Candidate:
    start = round(came_min * MINUTE)
    key = order_key(start, HOUR_S if priority else 0)
    due = None if due_min is None else round(due_min * MINUTE)
    return Candidate(Waiting(name, "a", key, start, round(came_min)), priority, due)


OLD, MIDDLE, ELDER = person("old", 0), person("middle", 30), person("elder", 40, priority=True)
LINE = [MIDDLE, ELDER, OLD]


def called(policy: Policy, line: list[Candidate], now_min: float = 41, calls: tuple[Called, ...] = ()) -> str:
    return choose(policy, line, round(now_min * MINUTE), calls)[0].waiting.ticket


@pytest.mark.parametrize(
    ("policy", "first"),
    [
        (Policy.CREDIT, "elder"), (Policy.FCFS, "old"), (Policy.STRICT, "elder"), (Policy.STRICT_CAP, "elder"),
        (Policy.BOOST_AT_MOST, "elder"), (Policy.RATIO, "elder"), (Policy.APPOINTMENT_WINDOW, "elder"),
    ],
)  # fmt: skip
def test_whom_each_policy_calls_first(policy, first):
    assert called(policy, LINE) == first


def test_credit_lets_who_waited_an_hour_longer_go_first():
    assert called(Policy.CREDIT, [person("old", 0), person("elder", 61, priority=True)], 62) == "old"
    assert called(Policy.STRICT, [person("old", 0), person("elder", 61, priority=True)], 62) == "elder"


def test_a_cap_brings_who_has_waited_too_long_before_everybody():
    assert called(Policy.STRICT_CAP, LINE, 46) == "old"


def test_after_a_boost_the_oldest_come_first_for_two_calls():
    assert called(Policy.BOOST_AT_MOST, LINE, calls=(PRIORITY,)) == "old"
    assert called(Policy.BOOST_AT_MOST, LINE, calls=(PRIORITY, NORMAL)) == "old"
    assert called(Policy.BOOST_AT_MOST, LINE, calls=(PRIORITY, NORMAL, NORMAL)) == "elder"


def test_a_ratio_makes_priority_wait_its_turn_unless_nobody_else_waits():
    assert called(Policy.RATIO, LINE, calls=(PRIORITY, NORMAL)) == "old"
    assert called(Policy.RATIO, [ELDER], calls=(PRIORITY,)) == "elder"
    assert called(Policy.RATIO, LINE, calls=(NORMAL,) * 4) == "elder"


def test_who_booked_comes_first_within_the_window_and_has_no_claim_outside_it():
    booked = person("booked", 39, due_min=45)
    line = [OLD, booked]
    assert [called(Policy.APPOINTMENT_WINDOW, line, at) for at in (39, 41, 60, 61)] == [
        "old", "booked", "booked", "old",
    ]  # fmt: skip


def test_the_passed_are_those_who_came_before_and_wait_on():
    assert choose(Policy.STRICT, LINE, 41 * MINUTE, ())[1] == ["middle", "old"]
    assert choose(Policy.FCFS, LINE, 41 * MINUTE, ())[1] == []


def test_a_setting_that_would_invert_is_warned_of():
    assert warnings(Policy.RATIO, 0.3) == ["ratio_inverts", "many_priorities"]
    assert warnings(Policy.RATIO, 0.12) == warnings(Policy.CREDIT, 0.12) == []


people = st.lists(
    st.tuples(st.integers(0, 400), st.booleans()), min_size=1, max_size=30, unique_by=lambda one: one[0]
).map(lambda rows: [person(str(came), came, priority) for came, priority in rows])


@given(people, st.sampled_from(Policy), st.integers(400, 500))
def test_every_policy_calls_somebody_who_waits_and_serves_each_class_in_order_of_coming(line, policy, now):
    chosen, passed = choose(policy, line, now * MINUTE, ())
    assert chosen in line
    same = [one for one in line if one.priority == chosen.priority]
    assert min(same, key=lambda one: one.waiting.wait_start) is chosen
    assert chosen.waiting.ticket not in passed


@given(people, st.integers(0, 3600 * 3))
def test_under_credit_nobody_is_passed_by_who_came_more_than_the_credit_later(line, credit):
    keyed = [
        Candidate(
            Waiting(
                one.waiting.ticket, "a", order_key(one.waiting.wait_start, credit if one.priority else 0),
                one.waiting.wait_start, one.waiting.seq,
            ),
            one.priority,
        )
        for one in line
    ]  # fmt: skip
    while keyed:
        chosen, passed = choose(Policy.CREDIT, keyed, 10**12, ())
        for one in keyed:
            if one.waiting.ticket in passed:
                assert chosen.waiting.wait_start - one.waiting.wait_start <= credit * MICROSECONDS
        keyed.remove(chosen)


@given(people, st.sampled_from([Policy.CREDIT, Policy.FCFS]))
def test_two_who_wait_never_swap_under_a_static_key(line, policy):
    """The order of calling is the same whenever somebody else has been called or has come in between."""
    order, rest = [], list(line)
    while rest:
        chosen, _ = choose(policy, rest, 10**12, ())
        order.append(chosen)
        rest.remove(chosen)
    for missing in line:
        chosen, _ = choose(policy, [one for one in line if one is not missing] or line, 10**12, ())
        assert chosen is (order[0] if order[0] is not missing or len(order) == 1 else order[1])
