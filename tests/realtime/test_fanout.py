"""A frame written past the queue stays whole, whatever the line does."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import gevent
import pytest
from gevent import socket

from server.web.fanout import Wire

LARGE = 1 << 22
"""More than a line of this machine takes at once."""


@pytest.fixture
def line() -> Iterator[tuple[Wire, Any, Any]]:
    """A wire, its websocket, and the far end that reads when it likes."""
    ours, theirs = socket.socketpair()
    websocket = SimpleNamespace(closed=False, handler=SimpleNamespace(socket=ours), raw_write=None)
    yield Wire(websocket), websocket, theirs
    ours.close()
    theirs.close()


def heard(far_end: Any, count: int) -> bytes:
    got = bytearray()
    with gevent.Timeout(10):
        while len(got) < count:
            got += far_end.recv(1 << 16)
    return bytes(got)


def test_a_frame_leaves_at_once(line):
    wire, _, far_end = line
    assert wire.offer(b"one")
    assert heard(far_end, 3) == b"one"


def test_a_frame_that_is_cut_short_is_finished_before_anything_else_is_said(line):
    wire, websocket, far_end = line
    assert wire.offer(b"a" * LARGE)
    assert not wire.offer(b"b")  # it goes by the queue
    queued = gevent.spawn(websocket.raw_write, b"c")
    gevent.sleep(0)
    assert heard(far_end, LARGE + 1) == b"a" * LARGE + b"c"
    queued.get(timeout=10)
    assert wire.offer(b"d")
    assert heard(far_end, 1) == b"d"


def test_a_line_that_takes_nothing_leaves_the_frame_to_the_queue(line):
    wire, websocket, far_end = line
    filling = gevent.spawn(websocket.raw_write, b"a" * LARGE)
    gevent.sleep(0)
    assert not wire.offer(b"b")
    assert heard(far_end, LARGE) == b"a" * LARGE
    filling.get(timeout=10)


@pytest.mark.parametrize("gone", ["closed", "broken"])
def test_a_line_that_is_gone_takes_no_frame(line, gone):
    wire, websocket, far_end = line
    if gone == "closed":
        websocket.closed = True
    else:
        far_end.close()
    assert not wire.offer(b"a")


def test_a_line_that_breaks_inside_a_frame_lets_the_next_one_find_it_broken(line):
    wire, _, far_end = line
    assert wire.offer(b"a" * LARGE)
    far_end.close()
    gevent.sleep(0.01)
    assert not wire.offer(b"b")


def test_cutting_ends_the_line_under_a_reader_that_does_not_read(line):
    wire, websocket, _ = line
    stuck = gevent.spawn(websocket.raw_write, b"a" * LARGE)
    gevent.sleep(0)
    wire.cut()
    with pytest.raises(OSError, match="closed in another greenlet"):
        stuck.get(timeout=10)
    wire.cut()  # and again is nothing
