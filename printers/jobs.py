"""What a print job can be, and how we know: the words that journal, screen and ledger share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from printers.escpos import PAPER_SENSOR, process_id


class State(StrEnum):
    """A job on its way to paper. In doubt means that bytes went out and nobody knows what became of them;
    unverified that they went to something that cannot be asked."""

    QUEUED = "queued"
    PREFLIGHT = "preflight"
    SENDING = "sending"
    CONFIRMED = "confirmed"
    NOT_PRINTED = "not_printed"
    IN_DOUBT = "in_doubt"
    UNVERIFIED = "unverified"


ENDS = frozenset({State.CONFIRMED, State.NOT_PRINTED, State.IN_DOUBT, State.UNVERIFIED})


class How(StrEnum):
    """The ladder of confirmation, the surest first: the job's own mark came back after its last dot, the paper
    sensor's answer queued behind it came back, or the printer said that it was well for as long as printing takes."""

    PROCESS_ID = "process_id"
    PAPER_SENSOR = "paper_sensor"
    STATUS = "status"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a job ended; `reason` is the code of a `PrinterError`, `how` the step of the ladder that confirmed it,
    `mm` how much paper it may have taken."""

    state: State
    reason: str | None = None
    how: How | None = None
    mm: float = 0.0


Note = Callable[[State, str | None], None]
"""Writes a step down before it is taken; the text is the reason."""


@dataclass(frozen=True, slots=True)
class Job:
    """`data` are all bytes of one slip up to its cut, for a printer that was just initialized; `mm` is how much
    paper it takes.

    `number` is 1 or more and is not used again for this printer on the same day."""

    number: int
    data: bytes
    mm: float

    @property
    def lead(self) -> bytes:
        """The mark before the slip: who answers it has no older picture to finish."""
        return _mark(2 * self.number)

    @property
    def trail(self) -> bytes:
        """The mark behind the slip."""
        return _mark(2 * self.number + 1)

    @property
    def tail(self) -> bytes:
        """The questions behind the cut, whose answers confirm it."""
        return process_id(self.trail) + PAPER_SENSOR


FIRST, MARKS = 0x21, 94
"""Printable ASCII without the space: what a process ID may be made of."""


def _mark(count: int) -> bytes:
    """Four characters that come round after 78 million."""
    return bytes(FIRST + count // MARKS**place % MARKS for place in (3, 2, 1, 0))
