"""Accounts: who sees, makes and changes whose, what may not be, and what becomes of sign-ins."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from server.web.control import perform
from tests.node import PASSWORD
from tests.web.staff_room import STAFF, StaffRoom, Window, no, wrong

PEOPLE = "/api/v1/people"
NEW = {"name": "lan.anh", "role": "officer", "branches": ["cn02"], "password": "một mật khẩu dài"}


@pytest.fixture
def room(tmp_path: Any, database_url: str) -> Iterator[StaffRoom]:
    made = StaffRoom(tmp_path, database_url)
    yield made
    made.node.ledger.close()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StaffRoom]:
    """For what changes nothing."""
    made = StaffRoom(tmp_path_factory.mktemp("office"), "")
    yield made
    made.node.ledger.close()


def names(window: Window) -> list[str]:
    return [one["name"] for one in window.get(PEOPLE).json["people"]]


def of(window: Window, name: str) -> dict[str, Any]:
    (found,) = [one for one in window.get(PEOPLE).json["people"] if one["name"] == name]
    return dict(found)


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("ada", sorted(STAFF)), ("sam", ["ana", "eve", "max", "rita"]), ("sue", ["ana", "rita"]),
        ("two", ["ana", "eve", "rita"]),
    ],
)  # fmt: skip
def test_everybody_sees_the_accounts_that_they_manage(office, who, seen):
    assert names(office.browser(who)) == seen


def test_an_account_is_told_with_its_branches_when_it_was_seen_and_how_often_it_is_signed_in(room):
    ada = room.browser("ada")
    assert of(ada, "ana") == {
        "name": "ana", "role": "officer", "branches": ["cn02"], "skills": [], "active": True,
        "created_at": "2026-11-25T08:30:00.000+07:00", "seen_at": None, "sessions": 0,
    }  # fmt: skip
    ana = room.browser("ana")
    room.browser("ana")
    room.later(minutes=20)
    assert ana.is_in()
    told = of(ada, "ana")
    assert (told["seen_at"], told["sessions"]) == ("2026-11-25T08:50:00.000+07:00", 2)
    assert ana.ask("DELETE", "/api/v1/sessions").status_code == 204
    room.node.sessions.write_seen()
    assert of(ada, "ana")["sessions"] == 0
    assert of(ada, "ana")["seen_at"] is not None
    assert "password" not in ada.get(PEOPLE).text


def test_a_supervisor_makes_an_officer_who_signs_in_at_once(room):
    sue = room.browser("sue")
    answer = sue.ask("POST", PEOPLE, NEW)
    assert answer.status_code == 201, answer.text
    assert answer.json == of(sue, "lan.anh")
    assert room.browser().sign_in("lan.anh", NEW["password"]).json["branches"] == ["cn02"]
    told = {"role": "officer", "branches": ["cn02"]}
    assert room.story() == [("user.added", "user/lan.anh", "sue", told)]


@pytest.mark.parametrize(
    ("who", "role", "branches", "may"),
    [
        ("sue", "reception", ["cn02"], True), ("sue", "officer", ["cn01"], False), ("sue", "officer", [], False),
        ("sue", "officer", ["cn01", "cn02"], False), ("sue", "supervisor", ["cn02"], False),
        ("sue", "admin", ["cn02"], False), ("two", "officer", ["cn01", "cn02"], True), ("sam", "officer", [], True),
        ("sam", "supervisor", [], False), ("ada", "supervisor", ["cn01"], True), ("ada", "admin", [], True),
    ],
)  # fmt: skip
def test_nobody_gives_a_role_or_a_branch_that_they_do_not_manage(office, who, role, branches, may):
    name = f"{who}-{role}-{len(branches)}{''.join(branches)}"
    answer = office.browser(who).ask(
        "POST", PEOPLE, {**NEW, "name": name, "role": role, "branches": branches}
    )
    assert answer.status_code == (201 if may else 403), answer.text
    assert (name in names(office.browser("ada"))) is may


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        ({"name": "Lan Anh"}, [("/name", "invalid")]), ({"name": ""}, [("/name", "invalid")]),
        ({"name": "x" * 64}, [("/name", "invalid")]), ({"name": "ana"}, [("/name", "taken")]),
        ({"name": "lan\x00"}, [("/name", "invalid")]), ({"role": "boss"}, [("/role", "invalid")]),
        ({"branches": ["cn99"]}, [("/branches", "unknown")]), ({"branches": "cn02"}, [("/branches", "invalid")]),
        ({"branches": ["CN02"]}, [("/branches/0", "invalid")]), ({"password": "short"}, [("/password", "invalid")]),
        ({"password": "x" * 201}, [("/password", "invalid")]), ({"password": "with\ttab"}, [("/password", "invalid")]),
        ({"active": False}, [("/active", "unknown")]),
    ],
)  # fmt: skip
def test_an_account_that_cannot_be_is_refused_by_its_place(office, change, faults):
    before = office.story()
    assert wrong(office.browser("ada").ask("POST", PEOPLE, NEW | change)) == faults
    assert office.story() == before


def test_what_is_left_out_of_an_account_is_missing(office):
    faults = wrong(office.browser("ada").ask("POST", PEOPLE, {}))
    assert faults == [(f"/{name}", "missing") for name in NEW]


def test_an_account_that_is_switched_off_is_out_at_once_and_opens_nothing(room):
    sue, ana, script = room.browser("sue"), room.browser("ana"), room.script("ana")
    answer = sue.ask("PATCH", f"{PEOPLE}/ana", {"active": False})
    assert (answer.status_code, answer.json["active"], answer.json["sessions"]) == (200, False, 0)
    assert (ana.is_in(), script.is_in()) == (False, False)
    assert no(ana.sign_in("ana")) == (401, "unauthenticated")
    assert sue.ask("PATCH", f"{PEOPLE}/ana", {"active": True}).json["active"] is True
    assert (ana.is_in(), script.is_in()) == (False, False)
    assert ana.sign_in("ana").status_code == 200
    assert room.story() == [
        ("user.changed", "user/ana", "sue", {"active": False}),
        ("user.changed", "user/ana", "sue", {"active": True}),
    ]


def test_a_new_password_works_alone_and_ends_what_the_old_one_opened(room):
    sue, ana = room.browser("sue"), room.browser("ana")
    assert sue.ask("PATCH", f"{PEOPLE}/ana", {"password": "another-password"}).status_code == 200
    assert not ana.is_in()
    assert room.browser().sign_in("ana", PASSWORD).status_code == 401
    assert room.browser().sign_in("ana", "another-password").status_code == 200
    assert room.story() == [("user.changed", "user/ana", "sue", {"password": "new"})]


def test_another_role_or_branch_counts_at_once_and_needs_a_new_sign_in(room):
    ada, ana = room.browser("ada"), room.browser("ana")
    wish = {"role": "supervisor", "branches": ["cn12", "cn01"]}
    told = ada.ask("PATCH", f"{PEOPLE}/ana", wish).json
    assert (told["role"], told["branches"]) == ("supervisor", ["cn01", "cn12"])
    assert not ana.is_in()
    assert ana.sign_in("ana").json["branches"] == ["cn01", "cn12"]
    assert room.story() == [
        ("user.changed", "user/ana", "ada", {"role": "supervisor", "branches": ["cn01", "cn12"]})
    ]


@pytest.mark.parametrize("same", [{}, {"role": "officer"}, {"branches": ["cn02"], "active": True}])
def test_what_changes_nothing_ends_no_sign_in_and_is_no_news(room, same):
    sue, ana = room.browser("sue"), room.browser("ana")
    assert sue.ask("PATCH", f"{PEOPLE}/ana", same).status_code == 200
    assert ana.is_in()
    assert room.story() == []


@pytest.mark.parametrize(
    ("who", "whose", "wish"),
    [
        ("sue", "ana", {"role": "supervisor"}), ("sue", "ana", {"branches": []}),
        ("sue", "ana", {"branches": ["cn01"]}),
        ("sue", "eve", {"active": False}), ("sue", "max", {"password": "another-password"}),
        ("sue", "two", {"active": False}), ("sue", "ada", {"password": "another-password"}),
        ("sam", "ana", {"role": "admin"}), ("sam", "sue", {"active": False}), ("two", "ana", {"branches": ["cn03"]}),
        ("sue", "sue", {"branches": []}), ("sam", "sam", {"role": "admin"}), ("ada", "ada", {"role": "officer"}),
        ("ada", "ada", {"active": False}), ("ada", "ada", {"password": "another-password"}),
    ],
)  # fmt: skip
def test_nobody_changes_an_account_beyond_what_they_manage_nor_their_own(office, who, whose, wish):
    before = office.story()
    answer = office.browser(who).ask("PATCH", f"{PEOPLE}/{whose}", wish)
    assert no(answer) == (403, "forbidden")
    assert office.story() == before


def test_an_account_that_is_not_there_is_not_found(office):
    assert no(office.browser("ada").ask("PATCH", f"{PEOPLE}/nobody", {"active": False})) == (404, "not_found")


@pytest.mark.parametrize("who", ["ana", "rita"])
def test_officers_and_reception_manage_nobody(office, who):
    window = office.browser(who)
    answers = [
        window.get(PEOPLE), window.ask("POST", PEOPLE, NEW), window.ask("PATCH", f"{PEOPLE}/eve", {"active": False}),
    ]  # fmt: skip
    assert {no(answer) for answer in answers} == {(403, "forbidden")}


OWN = "/api/v1/session/password"


def test_ones_own_password_is_changed_by_the_old_one_and_ends_the_other_sign_ins(room):
    here, there, script = room.browser("ana"), room.browser("ana"), room.script("ana")
    assert here.ask("POST", OWN, {"old": PASSWORD, "new": "mật khẩu mới"}).status_code == 204
    assert (here.is_in(), there.is_in(), script.is_in()) == (True, False, False)
    assert room.browser().sign_in("ana", PASSWORD).status_code == 401
    assert room.browser().sign_in("ana", "mật khẩu mới").status_code == 200
    assert room.story() == [("user.changed", "user/ana", "ana", {"password": "new"})]


def test_without_the_old_password_nothing_changes_and_guessing_it_is_slow(room):
    ana = room.browser("ana")
    guess = {"old": "not-the-password", "new": "another-password"}
    for _ in range(10):
        assert wrong(ana.ask("POST", OWN, guess)) == [("/old", "wrong")]
    slow = ana.ask("POST", OWN, {**guess, "old": PASSWORD})
    assert (no(slow), slow.headers["Retry-After"]) == ((429, "too_many"), "1")
    room.later(seconds=1)
    assert ana.is_in()
    assert room.story() == []
    assert wrong(ana.ask("POST", OWN, {"old": PASSWORD, "new": "short"})) == [("/new", "invalid")]


def test_every_act_on_an_account_stands_in_a_log_that_is_whole(room):
    from server.ledger.events import faults

    ada = room.browser("ada")
    ada.ask("POST", PEOPLE, NEW)
    ada.ask("PATCH", f"{PEOPLE}/lan.anh", {"password": "another-password"})
    perform(room.node, "user switch", {"name": "lan.anh", "active": False})
    assert [(kind, actor) for kind, _, actor, _ in room.story()] == [
        ("user.added", "ada"), ("user.changed", "ada"), ("user.changed", "system"),
    ]  # fmt: skip
    with room.node.ledger.read() as connection:
        assert list(faults(connection)) == []
