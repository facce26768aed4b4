"""Between the ledger's microseconds and the RFC 3339 text that clients read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def instant(microseconds: int) -> datetime:
    return EPOCH + timedelta(microseconds=microseconds)


def rfc3339(microseconds: int, zone: ZoneInfo) -> str:
    """With the zone's offset, to the millisecond: `2026-11-25T08:05:11.250+07:00`."""
    return instant(microseconds).astimezone(zone).isoformat(timespec="milliseconds")


def maybe(microseconds: int | None, zone: ZoneInfo) -> str | None:
    return None if microseconds is None else rfc3339(microseconds, zone)
