"""A screen that stops reading is cut, and nobody else notices."""

from __future__ import annotations

import json
import socket
import threading
from urllib.parse import urlsplit

import pytest

from tests.node import Caller, NodeProcess
from tests.realtime.screen import PATH

LINE = 600


def deaf(node: NodeProcess, greets: bool = True) -> socket.socket:
    """Follows the branch with the whole line in each frame, and reads nothing of it."""
    place = urlsplit(node.url)
    wire = socket.socket()
    wire.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    wire.settimeout(30)
    wire.connect((place.hostname, place.port))
    wire.sendall(
        f"GET {PATH} HTTP/1.1\r\nHost: {place.netloc}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
    )
    assert wire.recv(12).endswith(b"101")
    text = b'40{"branch":"cn02","code":"7KQ2MX9DTRW4H"}'
    if greets:
        wire.sendall(bytes([0x81, 0x80 | len(text), 0, 0, 0, 0]) + text)
    return wire


def ends(wire: socket.socket) -> bool:
    """Whether reading what the kernel still holds comes to an end."""
    try:
        while wire.recv(1 << 16):
            pass
    except TimeoutError:
        return False
    except ConnectionResetError:
        return True
    return True


def fill_the_line(kiosk: Caller) -> None:
    callers = [Caller(kiosk.node, kiosk.headers) for _ in range(8)]
    takers = [threading.Thread(target=take, args=(one, LINE // 8)) for one in callers]
    for taker in takers:
        taker.start()
    for taker in takers:
        taker.join()


def take(kiosk: Caller, count: int) -> None:
    for _ in range(count):
        kiosk.take("dat-dai")
    kiosk.session.close()


@pytest.mark.thorough
def test_a_reader_that_stops_reading_is_cut_and_harms_nobody(north, follow, kiosk):
    fill_the_line(kiosk)
    wall, phone = follow(north), follow(north, code="7KQ2MX9DTRW4H")
    with deaf(north) as wire:
        for _ in range(600):
            seq = kiosk.take("tu-van").json()["seq"]
            wall.sees(seq)  # one frame for each: they are not gathered
            if "cutting a reader" in north.log.read_text():
                break
        assert ends(wire)
    assert phone.sees(seq)["seq"] >= seq
    assert len(phone.last["line"]) > LINE
    assert not wall.ended
    assert not phone.ended
    assert follow(north).last["seq"] >= seq


@pytest.mark.thorough
def test_a_line_that_never_answers_a_ping_is_let_go(north):
    """A phone that froze says no goodbye; its line must not stay open for ever."""
    with deaf(north) as frozen, deaf(north, greets=False) as mute:
        for wire in (frozen, mute):
            wire.settimeout(90)
            assert ends(wire)


def test_a_greeting_that_is_no_greeting_harms_nobody(north, follow, kiosk):
    wall = follow(north)
    wall.last  # noqa: B018 - it is there
    for start in (b"\x00" * 64, b"GET / HTTP/1.1\r\n", json.dumps({}).encode(), b"\xff" * 4096):
        place = urlsplit(north.url)
        with socket.create_connection((place.hostname, place.port), 10) as wire:
            wire.sendall(start)
    assert wall.sees(kiosk.take("tu-van").json()["seq"])
