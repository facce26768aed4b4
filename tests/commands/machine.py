"""The branch as Hypothesis presses it: each act goes to the ledger and to the model, and the two must agree."""

from __future__ import annotations

import shutil
import uuid
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule
from sqlalchemy import select

from server.commands import booking, calling, issuing, keying_in, moving
from server.commands.answering import Answering, Asked
from server.commands.giving_back import GivingBack, cancel_booking
from server.contract import Code, PlannedLeg
from server.ledger.answers import Key, fingerprint
from server.ledger.events import faults
from server.ledger.models import booking as booked
from server.ledger.models import leg, ticket
from server.queries.house import HouseMemory
from server.rules.numbering import ticket_code
from server.rules.refusals import Refusal
from tests.commands.cast import (
    ACTS,
    BOOKERS,
    BRANCH,
    COUNTER_ACTS,
    COUNTERS,
    CROWD,
    DOSSIERS,
    KIOSK,
    MOVES,
    OTHERS,
    OUTCOMES,
    PRIORITIES,
    SERVICES,
    STAFF,
    TICKET_VERBS,
    VERBS,
    Press,
)
from tests.commands.later import LaterOffice
from tests.commands.pressing import Pressing
from tests.commands.retelling import check_that_legs_add_up, states_told
from tests.conftest import StandingClock
from tests.ledger.works import opened

IN_LINE = (
    select(leg.c.ticket)
    .where(leg.c.branch == BRANCH, leg.c.waiting)
    .order_by(leg.c.order_key, leg.c.issued_seq)
)
KEPT = timedelta(days=7)


