"""One slip on its way: handed over piece by piece, while the printer is heard and asked."""

from __future__ import annotations

from dataclasses import dataclass

from printers.errors import TimedOut
from printers.jobs import How, Job, Outcome, State
from printers.replies import STATUS_REQUEST
from printers.talk import Talk


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: `answer` for its status, `marks` for the mark ahead, try by try, `job` for a whole slip, `silent`
    until a printer that takes and answers nothing has stopped, `listen` for one in trouble to come round,
    `poll` between two questions. `margin`: how many times longer than printing takes a printer must stay well
    to be believed on its status alone."""

    answer: float = 1.0
    marks: tuple[float, ...] = (0.4, 1.0, 1.5)
    job: float = 15.0
    silent: float = 2.0
    listen: float = 60.0
    poll: float = 0.25
    margin: float = 1.5


class Delivery:
    """`step` by `step` until it is `confirmed` or given up; `begun` once a byte of the slip may be out."""

    def __init__(
        self, talk: Talk, head: bytes, job: Job, how: How, patience: Patience, speed_mm_s: float
    ) -> None:
        self._talk, self._job, self._how, self._patience = talk, job, how, patience
        self._quiet_s = patience.margin * job.mm / speed_mm_s
        self._data = head + job.data + job.tail
        self._sent, self._head, self._end = 0, len(head), len(self._data)
        self._sensors = talk.replies.sensors
        self._until = talk.now + patience.job
        self._moved_at = self._asked_at = talk.now
        self._well_since: float | None = None
        self.reason: str | None = None

    @property
    def begun(self) -> bool:
        return self._sent > self._head

    @property
    def in_doubt(self) -> bool:
        return self.reason is not None

    @property
    def _handed_over(self) -> bool:
        return self._sent >= self._end

    @property
    def confirmed(self) -> bool:
        if not self._handed_over:
            return False
        replies = self._talk.replies
        if self._how is How.PROCESS_ID:
            return self._job.trail in replies.marks
        if self.trouble:
            return False
        if self._how is How.PAPER_SENSOR:
            return replies.sensors > self._sensors
        return self._well_since is not None and self._talk.now - self._well_since >= self._quiet_s

    @property
    def trouble(self) -> str | None:
        """What the printer says that stops it, or that it says nothing, or that its time is over."""
        status = self._talk.status
        refusal = status.refusal() if status else None
        if refusal:
            return refusal.code
        stuck = self._sent < len(self._data) and self._talk.now - self._moved_at > self._patience.silent
        silent = self._talk.unanswered_s > self._patience.silent
        late = self._talk.now > self._until and not self.in_doubt
        return TimedOut.code if stuck or silent or late else None

    @property
    def given_up(self) -> bool:
        return self._talk.now > self._until

    def step(self) -> None:
        """Hand a piece over, or listen. `ConnectionClosed`."""
        if self._sent < len(self._data):
            taken = self._talk.hand_over(self._data[self._sent :])
            self._sent += taken
            if taken:
                self._moved_at = self._talk.now
            self._talk.listen(0)
        else:
            self._talk.listen()
            self._ask_now_and_then()
        self._watch()

    def doubt(self) -> None:
        """From now on it is listened to for as long as a person may need to mend it."""
        self.reason = self.trouble
        self._until = self._talk.now + self._patience.listen

    def ended(self, reason: str | None) -> Outcome:
        """Given up: nothing is on paper only if not a byte of it went out."""
        return Outcome(State.IN_DOUBT if self.begun else State.NOT_PRINTED, self.reason or reason)

    def _ask_now_and_then(self) -> None:
        """Only behind the slip: inside a picture the question would be taken for dots, too."""
        if self._talk.now - self._asked_at >= self._patience.poll and self._talk.begin_asking():
            self._asked_at = self._moved_at = self._talk.now
            self._data += STATUS_REQUEST

    def _watch(self) -> None:
        """Since when it has all and has been well."""
        well = self._handed_over and not self.trouble
        if not well:
            self._well_since = None
        elif self._well_since is None:
            self._well_since = self._talk.now
