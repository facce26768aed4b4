"""Hours, holidays and the business day, in the zone of the branch and to the second."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.rules.calendar import (
    HORIZON_DAYS,
    Door,
    Hours,
    Session,
    after_working,
    business_day,
    day_end,
    door,
    session_left_s,
    spans_on,
    why_shut,
)

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
MORNING = (time(7, 30), time(8), time(11, 30), time(12))
AFTERNOON = (time(12, 45), time(13), time(16, 30), time(17))
CULTURE_DAY = date(2026, 11, 24)
TET = frozenset(date(2027, 2, 5) + timedelta(days=offset) for offset in range(7))
OFFICE = Hours(
    HANOI,
    tuple(Session(weekday, *moments) for weekday in range(5) for moments in (MORNING, AFTERNOON)),
    TET | {CULTURE_DAY},
)
ALWAYS = Hours(HANOI, OFFICE.sessions, OFFICE.closed, always=True)
MINUTES = st.integers(0, 30 * 24 * 60).map(
    lambda minute: datetime(2026, 11, 1, tzinfo=UTC) + timedelta(minutes=minute)
)


def at(text: str) -> datetime:
    """A wall-clock time in Hanoi, as the instant in UTC that the node's clock would tell."""
    return datetime.fromisoformat(text).replace(tzinfo=HANOI).astimezone(UTC)


def wednesday(clock: str) -> Door:
    return door(OFFICE, at(f"2026-11-25 {clock}"))


def opens(hours: Hours, now: str) -> datetime | None:
    return door(hours, at(now)).opens_at


def test_midnight_in_hanoi_is_five_in_the_afternoon_in_utc():
    before = datetime(2026, 11, 25, 16, 59, 59, 999_999, tzinfo=UTC)
    assert business_day(before, HANOI) == date(2026, 11, 25)
    assert business_day(before + timedelta(microseconds=1), HANOI) == date(2026, 11, 26)


def test_the_day_ends_at_its_midnight_in_hanoi():
    assert day_end(date(2026, 11, 25), HANOI) == datetime(2026, 11, 25, 17, tzinfo=UTC)


@given(MINUTES)
def test_every_moment_lies_before_the_end_of_its_business_day(now):
    day = business_day(now, HANOI)
    assert day_end(day - timedelta(days=1), HANOI) <= now < day_end(day, HANOI)


@pytest.mark.parametrize(
    ("clock", "is_open", "issues", "why"),
    [
        ("00:00:00", False, False, "hours"), ("07:29:59", False, False, "hours"),
        ("07:30:00", False, True, None), ("07:59:59", False, True, None),
        ("08:00:00", True, True, None), ("11:30:00", True, True, None),
        ("11:30:01", True, False, "last_ticket"), ("11:59:59", True, False, "last_ticket"),
        ("12:00:00", False, False, "hours"), ("12:44:59", False, False, "hours"),
        ("12:45:00", False, True, None), ("12:59:59", False, True, None),
        ("13:00:00", True, True, None), ("16:30:00", True, True, None),
        ("16:30:01", True, False, "last_ticket"), ("16:59:59", True, False, "last_ticket"),
        ("17:00:00", False, False, "hours"), ("23:59:59", False, False, "hours"),
    ],
)  # fmt: skip
def test_the_door_turns_at_each_boundary_to_the_second(clock, is_open, issues, why):
    found = wednesday(clock)
    assert (found.open, found.issues, found.why) == (is_open, issues, why)


@pytest.mark.parametrize(
    ("clock", "opens_at", "issues_at", "closes_at"),
    [
        ("06:00", "2026-11-25 08:00", "2026-11-25 07:30", None),
        ("07:45", "2026-11-25 08:00", None, None),
        ("10:00", None, None, "2026-11-25 12:00"),
        ("11:45", None, "2026-11-25 12:45", "2026-11-25 12:00"),
        ("12:30", "2026-11-25 13:00", "2026-11-25 12:45", None),
        ("12:45", "2026-11-25 13:00", None, None),
        ("15:00", None, None, "2026-11-25 17:00"),
        ("16:45", None, "2026-11-26 07:30", "2026-11-25 17:00"),
        ("17:00", "2026-11-26 08:00", "2026-11-26 07:30", None),
    ],
)
def test_the_door_tells_what_comes_next(clock, opens_at, issues_at, closes_at):
    found = wednesday(clock)
    expected = tuple(moment and at(moment) for moment in (opens_at, issues_at, closes_at))
    assert (found.opens_at, found.issues_at, found.closes_at) == expected


@pytest.mark.parametrize("clock", ["07:30", "10:00", "12:50", "16:45"])
def test_nothing_opens_on_culture_day(clock):
    found = door(OFFICE, at(f"2026-11-24 {clock}"))
    assert (found.open, found.issues, found.why) == (False, False, "hours")
    assert spans_on(OFFICE, CULTURE_DAY) == []


def test_the_eve_of_a_holiday_points_over_it():
    assert opens(OFFICE, "2026-11-23 17:00") == at("2026-11-25 08:00")
    assert opens(OFFICE, "2026-11-24 09:00") == at("2026-11-25 08:00")


def test_a_weekend_points_at_monday():
    assert opens(OFFICE, "2026-11-28 09:00") == at("2026-11-30 08:00")
    assert opens(OFFICE, "2026-11-29 23:59") == at("2026-11-30 08:00")


