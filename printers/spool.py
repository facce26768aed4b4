"""The printers of one machine: the first that can prints, one job at a time, and all are looked at when idle."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from printers.errors import ConnectionClosed, PrinterError, Unreachable
from printers.jobs import Note, Outcome, State
from printers.pages import Page
from printers.replies import NEAR_END, Status

AGAIN = frozenset({Unreachable.code, ConnectionClosed.code})
"""Reasons that may be gone a moment later. Only what has sent nothing is ever tried again."""
PAUSE_S = 0.3


class Printer(Protocol):
    name: str
    """Its URL."""

    def print(self, number: int, page: Page, note: Note, hurried: Callable[[], bool]) -> Outcome:
        """`note` hears each step before it is taken. Errors are outcomes; nothing is raised."""
        ...

    def status(self) -> Status | None:
        """None where it cannot be asked; `PrinterError` when it does not answer."""
        ...


Noted = Callable[[State, str | None, str], None]
"""As `Note`, and the name of the printer that is at it."""


@dataclass(frozen=True, slots=True)
class Look:
    """`ready` when any printer can print; `faults` are codes of all of them, the first printer's first.
    `heard` is false when no printer can tell how it stands."""

    ready: bool
    faults: tuple[str, ...]
    heard: bool = False


class Spool:
    def __init__(self, printers: Sequence[Printer]) -> None:
        """At least one; the others stand in for it."""
        self._printers = tuple(printers)
        self._busy = threading.Lock()
        self._stopped = threading.Event()

    def stop(self) -> None:
        """Waits for nobody: a job that is under way hurries."""
        self._stopped.set()

    def print(
        self, number: int, page: Page, noted: Noted, hurried: Callable[[], bool]
    ) -> tuple[Outcome, str]:
        """How it ended and at which printer: the next one is tried only while not a byte went out."""
        with self._busy:
            tried = ((self._try(one, number, page, noted, hurried), one.name) for one in self._printers)
            failed = []
            for outcome, name in tried:
                if outcome.state is not State.NOT_PRINTED:
                    return outcome, name
                failed.append((outcome, name))
        return failed[0]

    def look(self) -> Look | None:
        """How the printers stand; None while one of them prints, which tells more than a question would."""
        if not self._busy.acquire(blocking=False):
            return None
        try:
            told = [_faults(printer) for printer in self._printers]
        finally:
            self._busy.release()
        ready = any(not (set(faults or ()) - {NEAR_END}) for faults in told)
        codes = dict.fromkeys(code for faults in told for code in faults or ())
        return Look(ready, tuple(codes), heard=any(faults is not None for faults in told))

    def _try(
        self, printer: Printer, number: int, page: Page, noted: Noted, hurried: Callable[[], bool]
    ) -> Outcome:
        def note(state: State, reason: str | None) -> None:
            noted(state, reason, printer.name)

        def in_a_hurry() -> bool:
            return self._stopped.is_set() or hurried()

        outcome = printer.print(number, page, note, in_a_hurry)
        if outcome.state is State.NOT_PRINTED and outcome.reason in AGAIN and not self._stopped.wait(PAUSE_S):
            outcome = printer.print(number, page, note, in_a_hurry)
        return outcome


def _faults(printer: Printer) -> list[str] | None:
    """None where it cannot be asked."""
    try:
        status = printer.status()
    except PrinterError as problem:
        return [problem.code]
    return status.faults if status else None
