"""A number for a later day: the first free half-hour, in the line when it comes, absent when nobody saw its day."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from sqlalchemy import text

from server.commands.expected import SELECT_DUE
from tests.web.front import HALL, HERE, OTHER, Front, said

FULL = '{ service = "ho-tich", quota_day = 2 }'
CIVIL = "ho-tich"


@pytest.fixture
def front(tmp_path, database_url):
    """Civil status gives two numbers a day at cn02."""
    made = Front(tmp_path, database_url)
    made.set("pace_s = 0", FULL)
    made.at("25 09:00")
    yield made
    made.node.ledger.close()


def use_up(front: Front) -> None:
    assert [front.take().status_code for _ in range(2)] == [201, 201]


def book(front: Front, who: str = OTHER, name: str = "", service: str = CIVIL, **more: Any) -> Any:
    path = f"{HERE}/bookings/{name or uuid.uuid4()}"
    return front.ask(who, "PUT", path, {"service": service, **more})


def at_counter(front: Front, verb: str, body: Any = None) -> Any:
    answer = front.ask("sam", "POST", f"{HERE}/counters/1/{verb}", body or {})
    assert answer.status_code == 200, answer.json
    return answer.json


def told(front: Front, kind: str) -> list[Any]:
    events = front.ask("sam", "GET", f"{HERE}/events").json["events"]
    return [one for one in events if one["type"] == kind]


def first_day(front: Front, service: str = CIVIL) -> Any:
    told = front.ask("sam", "GET", f"{HERE}/catalogue").json["services"]
    return next(one.get("booking_day") for one in told if one["code"] == service)


def test_where_today_is_used_up_a_kiosk_gives_a_number_for_the_first_free_half_hour(front):
    use_up(front)
    slip = book(front, dossiers=2, language="en").json
    assert (slip["number"], slip["state"], slip["business_day"]) == ("A001", "booked", "2026-11-26")
    assert (slip["starts_at"], slip["ends_at"]) == (
        "2026-11-26T08:00:00.000+07:00",
        "2026-11-26T08:30:00.000+07:00",
    )
    assert slip["url"].endswith(slip["code"])
    (event,) = told(front, "ticket.booked")
    assert event["subject"] == f"ticket/{slip['id']}"
    assert (event["data"]["number"], event["data"]["business_day"]) == ("A001", "2026-11-26")


def test_the_catalogue_tells_the_first_day_that_a_kiosk_would_give_while_quota_or_time_is_out(front):
    assert first_day(front) is None
    use_up(front)
    assert first_day(front) == "2026-11-26"
    for _ in range(2):
        book(front)
    assert first_day(front) == "2026-11-27"
    assert first_day(front, "dat-dai") is None
    front.at("25 16:59")
    assert (front.offered("dat-dai")["why"], first_day(front, "dat-dai")) == ("last_ticket", "2026-11-26")
    front.at("25 20:00")
    assert (front.offered("dat-dai")["why"], first_day(front, "dat-dai")) == ("hours", None)


def test_where_no_day_has_a_number_none_is_told(front):
    front.set("pace_s = 0", '{ service = "ho-tich", quota_day = 0 }')
    assert (front.offered()["why"], first_day(front)) == ("full", None)


def test_a_booking_counts_for_the_quota_of_its_day(front):
    use_up(front)
    days = [book(front).json["business_day"] for _ in range(3)]
    assert days == ["2026-11-26", "2026-11-26", "2026-11-27"]
    front.at("26 07:45")
    assert (front.figures(), said(front.take())) == ((False, 0), (409, "service_full"))
    front.at("27 07:45")
    assert front.figures() == (True, 1)


def test_a_booking_counts_for_the_session_of_its_half_hour(front):
    front.set("pace_s = 0", '{ service = "ho-tich", quota_session = 2 }')
    assert book(front, "sam").json["starts_at"].startswith("2026-11-26T08:00")
    front.at("26 07:45")
    assert front.figures() == (True, 1)
    front.at("26 08:00")
    front.node.end_silence()
    assert front.figures() == (True, 1)
    front.at("26 12:45")
    assert front.figures() == (True, 2)


def test_while_today_has_numbers_a_kiosk_gives_none_for_later_and_staff_do(front):
    assert said(book(front)) == (409, "wrong_state")
    assert book(front, "sam").status_code == 201


def test_a_line_that_outlasts_the_session_is_a_reason_too(front):
    at_counter(front, "open", {"services": ["chung-thuc"]})
    front.at("25 11:20")
    for _ in range(6):
        assert front.take("chung-thuc").status_code == 201
    assert front.offered("chung-thuc")["why"] == "closing"
    assert book(front, service="chung-thuc").json["business_day"] == "2026-11-26"


def test_asking_again_is_answered_with_the_same_bytes(front):
    use_up(front)
    name = str(uuid.uuid4())
    first, again = book(front, name=name), book(front, name=name)
    assert (first.status_code, again.status_code, again.data) == (201, 200, first.data)
    assert len(told(front, "ticket.booked")) == 1
    assert said(book(front, name=name, dossiers=3)) == (422, "idempotency_mismatch")


def test_a_uuid_of_a_ticket_books_nothing(front):
    name = str(uuid.uuid4())
    front.take(ticket=name)
    assert said(book(front, "sam", name)) == (410, "too_late")


def test_no_ticket_takes_the_uuid_or_the_code_of_a_number_for_a_later_day(front):
    """Or the day could never bring it into the line."""
    slip = book(front, "sam").json
    assert said(front.take(ticket=slip["id"])) == (410, "too_late")
    paper = {"number": "E001", "issued_at": "2026-11-25T08:50:00+07:00"}
    for name, code in ((slip["id"], "7KQ2MX9DTRW4H"), ("", slip["code"])):
        assert said(front.take(ticket=name, code=code, **paper)) in {
            (409, "number_taken"), (422, "idempotency_mismatch"),
        }  # fmt: skip
    front.at("26 08:00")
    front.node.end_silence()
    assert front.ask("sam", "GET", f"/api/v1/tickets/{slip['code']}").json["state"] == "waiting"


def test_how_its_paper_ended_stands_in_the_story_until_it_is_a_ticket_and_with_the_ticket_after(front):
    use_up(front)
    slip = book(front).json
    path = f"{HERE}/tickets/{slip['id']}/printed"
    for verdict in ("in_doubt", "confirmed"):
        assert front.ask(OTHER, "POST", path, {"copy": 1, "verdict": verdict}).json["number"] == "A001"
    ends = told(front, "ticket.printed")
    assert [(one["subject"], one["data"]["verdict"]) for one in ends] == [
        (f"ticket/{slip['id']}", "in_doubt"), (f"ticket/{slip['id']}", "confirmed"),
    ]  # fmt: skip
    front.at("26 08:00")
    front.node.end_silence()
    assert front.ask(OTHER, "POST", path, {"copy": 2, "verdict": "confirmed"}).status_code == 200
    assert [one["data"]["copy"] for one in told(front, "ticket.reprinted")] == [2]


def test_where_no_day_has_a_number_it_is_full(front):
    front.set("pace_s = 0", '{ service = "ho-tich", quota_day = 0 }')
    assert said(book(front)) == (409, "service_full")


def test_what_is_not_offered_here_cannot_be_booked(front):
    refused = book(front, "sam", service="xyz")
    assert (said(refused), refused.json["errors"][0]["pointer"]) == ((422, "invalid"), "/service")


def test_when_its_half_hour_comes_it_waits_before_everybody_who_came_that_day(front):
    use_up(front)
    slip = book(front).json
    front.at("26 07:50")
    walk_in = front.take("chung-thuc", priority="elderly").json
    at_counter(front, "open")
    assert front.ask("sam", "GET", f"/api/v1/tickets/{slip['code']}").json["state"] == "booked"
    front.at("26 08:10")
    called = at_counter(front, "call-next")
    assert (called["id"], called["number"], called["priority"]) == (slip["id"], "A001", "carried_over")
    (event,) = told(front, "ticket.checked_in")
    assert (event["actor"]["kind"], event["data"]["wait_start"]) == ("system", 1_795_654_800_000_000)
    assert told(front, "ticket.called")[0]["data"]["overtaken"] == [walk_in["id"]]


def test_however_late_it_is_brought_in_it_has_waited_since_its_half_hour(front):
    front.set("pace_s = 0")
    slips = [book(front, "sam").json for _ in range(4)]
    front.at("26 08:50")
    front.take()
    waiting = front.ask("sam", "GET", f"{HERE}/snapshot?view=desk").json["waiting"]
    assert [one["id"] for one in waiting[:-1]] == [one["id"] for one in slips]
    since = [one["wait_start"][11:16] for one in waiting]
    assert since == ["08:00", "08:00", "08:00", "08:30", "08:50"]


def test_before_its_half_hour_nobody_is_called_for_it(front):
    use_up(front)
    book(front)
    front.at("26 07:59")
    at_counter(front, "open")
    assert said(front.ask("sam", "POST", f"{HERE}/counters/1/call-next", {})) == (409, "nobody_waiting")


def test_without_any_command_the_clock_alone_brings_it_into_the_line(front):
    use_up(front)
    slip = book(front).json
    front.at("26 08:00")
    front.node.end_silence()
    line = front.ask("sam", "GET", f"{HERE}/snapshot").json["line"]
    assert [one["number"] for one in line] == [slip["number"]]


def test_the_numbers_of_that_day_go_on_after_the_booked_ones(front):
    use_up(front)
    book(front)
    front.at("26 09:00")
    assert front.take().json["number"] == "A002"


def test_the_bearer_of_the_code_sees_when_to_come(front):
    use_up(front)
    slip = book(front).json
    seen = front.ask("sam", "GET", f"/api/v1/tickets/{slip['code']}").json
    assert (seen["number"], seen["state"], seen["starts_at"]) == ("A001", "booked", slip["starts_at"])
    page = front.client.get(f"/t/{slip['code']}")
    assert "08:00–08:30" in page.text
    assert "26/11/2026" in page.text


def test_whose_day_nobody_saw_is_absent_for_good(front):
    use_up(front)
    slip = book(front).json
    front.at("27 08:00")
    front.node.end_days()
    (event,) = told(front, "ticket.no_show")
    assert event["subject"] == f"ticket/{slip['id']}"
    assert (event["data"]["by"], event["at"]) == ("end_of_day", "2026-11-27T00:00:00.000+07:00")
    assert front.ask("sam", "GET", f"/api/v1/tickets/{slip['code']}").json["state"] == "expired"
    front.at("30 08:00")
    front.node.end_days()
    assert len(told(front, "ticket.no_show")) == 1


def test_who_entered_the_line_and_was_not_called_expires_with_the_day(front):
    use_up(front)
    slip = book(front).json
    front.at("26 08:00")
    front.node.end_silence()
    front.at("27 08:00")
    front.node.end_days()
    assert front.ask("sam", "GET", f"/api/v1/tickets/{slip['code']}").json["state"] == "expired"


def test_the_day_is_kept_when_the_file_is_applied_again(front):
    use_up(front)
    slip = book(front).json
    front.set("pace_s = 0")
    front.at("26 08:00")
    front.node.end_silence()
    assert front.ask("sam", "GET", f"/api/v1/tickets/{slip['code']}").json["state"] == "waiting"


def test_a_kiosk_may_not_name_the_class_of_those_who_were_put_off_and_staff_may(front):
    refused = front.take("dat-dai", priority="carried_over")
    assert (said(refused), refused.json["errors"][0]["pointer"]) == ((422, "invalid"), "/priority")
    assert front.take("dat-dai", "sam", priority="carried_over").status_code == 201


def test_slips_are_given_at_the_pace_of_the_kiosk(front):
    front.set("pace_s = 4", FULL)
    use_up(front)
    assert book(front, HALL).status_code == 201
    assert said(book(front, HALL)) == (429, "too_many")


def test_looking_for_whose_half_hour_has_come_reads_no_booking_that_is_over(tmp_path, sqlite_url):
    front = Front(tmp_path, sqlite_url)
    with front.node.ledger.read() as connection:
        sql = str(SELECT_DUE.clause.compile(connection))
        plan = connection.execute(text(f"EXPLAIN QUERY PLAN {sql.replace('?', '0')}")).all()
    assert "ix_booking_due" in str(plan)
    front.node.ledger.close()
