"""A ticket as its kiosk and officers see it, and as the bearer of its code does."""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict  # pydantic reads these shapes, and needs it before 3.12

Names = dict[str, str]
"""One text by language tag; `vi` and `en` are always there."""


class Estimate(TypedDict):
    low_s: int
    high_s: int


class PlannedLeg(TypedDict):
    """A further procedure of the same visit: its leg begins when the one before it ends."""

    service: str
    procedure: str | None


class TicketView(TypedDict):
    """A ticket as its kiosk and its officers see it (`contract.md` §2). `then`: what is still to come; `signal`: its
    bearer does not hear calls."""

    id: str
    number: str
    series: str
    service: str
    procedure: str | None
    then: list[PlannedLeg]
    state: str
    version: int
    priority: str
    language: str
    dossiers: int
    note: str | None
    signal: bool
    branch: str
    counter: str | None
    issued_at: str
    called_at: str | None
    ahead: int | None
    estimate: Estimate | None
    code: str
    url: str
    business_day: str
    seq: int


class BookingView(TypedDict):
    """A number for a later day, from `starts_at` to `ends_at` on its `business_day`. `state`: `booked`, `entered` (it
    is a ticket with the same id now), `no_show` or `cancelled`."""

    id: str
    number: str
    series: str
    service: str
    procedure: str | None
    language: str
    dossiers: int
    state: str
    branch: str
    business_day: str
    starts_at: str
    ends_at: str
    issued_at: str
    code: str
    url: str
    seq: int


class CitizenTicket(TypedDict):
    """A ticket as the bearer of its code sees it: no id, no priority reason. One for a later day is `booked` and says
    from when to when it is called. `again`: it waits, was called, and the call was taken back."""

    number: str
    series: str
    service: str
    procedure: str | None
    then: list[PlannedLeg]
    state: str
    priority: str
    language: str
    signal: bool
    branch: str
    counter: str | None
    zone: Names | None
    issued_at: str
    called_at: str | None
    times: int
    again: NotRequired[bool]
    ahead: int | None
    estimate: Estimate | None
    business_day: str
    starts_at: str | None
    ends_at: str | None
    epoch: int
    seq: int


class CounterView(TypedDict):
    """`state` is open, paused or closed; `ticket_state` called or serving, or None."""

    code: str
    state: str
    number: str | None
    ticket_state: str | None


class OverflowView(TypedDict):
    """A service that a counter helps with once somebody there has waited `after_s` seconds; null means only while
    nobody waits for what the counter serves itself."""

    service: str
    after_s: int | None


class CounterAnswer(CounterView):
    """A counter as the verbs on it answer."""

    officer: str | None
    services: list[str]
    overflow: list[OverflowView]
    since: str | None
    pause_reason: str | None


class Undone(TypedDict):
    """A counter after its last act was taken back, and the tickets of that act as they are again."""

    counter: CounterAnswer
    tickets: list[TicketView]


class KeyedIn(TypedDict):
    """A counter and the tickets that it has called on paper, as they are now that this is known."""

    counter: CounterAnswer
    tickets: list[TicketView]


class Handover(TypedDict):
    """What finish-and-next did; `called` is None when nobody waits."""

    finished: TicketView
    called: TicketView | None
