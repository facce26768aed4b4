"""What staff are told of a number that somebody brings to them."""

from __future__ import annotations

from typing_extensions import TypedDict  # pydantic reads these shapes, and needs it before 3.12

from server.contract.tickets import BookingView, Names, TicketView


class FoundCounter(TypedDict):
    """Where to send whoever holds the number; `state` is open, paused or closed."""

    code: str
    zone: Names | None
    state: str


class FoundLeg(TypedDict):
    """One stay in one queue; `outcome` is None for as long as it lasts."""

    service: str
    procedure: str | None
    counter: str | None
    calls: int
    enqueued_at: str
    called_at: str | None
    started_at: str | None
    ended_at: str | None
    outcome: str | None


class FoundActs(TypedDict):
    """What can be done with it now. `send`: `transfer` (into another line, or to one counter), `reinstate` (it was
    marked absent not long ago), or None; `change`: it can go over to another service."""

    reprint: bool
    send: str | None
    change: bool


class FoundHere(TypedDict):
    """A ticket of this branch. `word` says its state: one of a ticket's, or `next` (nobody waits before it),
    `no_show_over` (absent for too long to come back) or `earlier_day`. `counters` are the right ones, the first
    before the others: that at which it is, else those that would call it; none when nobody sits there."""

    ticket: TicketView
    word: str
    source: str
    wait_start: str
    for_counter: str | None
    for_officer: str | None
    counters: list[FoundCounter]
    legs: list[FoundLeg]
    may: FoundActs


class FoundBooking(TypedDict):
    """A number for a later day, or for a half-hour of this day that has not come. `word` is `booked`, `cancelled` or
    `earlier_day`; `source` gave it; `may_cancel`: reception can give it back."""

    booking: BookingView
    word: str
    source: str
    may_cancel: bool


class FoundElsewhere(TypedDict):
    """Another branch gave the ticket: where that is, and nothing of the ticket."""

    branch: str
    name: Names
    address: Names


class Found(TypedDict):
    """One of the three."""

    here: FoundHere | None
    booking: FoundBooking | None
    elsewhere: FoundElsewhere | None
