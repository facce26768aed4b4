"""What a kiosk may give, how soon again, and how many numbers are left."""

from __future__ import annotations

import pytest

from server.contract import BURST_TIMES, BURST_WITHIN_S
from server.rules.kiosks import NORMAL, KioskRules, Mode
from server.rules.ordering import MICROSECONDS
from server.rules.pacing import Attempts
from server.rules.quotas import Quota, Rest, Span, rest

S = MICROSECONDS


@pytest.mark.parametrize(
    ("last", "now", "wait_s"),
    [(None, 0, 0), (0, 0, 4), (0, 1, 4), (0, 3 * S, 1), (0, 3 * S + 1, 1), (0, 4 * S, 0), (0, 9 * S, 0),
     (99 * S, 0, 4)],
    ids=["never", "at once", "a moment later", "a second short", "less", "in time", "long ago", "from the future"],
)  # fmt: skip
def test_a_pace_of_four_seconds(last, now, wait_s):
    assert KioskRules(pace_s=4).too_soon_s(last, now) == wait_s
    assert NORMAL.too_soon_s(last, now) == 0


def test_a_normal_kiosk_gives_everything():
    assert NORMAL.gives("dat-dai")
    assert NORMAL.takes("none")
    assert NORMAL.takes("declared")


def test_a_priority_kiosk_takes_any_reason_but_none():
    rules = KioskRules(Mode.PRIORITY_ONLY, services=("dat-dai",))
    assert [rules.takes(one) for one in ("none", "declared", "elderly")] == [False, True, True]
    assert [rules.gives(one) for one in ("dat-dai", "ho-tich")] == [True, False]


@pytest.mark.parametrize(
    ("quota", "today", "in_session", "expected"),
    [
        (Quota(), 9, 9, None),
        (Quota(day=10), 4, 4, Rest(6, Span.DAY)),
        (Quota(session=5), 9, 4, Rest(1, Span.SESSION)),
        (Quota(day=10, session=5), 7, 1, Rest(3, Span.DAY)),
        (Quota(day=10, session=5), 5, 5, Rest(0, Span.SESSION)),
        (Quota(day=10, session=5), 10, 5, Rest(0, Span.DAY)),
        (Quota(day=3), 8, 8, Rest(0, Span.DAY)),
    ],
)
def test_the_nearest_bound_says_how_many_are_left(quota, today, in_session, expected):
    assert rest(quota, today, in_session) == expected


def test_five_times_within_a_minute_is_a_burst_of_that_device_only():
    bursts = Attempts(BURST_TIMES, BURST_WITHIN_S * S)
    for second in range(5):
        assert not bursts.are_used_up("a", second * S)
        bursts.note("a", second * S)
    assert bursts.are_used_up("a", 59 * S)
    assert not bursts.are_used_up("a", 60 * S)
    assert not bursts.are_used_up("b", 10 * S)
