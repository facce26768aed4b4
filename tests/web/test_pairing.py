"""A machine is let in by the code on its screen: by whom, for how long, how often, and what becomes of tokens."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from server.ledger.models import device, next_token, pairing
from server.web.control import perform
from server.web.door import BadInput
from tests.web.bare_node import BareNode

SELF = "/api/v1/devices/self"
KIOSK = "Ki-ốt 1"
PEOPLE = {"sam": ("supervisor", ["cn02"]), "ada": ("admin", []), "ana": ("officer", ["cn02"])}


class Lobby(BareNode):
    """A node without a socket, its staff, and machines that ask to be let in."""

    def __init__(self, var: Any, url: str) -> None:
        super().__init__(var, url, PEOPLE)

    def ask(self, method: str, path: str, body: object = None, token: str | None = None) -> Any:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return self.client.open(path, method=method, headers=headers, json=body)

    def open(self, scope: str = "kiosk") -> Any:
        answer = self.ask("POST", "/api/v1/pairing", {"scope": scope, "version": "0.3"})
        assert answer.status_code == 201, answer.text
        return answer.json

    def approve(self, code: str, who: str = "sam", branch: str = "cn02", name: str = KIOSK) -> Any:
        body = {"branch": branch, "name": name}
        return self.ask("POST", f"/api/v1/pairing/{code}/approve", body, self.tokens[who])

    def claim(self, secret: str) -> Any:
        return self.ask("POST", "/api/v1/pairing/claim", {"secret": secret})

    def pair(self, name: str = KIOSK) -> str:
        asked = self.open()
        assert self.approve(asked["code"], name=name).status_code == 200
        return str(self.claim(asked["secret"]).json["token"])

    def revoke(self, name: str = KIOSK, who: str = "sam", branch: str = "cn02") -> Any:
        path = f"/api/v1/branches/{branch}/devices/{name}/revoke"
        return self.ask("POST", path, {}, self.tokens[who])

    def works(self, token: str) -> bool:
        return bool(self.ask("GET", SELF, token=token).status_code == 200)

    def rotate(self, token: str) -> str:
        return str(self.ask("POST", f"{SELF}/rotate", {}, token).json["token"])

    def story(self) -> list[str]:
        from server.ledger.models import event

        with self.node.ledger.read() as connection:
            rows = connection.execute(event.select().order_by(event.c.seq)).all()
        return [row.type for row in rows if row.type.startswith("device.")]


@pytest.fixture
def lobby(tmp_path: Any, database_url: str) -> Iterator[Lobby]:
    made = Lobby(tmp_path, database_url)
    yield made
    made.node.ledger.close()


def no(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]


def test_a_machine_shows_a_code_staff_approve_it_and_it_fetches_its_token(lobby):
    asked = lobby.open()
    assert asked["code"].isdecimal()
    assert (len(asked["code"]), asked["expires_at"]) == (8, "2026-11-25T01:40:00.000+00:00")
    assert no(lobby.claim(asked["secret"])) == (409, "not_approved")
    approved = lobby.approve(asked["code"])
    assert approved.status_code == 200, approved.text
    told = lobby.claim(asked["secret"])
    assert told.headers["Cache-Control"] == "no-store"
    assert told.json == {**approved.json, "token": told.json["token"]}
    assert (told.json["branch"], told.json["name"], told.json["scope"]) == ("cn02", KIOSK, "kiosk")
    itself = lobby.ask("GET", SELF, token=told.json["token"]).json
    assert (itself["id"], itself["branch"], itself["name"]) == (told.json["id"], "cn02", KIOSK)
    assert lobby.story() == ["device.paired"]


def test_the_token_is_told_again_until_it_is_used_and_then_never_more(lobby):
    asked = lobby.open()
    lobby.approve(asked["code"])
    token = lobby.claim(asked["secret"]).json["token"]
    assert lobby.claim(asked["secret"]).json["token"] == token
    assert lobby.works(token)
    assert no(lobby.claim(asked["secret"])) == (404, "not_found")
    assert lobby.works(token)


def test_neither_token_nor_secret_stands_in_the_ledger(lobby):
    asked = lobby.open()
    lobby.approve(asked["code"])
    token = lobby.claim(asked["secret"]).json["token"]
    with lobby.node.ledger.read() as connection:
        kept = [str(connection.execute(table.select()).all()) for table in (pairing, next_token, device)]
    assert asked["code"] in kept[0]
    assert not any(word in text for word in (token, asked["secret"]) for text in kept)


def test_a_secret_that_nobody_gave_fetches_nothing(lobby):
    assert no(lobby.claim("moiso_guessed")) == (404, "not_found")


def test_a_code_is_good_for_ten_minutes(lobby):
    asked, late = lobby.open(), lobby.open()
    lobby.clock.at += timedelta(minutes=9, seconds=59)
    assert lobby.approve(asked["code"]).status_code == 200
    lobby.clock.at += timedelta(seconds=1)
    assert no(lobby.approve(late["code"])) == (410, "too_late")
    assert no(lobby.claim(late["secret"])) == (410, "too_late")
    assert lobby.claim(asked["secret"]).status_code == 200
    lobby.clock.at += timedelta(minutes=10)
    assert no(lobby.claim(asked["secret"])) == (410, "too_late")
    lobby.clock.at += timedelta(hours=2)
    lobby.open()
    assert no(lobby.claim(late["secret"])) == (404, "not_found")


def test_a_code_is_used_once(lobby):
    asked = lobby.open()
    first = lobby.approve(asked["code"])
    assert lobby.approve(asked["code"]).json == first.json  # a second press of the same button
    assert no(lobby.approve(asked["code"], name="Ki-ốt 2")) == (409, "wrong_state")
    assert no(lobby.approve(asked["code"], who="ada", branch="cn01")) == (409, "wrong_state")
    lobby.works(lobby.claim(asked["secret"]).json["token"])
    assert no(lobby.approve(asked["code"])) == (404, "not_found")


def test_a_supervisor_lets_in_at_their_branches_only(lobby):
    asked = lobby.open()
    assert no(lobby.approve(asked["code"], branch="cn01")) == (403, "forbidden")
    assert no(lobby.approve(asked["code"], who="ana")) == (403, "forbidden")
    assert lobby.approve(asked["code"], who="ada", branch="cn01").status_code == 200


@pytest.mark.parametrize(
    ("body", "pointer"),
    [({"branch": "cn99", "name": KIOSK}, "/branch"), ({"branch": "cn02", "name": " "}, "/name"),
     ({"branch": "cn02", "name": "a\nb"}, "/name"), ({"branch": "cn02", "name": "x" * 41}, "/name"),
     ({"branch": "cn02"}, "/name"), ({"branch": "cn02", "name": KIOSK, "mood": "good"}, "/mood")],
)  # fmt: skip
def test_a_wish_that_cannot_be_is_refused_by_its_place_and_the_code_stays_good(lobby, body, pointer):
    asked = lobby.open()
    path = f"/api/v1/pairing/{asked['code']}/approve"
    refused = lobby.ask("POST", path, body, lobby.tokens["ada"])
    assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, pointer)
    assert lobby.approve(asked["code"]).status_code == 200


@pytest.mark.parametrize(
    "body", [{}, {"scope": "keypad", "version": "1"}, {"scope": "kiosk", "version": "v" * 33}]
)
def test_a_machine_that_asks_in_other_words_is_refused(lobby, body):
    assert no(lobby.ask("POST", "/api/v1/pairing", body)) == (422, "invalid")


def test_so_many_machines_may_ask_at_a_time_and_no_more(lobby):
    asked = [lobby.open() for _ in range(50)]
    assert len({one["code"] for one in asked}) == 50
    body = {"scope": "kiosk", "version": "1"}
    assert no(lobby.ask("POST", "/api/v1/pairing", body)) == (429, "too_many")
    lobby.approve(asked[0]["code"])
    lobby.open()
    lobby.clock.at += timedelta(minutes=10)
    lobby.open()


def test_whoever_guesses_codes_has_to_wait(lobby):
    asked = lobby.open()
    wrong = f"{(int(asked['code']) + 1) % 10**8:08}"
    assert {no(lobby.approve(wrong)) for _ in range(10)} == {(404, "not_found")}
    assert no(lobby.approve(asked["code"])) == (429, "too_many")
    assert lobby.approve(asked["code"], who="ada").status_code == 200
    lobby.clock.at += timedelta(minutes=10)
    assert lobby.approve(lobby.open()["code"], name="Ki-ốt 2").status_code == 200


def test_a_new_machine_takes_the_place_of_the_broken_one_in_the_middle_of_the_day(lobby):
    old = lobby.pair()
    take = f"/api/v1/branches/cn02/tickets/{uuid.uuid4()}"
    assert lobby.ask("PUT", take, {"service": "ho-tich"}, old).json["number"] == "A001"
    asked = lobby.open()
    assert lobby.works(old)
    lobby.approve(asked["code"])
    assert not lobby.works(old)
    new = lobby.claim(asked["secret"]).json["token"]
    take = f"/api/v1/branches/cn02/tickets/{uuid.uuid4()}"
    assert lobby.ask("PUT", take, {"service": "ho-tich"}, new).json["number"] == "A002"
    assert lobby.story() == ["device.paired", "device.revoked", "device.paired"]


def test_a_kiosk_does_not_take_the_name_of_a_wall(lobby):
    perform(lobby.node, "device add", {"name": "Bảng", "branch": "cn02", "scope": "display"})
    refused = lobby.approve(lobby.open()["code"], name="Bảng")
    assert refused.json["errors"] == [{"pointer": "/name", "code": "taken"}]


def test_a_device_that_was_put_out_before_it_fetched_its_token_gets_none(lobby):
    asked = lobby.open()
    lobby.approve(asked["code"])
    token = lobby.claim(asked["secret"]).json["token"]
    assert lobby.revoke().status_code == 200
    assert no(lobby.claim(asked["secret"])) == (404, "not_found")
    assert not lobby.works(token)


def test_an_old_token_works_until_the_new_one_is_used(lobby):
    old = lobby.pair()
    lost = lobby.rotate(old)
    new = lobby.rotate(old)
    assert lobby.works(old)
    assert not lobby.works(lost)
    assert lobby.works(new)
    assert not lobby.works(old)
    assert lobby.works(new)


def test_a_revoked_device_has_no_token_left_not_even_one_it_never_used(lobby):
    old = lobby.pair()
    new = lobby.rotate(old)
    assert lobby.revoke().json == {"name": KIOSK, "branch": "cn02"}
    assert not lobby.works(new)
    assert not lobby.works(old)
    assert no(lobby.revoke()) == (404, "not_found")


def test_a_device_is_put_out_by_those_who_may_let_it_in(lobby):
    token = lobby.pair()
    assert no(lobby.revoke(who="ana")) == (403, "forbidden")
    assert no(lobby.revoke(who="sam", branch="cn01")) == (403, "forbidden")
    assert lobby.works(token)
    assert lobby.revoke(who="ada").status_code == 200


def test_the_command_line_lets_in_lists_and_puts_out(lobby):
    asked = lobby.open()
    typed = {"code": f"{asked['code'][:4]} {asked['code'][4:]}", "branch": "cn02", "name": KIOSK}
    assert perform(lobby.node, "device approve", typed) == ["approved Ki-ốt 1 at cn02 (kiosk)"]
    assert perform(lobby.node, "device list", {"branch": ""}) == ["cn02\tKi-ốt 1\tkiosk\tnever seen"]
    token = lobby.claim(asked["secret"]).json["token"]
    lobby.ask("POST", f"{SELF}/heartbeat", {"version": "1"}, token)
    assert perform(lobby.node, "device list", {"branch": "cn02"}) == ["cn02\tKi-ốt 1\tkiosk\tonline"]
    assert perform(lobby.node, "device list", {"branch": "cn01"}) == []
    for wrong, why in (("00000000", "no device shows"), (asked["code"], "no device shows")):
        with pytest.raises(BadInput, match=why):
            perform(lobby.node, "device approve", {**typed, "code": wrong})
    with pytest.raises(BadInput, match="branch is unknown"):
        perform(lobby.node, "device approve", {**typed, "branch": "cn99"})
    assert perform(lobby.node, "device revoke", {"name": KIOSK, "branch": "cn02"}) == ["revoked Ki-ốt 1"]
    assert not lobby.works(token)
