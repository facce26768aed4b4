"""How often something may be tried or happen: so many times within a span of time."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable

MOST_NAMES = 1000


class Attempts:
    """Counts tries by name and forgets them after `span_us`; what time it is the caller says."""

    def __init__(self, most: int, span_us: int) -> None:
        self._most, self._span_us = most, span_us
        self._made: dict[Hashable, deque[int]] = {}

    def are_used_up(self, name: Hashable, now: int) -> bool:
        made = self._made.get(name, deque())
        while made and now - made[0] >= self._span_us:
            made.popleft()
        return len(made) >= self._most

    def note(self, name: Hashable, now: int) -> None:
        self._made.setdefault(name, deque(maxlen=self._most)).append(now)
        if len(self._made) > MOST_NAMES:
            self._made.pop(next(iter(self._made)))
