"""What officers do besides calling and serving, through the door: each verb, its refusals, and the way back."""

from __future__ import annotations

import uuid

import pytest

from tests.load.story import events_of, faults_of_story
from tests.web.desk import Desk
from tests.web.test_visits import FIRST, SECOND, visit

WHY = {"reason": "incomplete"}


@pytest.fixture
def at_work(desk: Desk) -> Desk:
    """The counter is open for two services, and two people wait for the first."""
    assert desk.at("open", {"services": [FIRST, SECOND]}).status_code == 200
    return desk


def waiting(desk: Desk) -> list[str]:
    picture = desk.officer.get("/api/v1/branches/cn02/snapshot?view=desk").json()
    return [one["id"] for one in picture["waiting"]]


def test_a_parked_ticket_frees_the_counter_and_comes_back_to_its_place(at_work):
    first, second = at_work.kiosk.take(FIRST).json(), at_work.kiosk.take(FIRST).json()
    at_work.at("call-next")
    assert at_work.do(first["id"], "park").json()["errors"] == [{"pointer": "/reason", "code": "missing"}]
    parked = at_work.do(first["id"], "park", WHY).json()
    assert parked["state"] == "parked"
    picture = at_work.officer.get("/api/v1/branches/cn02/snapshot?view=desk").json()
    assert [(one["id"], bool(one["park_until"])) for one in picture["parked"]] == [(first["id"], True)]
    assert at_work.do(first["id"], "resume").json()["state"] == "waiting"
    assert waiting(at_work) == [first["id"], second["id"]]
    at_work.do(first["id"], "cancel", WHY)
    assert waiting(at_work) == [second["id"]]


def test_a_dossier_that_is_not_complete_keeps_its_place_for_half_an_hour_and_ends_nothing(at_work):
    first, second = at_work.kiosk.take(FIRST).json(), at_work.kiosk.take(FIRST).json()
    at_work.at("call-next")
    lacking = {"outcome": "incomplete", "dossiers": 3}
    assert at_work.do(first["id"], "finish", lacking).json()["code"] == "wrong_state"
    at_work.do(first["id"], "start")
    kept = at_work.do(first["id"], "finish", lacking).json()
    assert (kept["state"], kept["dossiers"]) == ("parked", 3)
    (event,) = [
        one for one in events_of(at_work.officer)
        if one["subject"] == f"ticket/{first['id']}" and one["type"] in ("ticket.parked", "ticket.finished")
    ]  # fmt: skip
    assert (event["type"], event["data"]["reason"]) == ("ticket.parked", "incomplete")
    picture = at_work.officer.get("/api/v1/branches/cn02/snapshot?view=desk").json()
    assert [one["id"] for one in picture["parked"]] == [first["id"]]
    assert at_work.do(first["id"], "resume").json()["state"] == "waiting"
    assert waiting(at_work) == [first["id"], second["id"]]


def test_a_parked_ticket_can_be_called_for_a_reason_and_the_event_names_who_was_overtaken(at_work):
    first, second = at_work.kiosk.take(FIRST).json(), at_work.kiosk.take(FIRST).json()
    at_work.at("call-next")
    at_work.do(first["id"], "park", WHY)
    third = at_work.kiosk.take(FIRST).json()
    called = at_work.at("call", {"ticket": third["id"], "reason": "asked"})
    assert (called.status_code, called.json()["state"]) == (200, "called")
    (event,) = [
        one for one in events_of(at_work.officer)
        if one["type"] == "ticket.called" and one["subject"] == f"ticket/{third['id']}"
    ]  # fmt: skip
    assert (event["data"]["why"], event["data"]["overtaken"]) == ("chosen", [second["id"]])
    assert at_work.at("call", {"ticket": first["id"], "reason": "asked"}).json()["code"] == "counter_busy"
    at_work.do(third["id"], "no-show")
    assert at_work.at("call", {"ticket": first["id"], "reason": "asked"}).json()["id"] == first["id"]
    at_work.do(first["id"], "no-show")


def test_taking_back_the_call_of_a_parked_ticket_parks_it_again_and_nobody_waits(at_work):
    ticket = at_work.kiosk.take(FIRST).json()
    at_work.at("call-next")
    at_work.do(ticket["id"], "park", WHY)
    at_work.at("call", {"ticket": ticket["id"], "reason": "came_back"})
    assert [one["state"] for one in at_work.at("undo").json()["tickets"]] == ["parked"]
    picture = at_work.officer.get("/api/v1/branches/cn02/snapshot?view=desk").json()
    assert [(one["id"], bool(one["park_until"])) for one in picture["parked"]] == [(ticket["id"], True)]
    assert picture["line"] == []
    assert at_work.at("call-next").json()["code"] == "nobody_waiting"
    at_work.do(ticket["id"], "cancel", WHY)


