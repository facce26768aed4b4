"""One printer, driven to the truth: asked before, heard while it prints, and believed only when it confirms.

The order is that of `printing.md` §5, tried on printers in software: a mark goes ahead of each slip, since one
that is swallowed by an older, broken picture would be confirmed all the same; another follows its cut."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

from config.clock import Clock
from printers.delivery import Delivery, Patience
from printers.errors import ConnectionClosed, LineError, PrinterError, TimedOut
from printers.escpos import CUT, HEADER, INITIALIZE, PAPER_SENSOR, REPORTS, process_id
from printers.jobs import How, Job, Note, Outcome, State
from printers.lines import Way
from printers.pages import Page, job_of
from printers.profiles import Profile
from printers.replies import Status
from printers.talk import Talk

FLUSH = bytes(4700)
"""Ends the largest picture band that may have been left open; outside pictures it is nothing."""
HEAD_END = bytes(HEADER)
"""Ends a band that was cut off in its header: the next question would be read as a size of megabytes."""


class Driver:
    """Not for two threads at once. `print` never raises a `PrinterError`: how it ended is its answer."""

    def __init__(
        self, name: str, way: Way, profile: Profile, clock: Clock, patience: Patience | None = None
    ) -> None:
        self.name, self.profile = name, profile
        self._way, self._clock, self._patience = way, clock, patience or Patience()
        self._known = profile.confirm
        self._in_doubt = self._headless = True  # of what was before us nobody has told

    def print(
        self, number: int, page: Page, note: Note, hurried: Callable[[], bool] = lambda: False
    ) -> Outcome:
        """`note` hears each step before it is taken; once in doubt it listens on until `hurried`."""
        note(State.PREFLIGHT, None)
        try:
            job = job_of(page, number, self.profile)
            with closing(self._way.open()) as line:
                talk = Talk(line, self._clock)
                how, head = self._prepare(talk, job)
                outcome = self._deliver(talk, head, job, how, note, hurried)
        except PrinterError as problem:
            return Outcome(State.NOT_PRINTED, problem.code)
        if outcome.state is State.NOT_PRINTED:
            return outcome
        self._in_doubt = self._headless = outcome.state is State.IN_DOUBT
        return replace(outcome, mm=job.mm)

    def status(self) -> Status | None:
        """How it stands, None when it cannot be asked; `LineError` when it should answer and does not."""
        with closing(self._way.open()) as line:
            if not self._asked:
                return None
            return self._ask(Talk(line, self._clock))

    def probe(self, number: int) -> How:
        """How far its word goes, tried out without paper; `PrinterError` when it cannot print now."""
        self._known = None
        with closing(self._way.open()) as line:
            return self._prepare(Talk(line, self._clock), Job(number, b"", 0))[0]

    @property
    def _asked(self) -> bool:
        return self._way.answers and self._known is not How.NONE

    def _prepare(self, talk: Talk, job: Job) -> tuple[How, bytes]:
        """How this job will be confirmed and what goes before it; nothing here leaves a dot on good paper."""
        if not self._asked:
            return How.NONE, self._amends + INITIALIZE
        refusal = self._ask(talk).refusal()
        if refusal:
            raise refusal
        if self._known is How.STATUS:
            return How.STATUS, self._amends + INITIALIZE + REPORTS
        return self._synchronize(talk, job.lead)

    @property
    def _amends(self) -> bytes:
        """For a printer that cannot tell whether an older picture is open: it is ended, and its stub cut off."""
        return FLUSH + CUT if self._in_doubt else b""

    def _ask(self, talk: Talk) -> Status:
        if self._headless:
            talk.say(HEAD_END, self._patience.answer)
            self._headless = False
        return talk.ask_status(self._patience.answer)

    def _synchronize(self, talk: Talk, lead: bytes) -> tuple[How, bytes]:
        """Wait for the mark ahead; where an older picture swallowed it, end that one and cut its stub off."""
        for flushed, wait_s in enumerate(self._patience.marks):
            question = INITIALIZE + REPORTS + process_id(lead) + PAPER_SENSOR
            talk.say((FLUSH if flushed else b"") + question, wait_s)
            if talk.wait(lambda: lead in talk.replies.marks or talk.replies.sensors > 0, wait_s):
                self._known = How.PROCESS_ID if lead in talk.replies.marks else How.PAPER_SENSOR
                if flushed:
                    talk.wait(lambda: False, self._patience.marks[0])  # for answers that come late
                return self._known, CUT if flushed else b""
        if self._known is not None:
            raise TimedOut("the printer does not confirm any more")
        return How.STATUS, CUT if self._in_doubt else b""

    def _deliver(
        self, talk: Talk, head: bytes, job: Job, how: How, note: Note, hurried: Callable[[], bool]
    ) -> Outcome:
        note(State.SENDING, None)
        if how is How.NONE:
            return self._trust(talk, head + job.data)
        delivery = Delivery(talk, head, job, how, self._patience, self.profile.speed_mm_s)
        while True:
            try:
                delivery.step()
            except ConnectionClosed as problem:
                return delivery.ended(problem.code)
            if delivery.confirmed:
                return Outcome(State.CONFIRMED, how=how)
            if delivery.trouble and not delivery.in_doubt:
                if not delivery.begun:
                    return delivery.ended(delivery.trouble)
                delivery.doubt()
                note(State.IN_DOUBT, delivery.reason)
            if delivery.in_doubt and (delivery.given_up or hurried()):
                return delivery.ended(delivery.reason)

    def _trust(self, talk: Talk, data: bytes) -> Outcome:
        """To what cannot be asked: all that can be known is that it took everything."""
        rest, until = data, talk.now + self._patience.job
        try:
            while rest:
                rest = rest[talk.hand_over(rest) :]
                if rest and talk.now >= until:
                    raise TimedOut("the printer stopped taking the ticket")
            talk.leave()
        except LineError as problem:
            begun = len(rest) < len(data)
            return Outcome(State.IN_DOUBT if begun else State.NOT_PRINTED, problem.code)
        return Outcome(State.UNVERIFIED, how=How.NONE)
