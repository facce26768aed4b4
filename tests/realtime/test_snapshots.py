"""Every screen of a branch has the whole true picture, at once and after each change."""

from __future__ import annotations

import time
from collections.abc import Callable

import socketio

from server.web.realtime import GATHER_S
from tests.conftest import eventually
from tests.node import Caller
from tests.realtime.screen import Screen, without_moment

Follow = Callable[..., Screen]
SNAPSHOT = "/api/v1/branches/cn02/snapshot"


def test_a_screen_has_the_picture_as_soon_as_it_connects(north, follow):
    assert (
        without_moment(follow(north).last).keys() == without_moment(north.kiosk().get(SNAPSHOT).json()).keys()
    )


def test_each_change_reaches_the_screens_of_its_branch(north, follow, ana, kiosk):
    wall, desk = follow(north), follow(north, "cn02", "desk", token=bearer(ana))
    ticket = kiosk.take("ho-tich").json()
    assert [one["number"] for one in wall.sees(ticket["seq"])["line"]] == [ticket["number"]]
    assert [one["id"] for one in desk.sees(ticket["seq"])["waiting"]] == [ticket["id"]]
    called = ana.at("1", "call-next").json()
    assert wall.sees(called["seq"])["calls"][0]["number"] == ticket["number"]
    assert wall.last["line"] == []


def test_another_branch_hears_nothing_of_it(north, follow, ana, kiosk):
    here, elsewhere = follow(north, "cn02"), follow(north, "cn01")
    before = elsewhere.last
    ticket = kiosk.take("ho-tich").json()
    here.sees(ana.at("1", "call-next").json()["seq"])
    kiosk_there = north.kiosk("cn01", "Ki-ốt cn01")
    there = kiosk_there.take("ho-tich", branch="cn01").json()  # what comes next there is its own news
    assert elsewhere.sees(there["seq"])["seq"] == before["seq"] + 1
    assert {one["branch"] for one in elsewhere.snapshots + elsewhere.beats} == {"cn01"}
    assert ticket["id"] not in "".join(elsewhere.raw)
    assert all(not one["calls"] for one in elsewhere.snapshots)


def test_a_stock_client_of_the_protocol_gets_it_too(north, kiosk):
    seen: list[dict[str, object]] = []
    client = socketio.Client(reconnection=False)
    client.on("snapshot", seen.append)
    client.connect(north.url, auth={"branch": "cn02", "view": "public"}, transports=["websocket"])
    try:
        seq = kiosk.take("tu-van").json()["seq"]
        assert eventually(lambda: bool(seen) and seen[-1]["seq"] >= seq)
    finally:
        client.disconnect()


STEPS: list[tuple[str, Callable[[Caller, Caller, dict[str, str]], object]]] = [
    ("take", lambda ana, kiosk, held: held.update(first=kiosk.take("ho-tich").json()["id"])),
    ("take with priority", lambda ana, kiosk, held: kiosk.take("dat-dai", priority="elderly")),
    ("take another", lambda ana, kiosk, held: kiosk.take("chung-thuc")),
    ("call the priority", lambda ana, kiosk, held: called(ana, held)),
    ("recall", lambda ana, kiosk, held: ana.do(held["called"], "recall")),
    ("no-show", lambda ana, kiosk, held: ana.do(held["called"], "no-show")),
    ("call the next", lambda ana, kiosk, held: called(ana, held)),
    ("start", lambda ana, kiosk, held: ana.do(held["called"], "start")),
    ("finish and next", lambda ana, kiosk, held: called(ana, held, "finish-and-next")),
    ("start the last", lambda ana, kiosk, held: ana.do(held["called"], "start")),
    ("finish", lambda ana, kiosk, held: ana.do(held["called"], "finish", {"dossiers": 3})),
    ("pause", lambda ana, kiosk, held: ana.at("1", "pause", {"reason": "break"})),
    ("resume", lambda ana, kiosk, held: ana.at("1", "resume")),
    ("close", lambda ana, kiosk, held: ana.at("1", "close")),
    ("open", lambda ana, kiosk, held: ana.at("1", "open")),
    ("apply", lambda ana, kiosk, held: ana.node.act("device add", name="D", branch="cn02", scope="display")),
]


def test_after_each_command_the_pushed_picture_is_what_a_fresh_look_shows(north, follow, ana, kiosk):
    screens = {
        "wall": follow(north), "phone": follow(north, code="7KQ2MX9DTRW4H"),
        "desk": follow(north, "cn02", "desk", token=bearer(ana)),
    }  # fmt: skip
    held: dict[str, str] = {}
    for name, step in STEPS:
        step(ana, kiosk, held)
        assert eventually(lambda: agree(screens, ana)), f"after {name}"


def called(ana: Caller, held: dict[str, str], verb: str = "call-next") -> None:
    told = ana.at("1", verb).json()
    held["called"] = told.get("called", told)["id"]


def agree(screens: dict[str, Screen], staff: Caller) -> bool:
    """The last pushed pictures are the truth of this moment; the wall's has the first of the line."""
    fresh = staff.get(SNAPSHOT).json()
    wall = {**fresh, "line": fresh["line"][:20]}
    desk = staff.get(f"{SNAPSHOT}?view=desk").json()
    pushed = [screens[name].last for name in ("wall", "phone", "desk")]
    return [without_moment(one) for one in pushed] == [without_moment(one) for one in (wall, fresh, desk)]


def test_walls_get_the_first_twenty_of_the_line_and_phones_all_of_it(north, follow, ana, kiosk):
    seq = [kiosk.take("thue-phi").json()["seq"] for _ in range(23)][-1]
    wall, phone = follow(north).sees(seq), follow(north, code="7KQ2MX9DTRW4H").sees(seq)
    fresh = kiosk.get(SNAPSHOT).json()
    assert (len(wall["line"]), len(phone["line"]), len(fresh["line"])) == (20, 23, 23)
    assert wall["line"] == phone["line"][:20]
    assert next(one for one in wall["services"] if one["code"] == "thue-phi")["waiting"] == 23


def test_a_burst_is_gathered_and_its_end_is_the_truth(north, follow, kiosk):
    wall = follow(north)
    before, frames, began = wall.last["seq"], len(wall.snapshots), time.monotonic()
    last = [kiosk.take("van-hoa-xa-hoi").json()["seq"] for _ in range(50)][-1]
    assert last == before + 50
    assert wall.sees(last)["seq"] == last
    most = (time.monotonic() - began) / GATHER_S + 2  # and one more if a minute begins
    assert len(wall.snapshots) - frames <= most + 1
    assert [one["seq"] for one in wall.snapshots] == sorted(one["seq"] for one in wall.snapshots)


def test_a_picture_that_has_not_changed_costs_no_bytes(north, kiosk):
    assert eventually(lambda: unchanged(kiosk))  # a minute may begin between the two looks
    first = kiosk.get(SNAPSHOT)
    kiosk.take("lao-dong")
    changed = kiosk.get(SNAPSHOT, headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200
    assert changed.headers["ETag"] != first.headers["ETag"]


def unchanged(caller: Caller) -> bool:
    first = caller.get(SNAPSHOT)
    again = caller.get(SNAPSHOT, headers={"If-None-Match": first.headers["ETag"]})
    return (again.status_code, again.content) == (304, b"")


def bearer(caller: Caller) -> str:
    return caller.headers["Authorization"].removeprefix("Bearer ")
