"""Plays a day under a policy: who waited how long, and who was passed by whom."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from itertools import count

from server.rules.ordering import MICROSECONDS, Waiting, order_key
from server.rules.policies import Called, Candidate, Policy, choose
from server.simulation.day import Arrival, Day, Stand

_Event = tuple[float, int, Callable[[], object] | None]
"""When, in which order of making, and what happens; a counter that opens changes nothing by itself."""


@dataclass
class Wait:
    """How one person fared; `passed` counts who came later and was called earlier by a counter that serves both."""

    priority: bool
    seconds: float
    passed: int


@dataclass
class _Hall:
    policy: Policy
    credit_s: int
    line: list[tuple[Candidate, Arrival]] = field(default_factory=list)
    calls: list[Called] = field(default_factory=list)
    passed: dict[str, int] = field(default_factory=dict)
    waits: list[Wait] = field(default_factory=list)

    def enter(self, seq: int, one: Arrival) -> None:
        start = round(one.at * MICROSECONDS)
        key = order_key(start, self.credit_s if one.priority else 0)
        due = None if one.due is None else round(one.due * MICROSECONDS)
        self.line.append((Candidate(Waiting(str(seq), one.service, key, start, seq), one.priority, due), one))

    def call(self, stand: Stand, now: float) -> Arrival | None:
        """Whom this counter calls now, or None when nobody waits for it."""
        mine = [one for one, _ in self.line if one.waiting.service in stand.services]
        if not mine:
            return None
        chosen, overtaken = choose(self.policy, mine, round(now * MICROSECONDS), self.calls)
        self.calls.append(Called(chosen.priority, bool(overtaken)))
        for ticket in overtaken:
            self.passed[ticket] = self.passed.get(ticket, 0) + 1
        place = next(index for index, (one, _) in enumerate(self.line) if one is chosen)
        _, arrival = self.line.pop(place)
        self.waits.append(Wait(chosen.priority, now - arrival.at, self.passed.get(chosen.waiting.ticket, 0)))
        return arrival


def play(day: Day, policy: Policy, credit_s: int) -> list[Wait]:
    """Everybody who was called, in the order of the calls; who still waits when all have closed is in no figure."""
    hall, order, busy = _Hall(policy, credit_s), count(), set[str]()
    events: list[_Event] = [
        (one.at, next(order), partial(hall.enter, seq, one)) for seq, one in enumerate(day.arrivals)
    ]
    events += [(start, next(order), None) for stand in day.stands for start, _ in stand.open]
    heapq.heapify(events)
    while events:
        now, _, happens = heapq.heappop(events)
        if happens:
            happens()
        for stand in day.stands:
            if stand.code not in busy and stand.is_open(now) and (called := hall.call(stand, now)):
                busy.add(stand.code)
                done = now + called.takes
                heapq.heappush(events, (done, next(order), partial(busy.discard, stand.code)))
    return hall.waits
