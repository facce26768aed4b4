"""The kiosk's pace: one number in so many seconds. Who comes sooner waits for their turn and loses nothing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from config.clock import Clock
from server.contract import BURST_TIMES, BURST_WITHIN_S


class Pacing:
    """Touches pass one after another. The pace runs from the answer, which is later than the number by the node's
    clock: so the node, which keeps the same pace, need not refuse a touch that waited here."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._gate = threading.Lock()
        self._stopped = threading.Event()
        self._given_at = float("-inf")
        self._held: dict[str, float] = {}
        self._counting = threading.Lock()

    @property
    def bursting(self) -> bool:
        """Whether so many touches had to wait lately that something other than people must be touching."""
        since = self._clock.monotonic() - BURST_WITHIN_S
        with self._counting:
            return sum(at > since for at in self._held.values()) >= BURST_TIMES

    def stop(self) -> None:
        self._stopped.set()

    def given(self) -> None:
        """A number has been given: the next one waits for the pace."""
        self._given_at = self._clock.monotonic()

    @contextmanager
    def turn(self, uuid: str, pace_s: float, end: float) -> Iterator[bool]:
        """True when it is this touch's turn; False when that does not come before `end` (monotonic seconds)."""
        if pace_s <= 0:
            yield True
            return
        if not self._gate.acquire(blocking=False):
            self._hold(uuid)
            if not self._gate.acquire(timeout=max(0, end - self._clock.monotonic())):
                yield False
                return
        try:
            yield self._waited(uuid, pace_s, end)
        finally:
            self._gate.release()

    def _waited(self, uuid: str, pace_s: float, end: float) -> bool:
        now = self._clock.monotonic()
        wait_s = self._given_at + pace_s - now
        if wait_s <= 0:
            return True
        self._hold(uuid)
        if now + wait_s > end:
            return False
        return not self._stopped.wait(wait_s)

    def _hold(self, uuid: str) -> None:
        """However often one touch has to wait, it counts once."""
        now = self._clock.monotonic()
        with self._counting:
            self._held = {one: at for one, at in self._held.items() if at > now - BURST_WITHIN_S}
            self._held.setdefault(uuid, now)
