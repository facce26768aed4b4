"""The bell: a person at this kiosk calls a member of staff, and the page learns whether somebody comes."""

from __future__ import annotations

import json
import threading
from enum import StrEnum

from config.clock import Clock
from kiosk.branch import Branch
from kiosk.upstream import Unreachable, Upstream

LOST_S = 8.0
"""So long a call that rang is believed to ring without a word of the node; a screen of staff waits as long."""


class Bell(StrEnum):
    """What the page may say. `away`: nobody heard it, or nobody may hear it any more."""

    QUIET = "quiet"
    RINGING = "ringing"
    COMING = "coming"
    AWAY = "away"


class Helping:
    """One call at a time, kept in memory: who was called for stands here, or has gone home."""

    def __init__(self, upstream: Upstream, branch: Branch, clock: Clock) -> None:
        self._upstream, self._branch, self._clock = upstream, branch, clock
        self._lock = threading.Lock()
        self._call: str | None = None
        self._heard = 0.0

    def ring(self) -> Bell:
        """Call; the node rings once for a kiosk however often it is asked."""
        with self._lock:
            self._call = None
            if self._branch.code is None:
                return Bell.AWAY
            try:
                told = self._upstream.tell(f"/branches/{self._branch.code}/help", {})
            except Unreachable:
                return Bell.AWAY
            if told is None or "id" not in told:
                return Bell.AWAY
            self._call = str(told["id"])
            self._heard = self._clock.monotonic()
            return Bell.COMING if told.get("answered_at") else Bell.RINGING

    def look(self) -> Bell:
        """How the last call stands; `QUIET` when there was none since the start."""
        with self._lock:
            if self._call is None:
                return Bell.QUIET
            try:
                reading = self._upstream.read(f"/branches/{self._branch.code}/help/{self._call}")
            except Unreachable:
                silent_s = self._clock.monotonic() - self._heard
                return Bell.AWAY if silent_s >= LOST_S else Bell.RINGING
            self._heard = self._clock.monotonic()
            return Bell.COMING if reading and json.loads(reading.text).get("answered_at") else Bell.RINGING
