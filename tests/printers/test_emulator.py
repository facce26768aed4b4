"""The printer in software behaves as the manuals of real ones say."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from printers.emulator import Emulator
from tests.printers.samples import dots_of

CUT = b"\x1dV\x42\x00"


@pytest.fixture
def emulator(tmp_path: Path) -> Iterator[Emulator]:
    with Emulator(tmp_path) as running:
        yield running


@pytest.fixture
def line(emulator: Emulator) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", emulator.port), 5) as connected:
        yield connected


def raster(*rows: bytes) -> bytes:
    return b"\x1dv0\x00" + bytes((len(rows[0]), 0, len(rows), 0)) + b"".join(rows)


def read(line: socket.socket, count: int) -> bytes:
    received = b""
    while len(received) < count and (more := line.recv(count - len(received))):
        received += more
    return received


def test_it_answers_at_once_even_inside_a_picture(line: socket.socket):
    line.sendall(b"\x1dv0\x00\x48\x00\x40\x00" + b"\xff\x10\x04")
    line.sendall(b"\x01\xff")
    assert read(line, 1) == b"\x12"


def test_what_is_asked_inside_a_picture_stays_part_of_it(emulator: Emulator, line: socket.socket):
    line.sendall(raster(b"\x10\x04\x01") + CUT)
    assert read(line, 1) == b"\x12"
    with Image.open(emulator.await_receipts(1)[0]) as paper:
        assert dots_of(paper)[0][:24] == f"{0x100401:024b}"


def test_a_job_id_comes_back_when_all_before_it_is_on_paper(emulator: Emulator, line: socket.socket):
    line.sendall(b"\x1b@" + raster(b"\xff") + CUT + b"\x1d(H\x06\x00\x30\x30K7Q2")
    assert read(line, 7) == b"\x37\x22K7Q2\x00"
    assert len(emulator.receipts) == 1


def test_the_paper_sensor_answers_in_turn_and_not_while_it_cannot_print(
    emulator: Emulator, line: socket.socket
):
    emulator.fault("near_end")
    line.sendall(b"\x1dr\x01")
    assert read(line, 1) == b"\x03"
    emulator.fault("paper_out")
    line.sendall(b"\x1dr\x01\x10\x04\x04")
    assert read(line, 1) == b"\x7e"
    emulator.fault("paper_out", on=False)
    assert read(line, 1) == b"\x03"


def test_it_reports_each_change_to_who_asked_for_it(emulator: Emulator, line: socket.socket):
    line.sendall(b"\x1da\x0f")
    assert read(line, 4) == b"\x10\x00\x00\x0f"
    emulator.fault("cover_open")
    assert read(line, 4) == b"\x38\x00\x00\x0f"
    emulator.fault("cover_open", on=False)
    assert read(line, 4) == b"\x10\x00\x00\x0f"


def test_it_says_what_it_is(line: socket.socket):
    line.sendall(b"\x1dI\x43")
    assert read(line, 16) == b"_moiso emulator\x00"


def test_a_ticket_that_ran_out_of_paper_goes_on_after_reloading(emulator: Emulator, line: socket.socket):
    line.sendall(raster(b"\xff", b"\x00") + b"\x1dr\x01")
    assert read(line, 1) == b"\x00"
    emulator.fault("paper_out")
    line.sendall(raster(b"\x0f") + CUT + b"\x10\x04\x04")
    assert read(line, 1) == b"\x7e"
    assert emulator.receipts == []
    emulator.fault("paper_out", on=False)
    with Image.open(emulator.await_receipts(1)[0]) as paper:
        assert [row[:8] for row in dots_of(paper)] == ["11111111", "00000000", "00001111"]


def test_it_does_not_swallow_more_than_its_memory(emulator: Emulator, line: socket.socket):
    emulator.fault("offline")
    line.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    line.settimeout(0.2)
    with pytest.raises(TimeoutError):
        line.sendall(raster(*[b"\xff" * 72] * 200) * 1000)


def test_receipts_of_an_earlier_day_stay(tmp_path: Path):
    for _ in range(2):
        with Emulator(tmp_path) as emulator:
            with socket.create_connection(("127.0.0.1", emulator.port), 5) as line:
                line.sendall(raster(b"\xff") + CUT)
            emulator.await_receipts(1)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["receipt-0001.png", "receipt-0002.png"]


def test_a_fault_it_cannot_have_is_an_error(emulator: Emulator):
    with pytest.raises(ValueError, match="on_fire"):
        emulator.fault("on_fire")
