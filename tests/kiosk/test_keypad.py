"""`moiso-kiosk keys`: bytes of a real keyboard become presses at a real node."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.input_events import presses
from kiosk.keypad import Keypad, find_place
from kiosk.upstream import Upstream
from tests.node import NodeProcess
from tests.web.desk import Desk

COMMAND = Path(sys.executable).with_name("moiso-kiosk")
ENTER, PLUS, MINUS, LETTER = 96, 78, 74, 30
DOWN, HELD, UP = 1, 2, 0


def event(code: int, value: int, kind: int = 1) -> bytes:
    return struct.pack("llHHi", 1_764_000_000, 0, kind, code, value)


def stroke(code: int) -> bytes:
    """As the kernel tells one: scan code, down, held, up, each with its end."""
    end = event(0, 0, kind=0)
    return event(4, 458_840, kind=4) + b"".join(event(code, value) + end for value in (DOWN, HELD, UP))


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    os.mkfifo(tmp_path / "keypad")
    return tmp_path / "keypad"


def test_one_stroke_is_one_press_however_long_it_is_held(pipe: Path):
    writer = threading.Thread(target=pipe.write_bytes, args=(stroke(ENTER) + stroke(LETTER) + stroke(PLUS),))
    writer.start()
    assert list(presses(pipe)) == [ENTER, LETTER, PLUS]
    writer.join()


@pytest.fixture
def desk(north: NodeProcess) -> Iterator[Desk]:
    made = Desk(north.script("ana"), north.script("sam"), north.kiosk())
    yield made
    made.clear()


def test_the_keys_of_a_counter_call_recall_and_mark_absent(north: NodeProcess, desk: Desk, pipe: Path):
    desk.opened()
    desk.waiting()
    (token,) = north.act("keypad add", name="Phím", branch="cn02", at=desk.counter)
    running = subprocess.Popen(
        [COMMAND, "keys", "--server", north.url, "--token", token, "--device", pipe],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    pipe.write_bytes(
        stroke(ENTER) + stroke(ENTER) + stroke(LETTER) + stroke(PLUS) + stroke(MINUS) + stroke(MINUS)
    )
    said, complaint = running.communicate(timeout=60)
    assert said.splitlines()[0] == f"keys of counter {desk.counter} at cn02"
    assert [line.partition(": ")[0] for line in said.splitlines()[1:]] == [
        "next",
        "recall",
        "no_show",
        "no_show",
    ]
    assert said.splitlines()[-1] == "no_show: refused, wrong_state"
    assert (running.returncode, complaint) == (1, "moiso-kiosk: the keypad is gone\n")


def test_a_press_that_comes_too_late_is_no_press_and_the_next_one_is_in_time(north: NodeProcess, desk: Desk):
    desk.opened()
    desk.waiting()
    (token,) = north.act("keypad add", name="Phím", branch="cn02", at=desk.counter)
    line = Upstream(north.url, token)
    keypad = Keypad(line, find_place(line), lambda _: None)
    keypad._clock._read_at += 60  # its reading of the node's clock is a minute behind
    assert keypad.press("next") == "next: refused, too_late"
    assert keypad.press("next").endswith(" called")
    line.close()


def test_a_token_that_is_no_keypads_is_refused_in_a_line(north: NodeProcess, pipe: Path):
    (token,) = north.act("device add", name="Ki-ốt thử", branch="cn02", scope="kiosk")
    done = subprocess.run(
        [COMMAND, "keys", "--server", north.url, "--token", token, "--device", pipe],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "not a keypad's" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_keypad_that_nobody_answers_says_so(pipe: Path):
    done = subprocess.run(
        [COMMAND, "keys", "--server", "http://127.0.0.1:9", "--token", "x", "--device", pipe],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "does not answer" in done.stderr
