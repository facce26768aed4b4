"""From a picture to a printer, and every way it can fail on the way."""

from __future__ import annotations

import fcntl
import os
import socket
import struct
import threading
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from config.words import LANGUAGES, LOCALES
from printers import errors
from printers.drawing import draw
from printers.emulator import Emulator
from printers.errors import (
    ConnectionClosed,
    CoverOpen,
    Offline,
    OutOfPaper,
    PrinterError,
    PrinterFault,
    TimedOut,
    UnknownPrinter,
    Unreachable,
)
from printers.escpos import Paper, encode
from printers.open import open_printer
from printers.slip import slip_of
from tests.printers.samples import catalogue, dots_of, ticket

READY = b"\x12\x12\x12\x12"


class LeapingClock:
    """Stands for a number of looks, then leaps at each, so that no test waits for a deadline."""

    def __init__(self, still: int = 0, leap: float = 60) -> None:
        self.still, self.leap, self.looks = still, leap, 0

    def now(self) -> datetime:
        return datetime(2026, 11, 25, tzinfo=UTC)

    def monotonic(self) -> float:
        self.looks += 1
        return max(0, self.looks - self.still) * self.leap


@pytest.fixture(scope="module")
def picture() -> Image.Image:
    return draw(slip_of(ticket(), catalogue(), "Ki-ốt 1"))


@pytest.fixture
def emulator(tmp_path: Path) -> Iterator[Emulator]:
    with Emulator(tmp_path / "paper") as running:
        yield running


def url_of(emulator: Emulator) -> str:
    return f"tcp://127.0.0.1:{emulator.port}"


def test_the_paper_shows_the_picture_dot_for_dot(emulator: Emulator, picture: Image.Image):
    open_printer(url_of(emulator)).print(picture)
    receipt = emulator.await_receipts(1)[0]
    assert receipt.name == "receipt-0001.png"
    with Image.open(receipt) as paper:
        assert dots_of(paper) == dots_of(picture)


def test_each_ticket_is_a_receipt_of_its_own(emulator: Emulator, picture: Image.Image):
    printer = open_printer(url_of(emulator))
    for _ in range(3):
        printer.print(picture)
    assert len(emulator.await_receipts(3)) == 3


@pytest.mark.parametrize(
    ("fault", "refusal"),
    [
        ("paper_out", OutOfPaper),
        ("cover_open", CoverOpen),
        ("offline", Offline),
        ("cutter_jam", PrinterFault),
    ],
)
def test_a_printer_that_cannot_print_is_sent_nothing(
    emulator: Emulator, picture: Image.Image, fault: str, refusal: type[PrinterError]
):
    printer = open_printer(url_of(emulator))
    emulator.fault(fault)
    with pytest.raises(refusal) as refused:
        printer.print(picture)
    assert not refused.value.sent
    emulator.fault(fault, on=False)
    printer.print(picture)
    assert len(emulator.await_receipts(1)) == 1


def test_paper_near_its_end_still_prints(emulator: Emulator, picture: Image.Image):
    printer = open_printer(url_of(emulator))
    emulator.fault("near_end")
    assert printer.status().paper is Paper.NEAR_END
    printer.print(picture)
    assert len(emulator.await_receipts(1)) == 1


def test_a_ticket_that_takes_too_long_leaves_doubt(emulator: Emulator, picture: Image.Image):
    asking = 6  # the four answers may come one by one
    printer = open_printer(url_of(emulator), LeapingClock(still=asking))
    with pytest.raises(TimedOut) as stuck:
        printer.print(picture)
    assert stuck.value.sent


def test_nobody_listening_is_unreachable(picture: Image.Image):
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    printer = open_printer(f"tcp://127.0.0.1:{port}")
    for attempt in (lambda: printer.print(picture), printer.status):
        with pytest.raises(Unreachable) as refused:
            attempt()
        assert not refused.value.sent


class Stub:
    """A printer that says what it is told and then hangs up, or stays silent."""

    def __init__(self, answer: bytes, after: int, *, reset: bool = False, silent: bool = False) -> None:
        self._answer, self._after, self._reset = answer, after, reset
        self._server = socket.create_server(("127.0.0.1", 0))
        self.url = f"tcp://127.0.0.1:{self._server.getsockname()[1]}"
        self._done = threading.Event()
        self._silent = silent
        self._thread = threading.Thread(target=self._serve)

    def __enter__(self) -> Stub:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join(5)
        self._server.close()

    def _serve(self) -> None:
        line, _ = self._server.accept()
        with line:
            line.sendall(self._answer)
            taken = 0
            while taken < self._after:
                taken += len(line.recv(512))
            if self._silent:
                self._done.wait(5)
            if self._reset:
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def test_a_printer_that_hangs_up_when_asked_was_sent_nothing(picture: Image.Image):
    with Stub(b"\x12\x12", after=12) as stub, pytest.raises(ConnectionClosed) as closed:
        open_printer(stub.url).print(picture)
    assert not closed.value.sent


