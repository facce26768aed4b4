"""Restarts, midnight, and two nodes on one database: a screen ends with the truth."""

from __future__ import annotations

import uuid

import pytest

from tests.conftest import eventually
from tests.node import Caller
from tests.realtime.screen import without_moment

SNAPSHOT = "/api/v1/branches/cn02/snapshot"


def test_a_screen_that_comes_back_after_a_restart_has_the_truth(make_node, follow):
    node = make_node().start().furnish()
    kiosk = node.kiosk()
    wall = follow(node)
    first = kiosk.take("ho-tich").json()
    wall.sees(first["seq"])
    node.kill()
    assert eventually(lambda: wall.ended)
    node.start()
    again = follow(node)
    back = first["seq"] + 1  # the node says once that it was cut off
    assert (again.last["epoch"], again.last["seq"]) == (wall.last["epoch"], back)
    assert [one["number"] for one in again.last["line"]] == [first["number"]]
    second = kiosk.take("ho-tich").json()
    assert [one["number"] for one in again.sees(second["seq"])["line"]] == [first["number"], second["number"]]


@pytest.mark.thorough
def test_at_midnight_the_screens_are_told_that_the_day_has_ended(make_node, follow):
    evening = make_node("night", MOISO_CLOCK="2026-11-25T20:00:00+07:00").start().furnish()
    kiosk, ana = evening.kiosk(), evening.script("ana")
    waiting = [kiosk.take("ho-tich").json() for _ in range(3)]
    ana.at("1", "open")
    ana.at("1", "call-next")
    evening.stop()
    late = make_node("night", MOISO_CLOCK="2026-11-25T23:59:50+07:00").start()
    wall, phone = follow(late), follow(late, code=waiting[2]["code"])
    for screen in (wall, phone):
        assert eventually(lambda s=screen: s.last["seq"] > waiting[2]["seq"] + 2 and s.last["line"] == [], 30)
        assert screen.last["calls"] == []
        assert {one["state"] for one in screen.last["counters"]} == {"closed"}
        assert {one["waiting"] for one in screen.last["services"]} == {0}
    assert wall.last["at"].startswith("2026-11-26T00:0")
    assert Caller(late, kiosk.headers).take("ho-tich").json()["number"] == "A001"


@pytest.mark.postgresql
def test_two_nodes_on_one_database_tell_each_others_news(make_node, follow, postgres_url):
    one = make_node("one", MOISO_DATABASE_URL=postgres_url).start().furnish()
    two = make_node("two", MOISO_DATABASE_URL=postgres_url).start()
    kiosk = one.kiosk()
    there, ana = Caller(two, kiosk.headers), one.script("ana")
    here_wall, there_wall = follow(one), follow(two)
    here_wall.last, there_wall.last  # noqa: B018 - both are there
    first = kiosk.take("ho-tich").json()
    assert there_wall.sees(first["seq"])["line"][0]["number"] == first["number"]
    second = there.take("ho-tich").json()
    assert len(here_wall.sees(second["seq"])["line"]) == 2
    ana.at("1", "open")
    seq = Caller(two, ana.headers).at("1", "call-next").json()["seq"]
    for wall in (here_wall, there_wall):
        assert wall.sees(seq)["calls"][0]["number"] == first["number"]
    fresh = [without_moment(caller.get(SNAPSHOT).json()) for caller in (kiosk, there)]
    assert fresh[0] == fresh[1] == without_moment(here_wall.last) == without_moment(there_wall.last)


@pytest.mark.postgresql
def test_a_repeat_at_the_other_node_is_the_same_ticket(make_node, postgres_url):
    one = make_node("one", MOISO_DATABASE_URL=postgres_url).start().furnish()
    two = make_node("two", MOISO_DATABASE_URL=postgres_url).start()
    kiosk, ticket = one.kiosk(), str(uuid.uuid4())
    first = kiosk.take("ho-tich", ticket)
    again = Caller(two, kiosk.headers).take("ho-tich", ticket)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.content == again.content
