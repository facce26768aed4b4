"""How long a sign-in lasts, who sees it, who ends it, and that no ticket ends with it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from server.ledger.models import session
from server.web.control import perform
from tests.web.staff_room import StaffRoom, Window, no

MINE = "/api/v1/sessions"


@pytest.fixture
def room(tmp_path: Any, database_url: str) -> Iterator[StaffRoom]:
    made = StaffRoom(tmp_path, database_url)
    yield made
    made.node.ledger.close()


def test_a_sign_in_ends_after_twelve_hours_though_it_is_in_use(room):
    ana = room.browser("ana")
    for _ in range(11):
        room.later(hours=1)
        assert ana.is_in()
    room.later(minutes=59)
    assert ana.is_in()
    room.later(minutes=1)
    assert no(ana.get(MINE)) == (401, "unauthenticated")


def test_a_sign_in_that_nobody_uses_ends_after_four_hours(room):
    used, idle = room.browser("ana"), room.browser("ana")
    room.later(hours=2)
    assert used.is_in()
    room.later(hours=2)
    assert (used.is_in(), idle.is_in()) == (True, False)
    room.later(hours=4)
    assert not used.is_in()


def test_use_counts_before_and_after_it_is_written_down(room):
    ana = room.browser("ana")
    for _ in range(3):
        room.later(hours=3)
        assert ana.is_in()
        room.node.sessions.write_seen()


def test_a_page_that_holds_a_socket_is_in_use(room):
    ana = room.browser("ana")
    (mine,) = ana.sign_ins()
    for _ in range(3):
        room.later(hours=3)
        standing = room.node.sessions.standing([mine["id"]], room.node.now)
        assert standing[mine["id"]].name == "ana"
    assert ana.is_in()
    room.later(hours=3)
    assert room.node.sessions.standing([mine["id"]], room.node.now) == {}


def test_a_scripts_token_neither_runs_out_nor_lies_idle(room):
    script = room.script("ana")
    room.later(days=400)
    assert script.is_in()
    assert script.sign_ins()[0]["expires_at"] is None


def test_reading_writes_nothing_and_use_is_written_down_once_for_all_of_it(room):
    ana, eve = room.browser("ana"), room.browser("eve")
    before = seen_in_the_ledger(room)
    room.later(minutes=4)
    assert all(ana.is_in() for _ in range(20))
    room.later(minutes=1)
    assert ana.is_in()
    assert seen_in_the_ledger(room) == before
    room.node.sessions.write_seen()
    assert seen_in_the_ledger(room) == {"ana": before["ana"] + 300_000_000, "eve": before["eve"]}
    assert room.story() == []
    assert eve.is_in()


def test_what_another_node_has_seen_later_stays(room):
    ana = room.browser("ana")
    assert ana.is_in()
    here = room.node.sessions
    room.later(minutes=-30)
    here.standing([ana.sign_ins()[0]["id"]], room.node.now)
    before = seen_in_the_ledger(room)
    here.write_seen()
    assert seen_in_the_ledger(room) == before


def test_everybody_sees_their_own_sign_ins_and_no_token(room):
    old = room.browser("ana")
    room.later(minutes=7)
    new, script, other = room.browser("ana"), room.script("ana"), room.browser("eve")
    told = new.sign_ins()
    assert [(one["kind"], one["this"]) for one in told] in (
        [("browser", True), ("script", False), ("browser", False)],
        [("script", False), ("browser", True), ("browser", False)],
    )  # the two came at the same moment
    assert {one["created_at"][:19] for one in told} == {"2026-11-25T08:30:00", "2026-11-25T08:37:00"}
    assert told[-1]["expires_at"] == "2026-11-25T20:30:00.000+07:00"
    assert set(told[0]) == {"id", "kind", "created_at", "seen_at", "expires_at", "this"}
    assert [one["this"] for one in script.sign_ins()].count(True) == 1
    assert len(other.sign_ins()) == 1
    assert old.is_in()


def test_a_sign_in_that_has_run_out_is_told_no_more(room):
    room.browser("ana")
    room.later(hours=5)
    assert len(room.browser("ana").sign_ins()) == 1


def test_one_of_ones_own_sign_ins_is_ended_by_its_name(room):
    here, there = room.browser("ana"), room.browser("ana")
    (other,) = [one for one in here.sign_ins() if not one["this"]]
    assert here.ask("DELETE", f"{MINE}/{other['id']}").status_code == 204
    assert (here.is_in(), there.is_in()) == (True, False)
    assert no(here.ask("DELETE", f"{MINE}/{other['id']}")) == (404, "not_found")
    assert room.story() == []


def test_who_signs_in_anew_leaves_nothing_behind_in_this_browser_and_what_is_elsewhere_stays(room):
    window, elsewhere = room.browser("ana"), room.browser("ana")
    assert window.sign_in("ana", "not-the-password").status_code == 401
    assert len(elsewhere.sign_ins()) == 2
    assert window.sign_in("eve").status_code == 200
    assert [one["this"] for one in elsewhere.sign_ins()] == [True]
    assert [one["this"] for one in window.sign_ins()] == [True]


def test_signing_out_everywhere_ends_every_sign_in_and_token_and_nobody_elses(room):
    ana = [room.browser("ana"), room.browser("ana"), room.script("ana")]
    binh = room.browser("eve")
    answer = ana[0].ask("DELETE", MINE)
    assert answer.status_code == 204
    assert "moiso_session=;" in answer.headers["Set-Cookie"]
    assert [one.is_in() for one in (*ana, binh)] == [False, False, False, True]


def test_another_site_can_end_nothing(room):
    ana = room.browser("ana")
    (mine,) = ana.sign_ins()
    del ana.headers["X-CSRF-Token"]
    assert no(ana.ask("DELETE", MINE)) == (403, "csrf")
    assert no(ana.ask("DELETE", f"{MINE}/{mine['id']}")) == (403, "csrf")
    assert ana.is_in()


MAY_END = [
    ("ana", "rita", False), ("sue", "ana", True), ("sue", "rita", True), ("sue", "eve", False), ("sue", "max", False),
    ("sue", "two", False), ("sue", "ada", False), ("two", "eve", True), ("two", "sue", False), ("sam", "max", True),
    ("sam", "sue", False), ("ada", "sam", True), ("ada", "max", True),
]  # fmt: skip


def test_a_sign_in_is_ended_by_whoever_manages_that_person_and_by_nobody_else(room):
    told = []
    for who, whose, may in MAY_END:
        by, theirs = room.browser(who), room.browser(whose)
        (one,) = [one for one in theirs.sign_ins() if one["this"]]
        answer = by.ask("DELETE", f"{MINE}/{one['id']}")
        assert answer.status_code == (204 if may else 404), (who, whose)
        assert theirs.is_in() is not may
        told += [("user.signed_out", f"user/{whose}", who, {"sessions": 1})] if may else []
    assert room.story() == told


def test_who_manages_a_person_sees_their_sign_ins_and_ends_all_of_them(room):
    for who, whose, may in MAY_END[1:]:
        by, theirs, script = room.browser(who), room.browser(whose), room.script(whose)
        path = f"/api/v1/people/{whose}/sessions"
        if may:
            assert {one["this"] for one in by.get(path).json["sessions"]} == {False}, (who, whose)
            assert by.ask("DELETE", path).status_code == 204
            assert by.get(path).json == {"sessions": []}
        else:
            assert no(by.get(path)) == no(by.ask("DELETE", path)) == (403, "forbidden"), (who, whose)
        assert (theirs.is_in(), script.is_in()) == (not may, not may)
        assert by.is_in()


def test_nobody_has_no_sign_ins(room):
    assert no(room.browser("ada").get("/api/v1/people/nobody/sessions")) == (404, "not_found")


@pytest.mark.parametrize("end", ["sign_out", "everywhere", "by_a_supervisor", "off"])
def test_a_sign_out_ends_no_ticket_and_closes_no_counter(room, end):
    ana, sue = room.browser("ana"), room.browser("sue")
    ticket = calls_somebody(ana)
    ENDINGS[end](room, ana, sue)
    assert not ana.is_in()
    seen = sue.get("/api/v1/branches/cn02/snapshot?view=desk").json
    (desk,) = [one for one in seen["counters"] if one["code"] == "3"]
    assert (desk["state"], desk["officer"], desk["ticket"]["id"]) == ("open", "ana", ticket)
    assert desk["ticket"]["state"] == "called"


def calls_somebody(officer: Window) -> str:
    ticket, cn02 = str(uuid.uuid4()), "/api/v1/branches/cn02"
    assert officer.ask("PUT", f"{cn02}/tickets/{ticket}", {"service": "ho-tich"}).status_code == 201
    for verb in ("open", "call-next"):
        officer.headers["Idempotency-Key"] = str(uuid.uuid4())
        answer = officer.ask("POST", f"{cn02}/counters/3/{verb}", {})
        assert answer.status_code == 200, answer.text
    return ticket


ENDINGS = {
    "sign_out": lambda room, ana, sue: ana.ask("DELETE", "/api/v1/session"),
    "everywhere": lambda room, ana, sue: ana.ask("DELETE", MINE),
    "by_a_supervisor": lambda room, ana, sue: sue.ask("DELETE", "/api/v1/people/ana/sessions"),
    "off": lambda room, ana, sue: perform(room.node, "user switch", {"name": "ana", "active": False}),
}


def seen_in_the_ledger(room: StaffRoom) -> dict[str, int]:
    with room.node.ledger.read() as connection:
        rows = connection.execute(session.select())
        return {row.user: row.seen_at for row in rows}
