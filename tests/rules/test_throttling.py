"""Waits grow with each wrong try, end, and are forgotten."""

from __future__ import annotations

from server.rules.throttling import MOST_NAMES, Throttle

SECOND = 1_000_000


def tried(times: int, at: int = 0) -> Throttle:
    made = Throttle(free=3, longest_s=20, forget_s=100)
    for _ in range(times):
        made.note("ana", at)
    return made


def test_the_first_tries_are_free_and_then_the_wait_doubles_up_to_the_longest():
    assert [tried(times).wait_s("ana", 0) for times in range(10)] == [0, 0, 0, 1, 2, 4, 8, 16, 20, 20]


def test_a_wait_is_told_in_whole_seconds_that_are_never_too_short():
    made = tried(5, at=10 * SECOND)
    assert [made.wait_s("ana", at) for at in (10 * SECOND, 10 * SECOND + 1, 13 * SECOND + 999_999)] == [
        4,
        4,
        1,
    ]
    assert made.wait_s("ana", 14 * SECOND) == 0


def test_names_wait_for_themselves():
    assert tried(9).wait_s("eve", 0) == 0


def test_a_try_that_was_right_is_taken_back_and_the_others_stay():
    made = tried(4)
    made.take_back("ana")
    assert made.wait_s("ana", 0) == 1
    made.forget("ana")
    assert made.wait_s("ana", 0) == 0


def test_what_lies_long_behind_is_forgotten():
    made = tried(9)
    assert made.wait_s("ana", 100 * SECOND) == 0
    made.note("ana", 100 * SECOND)
    assert made.wait_s("ana", 100 * SECOND) == 0


def test_thousands_of_tries_wait_no_longer_than_the_longest():
    assert tried(5000).wait_s("ana", 0) == 20


def test_a_flood_of_names_pushes_out_who_was_quiet_for_longest():
    made = tried(9)
    for place in range(MOST_NAMES - 1):
        made.note(place, 0)
    made.note("ana", 0)
    made.note("one more", 0)
    assert made.wait_s("ana", 0) == 20
    for place in range(MOST_NAMES):
        made.note(f"again {place}", 0)
    assert made.wait_s("ana", 0) == 0
