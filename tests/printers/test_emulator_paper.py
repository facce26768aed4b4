"""The printer in software moves paper, keeps little in mind and loses power as real ones do."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from printers.emulator import Emulator
from tests.conftest import eventually
from tests.printers.samples import dots_of
from tests.printers.wire import CUT, WELL, connect, dots_on, mark, marked, raster, read

ROWS = [number.to_bytes(2) for number in range(1, 1001)]


@pytest.fixture
def emulator(tmp_path: Path) -> Iterator[Emulator]:
    with Emulator(tmp_path) as running:
        yield running


@pytest.fixture
def line(emulator: Emulator) -> Iterator[socket.socket]:
    with connect(emulator) as connected:
        yield connected


def stub(emulator: Emulator) -> list[str]:
    """The rows on the paper that were not cut off, as they were sent."""
    return [row[:16] for row in dots_of(emulator.strip())]


def sent(count: int) -> list[str]:
    return [f"{number:016b}" for number in range(1, count + 1)]


def test_paper_that_ends_in_a_picture_leaves_a_stub_to_the_row(emulator: Emulator, line: socket.socket):
    emulator.after(60, "paper_out")
    line.sendall(raster(*ROWS) + CUT)
    assert eventually(lambda: emulator.printed_mm == 60)
    assert stub(emulator) == sent(480)
    assert emulator.receipts == []


def test_a_ticket_that_ran_out_of_paper_goes_on_with_the_new_roll(emulator: Emulator, line: socket.socket):
    emulator.after(60, "paper_out")
    line.sendall(raster(*ROWS) + CUT)
    assert eventually(lambda: "paper_out" in emulator.faults)
    emulator.new_roll()
    assert [row[:16] for row in dots_on(emulator.await_receipts(1)[0])] == sent(1000)
    assert stub(emulator) == []


def test_paper_can_end_on_its_way_to_the_cutter(emulator: Emulator, line: socket.socket):
    emulator.after(130, "paper_out")
    line.sendall(raster(*ROWS) + CUT)
    assert eventually(lambda: emulator.printed_mm == 130)
    assert stub(emulator) == sent(1000)
    assert emulator.receipts == []
    emulator.new_roll()
    assert len(emulator.await_receipts(1)) == 1
    assert emulator.printed_mm == 125 + 12


def test_a_report_of_the_end_comes_while_the_ticket_prints(emulator: Emulator, line: socket.socket):
    emulator.after(50, "near_end")
    emulator.after(60, "paper_out")
    line.sendall(b"\x1da\x0f" + raster(*ROWS))
    assert read(line, 12) == WELL + b"\x10\x00\x03\x0f" + b"\x18\x00\x0f\x0f"


def test_who_cuts_without_feeding_cuts_through_the_print(emulator: Emulator, line: socket.socket):
    line.sendall(raster(*ROWS) + b"\x1dV\x00")
    assert len(dots_on(emulator.await_receipts(1)[0])) == 1000 - 96
    assert stub(emulator) == sent(1000)[-96:]


def test_paper_moves_no_faster_than_its_motor(tmp_path: Path):
    with Emulator(tmp_path, speed=1) as emulator, connect(emulator) as line:
        line.sendall(raster(*ROWS))
        assert eventually(lambda: emulator.printed_mm > 0)
        assert emulator.printed_mm < 125
        assert stub(emulator) == sent(len(stub(emulator)))


def test_it_takes_no_more_than_its_memory_holds(tmp_path: Path):
    with Emulator(tmp_path, buffer=1000) as emulator, connect(emulator) as line:
        emulator.fault("offline")
        line.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        line.settimeout(0.2)
        with pytest.raises(TimeoutError):
            line.sendall(raster(*ROWS) * 100)
        assert emulator.taken == 1000
        assert emulator.printed_mm == 0


def test_a_command_may_be_longer_than_its_memory(tmp_path: Path):
    with Emulator(tmp_path, buffer=64) as emulator, connect(emulator) as line:
        line.sendall(raster(*[bytes(72)] * 9, b"\xff" * 72) + CUT)
        assert len(dots_on(emulator.await_receipts(1)[0])) == 10


def test_a_power_cycle_loses_what_was_not_on_paper(emulator: Emulator, line: socket.socket):
    line.sendall(b"\x1da\x0f" + raster(*ROWS)[:-100])
    assert read(line, 4) == WELL
    assert emulator.idle()
    emulator.reboot()
    with pytest.raises(ConnectionResetError):
        line.recv(1)
    assert stub(emulator) == sent(950)
    with connect(emulator) as again:
        emulator.fault("cover_open")
        emulator.fault("cover_open", on=False)
        again.sendall(mark(b"NEXT"))
        assert read(again, 7) == marked(b"NEXT")
        again.sendall(CUT)
        assert len(dots_on(emulator.await_receipts(1)[0])) == 950


def test_a_power_cycle_forgets_the_ticket_that_waited_for_paper(emulator: Emulator, line: socket.socket):
    emulator.after(1, "paper_out")
    line.sendall(raster(*ROWS) + CUT)
    assert eventually(lambda: emulator.printed_mm == 1)
    emulator.reboot()
    emulator.new_roll()
    assert emulator.idle()
    assert stub(emulator) == sent(8)


def test_a_printer_that_starts_listens_to_nobody(emulator: Emulator, line: socket.socket):
    emulator.reboot(60)
    with pytest.raises(ConnectionResetError):
        line.recv(1)
    with pytest.raises(ConnectionRefusedError):
        connect(emulator)


def test_a_printer_that_has_started_listens_again(emulator: Emulator):
    emulator.reboot(0.05)

    def answers() -> bool:
        try:
            with connect(emulator) as line:
                line.sendall(b"\x10\x04\x01")
                return read(line, 1) == b"\x12"
        except ConnectionRefusedError:
            return False

    assert eventually(answers)


def test_a_frozen_printer_is_cured_by_switching_it_off(emulator: Emulator, line: socket.socket):
    emulator.fault("freeze")
    line.sendall(raster(b"\xff") + CUT)
    emulator.reboot()
    with connect(emulator) as again:
        again.sendall(b"\x10\x04\x01")
        assert read(again, 1) == b"\x12"
    assert emulator.receipts == []


def test_it_can_refuse_and_welcome_again(emulator: Emulator):
    emulator.refuse()
    with pytest.raises(ConnectionRefusedError):
        connect(emulator)
    emulator.refuse(on=False)
    connect(emulator).close()


def test_a_broken_line_prints_what_had_come(emulator: Emulator, line: socket.socket):
    line.sendall(raster(*ROWS)[: 8 + 2 * 100])
    assert emulator.idle()
    emulator.reset_line()
    with pytest.raises(ConnectionResetError):
        line.recv(1)
    assert stub(emulator) == sent(100)
    with connect(emulator) as again:
        again.sendall(raster(*ROWS)[8 + 2 * 100 :] + CUT)
        assert len(dots_on(emulator.await_receipts(1)[0])) == 1000


def test_a_line_can_break_at_a_byte(emulator: Emulator, line: socket.socket):
    emulator.reset_line_after(8 + 2 * 300)
    with pytest.raises((ConnectionResetError, BrokenPipeError)):
        line.sendall(raster(*ROWS) * 1000)
    assert emulator.idle()
    assert emulator.taken == 8 + 2 * 300
    assert stub(emulator) == sent(300)


def test_it_speaks_with_one_at_a_time(emulator: Emulator, line: socket.socket):
    line.sendall(b"\x10\x04\x01")
    assert read(line, 1) == b"\x12"
    with connect(emulator) as second:
        second.sendall(b"\x10\x04\x02")
        second.settimeout(0.1)
        with pytest.raises(TimeoutError):
            second.recv(1)
        line.close()
        second.settimeout(5)
        assert read(second, 1) == b"\x12"


def test_receipts_of_an_earlier_day_stay(tmp_path: Path):
    for _ in range(2):
        with Emulator(tmp_path) as emulator, connect(emulator) as line:
            line.sendall(raster(b"\xff") + CUT)
            emulator.await_receipts(1)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["receipt-0001.png", "receipt-0002.png"]
