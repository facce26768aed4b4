"""Answers are repeated byte for byte to the same question, for seven days."""

from __future__ import annotations

import pytest

from server.contract import STATUS, Code
from server.ledger.answers import (
    KEPT_US,
    PROBLEM,
    STORED,
    Answer,
    Key,
    fingerprint,
    forget_old,
    recall,
    remember,
)
from server.rules.refusals import Refusal

DAY_US = 86_400_000_000
KEY = Key("officer:ana", "7c9e6679-7425-40de-944b-e07fc1f90ae7", fingerprint("POST", "/a", "{}"))
PLAIN = Answer(200, b"{}")
BODIES = [
    b"{}",
    b"",
    '{"name":"Chứng thực – Đống Đa"}'.encode(),
    b'{ "b": 1,  "a": 2 }\n',
    bytes(range(256)),
]


def keep(ledger, key=KEY, answer=PLAIN, at=0):
    ledger.change("cn02", lambda tx: remember(tx.connection, key, answer, at))


def ask(ledger, key=KEY):
    with ledger.read() as connection:
        return recall(connection, key)


@pytest.mark.parametrize("body", BODIES)
def test_an_answer_is_repeated_byte_for_byte(ledger, body):
    keep(ledger, answer=Answer(409, body, PROBLEM))
    assert ask(ledger) == Answer(409, body, PROBLEM, replayed=True)


def test_an_unknown_key_has_no_answer(ledger):
    assert ask(ledger) is None


def test_the_same_key_for_another_question_is_a_mistake(ledger):
    keep(ledger)
    with pytest.raises(Refusal) as no:
        ask(ledger, Key(KEY.scope, KEY.key, fingerprint("POST", "/a", '{"reason":"break"}')))
    assert (no.value.code, no.value.status) == (Code.IDEMPOTENCY_MISMATCH, 422)


def test_another_person_may_use_the_same_key(ledger):
    keep(ledger)
    others = Key("officer:binh", KEY.key, fingerprint("POST", "/b", "{}"))
    assert ask(ledger, others) is None
    keep(ledger, others, Answer(200, b"binh"))
    assert ask(ledger, others).body == b"binh"
    assert ask(ledger).body == b"{}"


@pytest.mark.parametrize(
    "other", [("PUT", "/a", "{}"), ("POST", "/b", "{}"), ("POST", "/a", "{} "), ("POST/a", "{}")]
)
def test_method_path_and_body_make_the_question(other):
    assert fingerprint(*other) != KEY.fingerprint


def test_an_answer_is_kept_for_seven_days_and_not_longer(ledger):
    now = 20_000 * DAY_US
    young, old = Key("s", "young", "f"), Key("s", "old", "f")
    keep(ledger, young, at=now - KEPT_US)
    keep(ledger, old, at=now - KEPT_US - 1)
    ledger.change("cn02", lambda tx: forget_old(tx.connection, now))
    assert ask(ledger, young) is not None
    assert ask(ledger, old) is None
    assert KEPT_US == 7 * DAY_US


def test_what_may_be_tried_again_is_not_stored():
    kept = {code for code, status in STATUS.items() if status in STORED}
    assert {"nobody_waiting", "wrong_state", "branch_closed", "counter_busy", "too_late", "not_found"} <= kept
    assert kept.isdisjoint(
        {"malformed", "unauthenticated", "forbidden", "csrf", "invalid", "busy", "too_many", "internal"}
    )
