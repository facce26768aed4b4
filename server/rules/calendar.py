"""Opening hours, holidays and the business day, in the branch's own zone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

HORIZON_DAYS = 30
"""How far ahead a closed branch looks for its next session: longer than any Tết."""


@dataclass(frozen=True)
class Session:
    """One session of one weekday (0 is Monday), wall-clock times of the branch."""

    weekday: int
    issue_from: time
    start: time
    last_ticket: time
    end: time


@dataclass(frozen=True)
class Hours:
    zone: ZoneInfo
    sessions: tuple[Session, ...]
    closed: frozenset[date] = frozenset()
    always: bool = False
    """Demo and tests: hours are ignored, and every screen says so."""


@dataclass(frozen=True)
class Span:
    """A session on a given day, as instants."""

    issue_from: datetime
    start: datetime
    last_ticket: datetime
    end: datetime


@dataclass(frozen=True)
class Door:
    """How the branch stands at an instant. `why` says why no number is issued: `hours` or `last_ticket`."""

    open: bool
    issues: bool
    why: str | None
    opens_at: datetime | None
    issues_at: datetime | None
    closes_at: datetime | None


def business_day(now: datetime, zone: ZoneInfo) -> date:
    """The local date, from 00:00; midnight in Hanoi is 17:00 UTC."""
    return now.astimezone(zone).date()


def day_end(day: date, zone: ZoneInfo) -> datetime:
    """24:00 of a business day, the moment at which what is unfinished expires."""
    return datetime.combine(day + timedelta(days=1), time(), zone)


def spans_on(hours: Hours, day: date) -> list[Span]:
    if day in hours.closed:
        return []
    today = sorted((one for one in hours.sessions if one.weekday == day.weekday()), key=lambda one: one.start)
    return [_span(one, day, hours.zone) for one in today]


def door(hours: Hours, now: datetime) -> Door:
    if hours.always:
        return Door(open=True, issues=True, why=None, opens_at=None, issues_at=None, closes_at=None)
    today = spans_on(hours, business_day(now, hours.zone))
    current = next((one for one in today if one.start <= now < one.end), None)
    issuing = any(one.issue_from <= now <= one.last_ticket for one in today)
    return Door(
        open=current is not None,
        issues=issuing,
        why=None if issuing else ("last_ticket" if current else "hours"),
        opens_at=None if current else _next(one.start for one in _ahead(hours, now) if one.start > now),
        issues_at=None
        if issuing
        else _next(one.issue_from for one in _ahead(hours, now) if one.issue_from > now),
        closes_at=current.end if current else None,
    )


def why_shut(hours: Hours, now: datetime) -> str | None:
    """Why nobody is served at this instant: `holiday`, `lunch` (between two sessions of a day) or `hours`; None while
    a session is on."""
    day = business_day(now, hours.zone)
    if hours.always:
        return None
    if day in hours.closed:
        return "holiday"
    today = spans_on(hours, day)
    if any(one.start <= now < one.end for one in today):
        return None
    return (
        "lunch" if any(one.end <= now for one in today) and any(now < one.start for one in today) else "hours"
    )


def session_start(hours: Hours, now: datetime) -> datetime:
    """When numbers of the session at hand were first given; the day's beginning where hours are ignored."""
    today = business_day(now, hours.zone)
    begun = (
        [] if hours.always else [one.issue_from for one in spans_on(hours, today) if one.issue_from <= now]
    )
    return max(begun, default=datetime.combine(today, time(), hours.zone))


def session_left_s(hours: Hours, now: datetime) -> float | None:
    """Seconds of work left in the session that gives numbers now, from its start where that is still to come; None
    where none does, or hours are ignored."""
    today = [] if hours.always else spans_on(hours, business_day(now, hours.zone))
    giving = next((one for one in today if one.issue_from <= now <= one.last_ticket), None)
    return None if giving is None else (giving.end - max(now, giving.start)).total_seconds()


def next_issue(hours: Hours, now: datetime, another_day: bool = False) -> datetime | None:
    """When the next session begins to give numbers, of today or only of `another_day`."""
    if hours.always:
        return day_end(business_day(now, hours.zone), hours.zone) if another_day else None
    after = day_end(business_day(now, hours.zone), hours.zone) if another_day else now
    return _next(one.issue_from for one in _ahead(hours, now) if one.issue_from > after)


def after_working(hours: Hours, now: datetime, seconds: float) -> float:
    """Seconds until `seconds` of work are done, breaks of the day skipped (they do not count as work).

    What the last session cannot hold runs over its end: it is still the best guess there is.
    """
    if hours.always:
        return seconds
    left, at = seconds, now
    today = [one for one in spans_on(hours, business_day(now, hours.zone)) if one.end > now]
    for index, span in enumerate(today):
        at = max(at, span.start)
        room = (span.end - at).total_seconds()
        if left <= room or index == len(today) - 1:
            break
        left, at = left - room, span.end
    return (at - now).total_seconds() + left


def _span(session: Session, day: date, zone: ZoneInfo) -> Span:
    moments = (session.issue_from, session.start, session.last_ticket, session.end)
    return Span(*(datetime.combine(day, moment, zone) for moment in moments))


def _ahead(hours: Hours, now: datetime) -> Iterator[Span]:
    first = business_day(now, hours.zone)
    for offset in range(HORIZON_DAYS):
        yield from spans_on(hours, first + timedelta(days=offset))


def _next(moments: Iterator[datetime]) -> datetime | None:
    return next(moments, None)
