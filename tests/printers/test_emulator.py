"""The printer in software answers as the manuals of real ones say."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from printers.emulator import Emulator
from tests.printers.wire import CUT, WELL, connect, dots_on, mark, marked, raster, read

CLEAR = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"


@pytest.fixture
def emulator(tmp_path: Path) -> Iterator[Emulator]:
    with Emulator(tmp_path) as running:
        yield running


@pytest.fixture
def line(emulator: Emulator) -> Iterator[socket.socket]:
    with connect(emulator) as connected:
        yield connected


def test_it_answers_at_once_even_inside_a_picture(line: socket.socket):
    line.sendall(b"\x1dv0\x00\x48\x00\x40\x00" + b"\xff\x10\x04")
    line.sendall(b"\x01\xff")
    assert read(line, 1) == b"\x12"


def test_what_is_asked_inside_a_picture_stays_part_of_it(emulator: Emulator, line: socket.socket):
    line.sendall(raster(b"\x10\x04\x01") + CUT)
    assert read(line, 1) == b"\x12"
    assert dots_on(emulator.await_receipts(1)[0])[0][:24] == f"{0x100401:024b}"


@pytest.mark.parametrize(
    ("fault", "answers", "report"),
    [
        ("paper_out", b"\x1a\x32\x12\x7e", b"\x18\x00\x0f\x0f"),
        ("near_end", b"\x12\x12\x12\x1e", b"\x10\x00\x03\x0f"),
        ("cover_open", b"\x1a\x16\x12\x12", b"\x38\x00\x00\x0f"),
        ("cutter_jam", b"\x1a\x52\x1a\x12", b"\x18\x08\x00\x0f"),
        ("overheat", b"\x1a\x52\x52\x12", b"\x18\x40\x00\x0f"),
        ("offline", b"\x1a\x12\x12\x12", b"\x18\x00\x00\x0f"),
    ],
)
def test_it_tells_what_is_wrong_when_asked_and_reports_it_by_itself(
    emulator: Emulator, line: socket.socket, fault: str, answers: bytes, report: bytes
):
    line.sendall(b"\x1da\x0f")
    assert read(line, 4) == WELL
    emulator.fault(fault)
    assert read(line, 4) == report
    line.sendall(b"\x10\x04\x01\x10\x04\x02\x10\x04\x03\x10\x04\x04")
    assert read(line, 4) == answers
    emulator.fault(fault, on=False)
    assert read(line, 4) == WELL


def test_it_reports_only_what_it_was_asked_to_watch(emulator: Emulator, line: socket.socket):
    line.sendall(b"\x1da\x02")
    assert read(line, 4) == WELL
    emulator.fault("near_end")
    emulator.fault("offline")
    assert read(line, 4) == b"\x18\x00\x03\x0f"


def test_starting_anew_ends_the_reports(emulator: Emulator, line: socket.socket):
    line.sendall(b"\x1da\x0f\x1b@\x1dr\x01")
    assert read(line, 5) == WELL + b"\x00"
    emulator.fault("cover_open")
    line.sendall(b"\x10\x04\x01")
    assert read(line, 1) == b"\x1a"


def test_a_job_id_comes_back_when_all_before_it_is_on_paper(emulator: Emulator, line: socket.socket):
    emulator.after(1, "paper_out")
    line.sendall(b"\x1b@" + raster(*[b"\xff"] * 16) + mark(b"K7Q2") + b"\x10\x04\x04")
    while read(line, 1) != b"\x7e":
        line.sendall(b"\x10\x04\x04")
    assert emulator.printed_mm == 1
    emulator.fault("paper_out", on=False)
    assert read(line, 7) == marked(b"K7Q2")
    assert emulator.printed_mm == 2


def test_a_job_id_behind_the_cut_comes_back_when_the_ticket_has_fallen(
    emulator: Emulator, line: socket.socket
):
    line.sendall(b"\x1b@" + raster(b"\xff") + CUT + mark(b"K7Q2"))
    assert read(line, 7) == marked(b"K7Q2")
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


def test_it_says_what_it_is(line: socket.socket):
    line.sendall(b"\x1dI\x42\x1dI\x43")
    assert read(line, 23) == b"_moiso\x00_moiso emulator\x00"


def test_its_memory_can_be_emptied_while_it_is_stopped(emulator: Emulator, line: socket.socket):
    emulator.fault("cover_open")
    line.sendall(raster(b"\xff") + CUT + CLEAR + raster(b"\x0f") + CUT)
    assert read(line, 3) == b"\x37\x25\x00"
    emulator.fault("cover_open", on=False)
    assert [row[:8] for row in dots_on(emulator.await_receipts(1)[0])] == ["00001111"]


def test_emptying_its_memory_ends_a_picture_that_waits_for_its_rows(emulator: Emulator, line: socket.socket):
    line.sendall(raster(*[b"\xff"] * 9)[:-4])
    assert emulator.idle()
    line.sendall(CLEAR + raster(b"\x0f") + CUT)
    assert len(dots_on(emulator.await_receipts(1)[0])) == 5 + 1


@pytest.mark.parametrize(("request_to_recover", "rows"), [(b"\x10\x05\x01", 2), (b"\x10\x05\x02", 1)])
def test_a_jammed_cutter_can_be_told_to_go_on_or_to_forget(
    emulator: Emulator, line: socket.socket, request_to_recover: bytes, rows: int
):
    emulator.fault("cutter_jam")
    line.sendall(raster(b"\xff") + b"\x10\x04\x03")
    assert read(line, 1) == b"\x1a"
    line.sendall(request_to_recover + raster(b"\x0f") + CUT)
    assert len(dots_on(emulator.await_receipts(1)[0])) == rows


def test_a_mute_printer_prints_and_says_nothing(emulator: Emulator, line: socket.socket):
    emulator.fault("mute")
    line.sendall(b"\x1da\x0f\x10\x04\x01" + raster(b"\xff") + CUT + mark(b"K7Q2"))
    assert len(emulator.await_receipts(1)) == 1
    assert emulator.idle()
    emulator.fault("mute", on=False)
    line.sendall(b"\x10\x04\x01")
    assert read(line, 1) == b"\x12"


def test_a_frozen_printer_hears_nothing_until_it_thaws(emulator: Emulator, line: socket.socket):
    emulator.fault("freeze")
    line.sendall(b"\x10\x04\x01" + raster(b"\xff") + CUT)
    assert not emulator.idle(0.1)
    assert emulator.taken == 0
    emulator.fault("freeze", on=False)
    assert read(line, 1) == b"\x12"
    assert len(emulator.await_receipts(1)) == 1


@pytest.mark.parametrize(
    ("lacks", "request_", "answer"),
    [
        ("asb", b"\x1da\x0f", WELL),
        ("process_id", mark(b"K7Q2"), marked(b"K7Q2")),
        ("paper_sensor", b"\x1dr\x01", b"\x00"),
        ("status", b"\x10\x04\x01", b"\x12"),
    ],
)
def test_a_cheap_clone_swallows_what_it_does_not_know(
    tmp_path: Path, lacks: str, request_: bytes, answer: bytes
):
    """Its name, asked for last, is the first that comes back."""
    for knows in (True, False):
        with Emulator(tmp_path, **{lacks: knows}) as emulator, connect(emulator) as line:
            line.sendall(request_ + b"\x1dI\x42")
            expected = (answer if knows else b"") + b"_moiso\x00"
            assert read(line, len(expected)) == expected


def test_a_fault_it_cannot_have_is_an_error(emulator: Emulator):
    with pytest.raises(ValueError, match="on_fire"):
        emulator.fault("on_fire")
