"""What a device says of itself reaches the desks at once, and its silence too; the public hears nothing of it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import eventually
from tests.node import Caller

BEAT = "/api/v1/devices/self/heartbeat"


def beat(device: Caller, *faults: str) -> None:
    printer = {"state": "blocked" if faults else "ready", "faults": list(faults)}
    answer = device.post(BEAT, {"version": "1", "printer": printer}, key=None)
    assert answer.status_code == 200, answer.text


def seen(picture: dict[str, Any]) -> Any:
    (found,) = [one for one in picture["devices"] if one["name"] == "Ki-ốt 1"]
    return found


def test_a_fault_is_at_every_desk_at_once_and_at_no_wall(north, follow, kiosk):
    token = north.script("ana").headers["Authorization"].partition(" ")[2]
    desk, wall = follow(north, "cn02", "desk", token=token), follow(north)
    beat(kiosk, "cover_open")
    assert eventually(lambda: seen(desk.last)["online"] and bool(seen(desk.last)["printer"]["faults"]))
    assert seen(desk.last)["printer"] == {"state": "blocked", "faults": ["cover_open"], "paper_left_mm": None}
    beat(kiosk)
    assert eventually(lambda: seen(desk.last)["printer"]["faults"] == [])
    assert "devices" not in wall.last


@pytest.mark.thorough
def test_a_node_finds_by_itself_which_device_is_gone(make_node, follow):
    node = make_node(MOISO_CLOCK="2026-11-25T08:00:00+07:00").start().furnish()
    beat(node.kiosk())
    node.stop()
    node.env["MOISO_CLOCK"] = "2026-11-25T08:10:00+07:00"
    node.start()
    token = node.script("ana").headers["Authorization"].partition(" ")[2]
    desk = follow(node, "cn02", "desk", token=token)
    assert eventually(lambda: not seen(desk.last)["online"], 20)
    assert node.said("verify-log") == "every log is whole"
