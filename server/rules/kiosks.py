"""What a kiosk may give, and how soon again."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from server.rules.ordering import MICROSECONDS


class Mode(StrEnum):
    """`assisted`: a member of staff stands beside it and names the reason of a priority."""

    NORMAL = "normal"
    PRIORITY_ONLY = "priority_only"
    ASSISTED = "assisted"


@dataclass(frozen=True)
class KioskRules:
    """`services` None means all of the branch; `pace_s` 0 means no pace."""

    mode: Mode = Mode.NORMAL
    services: tuple[str, ...] | None = None
    asks_dossiers: bool = False
    pace_s: int = 0

    def gives(self, service: str) -> bool:
        return self.services is None or service in self.services

    def takes(self, priority: str) -> bool:
        return self.mode is not Mode.PRIORITY_ONLY or priority != "none"

    def too_soon_s(self, last_us: int | None, now_us: int) -> int:
        """Whole seconds until it may give the next number after the one at `last_us`; 0 is now.

        A last number from the future (a clock that was set back) holds nobody up for longer than the pace.
        """
        if last_us is None:
            return 0
        left_us = min(self.pace_s * MICROSECONDS, last_us + self.pace_s * MICROSECONDS - now_us)
        return max(0, -(-left_us // MICROSECONDS))


NORMAL = KioskRules()
"""A kiosk that the centre file does not name."""
