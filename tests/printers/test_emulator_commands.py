"""The printer in software puts on paper what it is told, dot for dot, and passes over what it does not know."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from printers.emulator import Emulator
from tests.printers.wire import dots, printed, raster

URL = b"HTTPS://Q.HANOI.EXAMPLE/T/7KQ2MX9DTRW4H"


@pytest.fixture
def emulator(tmp_path: Path) -> Iterator[Emulator]:
    with Emulator(tmp_path) as running:
        yield running


@pytest.mark.parametrize(
    ("mode", "rows"),
    [
        (0, [b"\xa5\xf0", b"\x0f\x01"]),
        (1, [b"\xcc\x33\xff\x00", b"\x00\xff\x00\x03"]),
        (2, [b"\xa5\xf0", b"\xa5\xf0", b"\x0f\x01", b"\x0f\x01"]),
        (3, [b"\xcc\x33\xff\x00", b"\xcc\x33\xff\x00", b"\x00\xff\x00\x03", b"\x00\xff\x00\x03"]),
        (51, [b"\xcc\x33\xff\x00", b"\xcc\x33\xff\x00", b"\x00\xff\x00\x03", b"\x00\xff\x00\x03"]),
    ],
)
def test_a_picture_may_be_doubled_in_width_and_height(emulator: Emulator, mode: int, rows: list[bytes]):
    assert printed(emulator, raster(b"\xa5\xf0", b"\x0f\x01", mode=mode)) == [dots(row) for row in rows]


@pytest.mark.parametrize(("align", "left"), [(0, 0), (1, 280), (2, 560)])
def test_a_picture_stands_where_it_is_aligned(emulator: Emulator, align: int, left: int):
    job = b"\x1ba" + bytes((align,)) + raster(b"\xa5\xf1")
    assert printed(emulator, job) == [dots(b"\xa5\xf1", left)]


def test_what_is_wider_than_the_head_is_lost(emulator: Emulator):
    assert printed(emulator, raster(bytes(71) + b"\x01\xff")) == ["0" * 575 + "1"]


@pytest.mark.parametrize(
    "job",
    [
        b"\x1d(L\x0c\x00\x30\x70\x30\x01\x01\x31\x10\x00\x01\x00\xa5\xf0\x1d(L\x02\x00\x30\x32",
        b"\x1d8L\x0c\x00\x00\x00\x30\x70\x30\x01\x01\x31\x10\x00\x01\x00\xa5\xf0\x1d(L\x02\x00\x30\x32",
    ],
)
def test_a_picture_may_be_stored_first(emulator: Emulator, job: bytes):
    assert printed(emulator, job) == [dots(b"\xa5\xf0")]


@pytest.mark.parametrize(
    ("command", "rows"),
    [
        (b"\x1b*\x21\x02\x00\x80\x00\x01\x00\x00\x01", ["10", *["00"] * 22, "11"]),
        (b"\x1b*\x20\x01\x00\x80\x00\x00", ["11", *["00"] * 23]),
        (b"\x1b*\x01\x02\x00\x80\x40", [*["10"] * 3, *["01"] * 3, *["00"] * 18]),
        (b"\x1b*\x00\x01\x00\x80", [*["11"] * 3, *["00"] * 21]),
    ],
)
def test_a_picture_may_come_in_stripes(emulator: Emulator, command: bytes, rows: list[str]):
    assert printed(emulator, b"\x1b3\x00" + command + b"\n") == [row.ljust(576, "0") for row in rows]


def ink(rows: list[str]) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what is black."""
    black = [(x, y) for y, row in enumerate(rows) for x, dot in enumerate(row) if dot == "1"]
    across, down = [x for x, _ in black], [y for _, y in black]
    return min(across), min(down), max(across) + 1, max(down) + 1


def test_letters_become_a_line(emulator: Emulator):
    rows = printed(emulator, b"A042\n")
    assert len(rows) == 30
    left, top, right, bottom = ink(rows)
    assert left < 12
    assert 36 < right <= 48
    assert top < bottom <= 24


@pytest.mark.parametrize(
    ("size", "times"), [(b"\x1d!\x11", (2, 2)), (b"\x1d!\x30", (4, 1)), (b"\x1b!\x10", (1, 2))]
)
def test_letters_may_be_larger(emulator: Emulator, size: bytes, times: tuple[int, int]):
    once = ink(printed(emulator, b"A042\n"))
    assert ink(printed(emulator, b"\x1b@" + size + b"A042\n")) == tuple(
        edge * times[place % 2] for place, edge in enumerate(once)
    )


def test_letters_stand_where_they_are_put(emulator: Emulator):
    (left, *_), (moved, *_) = (
        ink(printed(emulator, job + b"A042\n")) for job in (b"", b"\x1b$\xf0\x00\x1b\\\x10\x00")
    )
    assert moved == left + 256


def test_letters_go_on_in_the_next_line_when_one_is_full(emulator: Emulator):
    assert len(printed(emulator, b"-" * 49 + b"\n")) == 60


def test_letters_without_an_end_of_line_are_printed_before_the_cut(emulator: Emulator):
    assert len(printed(emulator, b"A042")) == 24


@pytest.mark.parametrize(
    ("feed", "rows"), [(b"\x1bd\x03", 90), (b"\x1bJ\x50", 80), (b"\n\n", 60), (b"\x1b3\x08\n", 8)]
)
def test_paper_is_fed(emulator: Emulator, feed: bytes, rows: int):
    assert printed(emulator, raster(b"\xff") + feed)[1:] == ["0" * 576] * rows


@pytest.mark.parametrize("level", [48, 49, 50, 51])
def test_it_draws_qr_codes_by_itself(emulator: Emulator, level: int):
    parts = (b"1A2\x00", b"1C\x06", b"1E" + bytes((level,)), b"1P0" + URL, b"1Q0")
    job = b"\x1ba\x01" + b"".join(b"\x1d(k" + len(part).to_bytes(2, "little") + part for part in parts)
    rows = printed(emulator, job + b"\x1bd\x01")
    assert ink(rows)[0] == 576 - ink(rows)[2]
    with Image.open(emulator.receipts[0]) as paper:
        (found,) = zxingcpp.read_barcodes(paper.convert("L"))
    assert found.text == URL.decode()


UNKNOWN = """
    1b74ff 1b4dff 1b45ff 1b2dff 1b47ff 1b52ff 1b32 1b70ffffff 1b24ffff 1b44fffe00 1b6335ff 1d42ff 1d4cffff 1d57ffff
    1d68ff
    1d77ff 1d48ff 1d66ff 1d50ffff 1d28410200ffff 1d286b03003151ff 1d6b0441424300 1d6b49037b4142 1d2a0101ffffffffffffffff
    1c26 1c2e 1c21ff 1c53ffff 1c28410200ffff 100407 101401ffff 000d09
"""


@pytest.mark.parametrize("command", UNKNOWN.split())
def test_what_it_does_not_know_leaves_nothing_on_paper(emulator: Emulator, command: str):
    assert printed(emulator, bytes.fromhex(command) + raster(b"\xff")) == [dots(b"\xff")]
