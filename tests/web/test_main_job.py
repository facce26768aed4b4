"""A number from the kiosk, called at a counter, seen on the wall: through the doors of a real node."""

from __future__ import annotations

import uuid

import pytest


def test_a_number_is_taken_called_served_and_finished(north):
    kiosk, ana = north.kiosk(), north.browser("ana")
    ticket = kiosk.take("ho-tich").json()
    assert ticket["number"] == "A001"
    assert ana.at("1", "open").status_code == 200
    called = ana.at("1", "call-next").json()
    assert (called["id"], called["state"], called["counter"]) == (ticket["id"], "called", "1")
    wall = north.kiosk(name="wall").get("/api/v1/branches/cn02/snapshot").json()
    assert [(call["number"], call["counter"]) for call in wall["calls"]] == [("A001", "1")]
    assert ana.do(ticket["id"], "start").json()["state"] == "serving"
    assert ana.do(ticket["id"], "finish").json()["state"] == "done"
    assert ana.at("1", "call-next").json()["code"] == "nobody_waiting"
    assert ana.at("1", "close").json()["state"] == "closed"


def test_a_touch_repeated_is_the_same_ticket_byte_for_byte(north):
    kiosk, ticket = north.kiosk(), str(uuid.uuid4())
    first = kiosk.take("chung-thuc", ticket)
    again = kiosk.take("chung-thuc", ticket)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.content == again.content
    assert again.headers["Idempotent-Replay"] == "true"


def test_the_same_uuid_with_another_wish_is_refused(north):
    kiosk, ticket = north.kiosk(), str(uuid.uuid4())
    kiosk.take("chung-thuc", ticket)
    other = kiosk.take("dat-dai", ticket)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_mismatch")


@pytest.mark.parametrize("verb", ["recall", "start", "finish", "no-show"])
def test_a_waiting_ticket_cannot_be_served_without_a_call(north, verb):
    ticket = north.kiosk().take("xay-dung").json()
    refused = north.browser("ana").do(ticket["id"], verb)
    assert (refused.status_code, refused.json()["code"]) == (409, "wrong_state")
