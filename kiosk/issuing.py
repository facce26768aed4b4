"""Take a number: write the touch down, ask the node under the touch's own uuid until it answers."""

from __future__ import annotations

import json
import threading
from datetime import timedelta

from config.clock import Clock
from kiosk.branch import Branch
from kiosk.emergency import Emergency
from kiosk.jobs import Jobs, PrintJob
from kiosk.journal import Journal, State, Touch
from kiosk.paper import Paper
from kiosk.upstream import Answered, Away, Outcome, Refused, Upstream

GRACE_S = 3
"""So long a node that was there a moment ago is waited for: a restart takes two seconds. Then the kiosk gives
a number of its own."""
PATIENCE_S = 20
"""Without one to give: so long the page says that it is getting the number; then it offers to try again."""
ABANDONED_S = 180
"""Nobody stands at the screen any more for a touch so old."""
NOT_AFTER = timedelta(minutes=1)
"""A touch settled later than this must not make a number: the node may only tell what it did."""
PAUSE_S = 0.5


class OtherBody(Exception):
    """A uuid came back with another wish than it was journalled with."""


class Issuing:
    def __init__(
        self,
        journal: Journal,
        jobs: Jobs,
        upstream: Upstream,
        paper: Paper,
        branch: Branch,
        emergency: Emergency,
        clock: Clock,
    ) -> None:
        self._journal, self._jobs, self._upstream = journal, jobs, upstream
        self._paper, self._branch, self._clock = paper, branch, clock
        self._emergency, self._given_up_at = emergency, float("-inf")
        self._asked_at: dict[str, float] = {}
        self._stopped = threading.Event()

    def stop(self) -> None:
        """Let go of every touch that is still being asked for; the journal keeps it."""
        self._stopped.set()

    def take(self, uuid: str, body: str) -> Touch:
        """The touch as it stands when the node has answered, or with a number of our own when it does not,
        or after `PATIENCE_S`.

        However often a touch is repeated, even at the same time, it is one ticket and one slip.
        """
        self._asked_at[uuid] = self._clock.monotonic()
        touch = self._journal.keep(uuid, body, self._branch.now())
        if touch.body != body:
            raise OtherBody(uuid)
        if touch.state is State.OPEN:
            touch = self._insist(touch)
        if touch.state is State.UNCLAIMED:
            touch = self._journal.settle(uuid, State.ANSWERED, touch.answer)
        if touch.state is State.ANSWERED and touch.answer:
            self._print(touch.uuid, touch.answer)
        return touch

    def look(self, uuid: str) -> Touch:
        """The touch as it stands now; `UnknownTouch` for another."""
        return self._journal.touch(uuid)

    def slip(self, uuid: str) -> PrintJob | None:
        """How far the paper of a touch is."""
        return self._jobs.latest(uuid)

    def print_again(self, uuid: str) -> PrintJob:
        """Another slip of this ticket, unless one is under way. `UnknownTouch`, `TooManyCopies`."""
        job, new = self._jobs.again(uuid, self._branch.now())
        if new:
            self._paper.put(job)
        return job

    def settle_abandoned(self) -> None:
        """Ask about touches that nobody waits for: of before the start, or long unanswered."""
        for touch in filter(self._is_abandoned, self._journal.unanswered()):
            outcome = self._ask(touch, last=True)
            if isinstance(outcome, Away):
                return
            self._note(touch, outcome, State.UNCLAIMED)

    def _is_abandoned(self, touch: Touch) -> bool:
        asked_at = self._asked_at.get(touch.uuid)
        return asked_at is None or self._clock.monotonic() - asked_at > ABANDONED_S

    def _print(self, uuid: str, answer: str) -> None:
        """However often a touch is repeated, its slip is queued once."""
        job = self._jobs.first(uuid, answer, self._branch.now())
        if job:
            self._paper.put(job)

    def _insist(self, touch: Touch) -> Touch:
        """Ask until the node answers; a node that is known to be away is not waited for."""
        start = self._clock.monotonic()
        given = self._emergency.give(touch) if self._is_away else None
        while given is None and not self._stopped.is_set():
            outcome = self._ask(touch)
            if not isinstance(outcome, Away):
                return self._note(touch, outcome, State.ANSWERED)
            waited_s = self._clock.monotonic() - start
            if waited_s >= GRACE_S:
                given = self._give(touch)
            if waited_s >= PATIENCE_S or (given is None and self._stopped.wait(PAUSE_S)):
                break
        return given or self._journal.touch(touch.uuid)

    @property
    def _is_away(self) -> bool:
        """Silent for long, or nobody has heard it since a touch waited in vain."""
        return not self._branch.live or self._branch.heard_at < self._given_up_at

    def _give(self, touch: Touch) -> Touch | None:
        self._given_up_at = self._clock.monotonic()
        return self._emergency.give(touch)

    def _ask(self, touch: Touch, *, last: bool = False) -> Outcome:
        if self._branch.code is None:
            return Away()
        return self._upstream.issue(
            self._branch.code, touch.uuid, touch.body, touch.at + NOT_AFTER if last else None
        )

    def _note(self, touch: Touch, outcome: Answered | Refused, state: State) -> Touch:
        self._asked_at.pop(touch.uuid, None)
        if isinstance(outcome, Refused):
            return self._journal.settle(touch.uuid, State.REFUSED, outcome.code)
        return self._journal.settle(touch.uuid, state, json.dumps(outcome.ticket, ensure_ascii=False))
