"""Printers at other ends than a network: serial lines, device nodes, files and previews."""

from __future__ import annotations

import os
import pty
import socket
import threading
import tty
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from PIL import Image

from printers.driver import FLUSH, Driver
from printers.emulator import Emulator
from printers.escpos import CUT, INITIALIZE, encode
from printers.jobs import How, State
from printers.open import open_driver, open_printer
from printers.pages import Page
from tests.printers.trial import QUICK, Notes, Trial, opened, page_of, pattern, shows

ONE, TWO = pattern(1), pattern(2)
MakeTrial = Callable[..., Trial]


def test_a_file_takes_the_same_bytes_and_can_confirm_nothing(tmp_path: Path):
    printer = open_driver(f"file://{tmp_path}/t%E1%BB%9D.prn")
    outcomes = [printer.print(number, page_of(ONE), Notes()) for number in (1, 2)]
    assert {(one.state, one.how) for one in outcomes} == {(State.UNVERIFIED, How.NONE)}
    written = (tmp_path / "tờ.prn").read_bytes()
    slip = INITIALIZE + encode(ONE)
    assert written == FLUSH + CUT + slip + slip, "what was left open before us is ended once"
    assert printer.status() is None


def test_a_preview_is_a_picture_named_by_its_ticket_and_no_paper(tmp_path: Path):
    picture = ONE.copy()
    picture.info["name"] = "A042-7KQ2MX9DTRW4H"
    printer = open_printer(f"preview://{tmp_path}/b%E1%BA%A3n%20in")
    states = [printer.print(number, page_of(picture), Notes(), lambda: True).state for number in (1, 2)]
    assert states == [State.UNVERIFIED] * 2
    names = sorted(path.name for path in (tmp_path / "bản in").iterdir())
    assert names == ["A042-7KQ2MX9DTRW4H-2.png", "A042-7KQ2MX9DTRW4H.png"]
    assert shows(opened(tmp_path / "bản in" / names[1]), ONE)


def test_a_preview_that_cannot_be_written_is_told(tmp_path: Path):
    (tmp_path / "file").write_text("no folder")
    printer = open_printer(f"preview://{tmp_path}/file")
    assert printer.print(1, page_of(ONE), Notes(), lambda: True).reason == "unreachable"


@pytest.fixture
def serial_line(tmp_path: Path) -> Iterator[tuple[str, Emulator]]:
    """A serial line of this machine, at whose other end a printer is."""
    ours, theirs = pty.openpty()
    tty.setraw(ours)
    tty.setraw(theirs)
    with Emulator(tmp_path / "paper") as emulator:
        wire = socket.create_connection(("127.0.0.1", emulator.port))
        carried = [
            threading.Thread(target=carry, args=(lambda: os.read(ours, 512), wire.sendall)),
            threading.Thread(target=carry, args=(lambda: wire.recv(512), lambda data: os.write(ours, data))),
        ]
        for one in carried:
            one.start()
        yield os.ttyname(theirs), emulator
        os.close(theirs)
        wire.shutdown(socket.SHUT_RDWR)
        for one in carried:
            one.join(5)
        wire.close()
        os.close(ours)


def carry(read: Callable[[], bytes], write: Callable[[bytes], object]) -> None:
    with suppress(OSError):
        while data := read():
            write(data)


def test_a_serial_printer_is_driven_and_believed_like_any_other(serial_line: tuple[str, Emulator]):
    path, emulator = serial_line
    driver = open_printer(f"serial://{path}?baud=115200", patience=QUICK)
    assert isinstance(driver, Driver)
    tried = Trial(emulator, driver)
    outcome = tried.print(ONE)
    assert (outcome.state, outcome.how) == (State.CONFIRMED, How.PROCESS_ID)
    assert tried.complete(ONE) == 1
    emulator.fault("paper_out")
    assert tried.print(TWO).reason == "out_of_paper"


@pytest.mark.parametrize("kind", ["file", "serial"])
def test_a_device_that_vanishes_in_the_slip_leaves_doubt(tmp_path: Path, kind: str):
    with unplugged_after(tmp_path, 3000) as path:
        driver = open_printer(f"{kind}://{path}", patience=QUICK)
        outcome = driver.print(1, page_of(ONE), Notes(), lambda: True)
    assert (outcome.state, outcome.reason) == (State.IN_DOUBT, "connection_closed")


@contextmanager
def unplugged_after(folder: Path, count: int) -> Iterator[str]:
    """A device node whose other end is gone once so many bytes have come."""
    ours, theirs = pty.openpty()
    tty.setraw(ours)
    tty.setraw(theirs)
    path = os.ttyname(theirs)
    with Emulator(folder / "paper") as emulator:
        wire = socket.create_connection(("127.0.0.1", emulator.port))

        def take() -> None:
            taken = 0
            while taken < count:
                data = os.read(ours, 256)
                taken += len(data)
                wire.sendall(data)
            wire.shutdown(socket.SHUT_RDWR)
            os.close(theirs)
            os.close(ours)

        carried = [
            threading.Thread(target=take),
            threading.Thread(target=carry, args=(lambda: wire.recv(512), lambda data: os.write(ours, data))),
        ]
        for one in carried:
            one.start()
        yield path
        for one in carried:
            one.join(5)
        wire.close()


def test_a_slow_serial_line_gets_plain_letters(serial_line: tuple[str, Emulator]):
    path, emulator = serial_line
    driver = open_driver(f"serial://{path}?baud=9600&profile=text")

    def no_picture(_width: int) -> Image.Image:
        raise AssertionError("a picture takes a minute at 9600 baud")

    outcome = driver.print(1, Page(no_picture, lambda: "So thu tu A005\n"), Notes())
    assert outcome.state is State.CONFIRMED
    assert len(emulator.receipts) == 1
