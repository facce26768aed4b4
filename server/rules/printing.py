"""How a print job may go on, and when silence is an answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from server.rules.ordering import MICROSECONDS


class PrintState(StrEnum):
    """As `printers/` tells them: "sent" is never called "printed"."""

    QUEUED = "queued"
    PREFLIGHT = "preflight"
    SENDING = "sending"
    CONFIRMED = "confirmed"
    NOT_PRINTED = "not_printed"
    IN_DOUBT = "in_doubt"
    UNVERIFIED = "unverified"


VERDICTS = frozenset(
    {PrintState.CONFIRMED, PrintState.NOT_PRINTED, PrintState.IN_DOUBT, PrintState.UNVERIFIED}
)

FOLLOWS: dict[PrintState, frozenset[PrintState]] = {
    PrintState.QUEUED: VERDICTS | {PrintState.PREFLIGHT, PrintState.SENDING},
    PrintState.PREFLIGHT: VERDICTS | {PrintState.SENDING},
    PrintState.SENDING: VERDICTS,
    PrintState.IN_DOUBT: frozenset({PrintState.CONFIRMED, PrintState.NOT_PRINTED}),
}
"""From the others nothing follows."""

PICKED_UP_WITHIN_US = 60 * MICROSECONDS
ANSWERED_WITHIN_US = 120 * MICROSECONDS
"""A kiosk that died in the middle of printing must not leave a screen saying "printing" for ever."""


@dataclass(frozen=True)
class Told:
    """What is known of a sheet of paper: a short code says why or by which sign."""

    state: PrintState
    reason: str | None = None
    how: str | None = None


def may_follow(known: PrintState, told: PrintState) -> bool:
    return told in FOLLOWS.get(known, frozenset())


def silence(state: PrintState, created_at: int, updated_at: int, now: int) -> tuple[Told, int] | None:
    """What a job has become because nobody spoke in time, and since when."""
    if state is PrintState.QUEUED:
        due, told = created_at + PICKED_UP_WITHIN_US, Told(PrintState.NOT_PRINTED, "no_agent")
    elif state in VERDICTS:
        return None
    else:
        due, told = updated_at + ANSWERED_WITHIN_US, Told(PrintState.IN_DOUBT, "no_answer")
    return (told, due) if now >= due else None
