"""A number that is not needed is given back: by whoever holds its code, and an appointment by reception too."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from server.commands.giving_back import FREE_WRONG_CODES
from tests.web.front import HERE, Front, said
from tests.web.test_booking import at_counter, book, told

WHY = {"reason": "left"}


def opened(folder: Path, url: str) -> Iterator[Front]:
    """Civil status gives one number a day at cn02, and it is nine o'clock."""
    made = Front(folder, url)
    made.set("pace_s = 0", '{ service = "ho-tich", quota_day = 1 }')
    made.at("25 09:00")
    yield made
    made.node.ledger.close()


@pytest.fixture
def front(tmp_path: Path, sqlite_url: str) -> Iterator[Front]:
    yield from opened(tmp_path, sqlite_url)


@pytest.fixture
def either(tmp_path: Path, database_url: str) -> Iterator[Front]:
    """On each engine: what is asked of bookings in SQL."""
    yield from opened(tmp_path, database_url)


def give_back(front: Front, code: str, **headers: str) -> Any:
    return front.client.post(f"/api/v1/tickets/{code}/cancel", json={}, headers=headers)


def cancel(front: Front, slip: Any, body: Any = None, who: str = "sam") -> Any:
    return front.ask(who, "POST", f"{HERE}/bookings/{slip['id']}/cancel", WHY if body is None else body)


def find(front: Front, text: str) -> Any:
    return front.ask("sam", "GET", f"{HERE}/tickets?find={text}").json


def of_bearer(front: Front, slip: Any) -> Any:
    return front.client.get(f"/api/v1/tickets/{slip['code']}").json


def test_who_holds_the_code_gives_a_waiting_number_back_and_the_log_knows_no_more_of_them(front):
    slip = front.take("dat-dai").json
    answer = give_back(front, slip["code"])
    assert (answer.status_code, answer.json) == (200, of_bearer(front, slip))
    assert (answer.json["state"], answer.json["ahead"]) == ("cancelled", None)
    (event,) = told(front, "ticket.cancelled")
    assert (event["subject"], event["actor"]) == (
        f"ticket/{slip['id']}", {"kind": "citizen", "id": "citizen"},
    )  # fmt: skip
    assert slip["code"] not in str(event)
    assert front.ask("sam", "GET", f"{HERE}/snapshot").json["line"] == []


def test_to_give_back_what_is_given_back_changes_nothing(front):
    slip = front.take("dat-dai").json
    first, again = give_back(front, slip["code"]), give_back(front, slip["code"].lower())
    assert (first.status_code, again.status_code, again.data) == (200, 200, first.data)
    assert len(told(front, "ticket.cancelled")) == 1


def test_a_parked_number_can_be_given_back_and_a_called_or_finished_one_cannot(front):
    slip = front.take("dat-dai").json
    at_counter(front, "open", {"services": ["dat-dai"]})
    at_counter(front, "call-next")
    assert said(give_back(front, slip["code"])) == (409, "wrong_state")
    front.ask("sam", "POST", f"{HERE}/tickets/{slip['id']}/park", WHY)
    assert give_back(front, slip["code"]).json["state"] == "cancelled"
    assert said(front.ask("sam", "POST", f"{HERE}/counters/1/undo", {})) == (409, "wrong_state")
    other = front.take("dat-dai").json
    at_counter(front, "call-next")
    for verb in ("start", "finish"):
        front.ask("sam", "POST", f"{HERE}/tickets/{other['id']}/{verb}", {})
    assert said(give_back(front, other["code"])) == (409, "wrong_state")
    assert of_bearer(front, other)["state"] == "done"


def test_an_appointment_that_is_given_back_leaves_its_half_hour_to_the_next(either):
    first, second = book(either, "sam").json, book(either, "sam").json
    days = [one["business_day"] for one in (first, second)]
    assert days == ["2026-11-26", "2026-11-27"]
    assert give_back(either, first["code"]).json["state"] == "cancelled"
    third = book(either, "sam").json
    assert (third["business_day"], third["starts_at"]) == (first["business_day"], first["starts_at"])
    assert (first["number"], third["number"]) == ("A001", "A002")


def test_an_appointment_that_was_given_back_counts_for_no_quota_never_waits_and_is_not_absent(either):
    slip = book(either, "sam").json
    give_back(either, slip["code"])
    either.at("26 07:45")
    assert either.figures() == (True, 1)
    either.at("26 08:10")
    either.node.end_silence()
    assert either.ask("sam", "GET", f"{HERE}/snapshot").json["line"] == []
    either.at("27 08:00")
    either.node.end_days()
    assert (told(either, "ticket.checked_in"), told(either, "ticket.no_show")) == ([], [])
    assert of_bearer(either, slip)["state"] == "cancelled"


def test_an_appointment_whose_half_hour_has_come_is_given_back_as_the_ticket_that_it_is(front):
    slip = book(front, "sam").json
    front.at("26 08:05")
    assert said(cancel(front, slip)) == (409, "wrong_state")
    assert give_back(front, slip["code"]).json["state"] == "cancelled"
    assert told(front, "ticket.cancelled")[0]["subject"] == f"ticket/{slip['id']}"
    assert front.ask("sam", "GET", f"{HERE}/snapshot").json["line"] == []


