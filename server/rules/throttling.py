"""How long somebody who was wrong too often waits before the next try: twice as long each time."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

MOST_NAMES = 10_000
"""Whoever was quiet for longest is forgotten first: a flood of names takes no memory without end."""


@dataclass
class _Tries:
    count: int = 0
    last: int = 0


class Throttle:
    """Counts wrong tries by name: `free` of them cost nothing, the next ones 1, 2, 4 … at most `longest_s` seconds.

    After `forget_s` without a try a name is as new. Moments are whole microseconds, as the caller says.
    A try is noted before it is judged, so that many at the same time are not all the first.
    """

    def __init__(self, free: int, longest_s: int, forget_s: int) -> None:
        self._free, self._longest_s, self._forget_us = free, longest_s, forget_s * 1_000_000
        self._made: dict[Hashable, _Tries] = {}

    def wait_s(self, name: Hashable, now: int) -> int:
        """Whole seconds until the next try, 0 when it may be made."""
        tries = self._of(name, now)
        return max(0, -((now - tries.last - self._pause_s(tries.count) * 1_000_000) // 1_000_000))

    def note(self, name: Hashable, now: int) -> None:
        tries = self._of(name, now)
        self._made.pop(name, None)
        self._made[name] = _Tries(tries.count + 1, now)  # to the end: the first is who was quiet for longest
        if len(self._made) > MOST_NAMES:
            self._made.pop(next(iter(self._made)))

    def take_back(self, name: Hashable) -> None:
        """The last try was right after all; what others tried under this name stays counted."""
        if name in self._made:
            self._made[name].count -= 1

    def forget(self, name: Hashable) -> None:
        self._made.pop(name, None)

    def _of(self, name: Hashable, now: int) -> _Tries:
        tries = self._made.get(name, _Tries())
        return tries if now - tries.last < self._forget_us else _Tries()

    def _pause_s(self, count: int) -> int:
        over = count - self._free
        return 0 if over < 0 else min(2 ** min(over, 30), self._longest_s)