class Branch2(Pressing):
    furnished: Path
    folder: Path

    def __init__(self) -> None:
        super().__init__()
        self.exits = ExitStack()

    @initialize()
    def furnish(self) -> None:
        path = self.folder / f"{uuid.uuid4()}.db"
        shutil.copy(self.furnished, path)
        self.exits.callback(path.unlink)
        self.clock = StandingClock()
        self.ledger = self.exits.enter_context(opened(f"sqlite:///{path}", self.clock))
        self.answering = Answering(self.ledger, HouseMemory(), "http://127.0.0.1:8000")
        self.giving_back, self.codes = GivingBack(self.answering), dict[str, str]()
        self.office = LaterOffice(self.clock.now())
        for counter, officer in (("1", "ana"), ("4", "ana"), ("7", "binh")):
            self._do_at(counter, officer, "open")
        for service, priority in CROWD:
            self._turn_to(self.clock.at + timedelta(seconds=20))
            self._take(service, priority)

    def teardown(self) -> None:
        with self.exits:
            self.check_the_whole_ledger()

    # What people and machines do

    @rule(minutes=st.sampled_from([0, 1, 1, 5, 20, 61]))
    def wait(self, minutes: int) -> None:
        self._turn_to(self.clock.at + timedelta(minutes=minutes))

    @rule(days=st.sampled_from([0, 0, 0, 0, 1, 2, 5, 9]), hour=st.sampled_from([8, 8, 8, 9, 13]))
    def come_on_another_day(self, days: int, hour: int) -> None:
        if days:
            day = self.office.local + timedelta(days=days)
            self._turn_to(day.replace(hour=hour, minute=0, second=0).astimezone(self.clock.at.tzinfo))

    @rule(services=st.lists(SERVICES, min_size=1, max_size=4), priority=PRIORITIES, dossiers=DOSSIERS)
    def take_numbers(self, services: list[str], priority: str, dossiers: int) -> None:
        """A small crowd at the same moment; the last of it may have priority, or file more."""
        for service in services[:-1]:
            self._take(service, "none")
        self._take(services[-1], priority, dossiers=dossiers)

    @rule(visit=st.lists(SERVICES, min_size=2, max_size=3, unique=True), priority=PRIORITIES)
    def take_one_number_for_several_procedures(self, visit: list[str], priority: str) -> None:
        self._take(visit[0], priority, *visit[1:])

    @rule(services=st.lists(SERVICES, min_size=1, max_size=4), dossiers=DOSSIERS, who=BOOKERS)
    def book_numbers_for_a_later_day(self, services: list[str], dossiers: int, who: str) -> None:
        for service in services:
            self._book(who, service, dossiers)

    @rule(counter=COUNTERS, steps=st.integers(1, 4))
    def go_on_at_a_counter(self, counter: str, steps: int) -> None:
        """What an officer does next, a few times: open, call, start, finish."""
        for _ in range(steps):
            self._do_at(counter, "", self._next_act(counter))

    @rule(counter=COUNTERS, other=OTHERS, act=ACTS)
    def act_at_a_counter(self, counter: str, other: str, act: str) -> None:
        self._do_at(counter, other, act)

    @rule(counter=COUNTERS, other=OTHERS, undone=st.booleans(), data=st.data())
    def call_a_chosen_one(self, counter: str, other: str, undone: bool, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(list(self.office.tickets)))
        officer = self._whoever(counter, other)
        press = self._press(
            officer, "call", f"{counter}/{name}", lambda scene: calling.call_chosen(scene, counter, name)
        )
        self.press(press, lambda: self.office.call(officer, counter, name))
        if undone:
            self._do_at(counter, "", "undo")

    @rule(counter=COUNTERS, other=OTHERS, outcomes=st.lists(OUTCOMES, min_size=1, max_size=3), undone=st.booleans(),
          data=st.data())  # fmt: skip
    def key_in_what_was_called_on_paper(
        self, counter: str, other: str, outcomes: list[str], undone: bool, data: st.DataObject
    ) -> None:
        """Mostly of those who can be called."""
        free = [name for name, one in self.office.tickets.items() if one.state in ("waiting", "parked")]
        names = data.draw(
            st.lists(st.sampled_from([*self.office.tickets, *free * 9]), unique=True, min_size=1, max_size=3)
        )
        sheet = dict(zip(names, outcomes, strict=False))
        officer = self._whoever(counter, other)
        lines = [keying_in.Line(name, keying_in.Outcome(outcome)) for name, outcome in sheet.items()]
        press = self._press(
            officer, "key_in", f"{counter}/{sheet}", lambda scene: keying_in.key_in(scene, counter, lines)
        )
        self.press(press, lambda: self.office.key_in(officer, counter, sheet))
        if undone:
            self._do_at(counter, "", "undo")

    @rule(other=OTHERS, verb=VERBS, data=st.data())
    def tend_any_ticket(self, other: str, verb: str, data: st.DataObject) -> None:
        if self.office.tickets:
            officer = other if other.strip("!") else f"ana{other}"
            self._tend(officer, verb, data.draw(st.sampled_from(list(self.office.tickets))))

    @rule(data=st.data())
    def give_a_number_back(self, data: st.DataObject) -> None:
        """Mostly one that can be, of today or of a later day; now and then one more time."""
        free = ("waiting", "parked", "booked")
        known = {**self.office.later, **self.office.tickets}
        names = [*known, *[name for name, one in known.items() if one.state in free] * 9]
        name = data.draw(st.sampled_from(names))
        for _ in range(data.draw(st.sampled_from([1, 1, 2]))):
            self.give_back(self.codes[name], lambda: self.office.give_back(name))

    @rule(other=OTHERS, data=st.data())
    def cancel_a_number_for_a_later_day(self, other: str, data: st.DataObject) -> None:
        if self.office.later:
            officer = other if other.strip("!") else f"sam{other}"
            name = data.draw(st.sampled_from(list(self.office.later)))
            press = self._press(officer, "cancel_booking", name, lambda scene: cancel_booking(scene, name))
            self.press(press, lambda: self.office.cancel_booking(officer, name))

    @rule(data=st.data())
    def press_again(self, data: st.DataObject) -> None:
        """A double click, a retry after a cut line: the same bytes, and nothing happens."""
        kept = [one for one in self.pressed if self.clock.at - one[2] <= KEPT]
        if kept:
            press, answer, _ = data.draw(st.sampled_from(kept))
            again = self.answering.once(BRANCH, press.asked, press.command)
            assert (again.status, again.body, again.replayed) == (answer.status, answer.body, True)

    @rule(data=st.data())
    def use_a_key_for_something_else(self, data: st.DataObject) -> None:
        kept = [one for one in self.pressed if self.clock.at - one[2] <= KEPT]
        if kept:
            press, _, _ = data.draw(st.sampled_from(kept))
            other = replace(
                press.asked, key=replace(press.asked.key, fingerprint=fingerprint("something else"))
            )
            with pytest.raises(Refusal) as no:
                self.answering.once(BRANCH, other, press.command)
            assert no.value.code is Code.IDEMPOTENCY_MISMATCH

    # What must be true

    @invariant()
    def the_line_is_as_it_should_be(self) -> None:
        with self.ledger.read() as connection:
            found = list(connection.execute(IN_LINE).scalars())
        assert found == [one.id for one in self.office.line()]

    def check_the_whole_ledger(self) -> None:
        with self.ledger.read() as connection:
            assert list(faults(connection)) == []
            rows = connection.execute(select(ticket)).all()
            legs = connection.execute(select(leg)).all()
            later = connection.execute(select(booked)).all()
            retold = states_told(connection)
        should = {one.id: (one.state, one.number) for one in self.office.tickets.values()}
        assert {row.id: (row.state, f"{row.series}{row.number:03}") for row in rows} == should
        check_that_legs_add_up(legs)
        came = {name: state for name, state in retold.items() if name in should}
        assert came == {name: state for name, (state, _) in should.items()}
        ahead = {one.id: one.state for one in self.office.later.values()}
        assert {row.id: row.state for row in later} == ahead
        assert {name: retold[name] for name in set(ahead) - set(should)} == {
            name: state for name, state in ahead.items() if state != "entered"
        }
        finished = {"done", "no_show", "expired", "parked", "cancelled"}
        unfinished = [row.ticket for row in legs if row.ended is None]
        assert sorted(unfinished) == sorted(
            name for name, (state, _) in should.items() if state not in finished
        )
        assert {row.ticket for row in legs} == set(should)
        assert {row.ticket for row in legs if row.waiting} == {one.id for one in self.office.line()}

    def _turn_to(self, moment: datetime) -> None:
        self.clock.at = self.office.now = moment

    def _take(self, service: str, priority: str, *then: str, dossiers: int = 1) -> None:
        name = str(uuid.uuid4())
        legs: list[PlannedLeg] = [{"service": one, "procedure": None} for one in then]
        bits = self._code_of(name)
        request = issuing.Request(name, service, None, priority, "vi", dossiers, bits, legs)
        asked = Asked(KIOSK, Key("ticket", name, fingerprint(name)))
        press = Press(asked, lambda scene: (201, issuing.issue(scene, request)))
        self.press(press, lambda: self.office.issue(name, service, priority, list(then), dossiers))

    def _book(self, who: str, service: str, dossiers: int) -> None:
        name, person = str(uuid.uuid4()), STAFF.get(who, KIOSK)
        wish = booking.Wish(name, service, None, "vi", dossiers, self._code_of(name))
        asked = Asked(person, Key("booking", name, fingerprint(name)))
        press = Press(asked, lambda scene: (201, booking.book(scene, wish)))
        self.press(press, lambda: self.office.book(name, service, dossiers, person is KIOSK))

    def _code_of(self, name: str) -> int:
        bits = uuid.uuid4().int >> 63
        self.codes[name] = ticket_code(bits)
        return bits

    def _next_act(self, counter: str) -> str:
        sitting, active = self.office.sittings.get(counter), self.office.at(counter)
        if sitting is None:
            return "open"
        if active is None:
            return "resume" if sitting.state == "paused" else "call_next"
        return "start" if active.state == "called" else "finish"

    def _do_at(self, counter: str, other: str, act: str) -> None:
        """An act on the counter itself, or on the ticket at it if there is one."""
        active, officer = self.office.at(counter), self._whoever(counter, other)
        if act in COUNTER_ACTS:
            work = COUNTER_ACTS[act]
            press = self._press(officer, act, counter, lambda scene: work(scene, counter))
            self.press(press, lambda: getattr(self.office, act)(officer, counter))
        elif active is not None:
            self._tend(officer, act, active.id)

    def _whoever(self, counter: str, other: str) -> str:
        sitting = self.office.sittings.get(counter)
        return other if other.strip("!") else (sitting.officer if sitting else "ana") + other

    def _tend(self, officer: str, verb: str, name: str) -> None:
        if verb in TICKET_VERBS:
            press = self._press(officer, verb, name, lambda scene: TICKET_VERBS[verb](scene, name))
            return self.press(press, lambda: self.office.act(officer, verb, name))
        if verb in MOVES:
            press = self._press(officer, verb, name, lambda scene: MOVES[verb](scene, name))
            return self.press(press, lambda: self.office.move(officer, verb, name))
        to = "dat-dai" if self.office.tickets[name].service == "chung-thuc" else "chung-thuc"
        press = self._press(officer, verb, name, lambda scene: moving.transfer(scene, name, to, None, None))
        return self.press(press, lambda: self.office.move(officer, verb, name, to))
