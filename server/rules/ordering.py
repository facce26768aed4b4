"""Whose turn it is: one static key, so two waiting tickets never swap and nobody starves."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

MICROSECONDS = 1_000_000
NO_PRIORITY = "none"
CARRIED_OVER = "carried_over"
"""The class of who was put off to a later day: with a credit of a day, before everybody who comes on it."""


class Order(StrEnum):
    """How a centre orders its lines; other policies are for `moiso simulate` alone."""

    CREDIT = "credit"
    FCFS = "fcfs"


RETURN_REST_US = 2 * 60 * MICROSECONDS
"""So long a ticket that a counter gave back is not given to that counter again."""


class Why(StrEnum):
    """Why the next ticket is the next."""

    LONGEST_WAIT = "longest_wait"
    PRIORITY = "priority"
    OVERFLOW = "overflow"


@dataclass(frozen=True)
class Waiting:
    """What the order needs to know of a waiting ticket; times in microseconds UTC."""

    ticket: str
    service: str
    order_key: int
    wait_start: int
    seq: int


@dataclass(frozen=True)
class Bounds:
    """Which counter or officer a leg waits for besides its service, and which counter has just given it back."""

    for_counter: str | None
    for_officer: str | None
    not_counter: str | None
    enqueued: int


def may_call(
    service: str, bounds: Bounds, desk: tuple[str, str], services: Collection[str], now: int
) -> bool:
    """Whether the officer at a counter, `desk` = (counter, officer), may call this leg at `now` (microseconds)."""
    counter, officer = desk
    if bounds.not_counter == counter and now - bounds.enqueued < RETURN_REST_US:
        return False
    if bounds.for_counter is None and bounds.for_officer is None:
        return service in services
    return bounds.for_counter == counter or bounds.for_officer == officer


def order_key(wait_start: int, credit_s: int) -> int:
    """`wait_start − credit`: credit 0 is first come, first served; a day of it is strict priority."""
    return wait_start - credit_s * MICROSECONDS


def carried_start(now: int, wait_start: int, called: int) -> int:
    """Since when the next leg of a visit waits: as if the wait of the last one, `called − wait_start`, went on now."""
    return now - (called - wait_start)


def turn(waiting: Waiting) -> tuple[int, int]:
    """Sort key of the queue; `seq` breaks ties in the order of issue."""
    return waiting.order_key, waiting.seq


def why_next(chosen: Waiting, others: Iterable[Waiting], helping: bool = False) -> Why:
    """`overflow` when the counter only helps with this service, `priority` if somebody among `others` came before."""
    if helping:
        return Why.OVERFLOW
    return Why.PRIORITY if overtaken(chosen, others) else Why.LONGEST_WAIT


def overtaken(chosen: Waiting, others: Iterable[Waiting]) -> list[str]:
    """Tickets that came before the chosen one and are still waiting after its call."""
    return [one.ticket for one in others if (one.wait_start, one.seq) < (chosen.wait_start, chosen.seq)]
