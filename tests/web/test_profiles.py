"""A counter helps where people wait too long, and a supervisor changes what it serves while it works."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.load.story import events_of
from tests.web.desk import Desk

LAND, TAX = "dat-dai", "thue-phi"
ALONE = {"services": ["lao-dong"]}


@pytest.fixture
def at_work(desk: Desk) -> Iterator[Desk]:
    """Counter 12 serves labour alone; nobody else of the test serves land or tax."""
    assert desk.at("open", ALONE).status_code == 200
    yield desk
    desk.supervisor.at(desk.counter, "profile", {"services": [LAND, TAX, "lao-dong"]})


def helps(desk: Desk, *overflow: dict[str, Any]) -> dict[str, Any]:
    answer = desk.supervisor.at(desk.counter, "profile", {**ALONE, "overflow": list(overflow)})
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def seen(desk: Desk) -> dict[str, Any]:
    picture = desk.officer.get("/api/v1/branches/cn02/snapshot?view=desk").json()
    (mine,) = [one for one in picture["counters"] if one["code"] == desk.counter]
    return dict(mine)


def test_an_idle_counter_calls_what_it_helps_with_and_says_why(at_work):
    ticket = at_work.kiosk.take(TAX).json()
    assert at_work.at("call-next").json()["code"] == "nobody_waiting"
    told = helps(at_work, {"service": TAX})
    assert (told["services"], told["overflow"]) == (["lao-dong"], [{"service": TAX, "after_s": None}])
    picture = seen(at_work)
    assert (picture["next"]["id"], picture["next"]["why"]) == (ticket["id"], "overflow")
    assert picture["calls_from"] == ["lao-dong", TAX]
    assert at_work.at("call-next").json()["id"] == ticket["id"]
    (call,) = [
        one for one in events_of(at_work.officer)
        if (one["type"], one["subject"]) == ("ticket.called", f"ticket/{ticket['id']}")
    ]  # fmt: skip
    assert call["data"]["why"] == "overflow"


def test_its_own_come_before_what_it_helps_with_at_leisure(at_work):
    helped, own = at_work.kiosk.take(TAX).json(), at_work.waiting()
    helps(at_work, {"service": TAX})
    assert seen(at_work)["next"]["id"] == own
    assert at_work.at("call-next").json()["id"] == own
    at_work.do(own, "no-show")
    assert at_work.at("call-next").json()["id"] == helped["id"]


def test_who_has_not_waited_long_enough_is_left_to_their_own_counter(at_work):
    at_work.kiosk.take(LAND)
    helps(at_work, {"service": LAND, "after_s": 1200})
    assert seen(at_work)["next"] is None
    assert at_work.at("call-next").json()["code"] == "nobody_waiting"


def test_a_change_of_what_it_serves_ends_no_ticket_and_the_same_again_changes_nothing(at_work):
    at_work.waiting()
    ticket = at_work.at("call-next").json()["id"]
    before = at_work.seq()
    helps(at_work, {"service": LAND, "after_s": 600})
    helps(at_work, {"service": LAND, "after_s": 600})
    assert at_work.story(before) == ["counter.configured"]
    assert seen(at_work)["ticket"]["id"] == ticket
    assert at_work.do(ticket, "start").json()["state"] == "serving"


def test_the_picture_tells_what_was_given_whatever_of_it_the_officer_has_learnt(at_work):
    helps(at_work, {"service": LAND, "after_s": 600}, {"service": TAX})
    given = {
        "services": ["lao-dong"],
        "overflow": [{"service": LAND, "after_s": 600}, {"service": TAX, "after_s": None}],
    }
    assert at_work.supervisor.patch("/api/v1/people/ana", {"skills": [TAX]}).status_code == 200
    picture = seen(at_work)
    assert at_work.supervisor.patch("/api/v1/people/ana", {"skills": []}).status_code == 200
    assert (picture["services"], picture["overflow"]) == ([], [{"service": TAX, "after_s": None}])
    assert picture["given"] == given


def test_an_officer_does_not_change_what_the_counter_serves(at_work):
    assert at_work.at("profile", ALONE).json()["code"] == "forbidden"


def test_what_the_branch_does_not_have_is_refused_at_its_place(at_work):
    for wish, place in (
        ({"services": ["nothing-known"]}, "/services"),
        ({**ALONE, "overflow": [{"service": "nothing-known"}]}, "/overflow"),
    ):
        answer = at_work.supervisor.at(at_work.counter, "profile", wish).json()
        assert (answer["code"], answer["errors"][0]["pointer"]) == ("invalid", place)


def test_a_closed_counter_has_nothing_to_change_and_tells_what_it_is_furnished_for(desk):
    assert desk.supervisor.at(desk.counter, "profile", ALONE).json()["code"] == "counter_not_open"
    assert seen(desk)["given"] == {"services": ["lao-dong", "van-hoa-xa-hoi"], "overflow": []}
