"""A refusal that was an answer stays the answer; a mistake of the caller may be mended under the same key."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from tests.web.desk import Desk

PAST = "2020-01-01T08:00:00+07:00"
FUTURE = "2199-01-01T08:00:00+07:00"


@pytest.fixture
def key() -> str:
    return str(uuid.uuid4())


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def repeated(first: Any, again: Any) -> None:
    """The second is the first byte for byte, and says that it is a repeat."""
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert again.headers["Content-Type"] == first.headers["Content-Type"] == "application/problem+json"
    assert "Idempotent-Replay" not in first.headers
    assert again.headers["Idempotent-Replay"] == "true"


def test_nobody_waiting_is_repeated_although_somebody_has_come(desk, key):
    desk.opened()
    first = desk.at("call-next", key=key)
    assert code(first) == (409, "nobody_waiting")
    desk.waiting()
    repeated(first, desk.at("call-next", key=key))
    assert desk.at("call-next").status_code == 200


def test_a_closed_counter_is_repeated_although_it_was_opened(desk, key):
    first = desk.at("call-next", key=key)
    assert code(first) == (409, "counter_not_open")
    desk.opened()
    desk.waiting()
    repeated(first, desk.at("call-next", key=key))


def test_a_busy_counter_is_repeated_although_it_is_free(desk, key):
    ticket = desk.called()
    first = desk.at("pause", key=key)
    assert code(first) == (409, "counter_busy")
    desk.do(ticket, "finish")
    desk.do(ticket, "no-show")
    repeated(first, desk.at("pause", key=key))


def test_a_taken_counter_is_repeated_although_it_was_closed(desk, callers, key):
    desk.opened()
    first = callers["binh"].at(desk.counter, "open", key=key)
    assert code(first) == (409, "counter_taken")
    desk.at("close")
    repeated(first, callers["binh"].at(desk.counter, "open", key=key))


def test_a_wrong_state_is_repeated_although_the_state_is_right_now(desk, key):
    desk.opened()
    ticket = desk.waiting()
    first = desk.do(ticket, "start", key=key)
    assert code(first) == (409, "wrong_state")
    desk.at("call-next")
    repeated(first, desk.do(ticket, "start", key=key))
    assert desk.do(ticket, "start").status_code == 200


def test_an_unknown_ticket_is_repeated_although_it_was_issued(desk, key):
    ticket = str(uuid.uuid4())
    first = desk.do(ticket, "start", key=key)
    assert code(first) == (404, "not_found")
    desk.kiosk.take(desk.service, ticket)
    repeated(first, desk.do(ticket, "start", key=key))


def test_an_unknown_counter_is_repeated(desk, key):
    first = desk.officer.at("99", "call-next", key=key)
    assert code(first) == (404, "not_found")
    repeated(first, desk.officer.at("99", "call-next", key=key))


def test_a_command_that_came_too_late_stays_too_late(desk, key):
    desk.opened()
    desk.waiting()
    first = desk.until(PAST, f"{desk.url}/call-next", key)
    assert code(first) == (410, "too_late")
    repeated(first, desk.at("call-next", key=key))
    assert desk.at("call-next").status_code == 200


@pytest.mark.parametrize("verb", ["recall", "start", "finish", "no-show"])
def test_a_ticket_verb_that_came_too_late_does_nothing(desk, key, verb):
    ticket, before = desk.called(), desk.seq()
    assert code(desk.until(PAST, f"{desk.ticket_url(ticket)}/{verb}", key)) == (410, "too_late")
    assert desk.story(before) == []


def test_a_touch_that_came_too_late_gives_no_number_under_that_uuid(desk):
    ticket, before = str(uuid.uuid4()), desk.seq()
    first = desk.kiosk.take(desk.service, ticket)
    late = str(uuid.uuid4())
    body = {"service": desk.service}
    refused = desk.kiosk.put(desk.ticket_url(late), body, headers={"X-Not-After": PAST})
    assert code(refused) == (410, "too_late")
    repeated(refused, desk.kiosk.put(desk.ticket_url(late), body))
    assert (first.status_code, desk.story(before)) == (201, ["ticket.issued"])


def test_a_command_in_time_is_done(desk, key):
    assert desk.until(FUTURE, f"{desk.url}/open", key).status_code == 200


def test_the_deadline_is_by_the_clock_of_the_heartbeat(desk, key):
    now = desk.officer.get("/api/v1/branches/cn02/snapshot").json()["at"]
    assert code(desk.until(now, f"{desk.url}/open", key)) == (410, "too_late")


@pytest.mark.parametrize(
    "text",
    ["soon", "", "2026-11-25", "2026-11-25T08:00:00", "1764032400", "2026-13-45T08:00:00+07:00", "0" * 5000],
)
def test_a_deadline_that_is_no_time_is_malformed_and_not_kept(desk, key, text):
    assert code(desk.until(text, f"{desk.url}/open", key)) == (400, "malformed")
    assert desk.at("open", key=key).status_code == 200


@pytest.mark.parametrize("edge", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_a_deadline_at_the_ends_of_time_is_a_deadline(desk, key, edge):
    answer = desk.until(edge, f"{desk.url}/open", key)
    assert answer.status_code == (410 if edge.startswith("0001") else 200)


@pytest.mark.parametrize("verb", ["open", "pause", "resume", "close", "call-next", "finish-and-next"])
def test_a_counter_verb_without_a_key_is_refused(desk, verb):
    before = desk.seq()
    assert code(desk.at(verb, key=None)) == (400, "key_missing")
    assert desk.story(before) == []


@pytest.mark.parametrize("verb", ["recall", "start", "finish", "no-show"])
def test_a_ticket_verb_without_a_key_is_refused(desk, verb):
    ticket, before = desk.called(), desk.seq()
    assert code(desk.do(ticket, verb, key=None)) == (400, "key_missing")
    assert desk.story(before) == []


@pytest.mark.parametrize("bad", ["x", "42", "0198-", "g" * 36, "0" * 31, "0" * 5000])
def test_a_key_that_is_no_uuid_is_malformed(desk, bad):
    before = desk.seq()
    assert code(desk.at("open", key=bad)) == (400, "malformed")
    assert desk.story(before) == []


def test_a_key_is_for_one_body(desk, key):
    assert desk.at("open", {"services": [desk.service]}, key=key).status_code == 200
    assert code(desk.at("open", {}, key=key)) == (422, "idempotency_mismatch")
    assert desk.at("open", {"services": [desk.service]}, key=key).headers["Idempotent-Replay"] == "true"


def test_a_key_is_for_one_counter_and_one_verb(desk, key):
    desk.at("open", key=key)
    assert code(desk.officer.at("11", "open", key=key)) == (422, "idempotency_mismatch")
    assert code(desk.at("close", key=key)) == (422, "idempotency_mismatch")
    assert code(desk.do(str(uuid.uuid4()), "start", key=key)) == (422, "idempotency_mismatch")


def test_a_ticket_uuid_is_for_one_wish_and_one_branch(desk, callers):
    ticket = str(uuid.uuid4())
    desk.kiosk.take(desk.service, ticket)
    more = desk.kiosk.take(desk.service, ticket, dossiers=2)
    assert code(more) == (422, "idempotency_mismatch")
    assert code(desk.kiosk.take(desk.service, ticket, signal=True)) == (422, "idempotency_mismatch")
    elsewhere = callers["kiosk of cn01"].take(desk.service, ticket, branch="cn01")
    assert code(elsewhere) == (422, "idempotency_mismatch")


def test_an_unsigned_command_may_be_repeated_by_somebody_known(desk, callers, key):
    stranger = callers["stranger"].at(desk.counter, "open", key=key)
    assert code(stranger) == (401, "unauthenticated")
    assert desk.at("open", key=key).status_code == 200


def test_a_forbidden_command_may_be_repeated_once_it_is_allowed(desk, callers, key):
    desk.opened()
    assert code(callers["binh"].at(desk.counter, "close", key=key)) == (403, "forbidden")
    desk.at("close")
    callers["binh"].at(desk.counter, "open")
    done = callers["binh"].at(desk.counter, "close", key=key)
    assert (done.status_code, done.json()["state"]) == (200, "closed")
    assert "Idempotent-Replay" not in done.headers


MISTAKES = {
    "malformed": (400, b"{", "application/json"),
    "not_json": (415, b"{}", "text/plain"),
    "invalid": (422, b'{"services":7}', "application/json"),
    "too_large": (413, b" " * 1_000_000, "application/json"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_may_be_mended_under_the_same_key(desk, key, name):
    status, raw, kind = MISTAKES[name]
    headers = {"Idempotency-Key": key, "Content-Type": kind}
    assert code(_post(desk, raw, headers)) == (status, name)
    assert desk.at("open", key=key).status_code == 200


def test_a_number_wished_wrongly_may_be_wished_rightly_under_the_same_uuid(desk):
    ticket = str(uuid.uuid4())
    assert code(desk.kiosk.take("no-such-service", ticket)) == (422, "invalid")
    assert desk.kiosk.take(desk.service, ticket).status_code == 201


def test_elsewhere_a_key_is_ignored(callers):
    headers = {"Idempotency-Key": "not even a uuid"}
    assert callers["ana"].get("/api/v1/branches/cn02/snapshot", headers=headers).status_code == 200


def _post(desk: Desk, raw: bytes, headers: dict[str, str]) -> Any:
    officer = desk.officer
    return officer.session.post(
        f"{officer.node.url}{desk.url}/open", data=raw, headers={**officer.headers, **headers}, timeout=30
    )
