"""Called by signal: a ticket whose bearer does not hear says so wherever it is called, and nowhere says why."""

from __future__ import annotations

import secrets
import uuid
from datetime import UTC, datetime
from typing import Any

import pytest

from server.rules.numbering import CODE_BITS, ticket_code
from tests.web.desk import Desk

SNAPSHOT = "/api/v1/branches/cn02/snapshot"


def taken(desk: Desk, **more: Any) -> dict[str, Any]:
    answer = desk.kiosk.take(desk.service, **more)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def called(desk: Desk, ticket: str) -> dict[str, Any]:
    """The ticket at the counter, once all who came before it have been called and were not there."""
    while (now := desk.at("call-next")).status_code == 200 and now.json()["id"] != ticket:
        desk.do(now.json()["id"], "no-show")
    assert now.status_code == 200, now.text
    found: dict[str, Any] = now.json()
    return found


def story(desk: Desk, ticket: str) -> dict[str, Any]:
    """The data of the events of a ticket by type."""
    events = desk.officer.get("/api/v1/branches/cn02/events?after=0").json()["events"]
    return {one["type"]: one["data"] for one in events if one["subject"] == f"ticket/{ticket}"}


def the_call(desk: Desk, number: str) -> dict[str, Any]:
    """As every wall gets it."""
    calls = desk.kiosk.get(SNAPSHOT).json()["calls"]
    found: dict[str, Any] = next(one for one in calls if one["number"] == number)
    return found


def test_its_phone_the_wall_and_the_desk_are_told(post: Desk):
    ticket = taken(post, signal=True)
    assert ticket["signal"] is True
    assert post.kiosk.get(f"/api/v1/tickets/{ticket['code']}").json()["signal"] is True
    waiting = post.officer.get(f"{SNAPSHOT}?view=desk").json()["waiting"]
    assert next(one for one in waiting if one["id"] == ticket["id"])["signal"] is True
    assert called(post, ticket["id"])["signal"] is True
    desk = post.officer.get(f"{SNAPSHOT}?view=desk").json()
    assert next(one for one in desk["counters"] if one["code"] == post.counter)["ticket"]["signal"] is True
    assert the_call(post, ticket["number"])["signal"] is True
    post.do(ticket["id"], "recall")
    told = story(post, ticket["id"])
    assert [told[f"ticket.{verb}"]["signal"] for verb in ("issued", "called", "recalled")] == [True] * 3
    post.do(ticket["id"], "no-show")


def test_everybody_else_is_called_as_before(post: Desk):
    ticket = taken(post)
    assert ticket["signal"] is False
    assert post.kiosk.get(f"/api/v1/tickets/{ticket['code']}").json()["signal"] is False
    called(post, ticket["id"])
    assert the_call(post, ticket["number"])["signal"] is False
    assert all("signal" not in data for data in story(post, ticket["id"]).values())
    post.do(ticket["id"], "no-show")


def test_to_say_no_is_the_same_wish_as_to_say_nothing(post: Desk):
    ticket = str(uuid.uuid4())
    first = post.kiosk.take(post.service, ticket)
    again = post.kiosk.take(post.service, ticket, signal=False)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.content == again.content


def test_a_number_that_a_kiosk_gave_by_itself_brings_it_along(post: Desk):
    block = post.kiosk.post("/api/v1/branches/cn02/leases", {}, key=None).json()
    body = {
        "number": f"E{block['last']:03d}", "code": ticket_code(secrets.randbits(CODE_BITS)), "signal": True,
        "issued_at": datetime.now(UTC).isoformat(timespec="milliseconds"),
    }  # fmt: skip
    ticket = str(uuid.uuid4())
    given = post.kiosk.take(post.service, ticket, **body)
    assert (given.status_code, given.json()["signal"]) == (201, True)
    assert story(post, ticket)["ticket.issued"]["signal"] is True
    hearing = post.kiosk.take(post.service, ticket, **{**body, "signal": False})
    assert (hearing.status_code, hearing.json()["code"]) == (422, "idempotency_mismatch")


@pytest.mark.parametrize("value", [None, 0, 1, "true", "", [], {}], ids=repr)
def test_it_is_yes_or_no_and_nothing_else(unmoved: Desk, value: object):
    answer = unmoved.kiosk.take(unmoved.service, signal=value)
    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"pointer": "/signal", "code": "invalid"}]
