"""Take a number, of today or a later day: write the touch down, ask the node under its own uuid until it answers."""

from __future__ import annotations

import json
import threading
from datetime import timedelta

from config.clock import Clock
from kiosk.branch import Branch
from kiosk.card_reader import CardReader
from kiosk.emergency import Emergency
from kiosk.jobs import Jobs, PrintJob
from kiosk.journal import Journal, State, Touch
from kiosk.pacing import Pacing
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
        cards: CardReader,
        clock: Clock,
    ) -> None:
        self._journal, self._jobs, self._upstream = journal, jobs, upstream
        self._paper, self._branch, self._clock = paper, branch, clock
        self._emergency, self._given_up_at = emergency, float("-inf")
        self._cards = cards
        self._asked_at: dict[str, float] = {}
        self._pacing = Pacing(clock)
        self._stopped = threading.Event()

    def stop(self) -> None:
        """Let go of every touch that is still being asked for; the journal keeps it."""
        self._stopped.set()
        self._pacing.stop()

    @property
    def bursting(self) -> bool:
        """Whether touches come so fast that staff should look at this machine."""
        return self._pacing.bursting

    def take(self, uuid: str, body: str, card: str = "") -> Touch:
        """The touch as it stands when the node has answered, or with a number of our own when it does not,
        or after `PATIENCE_S`. Which later days are free only the node knows: of those we have no number of our own.

        However often a touch is repeated, even at the same time, it is one number and one slip. `card` is one that was
        read here; who it is of goes to the node and not into the journal.
        """
        self._cards.claim(card, uuid)
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
        end = self._clock.monotonic() + PATIENCE_S
        given = self._give_in_turn(touch, end) if self._is_away else None
        while given is None and not self._stopped.is_set():
            outcome = self._ask_in_turn(touch, end)
            if not isinstance(outcome, Away):
                return outcome
            if self._clock.monotonic() >= end - PATIENCE_S + GRACE_S and not outcome.after_s:
                self._given_up_at = self._clock.monotonic()
                given = self._give_in_turn(touch, end)
            if self._clock.monotonic() >= end:
                break
            if given is None and self._stopped.wait(max(PAUSE_S, outcome.after_s)):
                break
        return given or self._journal.touch(touch.uuid)

    @property
    def _is_away(self) -> bool:
        """Silent for long, or nobody has heard it since a touch waited in vain."""
        return not self._branch.live or self._branch.heard_at < self._given_up_at

    def _give_in_turn(self, touch: Touch, end: float) -> Touch | None:
        """A number of our own, at the pace of this kiosk; None when there is none."""
        if touch.is_for_later:
            return None
        with self._pacing.turn(touch.uuid, self._branch.settings["pace_s"], end) as mine:
            given = self._emergency.give(touch) if mine else None
            if given:
                self._pacing.given()
                self._cards.done(touch.uuid)
            return given

    def _ask_in_turn(self, touch: Touch, end: float) -> Touch | Away:
        """The touch with its answer, asked for when the pace of this kiosk allows it."""
        with self._pacing.turn(touch.uuid, self._branch.settings["pace_s"], end) as mine:
            if not mine:
                return self._journal.touch(touch.uuid)
            known = self._journal.touch(touch.uuid)  # another finger may have had it answered meanwhile
            if known.state is not State.OPEN:
                return known
            outcome = self._ask(touch)
            if isinstance(outcome, Away):
                return outcome
            if isinstance(outcome, Answered):
                self._pacing.given()
            return self._note(touch, outcome, State.ANSWERED)

    def _ask(self, touch: Touch, *, last: bool = False) -> Outcome:
        if self._branch.code is None:
            return Away()
        not_after, person = touch.at + NOT_AFTER if last else None, self._cards.person(touch.uuid)
        door, body = touch.question
        return self._upstream.issue(self._branch.code, door, touch.uuid, body, not_after, person)

    def _note(self, touch: Touch, outcome: Answered | Refused, state: State) -> Touch:
        self._asked_at.pop(touch.uuid, None)
        self._cards.done(touch.uuid)
        if isinstance(outcome, Refused):
            return self._journal.settle(touch.uuid, State.REFUSED, outcome.code)
        return self._journal.settle(touch.uuid, state, json.dumps(outcome.slip, ensure_ascii=False))
