"""What the model does besides calling and serving: park, transfer, reinstate, reopen, priority, and taking back."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from datetime import timedelta

from tests.commands.office import CREDIT, Office
from tests.commands.ticket import No, Ticket

ABSENT = timedelta(minutes=60)
ENDED = timedelta(minutes=10)
TAKEN_BACK = timedelta(seconds=5)
FROM = {
    "park": ("called", "serving"), "resume": ("parked",), "return": ("called",),
    "transfer": ("waiting", "called", "serving", "parked"), "cancel": ("waiting", "parked"), "reinstate": ("no_show",),
    "reopen": ("done", "no_show"), "prioritise": ("waiting",), "deprioritise": ("waiting",),
    "note": ("waiting", "called", "serving", "parked"), "incomplete": ("serving",),
}  # fmt: skip
FROM |= {"add": FROM["note"], "to_counter": FROM["transfer"], "to_officer": FROM["transfer"]}
MOST_PROCEDURES = 3
WITH_REASON = {"park", "cancel", "reinstate", "reopen", "prioritise", "deprioritise"}


@dataclass
class Step:
    """The tickets of one act as they were, and how often each had been acted on after it."""

    at: object
    before: dict[str, Ticket]
    acts: dict[str, int] = field(default_factory=dict)


@dataclass
class WholeOffice(Office):
    steps: dict[str, Step] = field(default_factory=dict)

    def move(self, officer: str, verb: str, ticket: str, to: str | None = None) -> Ticket:
        """Any of `FROM`; `to` is the service of a transfer."""
        one = self.tickets[ticket]
        if one.state in ("called", "serving"):
            self._own_with_reason(officer, str(one.counter))
        if one.state not in FROM[verb]:
            raise No("wrong_state")
        if verb in WITH_REASON and not officer.endswith("!"):
            raise No("invalid")
        counter, was = self._where(ticket), copy.deepcopy(one)
        getattr(self, f"_{verb}")(one, officer, to)
        self._did(counter, {ticket: was})
        return one

    def act(self, officer: str, verb: str, ticket: str) -> Ticket:
        counter, was = self._where(ticket), copy.deepcopy(self.tickets[ticket])
        one = super().act(officer, verb, ticket)
        self._did(counter, {ticket: was})
        return one

    def call_next(self, officer: str, counter: str) -> Ticket:
        was = copy.deepcopy(self.tickets)
        called = super().call_next(officer, counter)
        self._did(counter, {called.id: was[called.id]})
        return called

    def call(self, officer: str, counter: str, ticket: str) -> Ticket:
        was = copy.deepcopy(self.tickets[ticket])
        called = super().call(officer, counter, ticket)
        self._did(counter, {ticket: was})
        return called

    def finish_and_next(self, officer: str, counter: str) -> tuple[Ticket, Ticket | None]:
        was = copy.deepcopy(self.tickets)
        finished, called = super().finish_and_next(officer, counter)
        both = {one.id: was[one.id] for one in (finished, called) if one}
        if called:
            called.acts += 1
        self._kept(counter, both)
        return finished, called

    def key_in(self, officer: str, counter: str, sheet: dict[str, str]) -> list[Ticket]:
        """What was called on paper, in the order of coming; the counter may be busy with another."""
        self._own_with_reason(officer, counter)
        if any(self.tickets[name].state not in ("waiting", "parked") for name in sheet):
            raise No("wrong_state")
        came = sorted(sheet, key=lambda name: (self.tickets[name].came, self.tickets[name].turn[1]))
        was = {name: copy.deepcopy(self.tickets[name]) for name in came}
        for name in came:
            one = self.tickets[name]
            one.counter, one.called, one.ended = counter, self.now, self.now
            one.state = "done" if sheet[name] == "served" else "no_show"
            if one.state == "done" and one.then:
                self._go_on(one)
        self._did(counter, was)
        return [self.tickets[name] for name in sheet]

    def undo(self, officer: str, counter: str) -> list[Ticket]:
        self._own(officer, counter)
        step = self.steps.get(counter)
        if step is None:
            raise No("wrong_state")
        if self.now - step.at > TAKEN_BACK:  # type: ignore[operator]
            raise No("too_late")
        if any(self.tickets[name].acts != acts for name, acts in step.acts.items()):
            raise No("wrong_state")
        del self.steps[counter]
        for name, was in step.before.items():
            acts = self.tickets[name].acts
            self.tickets[name] = copy.deepcopy(was)
            self.tickets[name].acts = acts + 1
        return [self.tickets[name] for name in reversed(step.before)]

    def _where(self, ticket: str) -> str | None:
        """The counter at which a ticket is now."""
        one = self.tickets[ticket]
        return one.counter if one.state in ("called", "serving") else None

    def _did(self, counter: str | None, before: dict[str, Ticket]) -> None:
        for name in before:
            self.tickets[name].acts += 1
        self._kept(counter, before)

    def _kept(self, counter: str | None, before: dict[str, Ticket]) -> None:
        """The last act of this counter, and how its tickets were before it."""
        if counter:
            acts = {name: self.tickets[name].acts for name in before}
            self.steps[counter] = Step(self.now, before, acts)

    def _park(self, one: Ticket, *_: object) -> None:
        one.state = "parked"

    def _incomplete(self, one: Ticket, *_: object) -> None:
        """A paper is missing: the place is kept, nothing is finished."""
        one.state = "parked"

    def _resume(self, one: Ticket, *_: object) -> None:
        self._waits(one)

    def _return(self, one: Ticket, *_: object) -> None:
        counter = one.counter
        self._waits(one)
        one.not_at, one.given_back = counter, self.now

    def _transfer(self, one: Ticket, officer: str, to: str | None) -> None:
        one.service, one.wants = to or one.service, None
        self._waits(one)

    def _to_counter(self, one: Ticket, *_: object) -> None:
        one.wants = ("counter", "4")
        self._waits(one)

    def _to_officer(self, one: Ticket, *_: object) -> None:
        one.wants = ("officer", "binh")
        self._waits(one)

    def _add(self, one: Ticket, *_: object) -> None:
        if one.procedures == MOST_PROCEDURES:
            raise No("wrong_state")
        one.procedures += 1
        one.then.append("tu-phap")

    def _cancel(self, one: Ticket, *_: object) -> None:
        one.state = "cancelled"

    def _reinstate(self, one: Ticket, *_: object) -> None:
        if one.issued_day != self.local.date() or one.ended is None or self.now - one.ended > ABSENT:
            raise No("too_late")
        self._waits(one)

    def _reopen(self, one: Ticket, officer: str, *_: object) -> None:
        if one.counter is None:
            raise No("wrong_state")
        self._own_with_reason(officer, one.counter)
        if self.at(one.counter):
            raise No("counter_busy")
        if one.issued_day != self.local.date() or one.ended is None or self.now - one.ended > ENDED:
            raise No("too_late")
        one.state = "serving"

    def _prioritise(self, one: Ticket, *_: object) -> None:
        self._class(one, "declared")

    def _deprioritise(self, one: Ticket, *_: object) -> None:
        self._class(one, "none")

    def _note(self, one: Ticket, *_: object) -> None:
        pass

    def _class(self, one: Ticket, priority: str) -> None:
        one.priority = priority
        one.turn = (one.came - CREDIT[priority], one.turn[1])

    def _waits(self, one: Ticket) -> None:
        one.state, one.counter, one.called, one.not_at = "waiting", None, None, None
