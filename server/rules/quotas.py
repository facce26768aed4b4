"""How many numbers of a service are left for today and for this session."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Span(StrEnum):
    DAY = "day"
    SESSION = "session"


@dataclass(frozen=True)
class Quota:
    """Numbers a day and a session; None means no limit."""

    day: int | None = None
    session: int | None = None


@dataclass(frozen=True)
class Rest:
    """`left` numbers; `ends` is what bounds them, and at 0 what has to be over before more are given."""

    left: int
    ends: Span


def rest(quota: Quota, given_today: int, given_in_session: int) -> Rest | None:
    """None when nothing limits it. Where day and session leave the same, the day is what ends."""
    bounds = [
        Rest(max(0, most - given), span)
        for most, given, span in (
            (quota.day, given_today, Span.DAY),
            (quota.session, given_in_session, Span.SESSION),
        )
        if most is not None
    ]
    return min(bounds, key=lambda one: one.left, default=None)
