"""A business day ends at 24:00 in Hanoi, whether the node sleeps, works or is started again."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import eventually
from tests.node import NodeProcess
from tests.web.desk import Desk

LAST_SECONDS = "2026-11-25T23:59:53+07:00"
NEXT_MORNING = "2026-11-26T08:30:57+07:00"
MIDNIGHT = "2026-11-26T00:00:00+07:00"
EVENTS = "/api/v1/branches/cn02/events?after=0"


def desk_of(node: NodeProcess) -> Desk:
    return Desk(node.script("ana"), node.script("sam"), node.kiosk())


def leave_a_day_unfinished(desk: Desk) -> dict[str, str]:
    """One ticket in each state a day may be left in, by its state; three counters stay open."""
    left = {"serving": desk.serving()}
    for counter, verbs in (("11", []), ("9", ["no-show"])):
        ticket = desk.kiosk.take("xay-dung").json()["id"]
        desk.supervisor.at(counter, "open")
        assert desk.supervisor.at(counter, "call-next").json()["id"] == ticket
        for verb in verbs:
            assert desk.supervisor.do(ticket, verb).status_code == 200
        left["no_show" if verbs else "called"] = ticket
    left["waiting"] = desk.waiting()
    return left


def story_of(desk: Desk, ticket: str) -> list[dict[str, Any]]:
    told = desk.supervisor.get(EVENTS).json()["events"]
    return [event for event in told if event["subject"] == f"ticket/{ticket}"]


def ended(desk: Desk, left: dict[str, str]) -> None:
    """Everything as the contract says it ends, at 24:00 sharp, by the system."""
    expected = {
        "waiting": ["ticket.expired"], "no_show": ["ticket.expired"],
        "called": ["ticket.returned", "ticket.expired"], "serving": ["ticket.finished"],
    }  # fmt: skip
    for state, ticket in left.items():
        last = [event for event in story_of(desk, ticket) if event["actor"]["kind"] == "system"]
        assert [event["type"] for event in last] == expected[state]
        assert {event["at"][:19] for event in last} == {MIDNIGHT[:19]}
    closed = [one for one in desk.supervisor.get(EVENTS).json()["events"] if one["type"] == "counter.closed"]
    assert sorted(one["subject"] for one in closed) == ["counter/11", "counter/12", "counter/9"]
    assert {one["at"][:19] for one in closed} == {MIDNIGHT[:19]}


def a_new_day(desk: Desk) -> None:
    """Nobody waits, nobody sits, nothing is on the wall, and numbers begin again."""
    seen = desk.officer.get("/api/v1/branches/cn02/snapshot").json()
    assert [one for one in seen["line"] if one["service"] != "tu-van"] == []
    assert seen["calls"] == []
    assert {one["state"] for one in seen["counters"]} == {"closed"}
    for service, number in ((desk.service, "L001"), ("xay-dung", "K001")):
        ticket = desk.kiosk.take(service).json()
        assert (ticket["number"], ticket["business_day"], ticket["ahead"]) == (number, "2026-11-26", 0)
    desk.opened()
    assert desk.at("call-next").json()["number"] == "L001"


def test_at_midnight_a_working_node_ends_the_day(make_node):
    node = make_node(MOISO_CLOCK="2026-11-25T16:00:00+07:00").start().furnish()
    desk = desk_of(node)
    left = leave_a_day_unfinished(desk)
    node.kill()
    node.env["MOISO_CLOCK"] = LAST_SECONDS
    node.start()
    assert story_of(desk, left["waiting"])[-1]["type"] == "ticket.issued"
    assert eventually(lambda: story_of(desk, left["waiting"])[-1]["type"] == "ticket.expired", 90)
    ended(desk, left)
    a_new_day(desk)
    assert node.said("verify-log") == "every log is whole"


@pytest.mark.parametrize("first", ["the tick of a minute", "a touch at the kiosk"])
def test_a_node_started_the_next_morning_ends_the_day_that_was(make_node, first):
    node = make_node(MOISO_CLOCK="2026-11-25T16:00:00+07:00").start().furnish()
    desk = desk_of(node)
    left = leave_a_day_unfinished(desk)
    node.kill()
    node.env["MOISO_CLOCK"] = NEXT_MORNING if "tick" in first else "2026-11-26T08:30:00+07:00"
    node.start()
    if "touch" in first:
        assert desk.kiosk.take("tu-van").json()["number"] == "X001"
    assert eventually(lambda: story_of(desk, left["waiting"])[-1]["type"] == "ticket.expired", 90)
    ended(desk, left)
    a_new_day(desk)
    assert node.said("verify-log") == "every log is whole"


def test_a_week_of_silence_is_one_end_of_day(make_node):
    node = make_node(MOISO_CLOCK="2026-11-25T16:00:00+07:00").start().furnish()
    desk = desk_of(node)
    left = leave_a_day_unfinished(desk)
    node.kill()
    node.env["MOISO_CLOCK"] = "2026-12-02T08:30:00+07:00"
    node.start()
    desk.kiosk.take("tu-van")
    ended(desk, left)


def test_a_ticket_of_yesterday_cannot_be_served_today(make_node):
    node = make_node(MOISO_CLOCK="2026-11-25T16:00:00+07:00").start().furnish()
    desk = desk_of(node)
    left = leave_a_day_unfinished(desk)
    node.kill()
    node.env["MOISO_CLOCK"] = "2026-11-26T08:30:00+07:00"
    node.start()
    desk.opened()
    assert desk.at("call-next").json()["code"] == "nobody_waiting"
    for ticket in left.values():
        for verb in ("recall", "start", "finish", "no-show"):
            assert desk.supervisor.do(ticket, verb).json()["code"] == "wrong_state"


def test_a_command_of_yesterday_repeated_today_is_yesterdays_answer(make_node):
    node = make_node(MOISO_CLOCK="2026-11-25T16:00:00+07:00").start().furnish()
    desk = desk_of(node)
    ticket = "01980000-0000-7000-8000-000000000001"
    first = desk.kiosk.take(desk.service, ticket)
    node.kill()
    node.env["MOISO_CLOCK"] = "2026-11-26T08:30:00+07:00"
    node.start()
    again = desk.kiosk.take(desk.service, ticket)
    assert (again.status_code, again.content) == (200, first.content)


def test_what_was_answered_is_kept_for_a_week_and_not_for_ever(make_node):
    node = make_node(MOISO_CLOCK="2026-11-25T16:00:00+07:00").start().furnish()
    desk, key = desk_of(node), "01980000-0000-7000-8000-000000000002"
    assert desk.at("call-next", key=key).json()["code"] == "counter_not_open"
    for clock, replayed in (("2026-12-02T15:00:00+07:00", True), ("2026-12-04T08:00:00+07:00", False)):
        node.kill()
        node.env["MOISO_CLOCK"] = clock
        node.start()
        desk.kiosk.take("tu-van")
        again = desk.at("call-next", key=key)
        assert (again.headers.get("Idempotent-Replay") == "true") == replayed
