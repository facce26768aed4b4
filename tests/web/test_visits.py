"""Several procedures in one visit: one number, one line after the other, and nobody begins to wait anew."""

from __future__ import annotations

import time
import uuid

import pytest

from tests.load.story import events_of, faults_of_story
from tests.node import Caller
from tests.web.desk import Desk

FIRST, SECOND, THIRD = "lao-dong", "van-hoa-xa-hoi", "xay-dung"


def visit(kiosk: Caller, *services: str, ticket: str | None = None, **more: object):
    body = {"service": services[0], "then": [{"service": one} for one in services[1:]], **more}
    return kiosk.put(f"/api/v1/branches/cn02/tickets/{ticket or uuid.uuid4()}", body)


@pytest.fixture
def officers(desk: Desk) -> Desk:
    assert desk.at("open", {"services": [FIRST, SECOND, THIRD]}).status_code == 200
    return desk


def served(desk: Desk, ticket: str, verb: str = "finish"):
    assert desk.at("call-next").json()["id"] == ticket
    assert desk.do(ticket, "start").status_code == 200
    return desk.do(ticket, verb).json()


def test_one_number_goes_from_line_to_line_until_the_last_procedure_is_done(officers):
    given = visit(officers.kiosk, FIRST, SECOND, THIRD).json()
    assert [one["service"] for one in given["then"]] == [SECOND, THIRD]
    after_first = served(officers, given["id"])
    assert (after_first["state"], after_first["service"], after_first["number"]) == (
        "waiting", SECOND, given["number"],
    )  # fmt: skip
    assert after_first["counter"] is None
    assert [one["service"] for one in after_first["then"]] == [THIRD]
    assert served(officers, given["id"])["service"] == THIRD
    assert served(officers, given["id"])["state"] == "done"
    assert list(faults_of_story(events_of(officers.officer))) == []


def test_the_wait_so_far_counts_in_the_next_line(officers):
    """Who waited longer for the first procedure than another has waited for the second comes first there."""
    first = visit(officers.kiosk, FIRST, SECOND).json()
    called = officers.at("call-next").json()
    late = visit(officers.kiosk, SECOND).json()
    officers.do(first["id"], "start")
    officers.do(first["id"], "finish")
    told = [one for one in events_of(officers.officer) if one["subject"] == f"ticket/{first['id']}"]
    issued, call, finished = (
        next(one for one in told if one["type"] == f"ticket.{kind}")
        for kind in ("issued", "called", "finished")
    )
    waited = call["at_us"] - issued["data"]["wait_start"]
    following = finished["data"]["next"]
    assert following["service"] == SECOND
    assert following["wait_start"] == finished["at_us"] - waited
    assert following["order_key"] == following["wait_start"]
    assert called["id"] == first["id"]
    desk = officers.officer.get("/api/v1/branches/cn02/snapshot?view=desk").json()
    line = sorted(
        [one for one in desk["waiting"] if one["service"] == SECOND], key=lambda one: one["wait_start"]
    )
    assert {one["id"] for one in line} == {first["id"], late["id"]}
    assert [one["id"] for one in desk["waiting"]] == [one["id"] for one in line]


def test_every_screen_tells_the_leg_and_not_the_last_one(officers):
    began = time.monotonic()
    given = visit(officers.kiosk, FIRST, SECOND).json()
    other = visit(officers.kiosk, FIRST).json()
    between = time.monotonic() - began
    assert officers.at("call-next").json()["id"] == given["id"]
    officers.do(given["id"], "start")
    time.sleep(between)  # served for longer than the other came later: by the wait so far the other is next
    officers.at("finish-and-next")
    public = officers.kiosk.get("/api/v1/branches/cn02/snapshot").json()
    assert [(one["number"], one["state"]) for one in public["calls"][:2]] == [
        (other["number"], "called"), (given["number"], "done"),
    ]  # fmt: skip
    assert given["number"] in [one["number"] for one in public["line"]]
    phone = officers.kiosk.get(f"/api/v1/tickets/{given['code']}").json()
    assert (phone["state"], phone["service"], phone["counter"], phone["then"]) == (
        "waiting",
        SECOND,
        None,
        [],
    )
    desk = officers.officer.get("/api/v1/branches/cn02/snapshot?view=desk").json()
    assert [one["id"] for one in desk["waiting"] if one["id"] == given["id"]] == [given["id"]]
    here = next(one for one in desk["counters"] if one["code"] == officers.counter)
    assert (here["done"][0]["id"], here["done"][0]["outcome"]) == (given["id"], "done")
    assert here["today"]["served"] >= 1
    officers.do(other["id"], "start")
    officers.do(other["id"], "finish")


@pytest.mark.parametrize(
    ("then", "pointer", "code"),
    [
        ([{"service": "unheard-of"}], "/then/0/service", "unknown"),
        (
            [{"service": SECOND}, {"service": THIRD, "procedure": "unheard-of"}],
            "/then/1/procedure",
            "unknown",
        ),
        ([{"service": SECOND}, {"service": SECOND}], "/then/1", "repeated"),
        ([{"service": FIRST}], "/then/0", "repeated"),
        ([{"service": SECOND}, {"service": THIRD}, {"service": "tu-phap"}], "/then", "invalid"),
        ([{"service": SECOND, "more": 1}], "/then/0/more", "unknown"),
        ("van-hoa-xa-hoi", "/then", "invalid"),
    ],
)
def test_a_procedure_that_cannot_follow_is_named_and_gives_no_number(desk, then, pointer, code):
    answer = desk.kiosk.put(f"/api/v1/branches/cn02/tickets/{uuid.uuid4()}", {"service": FIRST, "then": then})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert {"pointer": pointer, "code": code} in answer.json()["errors"]


def test_the_same_touch_again_is_the_same_number_and_another_plan_is_not(desk):
    ticket = str(uuid.uuid4())
    first = visit(desk.kiosk, FIRST, SECOND, ticket=ticket)
    assert (first.status_code, visit(desk.kiosk, FIRST, SECOND, ticket=ticket).content) == (
        201,
        first.content,
    )
    assert visit(desk.kiosk, FIRST, THIRD, ticket=ticket).json()["code"] == "idempotency_mismatch"
    assert visit(desk.kiosk, FIRST, ticket=ticket).json()["code"] == "idempotency_mismatch"


def test_a_plan_that_is_not_spoken_of_is_no_plan(desk):
    ticket = str(uuid.uuid4())
    silent = desk.kiosk.put(f"/api/v1/branches/cn02/tickets/{ticket}", {"service": FIRST})
    assert (silent.status_code, silent.json()["then"]) == (201, [])
    assert visit(desk.kiosk, FIRST, ticket=ticket).content == silent.content
