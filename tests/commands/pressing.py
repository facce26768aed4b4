"""A press goes to the ledger and to the model, and what is answered must be what is due."""

from __future__ import annotations

import copy
import json
import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from hypothesis.stateful import RuleBasedStateMachine
from sqlalchemy import select

from server.commands.answering import Answering, Asked
from server.commands.giving_back import GivingBack
from server.contract import Code
from server.ledger.answers import Answer, Key, fingerprint
from server.ledger.change import Ledger
from server.ledger.models import event
from server.rules.refusals import Refusal
from tests.commands.cast import BRANCH, STAFF, STATUS, Press
from tests.commands.later import Later, LaterOffice
from tests.commands.ticket import HANOI, No, Ticket
from tests.conftest import StandingClock


class Pressing(RuleBasedStateMachine):
    clock: StandingClock
    ledger: Ledger
    answering: Answering
    giving_back: GivingBack
    office: LaterOffice

    def __init__(self) -> None:
        super().__init__()
        self.pressed: list[tuple[Press, Answer, datetime]] = []

    def press(self, press: Press, due: Callable[[], Any]) -> None:
        """Send it, and compare the answer with what is due."""
        before = copy.deepcopy(self.office)
        self.office.begin_day()
        try:
            expected = due()
        except No as no:
            expected = no
        if str(expected) in STATUS:
            self.office = before
            with pytest.raises(Refusal) as refused:
                self.answering.once(BRANCH, press.asked, press.command)
            assert (refused.value.code, refused.value.status) == (str(expected), STATUS[str(expected)])
            return
        answer = self.answering.once(BRANCH, press.asked, press.command)
        self.pressed.append((press, answer, self.clock.at))
        assert not answer.replayed
        self.compare(answer, json.loads(answer.body), expected)

    def give_back(self, code: str, due: Callable[[], str]) -> None:
        """By its holder: without a key, for to repeat it changes nothing; a refusal undoes all that came with it."""
        before = copy.deepcopy(self.office)
        self.office.begin_day()
        try:
            expected = due()
        except No:
            self.office = before
            with pytest.raises(Refusal) as refused:
                self.giving_back.cancel(code, "")
            assert refused.value.code is Code.WRONG_STATE
            return
        assert self.giving_back.cancel(code, "")["state"] == expected

    def compare(self, answer: Answer, told: Any, expected: Any) -> None:
        if isinstance(expected, No):
            assert (answer.status, told["code"]) == (
                410 if str(expected) == "too_late" else 409,
                str(expected),
            )
        elif isinstance(expected, Later):
            assert answer.status == 201
            assert (told["id"], told["number"]) == (expected.id, expected.number)
            assert datetime.fromisoformat(told["starts_at"]) == expected.start
        elif isinstance(expected, list):
            assert answer.status == 200
            for one, ticket in zip(told["tickets"], expected, strict=True):
                self.compare_ticket(one, ticket)
        elif isinstance(expected, str):
            assert (answer.status, told["state"]) == (200, expected)
        elif isinstance(expected, tuple):
            self.compare_handover(told, *expected)
        else:
            assert answer.status == (201 if told["version"] == 1 else 200)
            self.compare_ticket(told, expected)
            last = self.office.last_call
            if last and last.ticket == expected.id and expected.state == "called":
                self.check_the_reason()

    def compare_handover(self, told: dict[str, Any], finished: Ticket, called: Ticket | None) -> None:
        self.compare_ticket(told["finished"], finished)
        assert (told["called"] is None) is (called is None)
        if called is not None:
            self.compare_ticket(told["called"], called)
            self.check_the_reason()

    def compare_ticket(self, told: dict[str, Any], expected: Ticket) -> None:
        seen = {name: told[name] for name in ("id", "number", "service", "state", "counter")}
        assert seen == {name: getattr(expected, name) for name in seen}
        assert [one["service"] for one in told["then"]] == expected.then
        assert told["ahead"] == (self.office.ahead(expected) if expected.state == "waiting" else None)
        assert told["issued_at"].startswith(expected.issued.astimezone(HANOI).isoformat()[:19])

    def check_the_reason(self) -> None:
        call = self.office.last_call
        assert call is not None
        subject = event.c.subject == f"ticket/{call.ticket}"
        with self.ledger.read() as connection:
            (text,) = connection.execute(
                select(event.c.data)
                .where(subject, event.c.type == "ticket.called")
                .order_by(event.c.epoch.desc(), event.c.seq.desc())
                .limit(1)
            ).one()
        told = json.loads(text)
        held = set(told["bulk"]["held"]) if "bulk" in told else set()
        seen = (told["why"], told["eligible"], set(told["overtaken"]), held)
        assert seen == (call.why, call.eligible, call.overtaken, call.held)

    def _press(self, officer: str, verb: str, what: str, work: Callable[[Any], Any]) -> Press:
        person, reason = STAFF[officer.rstrip("!")], "help" if officer.endswith("!") else None
        key = Key(f"officer:{person.name}", str(uuid.uuid4()), fingerprint(verb, what))
        return Press(Asked(person, key, reason=reason), lambda scene: (200, work(scene)))
