"""Signing in with a browser: the cookie, its CSRF token, and what is never told."""

from __future__ import annotations

import unicodedata
import uuid
from http.cookies import Morsel, SimpleCookie
from typing import Any

import pytest
import requests

from tests.conftest import eventually

PASSWORD = "moiso-demo"


def sign_in(node: Any, name: object, password: object) -> requests.Response:
    body = {"username": name, "password": password}
    return requests.post(f"{node.url}/api/v1/session", json=body, timeout=30)


def cookie(answer: requests.Response) -> Morsel[str]:
    return SimpleCookie(answer.headers["Set-Cookie"])["moiso_session"]


def test_who_signs_in_is_told_who_they_are(north):
    told = sign_in(north, "ana", PASSWORD)
    assert told.status_code == 200
    assert {key: told.json()[key] for key in ("username", "role", "branches")} == {
        "username": "ana", "role": "officer", "branches": ["cn02"],
    }  # fmt: skip
    assert len(told.json()["csrf_token"]) >= 32


def test_who_may_enter_every_branch_is_told_them_all(north):
    assert len(sign_in(north, "sam", PASSWORD).json()["branches"]) >= 12


def test_the_page_may_ask_again_who_is_signed_in(north):
    ana = north.browser("ana")
    again = ana.get("/api/v1/session")
    assert again.json()["csrf_token"] == ana.headers["X-CSRF-Token"]
    assert (again.json()["username"], again.json()["role"]) == ("ana", "officer")


def test_nobody_is_signed_in_without_a_cookie(north):
    assert requests.get(f"{north.url}/api/v1/session", timeout=30).status_code == 401


def test_a_wrong_password_and_an_unknown_name_look_alike(north):
    wrong, unknown = sign_in(north, "ana", "wrong-password"), sign_in(north, "nobody", "wrong-password")
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.content == unknown.content
    assert "Set-Cookie" not in wrong.headers
    assert {**wrong.headers, "Date": ""} == {**unknown.headers, "Date": ""}


@pytest.mark.parametrize("password", ["MOISO-DEMO", "moiso-demo ", "moiso-dem", "moiso-demo" * 3, "đ" * 200])
def test_only_the_password_itself_opens(north, password):
    assert sign_in(north, "ana", password).status_code == 401


def test_a_vietnamese_password_opens_however_it_is_typed(north):
    north.act("user add", name="hoa", role="officer", branches=["cn02"], password="mật-khẩu-của-tôi")
    for form in ("NFC", "NFD"):
        typed = unicodedata.normalize(form, "mật-khẩu-của-tôi")
        assert sign_in(north, "hoa", typed).status_code == 200


def test_the_cookie_is_hidden_from_scripts_and_from_other_sites(north):
    given = cookie(sign_in(north, "ana", PASSWORD))
    assert given["httponly"] is True
    assert given["samesite"] == "Lax"
    assert given["path"] == "/"
    assert not given["secure"]
    assert int(given["max-age"]) > 0


def test_the_cookie_travels_only_encrypted_where_the_address_says_https(make_node):
    node = make_node(MOISO_PUBLIC_URL="https://so.example.vn").start().furnish()
    assert cookie(sign_in(node, "ana", PASSWORD))["secure"] is True