def test_tet_is_longer_than_a_week_with_its_weekend():
    """Thursday 4 February 2027, 17:00, to Friday the twelfth, 8:00: seven days and more."""
    assert opens(OFFICE, "2027-02-04 17:00") == at("2027-02-12 08:00")
    assert door(OFFICE, at("2027-02-04 16:45")).issues_at == at("2027-02-12 07:30")


def test_a_branch_that_is_closed_beyond_the_horizon_promises_nothing():
    for_good = Hours(
        HANOI, OFFICE.sessions, frozenset(date(2026, 11, 1) + timedelta(days=n) for n in range(90))
    )
    found = door(for_good, at("2026-11-25 10:00"))
    assert (found.open, found.opens_at, found.issues_at) == (False, None, None)
    assert HORIZON_DAYS > 14


def test_no_sessions_at_all_is_simply_closed():
    found = door(Hours(HANOI, ()), at("2026-11-25 10:00"))
    assert found == Door(open=False, issues=False, why="hours", opens_at=None, issues_at=None, closes_at=None)


@pytest.mark.parametrize("now", ["2026-11-24 03:00", "2027-02-07 23:00", "2026-11-25 12:15"])
def test_always_open_ignores_hours_and_holidays(now):
    found = door(ALWAYS, at(now))
    assert (found.open, found.issues, found.why, found.closes_at) == (True, True, None, None)


@given(MINUTES)
def test_the_promised_opening_is_an_opening_and_the_first(now):
    found = door(OFFICE, now)
    assert found.open is (found.opens_at is None)
    assert found.open is (found.closes_at is not None)
    if found.opens_at is not None:
        assert found.opens_at > now
        assert door(OFFICE, found.opens_at).open
        assert not door(OFFICE, found.opens_at - timedelta(seconds=1)).open


@given(MINUTES)
def test_the_promised_hour_of_issuing_issues_and_not_a_second_earlier(now):
    found = door(OFFICE, now)
    assert found.issues is (found.issues_at is None) is (found.why is None)
    if found.issues_at is not None:
        assert door(OFFICE, found.issues_at).issues
        assert not door(OFFICE, found.issues_at - timedelta(seconds=1)).issues


@pytest.mark.parametrize(
    ("clock", "work_min", "wait_min"),
    [
        ("09:00", 0, 0), ("09:00", 30, 30),
        ("11:30", 30, 30),  # done at the stroke of noon
        ("11:30", 31, 91),  # the last minute is done after lunch
        ("11:50", 20, 80), ("12:00", 10, 70), ("12:45", 10, 25), ("13:00", 10, 10),
        ("16:50", 30, 30),  # what the day cannot hold runs over its end
        ("11:00", 400, 460), ("18:00", 15, 15), ("07:40", 5, 25),
    ],
)  # fmt: skip
def test_a_wait_skips_lunch_and_nothing_else(clock, work_min, wait_min):
    assert after_working(OFFICE, at(f"2026-11-25 {clock}"), work_min * 60) == wait_min * 60


def test_an_always_open_branch_has_no_lunch():
    assert after_working(ALWAYS, at("2026-11-25 11:50"), 1200) == 1200


@given(MINUTES, st.integers(0, 40_000), st.integers(0, 40_000))
def test_more_work_is_never_done_sooner(now, some, more):
    assert some <= after_working(OFFICE, now, some) <= after_working(OFFICE, now, some + more)


def test_sessions_are_told_in_the_order_of_the_day_however_they_were_written():
    backwards = Hours(HANOI, tuple(reversed(OFFICE.sessions)))
    assert [one.start for one in spans_on(backwards, date(2026, 11, 25))] == [
        at("2026-11-25 08:00"),
        at("2026-11-25 13:00"),
    ]


@pytest.mark.parametrize(
    ("clock", "left_s"),
    [
        ("07:29", None), ("07:30", 4 * 3600), ("08:00", 4 * 3600), ("09:30", 2.5 * 3600), ("11:30", 1800),
        ("11:31", None), ("12:45", 4 * 3600), ("16:30", 1800), ("16:31", None),
    ],
)  # fmt: skip
def test_a_session_that_gives_numbers_has_so_much_work_left(clock, left_s):
    assert session_left_s(OFFICE, at(f"2026-11-25 {clock}")) == left_s


def test_where_hours_are_ignored_no_session_has_an_end():
    assert session_left_s(ALWAYS, at("2026-11-25 09:00")) is None


@pytest.mark.parametrize(
    ("moment", "why"),
    [
        ("2026-11-25 07:59", "hours"), ("2026-11-25 08:00", None), ("2026-11-25 11:59", None),
        ("2026-11-25 12:00", "lunch"), ("2026-11-25 12:59", "lunch"), ("2026-11-25 13:00", None),
        ("2026-11-25 17:00", "hours"), ("2026-11-24 12:30", "holiday"), ("2026-11-28 12:30", "hours"),
    ],
)  # fmt: skip
def test_why_nobody_is_served(moment, why):
    assert why_shut(OFFICE, at(moment)) == why


def test_hours_that_are_ignored_shut_nobody_out():
    assert why_shut(ALWAYS, at("2026-11-24 12:30")) is None
