"""How much paper is left: millimetres pulled since the last roll was put in."""

from __future__ import annotations

import json
from collections.abc import Collection

from kiosk.journal import Journal, Memory

NAME = "roll"
END = "out_of_paper"


class Roll:
    """`full_mm` is what a new roll holds. The first roll is taken for new: it is watched from then on."""

    def __init__(self, journal: Journal, full_mm: int) -> None:
        self._journal, self._full_mm = journal, full_mm
        known = journal.recall(NAME)
        state: dict[str, float] = json.loads(known.text) if known else {}
        self._pulled_mm, self._ticket_mm = state.get("pulled_mm", 0.0), state.get("ticket_mm", 0.0)

    @property
    def left_mm(self) -> int:
        return max(0, round(self._full_mm - self._pulled_mm))

    @property
    def ticket_mm(self) -> int | None:
        """What the last slip took; None before the first."""
        return round(self._ticket_mm) or None

    def pull(self, mm: float) -> None:
        if mm:
            self._pulled_mm, self._ticket_mm = self._pulled_mm + mm, mm
            self._write()

    def watch(self, before: Collection[str], now: Collection[str]) -> None:
        """Paper that is back after its end is a new roll."""
        if END in before and END not in now:
            self._pulled_mm = 0.0
            self._write()

    def _write(self) -> None:
        state = {"pulled_mm": self._pulled_mm, "ticket_mm": self._ticket_mm}
        self._journal.remember(NAME, Memory(json.dumps(state)))
