"""How devices fare reaches staff: faults, paper that will not last, and silence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from server.ledger.models import device_state
from tests.web.quiet_hall import HERE, KIOSK, SELF, Hall


@pytest.fixture
def hall(tmp_path: Any, database_url: str) -> Iterator[Hall]:
    made = Hall(tmp_path, database_url)
    yield made
    made.node.ledger.close()


def test_a_device_that_never_spoke_is_not_missed(hall):
    hall.pass_time(300)
    assert hall.story() == []
    assert hall.seen() == {"name": KIOSK, "scope": "kiosk", "seen_at": None, "online": False, "printer": None}


def test_the_first_word_makes_it_known_to_the_desks(hall):
    told = hall.beat(paper_left_mm=40_000)
    assert told == {"at": "2026-11-25T08:30:00.000+07:00", "expected_tickets": 0}
    assert hall.story() == ["online Ki-ốt 1"]
    assert hall.seen() == {
        "name": KIOSK, "scope": "kiosk", "seen_at": told["at"], "online": True,
        "printer": {"state": "ready", "faults": [], "paper_left_mm": 40_000},
    }  # fmt: skip


def test_a_wall_has_no_printer(hall):
    hall.beat(who="Bảng")
    assert hall.seen("Bảng")["printer"] is None
    assert hall.story() == ["online Bảng"]


def test_each_fault_is_told_when_it_comes_and_when_it_is_gone(hall):
    hall.beat()
    for faults in (["near_end"], ["near_end", "cover_open"], ["cover_open"], ["cover_open"], []):
        hall.beat(*faults)
    assert hall.story() == [
        "online Ki-ốt 1", "fault Ki-ốt 1 near_end", "fault Ki-ốt 1 cover_open",
        "recovered Ki-ốt 1 near_end", "recovered Ki-ốt 1 cover_open",
    ]  # fmt: skip
    hall.beat("out_of_paper")
    assert hall.seen()["printer"]["faults"] == ["out_of_paper"]


def test_what_is_no_news_is_written_once_a_minute(hall):
    written = []
    for _ in range(25):
        hall.beat()
        with hall.node.ledger.read() as connection:
            written.append(connection.execute(device_state.select()).one().seen_at)
        hall.clock.at += timedelta(seconds=5)
    assert len(set(written)) == 3


def test_a_minute_of_silence_is_told_and_so_is_the_first_word_after_it(hall):
    hall.beat()
    hall.pass_time(60, "Bảng")
    assert hall.story() == ["online Ki-ốt 1", "online Bảng", "offline Ki-ốt 1"]
    assert (hall.seen()["online"], hall.seen("Bảng")["online"]) == (False, True)
    hall.pass_time(120, "Bảng")
    hall.beat()
    assert hall.story()[3:] == ["online Ki-ốt 1"]
    assert hall.seen()["online"]


def test_who_speaks_is_never_called_silent_even_when_the_node_starts_again(hall):
    hall.pass_time(70, KIOSK)
    hall.start_again()
    hall.node.end_silence()
    hall.pass_time(70, KIOSK)
    assert hall.story() == ["online Ki-ốt 1"]
    hall.start_again()
    hall.pass_time(120)
    assert hall.story()[1:] == ["offline Ki-ốt 1"]


def test_a_kiosk_paired_anew_keeps_what_was_known_of_it(hall):
    hall.beat("cover_open")
    hall.pair(KIOSK, "kiosk")
    hall.beat()
    assert hall.story() == ["online Ki-ốt 1", "fault Ki-ốt 1 cover_open", "recovered Ki-ốt 1 cover_open"]


def test_expected_are_as_many_as_in_the_last_hour(hall):
    for _ in range(3):
        hall.take()
    hall.clock.at += timedelta(minutes=59)
    assert hall.beat()["expected_tickets"] == 3
    hall.clock.at += timedelta(minutes=2)
    assert hall.beat()["expected_tickets"] == 0


def test_expected_are_as_many_as_in_this_hour_of_the_last_day_it_worked(hall):
    hall.clock.at = datetime.fromisoformat("2026-11-20T09:10:00+07:00")  # a Friday
    for _ in range(4):
        hall.take()
    for moment, expected in (("23T09:00", 4), ("23T08:20", 4), ("23T08:05", 0), ("23T09:11", 0)):
        hall.clock.at = datetime.fromisoformat(f"2026-11-{moment}:00+07:00")
        hall.start_again()
        assert hall.beat()["expected_tickets"] == expected, moment


def test_the_node_says_by_itself_that_paper_will_not_last(hall):
    for _ in range(10):
        hall.take()
    hall.clock.at += timedelta(minutes=1)
    hall.beat(paper_left_mm=1300, ticket_mm=130)
    assert hall.seen()["printer"]["faults"] == []
    hall.beat(paper_left_mm=1299, ticket_mm=130)
    assert hall.seen()["printer"]["faults"] == ["paper_low"]
    hall.beat(paper_left_mm=80_000, ticket_mm=130)
    assert hall.story()[1:] == ["fault Ki-ốt 1 paper_low", "recovered Ki-ốt 1 paper_low"]


def test_a_wrong_clock_and_numbers_that_do_not_arrive_are_told_like_faults(hall):
    for said in ({"clock_offset_ms": 61_000}, {"unsynced": 1}, {"unsynced": 1}, {}):
        body = {"version": "1", "printer": {"state": "ready"}, **said}
        assert hall.ask(KIOSK, "POST", f"{SELF}/heartbeat", body).status_code == 200
    assert hall.story()[1:] == [
        "fault Ki-ốt 1 clock_off", "recovered Ki-ốt 1 clock_off",
        "fault Ki-ốt 1 unsynced", "recovered Ki-ốt 1 unsynced",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value"),
    [("version", None), ("version", "v" * 33), ("unsynced", -1), ("clock_offset_ms", 1.5), ("printer", "ready"),
     ("printer", {"state": "fine"}), ("printer", {"state": "ready", "faults": ["Out of paper"]}),
     ("printer", {"state": "ready", "paper_left_mm": -1}), ("mood", "good")],
)  # fmt: skip
def test_a_heartbeat_is_spelt_as_agreed(hall, field, value):
    answer = hall.ask(KIOSK, "POST", f"{SELF}/heartbeat", {"version": "1", field: value})
    assert (answer.status_code, answer.json["code"]) == (422, "invalid")
    assert answer.json["errors"][0]["pointer"].startswith(f"/{field}")
    assert hall.story() == []


def job_of(hall: Hall) -> str:
    answer = hall.ask("sam", "POST", f"{HERE}/print-jobs", {"printer": KIOSK, "ticket": hall.take()})
    assert answer.status_code == 201
    return str(answer.json["id"])


def state_of(hall: Hall, job: str) -> tuple[str, str | None]:
    told = hall.ask("sam", "GET", f"{HERE}/print-jobs/{job}").json
    return told["state"], told["reason"]


def papers(hall: Hall) -> list[tuple[str, str]]:
    events = hall.ask("sam", "GET", f"{HERE}/events").json["events"]
    return [
        (one["data"]["verdict"], one["data"]["reason"]) for one in events if one["type"].endswith("printed")
    ]


def test_a_job_that_nobody_picks_up_within_a_minute_is_not_printed(hall):
    job = job_of(hall)
    hall.clock.at += timedelta(seconds=59)
    assert state_of(hall, job) == ("queued", None)
    hall.clock.at += timedelta(seconds=1)
    assert state_of(hall, job) == ("not_printed", "no_agent")
    assert hall.ask(KIOSK, "GET", f"{SELF}/print-jobs").json == {"jobs": []}
    late = hall.ask(KIOSK, "POST", f"{SELF}/print-jobs/{job}", {"state": "preflight"})
    assert (late.status_code, late.json["code"]) == (409, "wrong_state")
    assert papers(hall) == []
    for _ in range(2):
        hall.node.end_silence()
    assert state_of(hall, job) == ("not_printed", "no_agent")
    assert papers(hall) == [("not_printed", "no_agent")]


def test_a_kiosk_that_died_while_printing_leaves_doubt_and_may_end_it(hall):
    job = job_of(hall)
    hall.ask(KIOSK, "POST", f"{SELF}/print-jobs/{job}", {"state": "sending"})
    hall.clock.at += timedelta(seconds=119)
    hall.node.end_silence()
    assert state_of(hall, job) == ("sending", None)
    hall.clock.at += timedelta(seconds=1)
    assert state_of(hall, job) == ("in_doubt", "no_answer")
    hall.node.end_silence()
    back = hall.ask(KIOSK, "POST", f"{SELF}/print-jobs/{job}", {"state": "confirmed", "how": "process_id"})
    assert (back.status_code, back.json["state"]) == (200, "confirmed")
    assert papers(hall) == [("in_doubt", "no_answer"), ("confirmed", None)]


def test_a_ticket_of_yesterday_is_not_printed_again_but_its_verdict_is_taken(hall):
    ticket = hall.take()
    hall.clock.at += timedelta(days=1)
    refused = hall.ask("sam", "POST", f"{HERE}/print-jobs", {"printer": KIOSK, "ticket": ticket})
    assert (refused.status_code, refused.json["code"]) == (409, "wrong_state")
    late = hall.ask(KIOSK, "POST", f"{HERE}/tickets/{ticket}/printed", {"copy": 1, "verdict": "confirmed"})
    assert (late.status_code, late.json["verdict"]) == (200, "confirmed")
