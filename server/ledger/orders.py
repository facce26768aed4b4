"""A change that waits for its turn, and what came of it: how writers hand works over and answer them."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from gevent.event import AsyncResult

from server.ledger.change import Told, Work

GROUP = 64
"""Works that one commit carries at most; the sync itself forms the group, nothing waits for it."""

TURN_S = 0.0002
"""A writer's thread gives the interpreter away in each statement. Python's 5 ms until a busy hub gives it back made, on
SQLite, a ticket of one client take 3.1 ms instead of 2.1, and most of the 20 ms until a wall shows a call."""

Outcome = tuple[Any, frozenset[str]] | BaseException
"""The value and the logs that changed, or the exception, which keeps the traceback of the work."""


@dataclass
class Order:
    codes: Sequence[str]
    work: Work[Any]
    told: Told
    done: AsyncResult[Outcome] = field(default_factory=AsyncResult)

    def result(self) -> Any:
        """Waits; a greenlet that is killed meanwhile takes nothing back: the work is stored and told."""
        outcome = cast("Outcome", self.done.get())
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome[0]


def take_turns() -> None:
    """Between the hub and the threads of writers."""
    sys.setswitchinterval(TURN_S)


def next_group(queue: deque[Order]) -> list[Order]:
    return [queue.popleft() for _ in range(min(GROUP, len(queue)))]


def as_group_or_alone(
    orders: list[Order], group: Callable[[list[Order]], list[Outcome]], alone: Callable[[Order], Outcome]
) -> list[Outcome]:
    """All in one transaction; if that is lost, each work again by itself, so that only the failing one is told."""
    try:
        return group(orders)
    except BaseException as problem:
        return [problem] if len(orders) == 1 else [alone(one) for one in orders]


def answer(orders: list[Order], outcomes: list[Outcome]) -> None:
    """After the commit."""
    for order, outcome in zip(orders, outcomes, strict=True):
        if not isinstance(outcome, BaseException):
            order.told(outcome[1])
        order.done.set(outcome)
