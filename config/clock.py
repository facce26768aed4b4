"""The only place that asks the machine what time it is."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """An aware datetime in UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds that never go back, for measuring spans."""
        ...


class SystemClock:
    """The machine's clock, or (`starting_at`) one that starts elsewhere and runs at its pace."""

    def __init__(self, starting_at: datetime | None = None) -> None:
        start = datetime.now(UTC)
        self._shift = (starting_at - start) if starting_at else timedelta(0)

    def now(self) -> datetime:
        return datetime.now(UTC) + self._shift

    def monotonic(self) -> float:
        return time.monotonic()
