"""The states of a ticket and of a counter, and which verb leads from where to where."""

from __future__ import annotations

from enum import StrEnum

from server.contract import Code
from server.rules.refusals import Refusal


class TicketState(StrEnum):
    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    PARKED = "parked"
    NO_SHOW = "no_show"
    DONE = "done"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class BookingState(StrEnum):
    """Of a number for a later day: expected, in the line as a ticket, absent on its day, or given back."""

    BOOKED = "booked"
    ENTERED = "entered"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"


class CounterState(StrEnum):
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


class Verb(StrEnum):
    """What can be done to a ticket."""

    CALL = "call"
    RECALL = "recall"
    START = "start"
    FINISH = "finish"
    NO_SHOW = "no_show"
    PARK = "park"
    RESUME = "resume"
    RETURN = "return"
    TRANSFER = "transfer"
    CANCEL = "cancel"
    REINSTATE = "reinstate"
    REOPEN = "reopen"
    PRIORITISE = "prioritise"
    DEPRIORITISE = "deprioritise"
    NOTE = "note"


ACTIVE = frozenset({TicketState.CALLED, TicketState.SERVING})
"""States that occupy a counter."""
OPEN = frozenset({TicketState.WAITING, TicketState.CALLED, TicketState.SERVING, TicketState.PARKED})
"""States in which a visit can still change."""
REINSTATE_S = 60 * 60
"""So long after being marked absent a citizen may come back into the line with the wait they had."""

STEPS: dict[Verb, tuple[frozenset[TicketState], TicketState]] = {
    Verb.CALL: (frozenset({TicketState.WAITING, TicketState.PARKED}), TicketState.CALLED),
    Verb.RECALL: (frozenset({TicketState.CALLED}), TicketState.CALLED),
    Verb.START: (frozenset({TicketState.CALLED}), TicketState.SERVING),
    Verb.FINISH: (frozenset({TicketState.SERVING}), TicketState.DONE),
    Verb.NO_SHOW: (frozenset({TicketState.CALLED}), TicketState.NO_SHOW),
    Verb.PARK: (ACTIVE, TicketState.PARKED),
    Verb.RESUME: (frozenset({TicketState.PARKED}), TicketState.WAITING),
    Verb.RETURN: (frozenset({TicketState.CALLED}), TicketState.WAITING),
    Verb.TRANSFER: (OPEN, TicketState.WAITING),
    Verb.CANCEL: (frozenset({TicketState.WAITING, TicketState.PARKED}), TicketState.CANCELLED),
    Verb.REINSTATE: (frozenset({TicketState.NO_SHOW}), TicketState.WAITING),
    Verb.REOPEN: (frozenset({TicketState.DONE, TicketState.NO_SHOW}), TicketState.SERVING),
    Verb.PRIORITISE: (frozenset({TicketState.WAITING}), TicketState.WAITING),
    Verb.DEPRIORITISE: (frozenset({TicketState.WAITING}), TicketState.WAITING),
}

END_OF_DAY: dict[TicketState, TicketState] = {
    TicketState.WAITING: TicketState.EXPIRED,
    TicketState.PARKED: TicketState.EXPIRED,
    TicketState.NO_SHOW: TicketState.EXPIRED,
    TicketState.CALLED: TicketState.EXPIRED,
    TicketState.SERVING: TicketState.DONE,
}
"""Where the day's end leaves what is unfinished (`contract.md` §4)."""


def step(state: TicketState, verb: Verb) -> TicketState:
    """The state that `verb` leads to; from anywhere else it is refused as `wrong_state`. A note changes no state."""
    sources, target = (OPEN, state) if verb is Verb.NOTE else STEPS[verb]
    if state not in sources:
        raise Refusal(Code.WRONG_STATE, f"{verb.value} is not possible while {state.value}")
    return target


def give_back(state: BookingState) -> BookingState:
    """What a number for a later day becomes when it is not needed; once its half-hour has come it is a ticket, and
    that is cancelled instead (`wrong_state`)."""
    if state is not BookingState.BOOKED:
        raise Refusal(Code.WRONG_STATE, f"cancel is not possible while {state.value}")
    return BookingState.CANCELLED
