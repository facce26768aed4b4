"""Who may listen, where and how: the rest is refused before it hears a word."""

from __future__ import annotations

import base64
import os
import socket
from urllib.parse import urlsplit

import pytest
import requests
import websocket

from tests.conftest import eventually
from tests.realtime.screen import PATH
from tests.realtime.test_snapshots import bearer


def test_strangers_do_not_get_the_desk(north, follow):
    assert refusal(follow(north, "cn02", "desk")) == "forbidden"


@pytest.mark.parametrize("token", ["", "nonsense", "x" * 4000, 7, None, {"a": 1}])
def test_a_token_that_is_nobodys_does_not_open_the_desk(north, follow, token):
    assert refusal(follow(north, "cn02", "desk", token=token)) == "forbidden"


def test_a_kiosks_token_does_not_open_the_desk(north, follow, kiosk):
    assert refusal(follow(north, "cn02", "desk", token=bearer(kiosk))) == "forbidden"


def test_staff_of_another_branch_do_not_get_this_desk(north, follow):
    eve = bearer(north.script("eve"))
    assert refusal(follow(north, "cn02", "desk", token=eve)) == "forbidden"
    assert "waiting" in follow(north, "cn01", "desk", token=eve).last


def test_a_script_of_the_branchs_staff_gets_the_desk(north, follow):
    assert "waiting" in follow(north, "cn02", "desk", token=bearer(north.script("ana"))).last


def test_a_signed_in_browser_gets_the_desk_by_its_cookie(north, follow):
    cookies = north.browser("ana").session.cookies
    cookie = "; ".join(f"{one.name}={one.value}" for one in cookies)
    assert "waiting" in follow(north, "cn02", "desk", headers={"Cookie": cookie}).last


def test_signing_out_closes_the_desk_to_that_cookie(north, follow):
    browser = north.browser("ana")
    cookie = "; ".join(f"{one.name}={one.value}" for one in browser.session.cookies)
    assert browser.delete("/api/v1/session").status_code == 204
    assert refusal(follow(north, "cn02", "desk", headers={"Cookie": cookie})) == "forbidden"


@pytest.mark.parametrize("branch", ["cn99", "", None, 2, ["cn02"], "wall:cn02", "CN02", "\u0000"])
def test_an_unknown_branch_is_refused(north, follow, branch):
    assert refusal(follow(north, branch)) == "not_found"


@pytest.mark.parametrize("view", ["wall", "", None, 1, ["desk"], "DESK"])
def test_an_unknown_view_is_refused(north, follow, view):
    assert refusal(follow(north, "cn02", view)) == "invalid"


def first_word(north, origin):
    wire = websocket.create_connection(north.url.replace("http", "ws") + PATH, origin=origin, timeout=10)
    try:
        return wire.recv()
    finally:
        wire.shutdown()


def test_a_page_from_elsewhere_is_told_nothing(north):
    for origin in ("http://evil.example", "null", north.url + ".evil.example", "https" + north.url[4:]):
        assert first_word(north, origin) == "", origin
    assert first_word(north, north.url).startswith("0{")


def test_polling_is_refused(north):
    answer = requests.get(f"{north.url}/socket.io/?EIO=4&transport=polling", timeout=10)
    assert answer.status_code == 400
    posted = requests.post(f"{north.url}/socket.io/?EIO=4&transport=polling&sid=x", data="40", timeout=10)
    assert posted.status_code == 400


def test_compression_is_not_negotiated(north):
    place = urlsplit(north.url)
    with socket.create_connection((place.hostname, place.port), 10) as wire:
        wire.sendall(
            f"GET {PATH} HTTP/1.1\r\nHost: {place.netloc}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n\r\n".encode()
        )
        answer = wire.recv(4096).lower()
    assert answer.startswith(b"http/1.1 101")
    assert b"sec-websocket-extensions" not in answer.partition(b"\r\n\r\n")[0]


SENT = [
    '42["snapshot",{"branch":"cn02","seq":999999,"calls":[]}]',
    '42["call-next",{"branch":"cn02","counter":"1"}]',
    '42["connect",{}]',
    '42["join",{"room":"desk:cn02"}]',
    '420["heartbeat",{}]',
    '40{"branch":"cn02","view":"desk"}',
    "42[]",
    "42not json",
    '451-["x",{"_placeholder":true,"num":0}]',
    "49",
    "9",
    "",
]


@pytest.mark.parametrize("text", SENT)
def test_nothing_a_client_sends_changes_anything(north, follow, kiosk, text):
    bystander, meddler = follow(north), follow(north)
    before = bystander.last
    meddler.send(text)
    meddler.send('42["snapshot",{}]')
    seq = kiosk.take("tra-ket-qua").json()["seq"]
    assert bystander.sees(seq)["seq"] == before["seq"] + 1
    assert all("waiting" not in one for one in meddler.snapshots)


def refusal(screen):
    """The word of the no; nothing else was said."""
    assert eventually(lambda: screen.refused is not None)
    assert screen.raw == []
    return screen.refused["message"]
