"""A conversation with one printer: what was asked, what came back, and how it stands now."""

from __future__ import annotations

from collections.abc import Callable

from config.clock import Clock
from printers.errors import TimedOut
from printers.lines import PIECE, Line
from printers.replies import STATUS_REQUEST, Replies, Status

STEP_S = 0.02
"""The longest pause between two looks at a line: what a verdict may come late by."""


class Talk:
    """One open line, heard whenever something is said."""

    def __init__(self, line: Line, clock: Clock) -> None:
        self.replies = Replies()
        self._line, self._clock = line, clock
        self._asked_at: float | None = None

    @property
    def now(self) -> float:
        return self._clock.monotonic()

    @property
    def status(self) -> Status | None:
        """The newest, from an answer or a report."""
        return self.replies.status

    @property
    def unanswered_s(self) -> float:
        """How long the last question about the status has been open; 0 when it was answered."""
        return 0.0 if self._asked_at is None else self.now - self._asked_at

    def say(self, data: bytes, within_s: float) -> None:
        """All of it; `TimedOut` when the printer does not take it, `ConnectionClosed`."""
        until = self.now + within_s
        while data:
            data = data[self.hand_over(data) :]
            self.listen(0)
            if data and self.now >= until:
                raise TimedOut("the printer takes nothing")

    def hand_over(self, data: bytes) -> int:
        """As much as is taken at once, at most a piece. An error means that nothing of it was taken."""
        return self._line.send(data[:PIECE], STEP_S)

    def listen(self, wait_s: float = STEP_S) -> None:
        heard = self._line.hear(wait_s)
        if heard:
            before = self.replies.answered
            self.replies.hear(heard)
            if self.replies.answered > before:
                self._asked_at = None

    def leave(self) -> None:
        """Wait until the printer has taken everything, where that can be known; `ConnectionClosed`."""
        self._line.leave()

    def wait(self, happened: Callable[[], bool], within_s: float) -> bool:
        """Listen until it happens or the time is over."""
        until = self.now + within_s
        while not happened():
            if self.now >= until:
                return False
            self.listen()
        return True

    def begin_asking(self) -> bool:
        """Whether the status may be asked for: printers keep few questions, so not before the last answer."""
        if self._asked_at is not None:
            return False
        self.replies.forget_answers()
        self._asked_at = self.now
        return True

    def ask_status(self, within_s: float) -> Status:
        """`TimedOut` when it does not tell."""
        self.begin_asking()
        self.say(STATUS_REQUEST, within_s)
        if not self.wait(lambda: self._asked_at is None, within_s) or self.status is None:
            raise TimedOut("the printer does not tell its status")
        return self.status