def test_what_is_over_cannot_be_given_back(front):
    slip, waiting = book(front, "sam").json, front.take("dat-dai").json
    front.at("27 08:00")
    for one in (slip, waiting):
        assert said(give_back(front, one["code"])) == (409, "wrong_state")
    front.node.end_days()
    assert [of_bearer(front, one)["state"] for one in (slip, waiting)] == ["expired", "expired"]


def test_reception_gives_an_appointment_back_for_a_reason_and_once(either):
    slip = book(either, "sam").json
    nothing = cancel(either, slip, {})
    assert (said(nothing), nothing.json["errors"]) == (
        (422, "invalid"), [{"pointer": "/reason", "code": "missing"}],
    )  # fmt: skip
    done = cancel(either, slip)
    assert (done.status_code, done.json) == (200, {**slip, "state": "cancelled", "seq": done.json["seq"]})
    assert said(cancel(either, slip)) == (409, "wrong_state")
    (event,) = told(either, "ticket.cancelled")
    assert (event["data"]["reason"], event["data"]["from"], event["seq"]) == (
        "left", "booked", done.json["seq"],
    )  # fmt: skip
    assert said(cancel(either, {"id": str(uuid.uuid4())})) == (404, "not_found")


def test_the_same_press_is_answered_with_the_same_bytes(front):
    slip = book(front, "sam").json
    key = {"Idempotency-Key": str(uuid.uuid4())}
    path = f"{HERE}/bookings/{slip['id']}/cancel"
    first, again = (front.ask("sam", "POST", path, WHY, **key) for _ in range(2))
    assert (again.status_code, again.data, again.headers["Idempotent-Replay"]) == (200, first.data, "true")


def test_paper_that_comes_out_after_the_appointment_was_given_back_still_stands_in_the_story(front):
    front.take()
    slip = book(front).json
    give_back(front, slip["code"])
    path = f"{HERE}/tickets/{slip['id']}/printed"
    body = {"copy": 1, "verdict": "confirmed"}
    assert front.ask("Ki-ốt khác", "POST", path, body).json["number"] == "A001"
    assert [one["subject"] for one in told(front, "ticket.printed")] == [f"ticket/{slip['id']}"]


def test_wrong_codes_all_look_alike_and_after_many_an_address_waits_and_nobody_elsewhere(front):
    slip = front.take("dat-dai").json
    tries = [give_back(front, f"{n:013d}") for n in range(FREE_WRONG_CODES)]
    assert {said(one) for one in tries} == {(404, "not_found")}
    assert len({one.data for one in tries}) == 1
    assert said(give_back(front, slip["code"])) == (429, "too_many")
    assert give_back(front, slip["code"]).headers["Retry-After"] == "1"
    path = f"/api/v1/tickets/{slip['code']}/cancel"
    elsewhere = front.client.post(path, json={}, environ_base={"REMOTE_ADDR": "10.1.2.3"})
    assert elsewhere.json["state"] == "cancelled"


def test_a_number_or_an_id_opens_nothing_and_a_body_is_not_expected(front):
    slip = front.take("dat-dai").json
    for guess in (slip["number"], slip["id"], slip["code"][:-1]):
        assert said(give_back(front, guess)) == (404, "not_found")
    path = f"/api/v1/tickets/{slip['code']}/cancel"
    assert said(front.client.post(path, json={"reason": "left"})) == (422, "invalid")
    assert said(front.client.post(path, data="x", content_type="text/plain")) == (415, "not_json")
    assert of_bearer(front, slip)["state"] == "waiting"


def test_staff_find_an_appointment_by_its_number_and_its_code_until_it_is_a_ticket(front):
    slip = book(front, "sam").json
    for text in (slip["number"], slip["code"], slip["url"]):
        assert find(front, text) == {
            "here": None, "elsewhere": None,
            "booking": {"booking": slip, "word": "booked", "source": "sam", "may_cancel": True},
        }  # fmt: skip
    front.at("26 08:05")
    front.node.end_silence()
    told_here = find(front, slip["number"])
    assert (told_here["booking"], told_here["here"]["ticket"]["id"]) == (None, slip["id"])


def test_a_number_means_the_one_of_today_and_else_the_nearest_that_still_stands(either):
    first, second = book(either, "sam").json, book(either, "sam").json
    assert first["number"] == second["number"] == "A001"
    assert find(either, "A001")["booking"]["booking"]["id"] == first["id"]
    cancel(either, first)
    assert find(either, "A001")["booking"]["booking"]["id"] == second["id"]
    gone = find(either, first["code"])["booking"]
    assert (gone["word"], gone["may_cancel"]) == ("cancelled", False)
    today = either.take().json
    assert find(either, "A001")["here"]["ticket"]["id"] == today["id"]
    either.at("30 08:00")
    either.node.end_days()
    late = find(either, second["code"])["booking"]
    assert (late["word"], late["may_cancel"]) == ("earlier_day", False)
