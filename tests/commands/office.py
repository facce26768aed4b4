"""What a branch must do, written again from the plan: plain Python, a list and some dictionaries."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from operator import attrgetter
from pathlib import Path

from tests.commands.forecast import BULK, BULK_AT_ONCE, left_s, wait_s
from tests.commands.ticket import HANOI, Call, No, Sitting, Ticket, name_of

SAMPLE = Path(__file__).resolve().parents[2] / "config/hanoi.toml"
SERIES = {"ho-tich": "A", "chung-thuc": "B", "dat-dai": "C", "tu-phap": "H"}
SERVED = {"1": ("ho-tich", "chung-thuc"), "4": ("chung-thuc", "tu-phap"), "7": ("dat-dai",)}
"""Three counters of branch 2 of the sample centre."""
HELPS: dict[str, tuple[tuple[str, timedelta | None], ...]] = {
    "1": (), "4": (("ho-tich", timedelta(minutes=20)),), "7": (("chung-thuc", None),),
}  # fmt: skip
"""What they help with: once somebody has waited so long, or (None) when nobody waits for what they serve."""
CREDIT = {
    "none": timedelta(0),
    "elderly": timedelta(hours=1),
    "declared": timedelta(hours=1),
    "carried_over": timedelta(days=1),
}
HOLIDAYS = {one["date"] for one in tomllib.loads(SAMPLE.read_text("utf-8"))["holidays"]}
ISSUING = ((time(7, 30), time(11, 30)), (time(12, 45), time(16, 30)))
SESSIONS = ((time(8), time(12)), (time(13), time(17)))
STARTS = {"recall": "called", "start": "called", "no_show": "called", "finish": "serving"}
ENDS = {"recall": "called", "start": "serving", "no_show": "no_show", "finish": "done"}
MOST_CALLS = 3
REST = timedelta(minutes=2)
"""So long a counter is not given again what it gave back."""


@dataclass
class Office:
    """The branch as it should be. Each verb changes it, or raises `No` and changes nothing."""

    now: datetime
    day: date | None = None
    tickets: dict[str, Ticket] = field(default_factory=dict)
    sittings: dict[str, Sitting] = field(default_factory=dict)
    given: Counter[str] = field(default_factory=Counter)
    last_call: Call | None = None

    @property
    def local(self) -> datetime:
        return self.now.astimezone(HANOI)

    def line(self) -> list[Ticket]:
        return sorted(
            (one for one in self.tickets.values() if one.state == "waiting"), key=lambda one: one.turn
        )

    def ahead(self, ticket: Ticket) -> int:
        return sum(one.service == ticket.service and one.turn < ticket.turn for one in self.line())

    def at(self, counter: str) -> Ticket | None:
        here = [
            one
            for one in self.tickets.values()
            if one.counter == counter and one.state in ("called", "serving")
        ]
        assert len(here) <= 1
        return here[0] if here else None

    def begin_day(self) -> None:
        if self.day is not None and self.local.date() <= self.day:
            return
        self.day = self.local.date()
        self.given.clear()
        self.sittings.clear()
        for one in self.tickets.values():
            if one.state in ("waiting", "called", "parked", "no_show"):
                one.state, one.acts = "expired", one.acts + 1
            elif one.state == "serving":
                one.state, one.acts = "done", one.acts + 1

    def issue(self, ticket: str, service: str, priority: str, then: list[str], dossiers: int = 1) -> Ticket:
        self._door()
        if any(self._outlasts(one) for one in (service, *then)):
            raise No("service_closed")
        self.given[SERIES[service]] += 1
        number = f"{SERIES[service]}{self.given[SERIES[service]]:03}"
        turn = (self.now - CREDIT[priority], len(self.tickets))
        made = Ticket(ticket, number, service, self.now, turn, priority, list(then), self.now, dossiers)
        made.procedures += len(then)
        self.tickets[ticket] = made
        return made

    def _door(self) -> None:
        clock, today = self.local.time(), self.local.date()
        works = today.weekday() < 5 and today not in HOLIDAYS
        if works and any(first <= clock <= last for first, last in ISSUING):
            return
        raise No("service_closed" if works and any(a <= clock < b for a, b in SESSIONS) else "branch_closed")

    def _outlasts(self, service: str) -> bool:
        """Whether who waits takes up the rest of the session."""
        desks = {code: SERVED[code] for code, one in self.sittings.items() if one.state == "open"}
        busy = {code: (one.service, one.dossiers) for code in desks if (one := self.at(code))}
        wait = wait_s(service, desks, busy, [(one.service, one.dossiers) for one in self.line()])
        (session,) = (
            hours
            for hours, (first, last) in zip(SESSIONS, ISSUING, strict=True)
            if first <= self.local.time() <= last
        )
        start, end = (datetime.combine(self.local, moment, HANOI) for moment in session)
        return wait is not None and wait > left_s(self.now, start, end)

    def open(self, officer: str, counter: str) -> str:
        sitting = self.sittings.setdefault(counter, Sitting(name_of(officer)))
        if sitting.officer != name_of(officer):
            raise No("counter_taken")
        return sitting.state

    def pause(self, officer: str, counter: str) -> str:
        sitting = self._own(officer, counter)
        if sitting.state == "open":
            self._refuse_busy(counter)
        sitting.state = "paused"
        return "paused"

    def resume(self, officer: str, counter: str) -> str:
        self._own(officer, counter).state = "open"
        return "open"

    def close(self, officer: str, counter: str) -> str:
        if counter in self.sittings:
            self._own(officer, counter)
            self._refuse_busy(counter)
            del self.sittings[counter]
        return "closed"

    def take_over(self, officer: str, counter: str) -> str:
        sitting = self.sittings.get(counter)
        if sitting is None:
            raise No("counter_not_open")
        sitting.officer = name_of(officer)
        return sitting.state

    def call_next(self, officer: str, counter: str) -> Ticket:
        if self._own(officer, counter).state == "paused":
            raise No("counter_not_open")
        self._refuse_busy(counter)
        called = self._call(counter)
        if called is None:
            raise No("nobody_waiting")
        return called

    def act(self, officer: str, verb: str, ticket: str) -> Ticket:
        """Recall, start, no-show or finish."""
        one = self.tickets[ticket]
        if one.state in ("called", "serving"):
            self._own_with_reason(officer, str(one.counter))
        if one.state != STARTS[verb]:
            raise No("wrong_state")
        if verb == "recall" and one.calls == MOST_CALLS:
            raise No("recall_limit")
        one.calls += verb == "recall"
        one.state = ENDS[verb]
        one.ended = self.now
        if verb == "finish" and one.then:
            self._go_on(one)
        return one

    def _go_on(self, one: Ticket) -> None:
        """The next procedure waits as if the wait for the last one went on now."""
        assert one.called is not None
        one.came = self.now - (one.called - one.came)
        one.turn = (one.came - CREDIT[one.priority], one.turn[1])
        one.service, one.state, one.counter, one.called = one.then.pop(0), "waiting", None, None
        one.not_at = one.wants = None

    def finish_and_next(self, officer: str, counter: str) -> tuple[Ticket, Ticket | None]:
        self._own_with_reason(officer, counter)
        active = self.at(counter)
        if active is None:
            raise No("wrong_state")
        return self.act(officer, "finish", active.id), self._call(counter)

    def _call(self, counter: str) -> Ticket | None:
        eligible = self._callable(counter)
        busy = [one for one in self.tickets.values() if one.state in ("called", "serving")]
        full = sum(one.dossiers > BULK for one in busy) >= BULK_AT_ONCE
        free = [one for one in eligible if not full or one.dossiers <= BULK] or eligible
        return self._chosen(counter, free[0], eligible, free) if free else None

    def _eligible(self, counter: str, services: tuple[str, ...]) -> list[Ticket]:
        return [
            one
            for one in self.line()
            if self._is_for(one, counter, services)
            and not (one.not_at == counter and one.given_back and self.now - one.given_back < REST)
        ]

    def _is_for(self, one: Ticket, counter: str, services: tuple[str, ...]) -> bool:
        """One that was sent to a counter or an officer waits for nobody else."""
        if one.wants is None:
            return one.service in services
        return one.wants in (("counter", counter), ("officer", self.sittings[counter].officer))

    def _callable(self, counter: str) -> list[Ticket]:
        """Of its own and of what waits too long elsewhere; if there is nobody, of what it helps with at leisure."""
        waits = {
            one.service: self.now - one.came
            for one in sorted(self.line(), key=attrgetter("came"), reverse=True)
            if one.wants is None
        }
        late = [name for name, limit in HELPS[counter] if limit and waits.get(name, timedelta(0)) >= limit]
        own = (*SERVED[counter], *late)
        idle = tuple(name for name, limit in HELPS[counter] if limit is None)
        return self._eligible(counter, own) or self._eligible(counter, (*own, *idle))

    def _chosen(
        self, counter: str, chosen: Ticket, eligible: list[Ticket], free: list[Ticket], why: str = ""
    ) -> Ticket:
        """`free` are those of `eligible` who may be called; who else waits for this counter is held back."""
        came = (chosen.came, chosen.turn[1])
        earlier = {one.id for one in eligible if (one.came, one.turn[1]) < came}
        passed = earlier & {one.id for one in free}
        helping = chosen.service in dict(HELPS[counter])
        why = why or ("overflow" if helping else "priority" if passed else "longest_wait")
        self.last_call = Call(chosen.id, why, len(free), earlier, earlier - passed)
        chosen.state, chosen.counter, chosen.called, chosen.calls = "called", counter, self.now, 1
        return chosen

    def call(self, officer: str, counter: str, ticket: str) -> Ticket:
        """A chosen one, for a reason."""
        if self._own(officer, counter).state == "paused":
            raise No("counter_not_open")
        self._refuse_busy(counter)
        if self.tickets[ticket].state not in ("waiting", "parked"):
            raise No("wrong_state")
        if not officer.endswith("!"):
            raise No("invalid")
        one = self.tickets[ticket]
        if one.state == "parked":
            one.state, one.not_at = "waiting", None
        eligible = self._eligible(counter, SERVED[counter])
        return self._chosen(counter, one, eligible, eligible, "chosen")

    def _own(self, officer: str, counter: str) -> Sitting:
        sitting = self.sittings.get(counter)
        if sitting is None:
            raise No("counter_not_open")
        if name_of(officer) not in (sitting.officer, "sam"):
            raise No("forbidden")
        return sitting

    def _own_with_reason(self, officer: str, counter: str) -> None:
        """What touches a citizen at another's counter needs a reason."""
        if self._own(officer, counter).officer != name_of(officer) and not officer.endswith("!"):
            raise No("invalid")

    def _refuse_busy(self, counter: str) -> None:
        if self.at(counter):
            raise No("counter_busy")
