"""When a device that is held back again and again becomes an alarm."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Hashable

from server.contract import BURST_TIMES, BURST_WITHIN_S
from server.rules.ordering import MICROSECONDS


class Bursts:
    """Counts how often each one was held back lately; calm again as soon as that is long enough ago."""

    def __init__(self) -> None:
        self._held: dict[Hashable, deque[int]] = defaultdict(lambda: deque(maxlen=BURST_TIMES))

    def note(self, who: Hashable, now_us: int) -> None:
        self._held[who].append(now_us)

    def going_on(self, who: Hashable, now_us: int) -> bool:
        held = self._held.get(who)
        return (
            held is not None and len(held) == BURST_TIMES and now_us - held[0] < BURST_WITHIN_S * MICROSECONDS
        )