@pytest.mark.parametrize("token", [None, "", "0" * 64, "đ"])
@pytest.mark.parametrize("verb", ["open", "call-next", "close"])
def test_a_write_with_a_cookie_needs_its_csrf_token(north, verb, token):
    ana = north.browser("ana")
    before = _seq(ana)
    headers = {} if token is None else {"X-CSRF-Token": token.encode()}
    answer = _bare(ana, f"/api/v1/branches/cn02/counters/3/{verb}", headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf")
    assert _seq(ana) == before


def test_the_csrf_token_of_another_session_does_not_fit(north):
    ana, binh = north.browser("ana"), north.browser("binh")
    headers = {"X-CSRF-Token": binh.headers["X-CSRF-Token"]}
    assert _bare(ana, "/api/v1/branches/cn02/counters/3/open", headers).json()["code"] == "csrf"


def test_taking_a_number_with_a_cookie_needs_the_csrf_token_too(north):
    ana = north.browser("ana")
    right = ana.headers.pop("X-CSRF-Token")
    assert ana.take("xay-dung").json()["code"] == "csrf"
    ana.headers["X-CSRF-Token"] = right
    assert ana.take("xay-dung").status_code == 201


def test_a_press_that_lacked_its_csrf_token_may_be_repeated_with_it(north):
    ana, key = north.browser("ana"), str(uuid.uuid4())
    right = ana.headers.pop("X-CSRF-Token")
    assert ana.at("3", "open", key=key).json()["code"] == "csrf"
    ana.headers["X-CSRF-Token"] = right
    assert ana.at("3", "open", key=key).status_code == 200
    ana.at("3", "close")


def test_signing_out_kills_the_cookie_and_every_copy_of_it(north):
    ana = north.browser("ana")
    copied = requests.Session()
    copied.cookies.update(ana.session.cookies)
    assert copied.get(f"{north.url}/api/v1/session", timeout=30).status_code == 200
    assert ana.delete("/api/v1/session").status_code == 204
    assert copied.get(f"{north.url}/api/v1/session", timeout=30).status_code == 401
    assert ana.get("/api/v1/session").status_code == 401


def test_another_site_cannot_sign_anybody_out(north):
    ana = north.browser("ana")
    right = ana.headers.pop("X-CSRF-Token")
    assert ana.delete("/api/v1/session").json()["code"] == "csrf"
    ana.headers["X-CSRF-Token"] = right
    assert ana.get("/api/v1/session").status_code == 200


def test_signing_out_twice_is_no_fault(north):
    ana = north.browser("ana")
    assert [ana.delete("/api/v1/session").status_code for _ in range(2)] == [204, 204]


def test_a_session_runs_out(make_node):
    node = make_node(MOISO_SESSION_S="1").start().furnish()
    ana = node.browser("ana")
    assert eventually(lambda: ana.get("/api/v1/session").status_code == 401)


def test_a_browsers_token_is_no_scripts_token_and_the_other_way_round(north):
    ana, script = north.browser("ana"), north.script("ana")
    secret = ana.session.cookies["moiso_session"]
    as_script = requests.get(
        f"{north.url}/api/v1/branches/cn02/events",
        headers={"Authorization": f"Bearer {secret}"}, timeout=30,
    )  # fmt: skip
    token = script.headers["Authorization"].removeprefix("Bearer ")
    as_browser = requests.get(
        f"{north.url}/api/v1/session", headers={"Cookie": f"moiso_session={token}"}, timeout=30
    )
    assert (as_script.status_code, as_browser.status_code) == (401, 401)


@pytest.mark.parametrize(
    "header", ["Bearer", "Bearer ", "Bearer  x", "bearer \xff", "Basic YTpi", "x" * 4000]
)
def test_a_strange_authorization_is_nobody(north, header):
    answer = requests.get(
        f"{north.url}/api/v1/branches/cn02/events",
        headers={"Authorization": header.encode("latin-1")}, timeout=30,
    )  # fmt: skip
    assert answer.status_code == 401


def test_a_dead_bearer_is_not_helped_by_a_live_cookie(north):
    ana = north.browser("ana")
    headers = {"Authorization": "Bearer dead"}
    assert ana.get("/api/v1/branches/cn02/events", headers=headers).status_code == 401


def test_no_password_and_no_token_is_written_to_the_nodes_log(make_node):
    node = make_node().start().furnish()
    ana, script, kiosk = node.browser("ana"), node.script("ana"), node.kiosk()
    sign_in(node, "ana", "a-wrong-password-of-ana")
    sign_in(node, ["ana"], {"odd": "a-wrong-password-of-ana"})
    ticket = kiosk.take("ho-tich").json()
    secrets = [
        PASSWORD, "a-wrong-password-of-ana", ana.session.cookies["moiso_session"], ana.headers["X-CSRF-Token"],
        script.headers["Authorization"].split()[1], kiosk.headers["Authorization"].split()[1], ticket["code"],
    ]  # fmt: skip
    requests.get(f"{node.url}/t/{ticket['code']}", timeout=30)
    node.stop()
    written = node.log.read_text("utf-8")
    assert [one for one in secrets if one in written] == []


def test_no_secret_stands_in_the_ledger_as_it_is(make_node):
    node = make_node().start().furnish()
    ana, script, kiosk = node.browser("ana"), node.script("ana"), node.kiosk()
    node.stop()
    stored = b"".join(path.read_bytes() for path in (node.folder / "var").glob("moiso.db*"))
    secrets = [PASSWORD, ana.session.cookies["moiso_session"]]
    secrets += [one.headers["Authorization"].split()[1] for one in (script, kiosk)]
    assert b"ana" in stored
    assert [one for one in secrets if one.encode() in stored] == []


def _bare(caller: Any, path: str, headers: dict[str, Any]) -> requests.Response:
    """A write with the caller's cookie and nothing else of theirs."""
    return requests.post(
        caller.node.url + path, json={}, cookies=caller.session.cookies,
        headers={"Idempotency-Key": str(uuid.uuid4()), **headers}, timeout=30,
    )  # fmt: skip


def _seq(caller: Any) -> int:
    return int(caller.get("/api/v1/branches/cn02/events?limit=1").json()["last_seq"])