def test_a_printer_that_never_answers_was_sent_nothing(picture: Image.Image):
    with Stub(b"", after=12, silent=True) as stub, pytest.raises(TimedOut) as silent:
        open_printer(stub.url, LeapingClock()).print(picture)
    assert not silent.value.sent


def test_a_connection_that_breaks_in_the_ticket_leaves_doubt(picture: Image.Image):
    with Stub(READY, after=4000, reset=True) as stub, pytest.raises(ConnectionClosed) as broken:
        open_printer(stub.url).print(picture)
    assert broken.value.sent


@pytest.mark.parametrize(
    "url",
    [
        "",
        "printer",
        "ftp://host",
        "tcp://",
        "tcp://host:99999",
        "tcp://host:9100/path",
        "file://",
        "file://host/path",
        "preview://",
        "preview://folder/of",
        "tcp://[::1",
    ],
)
def test_an_address_that_names_no_printer_is_said_to(url: str):
    with pytest.raises(UnknownPrinter) as unknown:
        open_printer(url)
    assert not unknown.value.sent


def test_a_file_takes_the_same_bytes(tmp_path: Path, picture: Image.Image):
    printer = open_printer(f"file://{tmp_path}/t%E1%BB%9D.prn")
    printer.print(picture)
    printer.print(picture)
    assert (tmp_path / "tờ.prn").read_bytes() == encode(picture) * 2
    assert printer.status().paper is Paper.UNKNOWN


def test_an_unplugged_device_does_not_become_a_file(picture: Image.Image):
    with pytest.raises(Unreachable):
        open_printer("file:///dev/moiso-no-such-printer").print(picture)
    assert not Path("/dev/moiso-no-such-printer").exists()


def test_a_device_that_takes_no_more_is_given_up(tmp_path: Path, picture: Image.Image):
    os.mkfifo(tmp_path / "lp")
    reader = os.open(tmp_path / "lp", os.O_RDONLY | os.O_NONBLOCK)
    fcntl.fcntl(reader, fcntl.F_SETPIPE_SZ, 4096)
    try:
        with pytest.raises(TimedOut) as stuck:
            open_printer(f"file://{tmp_path}/lp", LeapingClock(leap=7.45)).print(picture)
    finally:
        os.close(reader)
    assert stuck.value.sent


def test_a_preview_is_a_picture_named_by_its_ticket(tmp_path: Path, picture: Image.Image):
    folder = tmp_path / "bản in"
    printer = open_printer(f"preview://{tmp_path}/b%E1%BA%A3n%20in")
    printer.print(picture)
    printer.print(picture)
    assert sorted(path.name for path in folder.iterdir()) == [
        "A042-7KQ2MX9DTRW4H-2.png",
        "A042-7KQ2MX9DTRW4H.png",
    ]
    with Image.open(folder / "A042-7KQ2MX9DTRW4H.png") as shown:
        assert dots_of(shown) == dots_of(picture)


def test_a_preview_that_cannot_be_written_is_unreachable(tmp_path: Path, picture: Image.Image):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(Unreachable):
        open_printer(f"preview://{tmp_path}/file").print(picture)


def failures(kind: type[PrinterError] = PrinterError) -> Iterator[type[PrinterError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from failures(child)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_failure_has_its_advice_and_every_advice_its_failure(language: str):
    words = tomllib.loads((LOCALES / language / "slip.toml").read_text("utf-8"))
    codes = [kind.code for kind in failures()]
    assert len(codes) == len(set(codes))
    assert {f"advice_{code}" for code in codes} == {word for word in words if word.startswith("advice_")}
    assert all(kind("why").advice(language) for kind in failures())


def test_the_tree_of_failures_is_drawn_as_it_is():
    drawn = [line.split("── ")[1].split()[0] for line in (errors.__doc__ or "").splitlines() if "── " in line]
    assert drawn == [kind.__name__ for kind in failures() if kind is not PrinterError]
