"""What the public hears never names a ticket, its bearer's code, a person or a reason."""

from __future__ import annotations

import json
from typing import Any

from tests.node import PASSWORD

SECRET_KEYS = {
    "ticket", "priority", "why", "officer", "source", "code_bits", "url", "issued_at", "wait_start", "waiting_list",
    "parked", "no_show", "today", "name_of", "person", "actor", "token", "reason", "pause_reason",
}  # fmt: skip


def test_public_frames_hold_no_id_no_code_no_person_and_no_reason(north, follow, ana, kiosk):
    wall, phone = follow(north), follow(north, code="7KQ2MX9DTRW4H")
    elderly = kiosk.take("ho-tich", priority="elderly").json()
    plain = kiosk.take("dat-dai").json()
    called = [serve_one(ana) for _ in (elderly, plain)]
    ana.at("1", "pause", {"reason": "meeting"})
    seq = ana.at("1", "resume").json() and kiosk.take("tu-phap").json()["seq"]
    wall.sees(seq)
    phone.sees(seq)
    frames = wall.raw + phone.raw + [kiosk.get("/api/v1/branches/cn02/snapshot").text]
    everything = "\n".join(frames)
    assert {one["id"] for one in called} == {elderly["id"], plain["id"]}
    for ticket in (elderly, plain):
        assert ticket["number"] in everything
        assert ticket["id"] not in everything
        assert ticket["code"] not in everything
    for word in ("elderly", "meeting", "ana", "Ki-ốt", PASSWORD):
        assert f'"{word}' not in everything
    for frame in frames:
        assert not keys(parsed(frame)) & SECRET_KEYS


def test_the_walk_would_see_a_secret_in_the_desks_frames(north, follow, ana, kiosk):
    ticket = kiosk.take("ho-tich", priority="elderly").json()
    desk = follow(north, "cn02", "desk", token=ana.headers["Authorization"].removeprefix("Bearer "))
    desk.sees(ticket["seq"])
    everything = "\n".join(desk.raw)
    assert ticket["id"] in everything
    assert '"elderly' in everything
    assert keys(desk.last) & SECRET_KEYS


def serve_one(officer: Any) -> Any:
    called = officer.at("1", "call-next").json()
    officer.do(called["id"], "start")
    officer.do(called["id"], "finish")
    return called


def parsed(frame: str) -> Any:
    return json.loads(frame[frame.index("{") :].removesuffix("]") if frame.startswith("4") else frame)


def keys(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {key for one in value.values() for key in keys(one)}
    if isinstance(value, list):
        return {key for one in value for key in keys(one)}
    return set()
