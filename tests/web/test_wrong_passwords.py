"""Guessing passwords is slow, and whoever guesses makes nobody wait who works where they work."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from server.commands.signing_in import FREE_AT_ADDRESS, FREE_TRIES, LONGEST_AT_ADDRESS_S, LONGEST_WAIT_S
from server.web.control import perform
from server.web.device_mark import COOKIE, MOST_SEALS
from tests.node import PASSWORD
from tests.web.desk import together
from tests.web.staff_room import StaffRoom, Window, no

WRONG = "not-the-password"
STRANGER = "10.9.9.9"


@pytest.fixture
def room(tmp_path: Any, sqlite_url: str) -> Iterator[StaffRoom]:
    made = StaffRoom(tmp_path, sqlite_url)
    yield made
    made.node.ledger.close()


def hammer(window: Window, name: str, times: int) -> list[int]:
    return [window.sign_in(name, WRONG).status_code for _ in range(times)]


def wait(answer: Any) -> int:
    """Seconds to the next try, as the node tells them."""
    assert no(answer) == (429, "too_many")
    return int(answer.headers["Retry-After"])


def test_after_ten_wrong_passwords_each_further_try_waits_twice_as_long(room):
    stranger = room.browser()
    assert hammer(stranger, "ana", FREE_TRIES) == [401] * FREE_TRIES
    waits = []
    for _ in range(12):
        waits.append(wait(stranger.sign_in("ana", WRONG)))
        room.later(seconds=waits[-1])
        assert stranger.sign_in("ana", WRONG).status_code == 401
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, LONGEST_WAIT_S, LONGEST_WAIT_S]


def test_who_must_wait_is_told_how_long_and_the_right_password_is_not_tried(room):
    stranger = room.browser()
    hammer(stranger, "ana", FREE_TRIES + 1)
    room.later(milliseconds=400)
    assert wait(stranger.sign_in("ana", PASSWORD)) == 1
    room.later(milliseconds=600)
    assert stranger.sign_in("ana", PASSWORD).status_code == 200


def test_a_name_that_nobody_has_is_throttled_just_the_same(room):
    answers = {name: hammer(room.browser(), name, FREE_TRIES + 3) for name in ("ana", "nobody")}
    assert answers["ana"] == answers["nobody"] == [401] * FREE_TRIES + [429] * 3


def test_a_stranger_who_hammers_a_name_keeps_its_owner_out_of_no_device_of_theirs(room):
    ana = room.browser("ana", address="10.0.0.1")
    ana.ask("DELETE", "/api/v1/session")
    assert 429 in hammer(room.browser(address=STRANGER), "ana", 40)
    assert ana.sign_in("ana").status_code == 200
    assert wait(room.browser(address="10.0.0.7").sign_in("ana")) > 0


def test_nor_does_a_stranger_in_the_same_office_behind_one_address(room):
    ana = room.browser("ana")
    ana.ask("DELETE", "/api/v1/session")
    stranger = room.browser()
    for name in ("ana", "rita", "eve", "max"):
        hammer(stranger, name, FREE_TRIES)
    assert wait(stranger.sign_in("sue", WRONG)) > 0
    assert ana.sign_in("ana").status_code == 200


def test_a_device_of_one_account_is_no_device_of_another(room):
    device = room.browser("ana")
    hammer(room.browser(address=STRANGER), "rita", FREE_TRIES)
    assert wait(device.sign_in("rita")) > 0
    room.later(seconds=1)
    assert device.sign_in("rita").status_code == 200
    hammer(room.browser(address=STRANGER), "rita", FREE_TRIES)
    assert device.sign_in("rita").status_code == 200
    assert device.sign_in("ana").status_code == 200


def test_on_ones_own_device_guessing_is_slow_too(room):
    ana = room.browser("ana")
    assert hammer(ana, "ana", FREE_TRIES + 1) == [401] * FREE_TRIES + [429]
    assert room.browser(address=STRANGER).sign_in("ana").status_code == 200


def test_the_right_password_makes_ones_own_device_as_new_but_takes_no_guess_of_strangers_back(room):
    ana, stranger = room.browser("ana"), room.browser(address=STRANGER)
    hammer(ana, "ana", FREE_TRIES - 1)
    assert ana.sign_in("ana").status_code == 200
    assert hammer(ana, "ana", FREE_TRIES) == [401] * FREE_TRIES
    hammer(stranger, "ana", FREE_TRIES - 1)
    assert room.browser(address="10.0.0.7").sign_in("ana").status_code == 200
    assert hammer(stranger, "ana", 2) == [401, 429]


def test_one_address_that_tries_many_names_waits_a_minute_at_most(room):
    stranger = room.browser(address=STRANGER)
    names = [f"name{place}" for place in range(FREE_AT_ADDRESS)]
    assert [stranger.sign_in(name, WRONG).status_code for name in names] == [401] * FREE_AT_ADDRESS
    waits = []
    for place in range(8):
        waits.append(wait(stranger.sign_in(f"other{place}", WRONG)))
        room.later(seconds=waits[-1])
        assert stranger.sign_in(f"other{place}", WRONG).status_code == 401
    assert waits == [1, 2, 4, 8, 16, 32, LONGEST_AT_ADDRESS_S, LONGEST_AT_ADDRESS_S]
    assert room.browser(address="10.0.0.7").sign_in("ana").status_code == 200


def test_of_ipv6_the_whole_network_is_one_address(room):
    for place in range(FREE_AT_ADDRESS):
        room.browser(address=f"2001:db8::{place:x}").sign_in(f"name{place}", WRONG)
    assert wait(room.browser(address="2001:db8::ffff:1").sign_in("ana")) > 0
    assert room.browser(address="2001:db8:0:1::1").sign_in("ana").status_code == 200


def test_a_day_without_a_try_makes_a_name_as_new(room):
    stranger = room.browser()
    hammer(stranger, "ana", FREE_TRIES)
    room.later(hours=24)
    assert hammer(stranger, "ana", FREE_TRIES) == [401] * FREE_TRIES


@pytest.mark.parametrize(
    "cookie", ["", "x", "." * 500, "a" * 22 + ".b", f"{'a' * 22}.{'0' * 22}", "đ", "a" * 4000]
)
def test_a_mark_that_somebody_made_up_opens_nothing(room, cookie):
    hammer(room.browser(address="10.0.0.7"), "ana", FREE_TRIES)
    forger = room.browser(address=STRANGER)
    forger.client.set_cookie(COOKIE, cookie, path="/api/v1/session")
    assert wait(forger.sign_in("ana")) > 0


def test_the_mark_is_hidden_from_scripts_goes_to_the_sign_in_alone_and_names_nobody(room):
    window = room.browser()
    answer = window.sign_in("ana")
    (given,) = [one for one in answer.headers.getlist("Set-Cookie") if one.startswith(f"{COOKIE}=")]
    assert "HttpOnly" in given
    assert "SameSite=Strict" in given
    assert "Path=/api/v1/session;" in given
    assert "ana" not in given.partition(";")[0]
    assert "Set-Cookie" not in room.browser().sign_in("ana", WRONG).headers


def test_a_mark_outlives_a_restart_of_the_node_and_holds_so_many_accounts_only(room, tmp_path, sqlite_url):
    ana = room.browser("ana")
    marked = ana.client.get_cookie(COOKIE, path="/api/v1/session")
    again = StaffRoom(tmp_path, sqlite_url)
    hammer(again.browser(address=STRANGER), "ana", FREE_TRIES)
    window = again.browser()
    window.client.set_cookie(COOKIE, marked.value, path="/api/v1/session")
    assert window.sign_in("ana").status_code == 200
    for place in range(MOST_SEALS):
        person = {"name": f"p{place}", "role": "officer", "branches": ["cn02"], "password": PASSWORD}
        perform(again.node, "user add", person)
        assert window.sign_in(f"p{place}").status_code == 200
    last = window.client.get_cookie(COOKIE, path="/api/v1/session").value
    assert (len(last.split(".")), last.split(".")[0]) == (MOST_SEALS + 1, marked.value.split(".")[0])
    assert wait(window.sign_in("ana")) > 0
    again.node.ledger.close()


def test_tries_at_the_same_time_are_not_all_the_first(north):
    """Against a real node: each is counted before it is judged."""
    url = "/api/v1/session"
    callers = [north.kiosk(name=f"k{place}") for place in range(2 * FREE_TRIES)]
    asked = [lambda by=by: by.post(url, {"username": "rita", "password": WRONG}, key=None) for by in callers]
    statuses = sorted(answer.status_code for answer in together(*asked))
    assert statuses == [401] * FREE_TRIES + [429] * FREE_TRIES