def test_the_counter_that_gave_a_ticket_back_is_not_given_it_again_at_once(at_work):
    ticket = at_work.kiosk.take(FIRST).json()
    at_work.at("call-next")
    back = at_work.do(ticket["id"], "return").json()
    assert (back["state"], back["counter"]) == ("waiting", None)
    assert at_work.at("call-next").json()["code"] == "nobody_waiting"
    at_work.do(ticket["id"], "cancel", WHY)


def test_a_transfer_keeps_number_and_wait(at_work):
    first, other = at_work.kiosk.take(FIRST).json(), at_work.kiosk.take(SECOND).json()
    at_work.at("call-next")
    at_work.do(first["id"], "start")
    moved = at_work.do(first["id"], "transfer", {"service": SECOND}).json()
    assert (moved["state"], moved["service"], moved["number"]) == ("waiting", SECOND, first["number"])
    assert waiting(at_work) == [first["id"], other["id"]]
    at_work.at("call-next")
    for body, pointer in (
        ({}, ""), ({"service": "unheard-of"}, "/service"), ({"counter": "99"}, "/counter"),
        ({"officer": "nobody"}, "/officer"), ({"officer": "eve"}, "/officer"),
    ):  # fmt: skip
        answer = at_work.do(first["id"], "transfer", body)
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)
    assert at_work.do(first["id"], "transfer", {"counter": at_work.counter}).json()["state"] == "waiting"
    assert at_work.at("call-next").json()["id"] == first["id"]
    at_work.do(first["id"], "no-show")
    assert list(faults_of_story(events_of(at_work.officer))) == []


def test_who_was_marked_absent_comes_back_with_the_wait_they_had(at_work):
    first, second = at_work.kiosk.take(FIRST).json(), at_work.kiosk.take(FIRST).json()
    at_work.at("call-next")
    at_work.do(first["id"], "no-show")
    assert at_work.do(first["id"], "reinstate").status_code == 422
    assert at_work.do(first["id"], "reinstate", {"reason": "came_back"}).json()["state"] == "waiting"
    assert waiting(at_work) == [first["id"], second["id"]]


@pytest.mark.parametrize("verb", ["no-show", "park", "return", "start"])
def test_the_last_act_is_taken_back_for_five_seconds(at_work, verb):
    first, second = at_work.kiosk.take(FIRST).json(), at_work.kiosk.take(FIRST).json()
    called = at_work.at("call-next").json()
    at_work.do(first["id"], verb, WHY)
    undone = at_work.at("undo").json()
    assert [one["id"] for one in undone["tickets"]] == [first["id"]]
    (again,) = undone["tickets"]
    assert (again["state"], again["counter"], again["called_at"]) == ("called", "12", called["called_at"])
    assert undone["counter"]["number"] == first["number"]
    assert at_work.at("undo").json()["code"] == "wrong_state"
    assert waiting(at_work) == [second["id"]]


def test_taking_back_a_call_gives_the_place_back_and_clears_the_wall(at_work):
    first, second = at_work.kiosk.take(FIRST).json(), at_work.kiosk.take(FIRST).json()
    at_work.at("call-next")
    assert at_work.at("undo").json()["tickets"][0]["state"] == "waiting"
    assert waiting(at_work) == [first["id"], second["id"]]
    wall = at_work.kiosk.get("/api/v1/branches/cn02/snapshot").json()
    assert first["number"] not in [one["number"] for one in wall["calls"]]


def test_who_was_called_and_taken_back_is_told_of_the_call_to_come_until_it_comes(at_work):
    first, second = at_work.kiosk.take(FIRST).json(), at_work.kiosk.take(FIRST).json()
    call = at_work.at("call-next").json()

    def told():
        wall = at_work.kiosk.get("/api/v1/branches/cn02/snapshot").json()
        phone = at_work.kiosk.get(f"/api/v1/tickets/{first['code']}").json()
        line = [one["number"] for one in wall["line"] if one.get("again")]
        return wall["again"], line, phone.get("again"), phone["called_at"]

    assert told() == ([], [], None, call["called_at"])
    at_work.at("undo")
    again = [{"number": first["number"], "at": call["called_at"]}], [first["number"]], True, None
    assert told() == again
    at_work.do(first["id"], "note", {"dossiers": 2})
    assert told() == again
    called = at_work.at("call-next").json()
    assert told() == ([], [], None, called["called_at"])
    at_work.at("undo")
    at_work.do(first["id"], "cancel", WHY)
    assert told()[:3] == ([], [], None)
    wall = at_work.kiosk.get("/api/v1/branches/cn02/snapshot").json()
    assert first["number"] not in [one["number"] for one in wall["calls"]]
    assert waiting(at_work) == [second["id"]]


