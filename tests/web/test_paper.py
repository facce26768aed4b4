"""What happens to paper is in the ledger, and staff can have a ticket printed where they want it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from tests.web.desk import Desk, told

JOBS = "/api/v1/branches/cn02/print-jobs"
OWN = "/api/v1/devices/self/print-jobs"
PRINTER = "Ki-ốt 1"


@pytest.fixture
def paper(post: Desk) -> Iterator[Desk]:
    """The desk, whose printer has nothing left to do."""
    yield post
    for job in post.kiosk.get(OWN).json()["jobs"]:
        report(post, job["id"], "not_printed")


def printed(desk: Desk, ticket: str, verdict: str, copy: int = 1, **more: Any) -> Any:
    return desk.kiosk.do(ticket, "printed", {"copy": copy, "verdict": verdict, **more})


def asked(desk: Desk, ticket: str, **more: Any) -> Any:
    answer = desk.officer.post(JOBS, {"printer": PRINTER, "ticket": ticket}, **more)
    assert answer.status_code == 201, answer.text
    return answer.json()


def report(desk: Desk, job: str, state: str, **more: Any) -> Any:
    return desk.kiosk.post(f"{OWN}/{job}", {"state": state, **more}, key=None)


def story(desk: Desk, ticket: str) -> list[Any]:
    """Type and facts of what is told of this ticket's paper."""
    events = desk.officer.get("/api/v1/branches/cn02/events?after=0").json()["events"]
    mine = [event for event in events if event["subject"] == f"ticket/{ticket}"]
    return [(event["type"], event["data"]) for event in mine if event["type"].endswith("printed")]


def test_a_verdict_is_kept_and_told(paper):
    ticket = paper.waiting()
    answer = printed(paper, ticket, "confirmed", how="process_id")
    number = answer.json()["number"]
    assert answer.json() == {"ticket": ticket, "number": number, "copy": 1, "verdict": "confirmed"}
    facts = {"number": number, "copy": 1, "verdict": "confirmed", "how": "process_id", "reason": None}
    assert story(paper, ticket) == [("ticket.printed", {**facts, "printer": PRINTER})]


def test_a_later_verdict_takes_the_place_of_doubt_and_confirmed_never_goes_back(paper):
    ticket = paper.waiting()
    verdicts = ["in_doubt", "in_doubt", "confirmed", "not_printed", "in_doubt"]
    answers = [
        printed(paper, ticket, verdict, reason="out_of_paper").json()["verdict"] for verdict in verdicts
    ]
    assert answers == ["in_doubt", "in_doubt", "confirmed", "confirmed", "confirmed"]
    assert [facts["verdict"] for _, facts in story(paper, ticket)] == ["in_doubt", "confirmed"]


def test_a_second_copy_is_a_reprint(paper):
    ticket = paper.waiting()
    printed(paper, ticket, "unverified", copy=2, printer="Máy in quầy 1")
    assert [(kind, facts["printer"]) for kind, facts in story(paper, ticket)] == [
        ("ticket.reprinted", "Máy in quầy 1")
    ]


def test_a_verdict_does_not_care_for_the_state_of_the_ticket(paper):
    ticket = paper.waiting()
    while (called := paper.at("call-next")).json()["id"] != ticket:
        paper.do(called.json()["id"], "no-show")
    paper.do(ticket, "no-show")
    assert printed(paper, ticket, "in_doubt").status_code == 200
    here = paper.officer.get("/api/v1/branches/cn02/snapshot?view=desk").json()
    assert ticket in [one["id"] for one in here["no_show"]]


def test_a_verdict_sent_again_is_answered_alike(paper):
    ticket, key = paper.waiting(), str(uuid.uuid4())
    body = {"copy": 1, "verdict": "unverified"}
    answers = [paper.kiosk.do(ticket, "printed", body, key=key) for _ in range(3)]
    assert len({answer.content for answer in answers}) == 1
    assert [answer.headers.get("Idempotent-Replay") for answer in answers] == [None, "true", "true"]
    assert len(story(paper, ticket)) == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [("copy", 0), ("copy", "1"), ("copy", 1000), ("verdict", "printed"), ("verdict", None), ("reason", "Out of paper"),
     ("how", "smell"), ("printer", "\x00"), ("printer", ""), ("colour", "red")],
)  # fmt: skip
def test_a_verdict_is_spelt_as_agreed(paper, field, value):
    ticket = paper.waiting()
    answer = paper.kiosk.do(ticket, "printed", {"copy": 1, "verdict": "confirmed", field: value})
    assert told(answer) == (422, "invalid")
    assert answer.json()["errors"][0]["pointer"] == f"/{field}"
    assert story(paper, ticket) == []


def test_paper_of_an_unknown_ticket_is_not_found_and_a_verdict_needs_a_key(paper):
    assert told(printed(paper, str(uuid.uuid4()), "confirmed")) == (404, "not_found")
    body = {"copy": 1, "verdict": "confirmed"}
    assert told(paper.kiosk.do(paper.waiting(), "printed", body, key=None)) == (400, "key_missing")
    assert told(paper.officer.do(paper.waiting(), "printed", body)) == (403, "forbidden")


