"""A phone with a ticket's code hears its own call, and walls hear the heart of the node more often."""

from __future__ import annotations

import pytest

from tests.conftest import eventually


def test_a_call_rings_the_phone_of_that_ticket_only(north, follow, ana, kiosk):
    mine, other = (kiosk.take("ho-tich").json() for _ in range(2))
    phone = follow(north, code=mine["code"].lower())
    stranger, wall = follow(north, code=other["code"]), follow(north)
    seq = ana.at("1", "call-next").json()["seq"]
    assert eventually(lambda: bool(phone.called))
    (told,) = phone.called
    assert (told["number"], told["counter"], told["times"]) == (mine["number"], "1", 1)
    assert set(told) == {"number", "counter", "zone", "at", "times"}
    assert ana.do(mine["id"], "recall").status_code == 200
    assert eventually(lambda: [one["times"] for one in phone.called] == [1, 2])
    assert stranger.sees(seq)["seq"] >= seq
    ana.do(mine["id"], "no-show")
    ana.at("1", "call-next")
    assert eventually(lambda: [one["number"] for one in stranger.called] == [other["number"]])
    assert len(phone.called) == 2
    assert wall.called == []


def test_a_change_elsewhere_does_not_ring_again(north, follow, ana, kiosk):
    mine = kiosk.take("ho-tich").json()
    phone = follow(north, code=mine["code"])
    ana.at("1", "call-next")
    assert eventually(lambda: len(phone.called) == 1)
    for _ in range(3):
        phone.sees(kiosk.take("dat-dai").json()["seq"])
    assert len(phone.called) == 1


def test_a_phone_that_comes_during_its_call_is_not_left_out(north, follow, ana, kiosk):
    """The picture it gets at once shows its number among the calls."""
    mine = kiosk.take("ho-tich").json()
    ana.at("1", "call-next")
    calls = follow(north, code=mine["code"]).last["calls"]
    assert (calls[0]["number"], calls[0]["state"]) == (mine["number"], "called")


@pytest.mark.thorough
def test_heartbeats_tell_the_seq_of_the_last_picture_and_walls_hear_them_more_often(north, follow, kiosk):
    wall, phone = follow(north), follow(north, code="7KQ2MX9DTRW4H")
    assert eventually(lambda: bool(phone.beats), 40)
    assert len(wall.beats) >= 3
    seq = kiosk.take("tu-van").json()["seq"]
    wall.sees(seq)
    assert eventually(lambda: wall.beats[-1]["seq"] == seq)
    assert set(wall.beats[-1]) == {"branch", "epoch", "seq", "at"}
    assert wall.beats[-1]["at"] >= wall.last["at"]