def test_taking_back_finish_and_next_takes_back_both(at_work):
    first, second = visit(at_work.kiosk, FIRST, "xay-dung").json(), at_work.kiosk.take(FIRST).json()
    at_work.at("call-next")
    at_work.do(first["id"], "start")
    at_work.at("finish-and-next")
    undone = at_work.at("undo").json()
    assert {(one["id"], one["state"]) for one in undone["tickets"]} == {
        (first["id"], "serving"), (second["id"], "waiting"),
    }  # fmt: skip
    assert at_work.do(first["id"], "finish").json()["service"] == "xay-dung"
    at_work.do(first["id"], "cancel", WHY)
    assert list(faults_of_story(events_of(at_work.officer))) == []


def test_what_ended_too_early_is_reopened_at_its_counter(at_work):
    ticket = at_work.kiosk.take(FIRST).json()
    at_work.at("call-next")
    at_work.do(ticket["id"], "start")
    at_work.do(ticket["id"], "finish")
    assert at_work.do(ticket["id"], "reopen").status_code == 422
    assert at_work.do(ticket["id"], "reopen", WHY).json()["state"] == "serving"
    assert at_work.do(ticket["id"], "finish").json()["state"] == "done"


def test_priority_is_given_and_taken_by_staff_and_the_line_follows(at_work):
    first, second = at_work.kiosk.take(FIRST).json(), at_work.kiosk.take(FIRST).json()
    assert at_work.do(second["id"], "prioritise", {"reason": "elderly"}).json()["priority"] == "elderly"
    assert waiting(at_work) == [second["id"], first["id"]]
    assert at_work.do(second["id"], "deprioritise", {"reason": "mistake"}).json()["priority"] == "none"
    assert waiting(at_work) == [first["id"], second["id"]]


def test_one_more_procedure_is_added_at_the_counter_up_to_three(at_work):
    ticket = at_work.kiosk.take(FIRST).json()
    at_work.at("call-next")
    for place, service in enumerate((SECOND, "xay-dung"), start=1):
        added = at_work.do(ticket["id"], "procedures", {"service": service}).json()
        assert len(added["then"]) == place
    assert at_work.do(ticket["id"], "procedures", {"service": SECOND}).json()["code"] == "wrong_state"
    assert at_work.do(ticket["id"], "procedures", {"service": "unheard-of"}).status_code == 422
    at_work.do(ticket["id"], "start")
    assert at_work.do(ticket["id"], "finish").json()["service"] == SECOND
    at_work.do(ticket["id"], "cancel", WHY)


def test_a_note_is_a_code_and_corrects_the_dossiers(at_work):
    ticket = at_work.kiosk.take(FIRST).json()
    noted = at_work.do(ticket["id"], "note", {"note": "incomplete", "dossiers": 4}).json()
    assert (noted["note"], noted["dossiers"], noted["state"]) == ("incomplete", 4, "waiting")
    free_text = at_work.do(ticket["id"], "note", {"note": "Ông A nói to"})
    assert free_text.status_code == 422


def test_another_officer_takes_the_counter_over_with_its_ticket(at_work, callers):
    ticket = at_work.kiosk.take(FIRST).json()
    at_work.at("call-next")
    taken = callers["binh"].at(at_work.counter, "take-over").json()
    assert (taken["officer"], taken["number"]) == ("binh", ticket["number"])
    assert at_work.do(ticket["id"], "start").status_code == 403
    assert callers["binh"].do(ticket["id"], "no-show").status_code == 200
    assert callers["binh"].at("11", "take-over").json()["code"] == "counter_not_open"


def test_a_verb_repeated_under_its_key_happens_once(at_work):
    ticket = at_work.kiosk.take(FIRST).json()
    at_work.at("call-next")
    key = str(uuid.uuid4())
    first = at_work.do(ticket["id"], "park", WHY, key=key)
    assert at_work.do(ticket["id"], "park", WHY, key=key).content == first.content
    assert at_work.do(ticket["id"], "park", WHY).json()["code"] == "wrong_state"
    at_work.do(ticket["id"], "cancel", WHY)
