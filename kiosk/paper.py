"""The thread that puts slips on paper, after their numbers are committed, and knows how the printers stand."""

from __future__ import annotations

import json
import logging
import queue
import threading
from collections.abc import Callable, Mapping
from typing import Any

from config.clock import Clock
from kiosk.jobs import Jobs, PrintJob
from kiosk.roll import Roll
from printers.jobs import Outcome, State
from printers.pages import Page
from printers.spool import Look, Spool
from server.contract import Code

OUT_S = 60
"""So long after a failure home sends people on, where a printer cannot be asked how it stands."""

PageOf = Callable[[Mapping[str, Any], int], Page]
"""What the node answered, a ticket or a booking, and which copy of it, as something to print."""

log = logging.getLogger(__name__)


class Paper:
    """`told` is called after each change of a job, in the printer's thread."""

    def __init__(
        self, spool: Spool, page_of: PageOf, jobs: Jobs, roll: Roll, clock: Clock, told: Callable[[], None]
    ) -> None:
        self._spool, self._page_of, self._jobs = spool, page_of, jobs
        self._roll, self._clock, self._told = roll, clock, told
        self._queue: queue.Queue[PrintJob | None] = queue.Queue()
        self._look = Look(ready=True, faults=())
        self._failed: tuple[float, str] | None = None
        self._thread = threading.Thread(target=self._work, name="paper", daemon=True)

    @property
    def fault(self) -> str | None:
        """Why home sends people on: what stops every printer, or why the last slip failed."""
        if not self._look.ready:
            return self._look.faults[0]
        failed = self._failed
        return failed[1] if failed and self._clock.monotonic() - failed[0] < OUT_S else None

    @property
    def faults(self) -> tuple[str, ...]:
        """For staff: all that a person should see to."""
        return self._look.faults

    @property
    def ready(self) -> bool:
        return self._look.ready

    def start(self) -> None:
        self._thread.start()

    def stop(self, within_s: float) -> None:
        """Let the slip that is being printed finish, if it does so in time."""
        self._queue.put(None)
        self._spool.stop()
        if self._thread.is_alive():
            self._thread.join(within_s)

    def put(self, job: PrintJob) -> None:
        self._queue.put(job)

    def look(self) -> bool:
        """Ask the printers how they stand, unless one is printing; whether that was news."""
        before, seen = self._look, self._spool.look()
        if seen is None:
            return False
        if seen.heard and seen.ready:
            self._failed = None
        self._roll.watch(before.faults, seen.faults)
        self._look = seen
        return seen != before

    def _work(self) -> None:
        while job := self._queue.get():
            try:
                self._print(job)
            except Exception:  # the thread must outlive a ticket it cannot draw
                log.exception("job %d", job.id)
                self._jobs.end(job.id, self._accident(job), "")
            self._told()

    def _print(self, job: PrintJob) -> None:
        answer: Mapping[str, Any] = json.loads(job.answer)
        page = self._page_of(answer, job.copy)

        def noted(state: State, reason: str | None, printer: str) -> None:
            self._jobs.note(job.id, state, reason, printer)
            if reason:
                self._fail(reason)
            self._told()

        outcome, printer = self._spool.print(job.id, page, noted, lambda: not self._queue.empty())
        self._jobs.end(job.id, outcome, printer)
        self._roll.pull(outcome.mm)
        if outcome.reason and outcome.state is not State.CONFIRMED:
            log.warning("slip %s: %s (%s)", answer["number"], outcome.state, outcome.reason)
            self._fail(outcome.reason)
        else:
            self._failed = None

    def _fail(self, reason: str) -> None:
        self._failed = (self._clock.monotonic(), reason)

    def _accident(self, job: PrintJob) -> Outcome:
        """What broke was ours: the journal knows whether anything had been sent."""
        sent = self._jobs.state(job.id) in (State.SENDING, State.IN_DOUBT)
        return Outcome(State.IN_DOUBT if sent else State.NOT_PRINTED, Code.INTERNAL)
