"""What was called on paper while the node was away: keyed in as one act, fair to all, and announced to nobody."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from tests.load.story import events_of, faults_of_story
from tests.web.desk import Desk, told
from tests.web.test_visits import FIRST, SECOND, visit

FOREIGN = "01980000-0000-7000-8000-000000000000"


@pytest.fixture
def back(desk: Desk) -> Desk:
    """The counter is open, and the line is back."""
    assert desk.at("open", {"services": [FIRST, SECOND]}).status_code == 200
    return desk


def sheet(**outcomes: str) -> dict[str, Any]:
    return {"tickets": [{"ticket": ticket, "outcome": became} for ticket, became in outcomes.items()]}


def picture(desk: Desk) -> Any:
    return desk.officer.get("/api/v1/branches/cn02/snapshot?view=desk").json()


def story_of(desk: Desk, ticket: str) -> list[tuple[str, Any]]:
    return [
        (one["type"].removeprefix("ticket."), one["data"]) for one in events_of(desk.officer)
        if one["subject"] == f"ticket/{ticket}"
    ]  # fmt: skip


def test_all_of_the_sheet_is_told_as_one_act_and_nobody_on_it_was_overtaken(back):
    first, second, third = (back.kiosk.take(FIRST).json() for _ in range(3))
    answer = back.at("keyed-in", sheet(**{second["id"]: "served", first["id"]: "absent"})).json()
    assert [(one["id"], one["state"], one["counter"]) for one in answer["tickets"]] == [
        (second["id"], "done", "12"), (first["id"], "no_show", "12"),
    ]  # fmt: skip
    served, absent = story_of(back, second["id"])[1:], story_of(back, first["id"])[1:]
    assert [kind for kind, _ in served] == ["called", "started", "finished"]
    assert [kind for kind, _ in absent] == ["called", "no_show"]
    for _, data in served + absent:
        assert (data["why"], data["counter"]) == ("on_paper", "12")
    assert [data["overtaken"] for kind, data in served + absent if kind == "called"] == [[], []]
    assert [one["id"] for one in picture(back)["waiting"]] == [third["id"]]
    assert list(faults_of_story(events_of(back.officer))) == []


def test_who_still_waits_and_came_before_is_named_as_overtaken(back):
    first, second = (back.kiosk.take(FIRST).json() for _ in range(2))
    back.at("keyed-in", sheet(**{second["id"]: "served"}))
    (call,) = [data for kind, data in story_of(back, second["id"]) if kind == "called"]
    assert (call["why"], call["overtaken"]) == ("on_paper", [first["id"]])


def test_no_wall_and_no_phone_hears_of_it_and_no_time_is_made_up(back):
    before = picture(back)
    ticket = back.kiosk.take(FIRST).json()
    back.at("keyed-in", sheet(**{ticket["id"]: "served"}))
    wall = back.kiosk.get("/api/v1/branches/cn02/snapshot").json()
    assert wall["calls"] == before["calls"]
    assert wall["line"] == []
    phone = back.kiosk.get(f"/api/v1/tickets/{ticket['code']}").json()
    assert (phone["state"], phone["called_at"]) == ("done", None)
    (mine,) = [one for one in picture(back)["counters"] if one["code"] == back.counter]
    assert (mine["done"][0]["number"], mine["done"][0]["handling_s"]) == (ticket["number"], None)


def test_the_counter_may_have_a_ticket_in_hand_and_keeps_it(back):
    paper, parked, here = (back.kiosk.take(FIRST).json() for _ in range(3))
    back.at("call", {"ticket": parked["id"], "reason": "asked"})
    back.do(parked["id"], "park", {"reason": "asked"})
    back.at("call", {"ticket": here["id"], "reason": "asked"})
    assert back.at("keyed-in", sheet(**{paper["id"]: "served", parked["id"]: "served"})).status_code == 200
    assert picture(back)["parked"] == []
    assert back.do(here["id"], "start").json()["state"] == "serving"


def test_one_that_cannot_be_keyed_in_is_named_and_none_of_them_is(back):
    waits, here = (back.kiosk.take(FIRST).json() for _ in range(2))
    elsewhere = back.kiosk.take("ho-tich", branch="cn02").json()
    back.supervisor.do(elsewhere["id"], "cancel", {"reason": "tidying"})
    back.at("call", {"ticket": here["id"], "reason": "asked"})
    before = back.seq()
    late = back.at("keyed-in", sheet(**dict.fromkeys((waits["id"], here["id"], elsewhere["id"]), "served")))
    assert told(late) == (409, "wrong_state")
    assert late.json()["errors"] == [
        {"pointer": f"/tickets/{place}/ticket", "code": "wrong_state", "number": one["number"]}
        for place, one in ((1, here), (2, elsewhere))
    ]
    unknown = back.at("keyed-in", sheet(**{waits["id"]: "served", FOREIGN: "served"}))
    assert told(unknown) == (422, "invalid")
    assert unknown.json()["errors"] == [{"pointer": "/tickets/1/ticket", "code": "unknown"}]
    twice = {"tickets": [{"ticket": waits["id"], "outcome": one} for one in ("served", "absent")]}
    assert back.at("keyed-in", twice).json()["errors"] == [
        {"pointer": "/tickets/1/ticket", "code": "repeated"}
    ]
    assert told(back.at("keyed-in", {"tickets": []})) == (422, "invalid")
    assert back.seq() == before
    assert [one["id"] for one in picture(back)["waiting"]] == [waits["id"]]


def test_repeated_under_its_key_it_happens_once_and_it_can_be_taken_back_whole(back):
    first, second = (back.kiosk.take(FIRST).json() for _ in range(2))
    both, key = sheet(**{first["id"]: "served", second["id"]: "absent"}), str(uuid.uuid4())
    answer = back.at("keyed-in", both, key=key)
    before = back.seq()
    assert back.at("keyed-in", both, key=key).content == answer.content
    assert back.seq() == before
    assert {one["state"] for one in back.at("undo").json()["tickets"]} == {"waiting"}
    assert [one["id"] for one in picture(back)["waiting"]] == [first["id"], second["id"]]
    assert back.kiosk.get("/api/v1/branches/cn02/snapshot").json()["again"] == []


def test_a_visit_that_has_more_to_do_goes_on_with_its_whole_wait(back):
    ticket = visit(back.kiosk, FIRST, SECOND).json()
    (answer,) = back.at("keyed-in", sheet(**{ticket["id"]: "served"})).json()["tickets"]
    assert (answer["state"], answer["service"]) == ("waiting", SECOND)
    (still,) = picture(back)["waiting"]
    assert still["wait_start"] == ticket["issued_at"]


def test_only_the_officer_of_the_counter_does_it_or_a_supervisor_who_says_why(back, callers):
    ticket = back.kiosk.take(FIRST).json()
    mine = sheet(**{ticket["id"]: "served"})
    assert callers["binh"].at(back.counter, "keyed-in", mine).status_code == 403
    assert told(back.supervisor.at(back.counter, "keyed-in", mine)) == (422, "invalid")
    assert back.supervisor.at(back.counter, "keyed-in", {**mine, "reason": "cut"}).status_code == 200
    (_, *after) = story_of(back, ticket["id"])
    assert {(data["why"], data["reason"]) for _, data in after} == {("on_paper", "cut")}
    assert callers["binh"].at("11", "keyed-in", mine).json()["code"] == "counter_not_open"
