"""The thread that puts tickets on paper, after their numbers are committed, and notes how far each came."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable

from config.clock import Clock
from kiosk.journal import Journal, Slip
from printers.errors import PrinterError
from server.contract import Code, TicketView

OUT_S = 60
"""So long after a failure home sends people on; then the next ticket finds out how things stand."""

Press = Callable[[TicketView], None]
"""Draws and sends one ticket; `PrinterError` when that failed."""

log = logging.getLogger(__name__)


class Paper:
    def __init__(self, press: Press, journal: Journal, clock: Clock) -> None:
        self._press, self._journal, self._clock = press, journal, clock
        self._jobs: queue.Queue[tuple[str, TicketView] | None] = queue.Queue()
        self._last: tuple[float, str] | None = None
        self._thread = threading.Thread(target=self._work, name="paper", daemon=True)

    @property
    def fault(self) -> str | None:
        """Why the last slip failed, as long as home sends people on for it."""
        last = self._last
        return last[1] if last and self._clock.monotonic() - last[0] < OUT_S else None

    def start(self) -> None:
        self._thread.start()

    def stop(self, within_s: float) -> None:
        """Let the slip that is being printed finish, if it does so in time."""
        self._jobs.put(None)
        if self._thread.is_alive():
            self._thread.join(within_s)

    def put(self, uuid: str, ticket: TicketView) -> None:
        self._jobs.put((uuid, ticket))

    def _work(self) -> None:
        while job := self._jobs.get():
            uuid, ticket = job
            fault = self._try(ticket)
            self._last = (self._clock.monotonic(), fault) if fault else None
            self._journal.mark_slip(uuid, Slip.FAILED if fault else Slip.SENT, fault)

    def _try(self, ticket: TicketView) -> str | None:
        """Why the slip could not be sent; None when the printer took it all."""
        try:
            self._press(ticket)
        except PrinterError as problem:
            log.warning("slip %s: %s", ticket["number"], problem)
            return problem.code
        except Exception:  # the thread must outlive a ticket it cannot draw
            log.exception("slip %s", ticket["number"])
            return Code.INTERNAL
        return None
