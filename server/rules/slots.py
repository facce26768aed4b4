"""The first free half-hour of a later day, for whom today has no number any more. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from server.rules.calendar import HORIZON_DAYS, Hours, Span, spans_on
from server.rules.quotas import Quota

LENGTH = timedelta(minutes=30)
SHARE = 0.5
"""Of the counters' time of a slot so much may be booked: who comes on the day must move on as well."""


@dataclass(frozen=True)
class Slot:
    """A half-hour; `session` is when the session begins that it lies in."""

    start: datetime
    end: datetime
    session: datetime


@dataclass(frozen=True)
class Booked:
    """What a service has given away already: numbers by day and by session, seconds of work by slot."""

    days: Mapping[date, int] = field(default_factory=dict)
    sessions: Mapping[datetime, int] = field(default_factory=dict)
    work_s: Mapping[datetime, float] = field(default_factory=dict)


def slots_of(spans: Iterable[Span]) -> Iterator[Slot]:
    """Half-hours from the start of each session, as long as they begin before its last ticket."""
    for span in spans:
        start = span.start
        while start <= span.last_ticket and start < span.end:
            yield Slot(start, min(start + LENGTH, span.end), span.start)
            start += LENGTH


def room_s(counters: int) -> float:
    """Seconds of work that may be booked into a slot where so many counters serve the service."""
    return counters * LENGTH.total_seconds() * SHARE


def first_free(
    hours: Hours, today: date, quota: Quota, booked: Booked, room: float, work_s: float
) -> Slot | None:
    """The earliest slot after `today` for `work_s` seconds of work; None within `HORIZON_DAYS`.

    A day or a session that has given its quota is full; a slot nobody has takes anybody, however long."""
    for offset in range(1, HORIZON_DAYS):
        day = today + timedelta(days=offset)
        if quota.day is not None and booked.days.get(day, 0) >= quota.day:
            continue
        for slot in slots_of(spans_on(hours, day)):
            full = quota.session is not None and booked.sessions.get(slot.session, 0) >= quota.session
            taken = booked.work_s.get(slot.start, 0.0)
            if not full and (not taken or taken + work_s <= room):
                return slot
    return None


def tally(hours: Hours, given: Iterable[tuple[date, datetime, float]]) -> Booked:
    """What bookings (day, start, seconds of work) have given away; one outside of today's hours counts for its day
    and its slot only."""
    days: dict[date, int] = {}
    sessions: dict[datetime, int] = {}
    work_s: dict[datetime, float] = {}
    for day, start, seconds in given:
        days[day] = days.get(day, 0) + 1
        work_s[start] = work_s.get(start, 0.0) + seconds
        within = next((one.start for one in spans_on(hours, day) if one.start <= start < one.end), None)
        if within is not None:
            sessions[within] = sessions.get(within, 0) + 1
    return Booked(days, sessions, work_s)
