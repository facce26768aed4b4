"""What a kiosk may give: its settings, the quotas of the day and the session, and its pace; hot, and early said."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.web.front import HALL, OTHER, SELF, Front, said


@pytest.fixture
def front(tmp_path: Path, database_url: str) -> Iterator[Front]:
    made = Front(tmp_path, database_url)
    yield made
    made.node.ledger.close()


def test_a_kiosk_learns_its_settings_and_hears_at_once_when_they_change(front):
    first = front.ask(HALL, "GET", SELF)
    assert first.json["settings"] == {
        "mode": "normal", "services": None, "asks_dossiers": False, "pace_s": 4,
    }  # fmt: skip
    same = {"If-None-Match": first.headers["ETag"]}
    assert front.ask(HALL, "GET", SELF, **same).status_code == 304
    front.set('mode = "assisted", asks_dossiers = true, services = ["ho-tich"], pace_s = 0')
    assert front.ask(HALL, "GET", SELF, **same).json["settings"] == {
        "mode": "assisted", "services": ["ho-tich"], "asks_dossiers": True, "pace_s": 0,
    }  # fmt: skip


def test_a_kiosk_that_the_file_does_not_name_is_a_normal_one_without_a_pace(front):
    assert front.settings(OTHER) == {
        "mode": "normal", "services": None, "asks_dossiers": False, "pace_s": 0,
    }  # fmt: skip


def test_a_priority_kiosk_gives_no_plain_number(front):
    front.set('mode = "priority_only", pace_s = 0')
    refused = front.take(who=HALL)
    assert (said(refused), refused.json["errors"]) == (
        (422, "invalid"), [{"pointer": "/priority", "code": "invalid"}],
    )  # fmt: skip
    assert front.take(who=HALL, priority="declared").status_code == 201


def test_a_kiosk_gives_only_the_services_it_is_set_to_and_staff_give_all(front):
    front.set('services = ["dat-dai"], pace_s = 0')
    refused = front.take("ho-tich", HALL)
    assert (said(refused), refused.json["errors"][0]["pointer"]) == ((422, "invalid"), "/service")
    assert front.take("dat-dai", HALL).status_code == 201
    assert front.take("ho-tich", "sam").status_code == 201


def test_a_day_that_is_used_up_is_full_for_everybody_until_the_next_one(front):
    front.set(quotas='{ service = "ho-tich", quota_day = 2 }')
    assert front.figures() == (True, 2)
    assert front.take().status_code == 201
    assert front.figures() == (True, 1)
    assert front.take(who="sam").status_code == 201
    assert front.figures() == (False, 0)
    full = {"open": False, "why": "full", "opens_at": "2026-11-26T07:30:00+07:00"}
    assert front.offered() == full
    assert said(front.take()) == said(front.take(who="sam")) == (409, "service_full")
    assert front.take("dat-dai").status_code == 201
    front.at("25 12:10")
    assert front.offered() == full
    front.at("26 08:00")
    assert (front.take().status_code, front.figures()) == (201, (True, 1))


def test_a_session_that_is_used_up_opens_again_with_the_next_one(front):
    front.set(quotas='{ service = "ho-tich", quota_session = 1, quota_day = 5 }')
    assert front.take().status_code == 201
    assert said(front.take()) == (409, "service_full")
    assert front.offered() == {"open": False, "why": "full", "opens_at": "2026-11-25T12:45:00+07:00"}
    front.at("25 12:45")
    assert (front.offered(), front.figures()) == ({"open": True}, (True, 1))
    assert front.take().status_code == 201
    assert front.offered()["opens_at"] == "2026-11-26T07:30:00+07:00"


def test_a_full_service_is_the_answer_of_that_touch_for_good(front):
    front.set(quotas='{ service = "ho-tich", quota_day = 0 }')
    ticket = str(uuid.uuid4())
    first = front.take(ticket=ticket)
    front.set()
    again = front.take(ticket=ticket)
    assert (said(first), again.data) == ((409, "service_full"), first.data)
    assert again.headers["Idempotent-Replay"] == "true"
    assert front.take().status_code == 201


def test_a_quota_holds_at_once_when_it_is_applied_and_counts_what_was_given_before(front):
    for _ in range(3):
        front.take()
    assert front.figures() == (True, None)
    front.set(quotas='{ service = "ho-tich", quota_day = 3 }')
    assert (front.figures(), said(front.take())) == ((False, 0), (409, "service_full"))


def test_a_kiosk_that_asks_too_soon_waits_and_gets_its_number_under_the_same_uuid(front):
    assert front.take(who=HALL).status_code == 201
    front.clock.at += timedelta(seconds=1.5)
    ticket = str(uuid.uuid4())
    held = front.take(who=HALL, ticket=ticket)
    assert (said(held), held.headers["Retry-After"]) == ((429, "too_many"), "3")
    assert front.take().status_code == front.take(who="sam").status_code == 201
    front.clock.at += timedelta(seconds=2.5)
    assert front.take(who=HALL, ticket=ticket).status_code == 201
    assert front.take(who=HALL, ticket=ticket).status_code == 200


def test_a_number_brought_by_a_fast_clock_holds_its_kiosk_up_for_the_pace_at_most(front):
    front.at("25 08:30")
    paper = {"number": "E001", "issued_at": "2026-11-25T09:30:00+07:00", "code": "7KQ2MX9DTRW4H"}
    assert front.take(who=HALL, **paper).status_code == 201
    front.clock.at += timedelta(seconds=4)
    assert front.take(who=HALL).status_code == 201


def test_without_a_pace_nobody_waits(front):
    front.set("pace_s = 0")
    assert [front.take(who=HALL).status_code for _ in range(5)] == [201] * 5


def test_a_burst_is_an_alarm_at_once_and_over_when_it_is_calm(front):
    front.beat()
    front.take(who=HALL)
    for _ in range(4):
        assert front.take(who=HALL).status_code == 429
    assert front.faults() == []
    assert front.take(who=HALL).status_code == 429
    assert (front.faults(), front.story()) == (["burst"], ["fault burst"])
    front.clock.at += timedelta(seconds=55)
    front.beat()
    assert front.faults() == ["burst"]
    front.clock.at += timedelta(seconds=5)
    front.beat()
    assert (front.faults(), front.story()) == ([], ["fault burst", "recovered burst"])


def test_where_hours_are_ignored_a_session_is_the_day(tmp_path, sqlite_url):
    front = Front(tmp_path, sqlite_url, MOISO_ALWAYS_OPEN="1")
    front.set(quotas='{ service = "ho-tich", quota_session = 1 }')
    front.at("25 03:00")
    assert front.take().status_code == 201
    front.at("25 22:00")
    assert said(front.take()) == (409, "service_full")
    assert front.offered() == {"open": False, "why": "full"}
    front.node.ledger.close()
