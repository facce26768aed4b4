"""The first free half-hour of a later day: by the calendar, by the quotas, and never all of a slot."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from server.rules.calendar import Hours, Session, spans_on
from server.rules.quotas import Quota
from server.rules.slots import Booked, Slot, first_free, room_s, slots_of, tally

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
MORNING = (time(7, 30), time(8), time(11, 30), time(12))
AFTERNOON = (time(12, 45), time(13), time(16, 30), time(17))
OFFICE = Hours(
    HANOI,
    tuple(Session(weekday, *moments) for weekday in range(5) for moments in (MORNING, AFTERNOON)),
    frozenset({date(2026, 11, 24)}),
)
WEDNESDAY = date(2026, 11, 25)
NORM_S = 900.0
ONE_COUNTER = room_s(1)


def at(text: str) -> datetime:
    """`26 08:30` is that time in Hanoi, in November 2026."""
    day, _, clock = text.partition(" ")
    return datetime.fromisoformat(f"2026-11-{day}T{clock}:00").replace(tzinfo=HANOI)


def free(
    given: dict[str, int] | None = None,
    quota: Quota | None = None,
    room: float = ONE_COUNTER,
    work_s: float = NORM_S,
    today: date = WEDNESDAY,
) -> datetime | None:
    """The start of the first free slot when each of these has so many bookings of a norm."""
    bookings = [
        (at(one).date(), at(one), NORM_S) for one, count in (given or {}).items() for _ in range(count)
    ]
    found = first_free(OFFICE, today, quota or Quota(), tally(OFFICE, bookings), room, work_s)
    return found.start if found else None


def test_it_is_the_first_half_hour_of_the_next_working_day():
    assert free() == at("26 08:00")


def test_weekends_and_holidays_have_no_slot():
    assert free(today=date(2026, 11, 27)) == at("30 08:00")
    assert free(today=date(2026, 11, 23)) == at("25 08:00")


def test_half_of_the_counters_time_is_left_for_who_comes_on_the_day():
    assert free({"26 08:00": 1}) == at("26 08:30")
    assert free({"26 08:00": 1}, room=room_s(2)) == at("26 08:00")
    assert free({"26 08:00": 2}, room=room_s(2)) == at("26 08:30")


def test_a_slot_that_nobody_has_takes_anybody_however_long():
    assert free(work_s=20 * NORM_S) == at("26 08:00")


def test_a_day_that_has_given_its_quota_is_full():
    assert free({"26 08:00": 1, "26 08:30": 1}, Quota(day=2)) == at("27 08:00")


def test_a_session_that_has_given_its_quota_is_full():
    assert free({"26 08:00": 1, "26 08:30": 1}, Quota(session=2)) == at("26 13:00")


def test_where_no_day_has_a_number_there_is_no_slot():
    assert free(quota=Quota(day=0)) is None


def test_the_slots_of_a_day_end_with_the_last_ticket():
    slots = list(slots_of(spans_on(OFFICE, WEDNESDAY)))
    assert [f"{one.start:%H:%M}" for one in (slots[0], slots[7], slots[8], slots[-1])] == [
        "08:00", "11:30", "13:00", "16:30",
    ]  # fmt: skip
    assert all(one.end - one.start == timedelta(minutes=30) for one in slots)


@given(st.lists(st.integers(1, 30), max_size=40))
def test_one_after_the_other_they_fill_the_slots_in_order_and_none_beyond_its_room(dossiers):
    given_away: list[tuple[date, datetime, float]] = []
    room, starts = room_s(3), []
    for count in dossiers:
        slot = first_free(OFFICE, WEDNESDAY, Quota(), tally(OFFICE, given_away), room, count * 60.0)
        assert slot is not None
        given_away.append((slot.start.date(), slot.start, count * 60.0))
        starts.append(slot)
    for slot in set(starts):
        inside = [work for _, start, work in given_away if start == slot.start]
        assert sum(inside) <= room or len(inside) == 1


def test_what_lies_outside_of_the_hours_counts_for_its_day_and_slot_only():
    early = at("26 06:00")
    assert tally(OFFICE, [(early.date(), early, 60.0)]) == Booked({early.date(): 1}, {}, {early: 60.0})


def test_a_slot_knows_its_session():
    assert first_free(OFFICE, WEDNESDAY, Quota(), Booked(), ONE_COUNTER, 60) == Slot(
        at("26 08:00"), at("26 08:30"), at("26 08:00")
    )