def test_a_job_goes_from_the_desk_to_the_printer_and_back(paper):
    ticket = paper.waiting()
    job = asked(paper, ticket)
    assert (job["printer"], job["ticket"], job["state"], job["copy"]) == (PRINTER, ticket, "queued", 2)
    (queued,) = paper.kiosk.get(OWN).json()["jobs"]
    view = queued.pop("ticket_view")
    assert queued == job
    assert (view["id"], view["number"]) == (ticket, job["number"])
    assert view["url"].endswith(view["code"])
    for state in ("preflight", "preflight", "sending"):
        assert report(paper, job["id"], state).json()["state"] == state
        assert paper.kiosk.get(OWN).json()["jobs"] == []
        assert story(paper, ticket) == []
    report(paper, job["id"], "confirmed", how="process_id")
    seen = paper.officer.get(f"{JOBS}/{job['id']}").json()
    assert (seen["state"], seen["how"], seen["reason"]) == ("confirmed", "process_id", None)
    assert seen["created_at"] == job["created_at"] <= seen["updated_at"]
    ((kind, facts),) = story(paper, ticket)
    assert (kind, facts["copy"], facts["job"], facts["asked_by"]) == ("ticket.reprinted", 2, job["id"], "ana")


def test_jobs_are_printed_in_the_order_in_which_they_were_asked_for(paper):
    wanted = [asked(paper, paper.waiting())["id"] for _ in range(3)]
    assert [job["id"] for job in paper.kiosk.get(OWN).json()["jobs"]] == wanted


def test_a_number_given_by_staff_has_its_first_paper_from_a_job_and_then_copies(paper):
    ticket = paper.officer.take(paper.service).json()["id"]
    assert [asked(paper, ticket)["copy"] for _ in range(3)] == [1, 2, 3]
    printed(paper, ticket, "confirmed", copy=7)
    assert asked(paper, ticket)["copy"] == 8
    (first, *_) = [job for job in paper.kiosk.get(OWN).json()["jobs"] if job["ticket"] == ticket]
    report(paper, first["id"], "unverified")
    assert [kind for kind, _ in story(paper, ticket)] == ["ticket.reprinted", "ticket.printed"]


def test_a_job_only_goes_forward(paper):
    allowed = {
        "preflight": ["sending"], "sending": [], "in_doubt": ["confirmed", "not_printed"],
        "confirmed": [], "not_printed": [], "unverified": [],
    }  # fmt: skip
    for start, further in allowed.items():
        for state in allowed:
            job = asked(paper, paper.waiting())["id"]
            assert report(paper, job, start).status_code == 200
            answer = report(paper, job, state)
            forward = state == start or state in further or start in ("preflight", "sending")
            backward = start == "sending" and state == "preflight"
            if forward and not backward:
                assert answer.json()["state"] == state
            else:
                assert told(answer) == (409, "wrong_state"), (start, state)
                assert paper.officer.get(f"{JOBS}/{job}").json()["state"] == start


def test_doubt_that_ends_well_is_told_twice(paper):
    ticket = paper.waiting()
    job = asked(paper, ticket)["id"]
    report(paper, job, "in_doubt", reason="out_of_paper")
    report(paper, job, "confirmed", how="paper_sensor")
    verdicts = [(facts["verdict"], facts["reason"]) for _, facts in story(paper, ticket)]
    assert verdicts == [("in_doubt", "out_of_paper"), ("confirmed", None)]


def test_a_job_asked_for_again_under_its_key_is_one_job(paper):
    ticket, key = paper.waiting(), str(uuid.uuid4())
    assert asked(paper, ticket, key=key) == asked(paper, ticket, key=key)
    assert len([job for job in paper.kiosk.get(OWN).json()["jobs"] if job["ticket"] == ticket]) == 1


def test_a_job_names_a_printer_of_this_branch_and_a_ticket_that_is_there(paper):
    ticket = paper.waiting()
    paper.kiosk.node.act("device add", name="Bảng", branch="cn02", scope="display")
    paper.kiosk.node.act("device add", name="Ki-ốt xa", branch="cn01", scope="kiosk")
    for printer in ("Ki-ốt 9", "Bảng", "Ki-ốt xa"):
        answer = paper.officer.post(JOBS, {"printer": printer, "ticket": ticket})
        assert told(answer) == (422, "invalid")
        assert answer.json()["errors"] == [{"pointer": "/printer", "code": "unknown"}]
    body = {"printer": PRINTER, "ticket": str(uuid.uuid4())}
    assert told(paper.officer.post(JOBS, body)) == (404, "not_found")
    assert told(paper.officer.post(JOBS, {**body, "ticket": "A001"})) == (422, "invalid")
    assert told(paper.officer.post(JOBS, {"printer": PRINTER, "ticket": ticket}, key=None)) == (
        400,
        "key_missing",
    )


def test_a_printer_sees_and_moves_its_own_jobs_only(paper):
    job = asked(paper, paper.waiting())["id"]
    for branch in ("cn02", "cn01"):
        other = paper.kiosk.node.kiosk(branch, name="Ki-ốt 2")
        assert other.get(OWN).json() == {"jobs": []}
        assert told(other.post(f"{OWN}/{job}", {"state": "sending"}, key=None)) == (404, "not_found")
    assert paper.officer.get(f"{JOBS}/{job}").json()["state"] == "queued"
    assert told(paper.officer.get(f"{JOBS}/{uuid.uuid4()}")) == (404, "not_found")


@pytest.mark.parametrize(
    "body", [{}, {"state": "queued"}, {"state": "printed"}, {"state": "sending", "how": "x"}]
)
def test_a_report_is_spelt_as_agreed(paper, body):
    job = asked(paper, paper.waiting())["id"]
    assert told(paper.kiosk.post(f"{OWN}/{job}", body, key=None)) == (422, "invalid")


def test_every_log_is_whole_after_all_that(paper):
    assert paper.kiosk.node.said("verify-log") == "every log is whole"
    assert "Traceback" not in paper.kiosk.node.log.read_text("utf-8")
