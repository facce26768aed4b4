"""A sign-in that has ended takes its open desks with it; one whose page is open does not end for lack of use."""

from __future__ import annotations

import time

import pytest

from tests.conftest import eventually
from tests.node import Caller
from tests.realtime.screen import Screen

LOST_WITHIN_S = 5
"""The promise; the node looks every two seconds."""


def cookie(caller: Caller) -> dict[str, str]:
    return {"Cookie": "; ".join(f"{one.name}={one.value}" for one in caller.session.cookies)}


def is_told(screen: Screen, kiosk: Caller) -> bool:
    """Whether a new ticket reaches this screen."""
    seq = kiosk.take("tu-van").json()["seq"]
    return eventually(lambda: screen.last["seq"] >= seq, 1)


def loses(screen: Screen) -> bool:
    """Socket.IO's word that the node has ended it."""
    return eventually(lambda: "41" in screen.raw, LOST_WITHIN_S)


ENDINGS = {
    "signed out here": lambda node, ana, sam: ana.delete("/api/v1/session"),
    "signed out everywhere": lambda node, ana, sam: ana.delete("/api/v1/sessions"),
    "signed out by a supervisor": lambda node, ana, sam: sam.delete("/api/v1/people/ana/sessions"),
    "switched off": lambda node, ana, sam: node.act("user switch", name="ana", active=False),
    "sent to another branch": lambda node, ana, sam: sam.node.act(
        "user add", name="ana", role="officer", branches=["cn01"], password="moiso-demo"
    ),
}


@pytest.mark.parametrize("how", ENDINGS)
def test_the_desks_of_an_ended_sign_in_are_lost_within_five_seconds_and_no_other(north, follow, how):
    north.act("user add", name="ana", role="officer", branches=["cn02"], password="moiso-demo")
    ana, binh, sam, kiosk = north.browser("ana"), north.browser("binh"), north.browser("sam"), north.kiosk()
    desk = follow(north, "cn02", "desk", headers=cookie(ana))
    other = follow(north, "cn02", "desk", headers=cookie(binh))
    wall = follow(north, headers=cookie(ana))
    assert is_told(desk, kiosk)
    ENDINGS[how](north, ana, sam)
    assert loses(desk)
    assert not is_told(desk, kiosk)
    assert is_told(other, kiosk)
    assert is_told(wall, kiosk)
    again = follow(north, "cn02", "desk", headers=cookie(ana))
    assert eventually(lambda: again.refused == {"message": "forbidden"})


def test_a_token_that_was_ended_loses_its_desk_too(north, follow):
    script, sam = north.script("binh"), north.browser("sam")
    token = script.headers["Authorization"].removeprefix("Bearer ")
    desk = follow(north, "cn02", "desk", token=token)
    assert "waiting" in desk.last
    sam.delete("/api/v1/people/binh/sessions")
    assert loses(desk)


@pytest.mark.thorough
def test_a_page_that_is_open_keeps_its_sign_in_and_one_that_is_closed_does_not(make_node, follow):
    node = make_node(MOISO_SESSION_IDLE_S="6").start().furnish()
    used, idle = node.browser("ana"), node.browser("binh")
    desk = follow(node, "cn02", "desk", headers=cookie(used))
    time.sleep(7)  # longer than a sign-in may lie idle
    assert idle.get("/api/v1/session").status_code == 401
    assert not desk.ended
    assert "41" not in desk.raw
    assert used.get("/api/v1/session").status_code == 200


@pytest.mark.thorough
def test_even_a_desk_that_stays_open_ends_with_the_day_of_its_sign_in(make_node, follow):
    node = make_node(MOISO_SESSION_S="3").start().furnish()
    desk = follow(node, "cn02", "desk", headers=cookie(node.browser("ana")))
    assert "waiting" in desk.last
    assert eventually(lambda: "41" in desk.raw)


@pytest.mark.postgresql
def test_a_sign_in_that_another_node_ended_loses_its_desk_here(make_node, follow, postgres_url):
    here = (
        make_node("here", MOISO_DATABASE_URL=postgres_url, MOISO_SECRET_KEY="one-for-both").start().furnish()
    )
    there = make_node("there", MOISO_DATABASE_URL=postgres_url, MOISO_SECRET_KEY="one-for-both").start()
    ana = here.browser("ana")
    desk = follow(here, "cn02", "desk", headers=cookie(ana))
    assert "waiting" in desk.last
    same = Caller(there, ana.headers)
    same.session.cookies.update(ana.session.cookies)
    assert same.delete("/api/v1/sessions").status_code == 204
    assert loses(desk)
    assert ana.get("/api/v1/session").status_code == 401
