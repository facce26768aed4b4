"""The language of receipt printers: a picture as bytes, and what a printer says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from PIL import Image, ImageChops

from printers.errors import BadPicture

WIDEST = 576
"""Dots of the head of an 80 mm printer; what lies beyond would be lost without a word."""
TALLEST = 8192
BAND_ROWS = 64
"""A band fits the 4 kB buffer of small printers and bounds what a lost byte can spoil."""

INITIALIZE = b"\x1b@"
RASTER = b"\x1dv0\x00"
HEADER = len(RASTER) + 4
CUT = b"\x1dV\x42\x00"
"""Feed the end of the ticket to the cutter, then cut."""

STATUS_KINDS = (1, 2, 3, 4)
STATUS_REQUEST = b"".join(bytes((0x10, 0x04, kind)) for kind in STATUS_KINDS)
"""DLE EOT 1 to 4: printers answer at once with a byte each, even when they cannot print."""

_REAL_TIME = re.compile(rb"\x10(?=[\x04\x05\x14])")
_HARMLESS = b"\x18"


class Paper(StrEnum):
    """`UNKNOWN` where a printer cannot be asked."""

    OK = "ok"
    NEAR_END = "near_end"
    END = "end"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Status:
    """How a printer stands. `error`: its cutter, head or something else of its own failed."""

    online: bool
    cover_open: bool
    paper: Paper
    error: bool


def encode(picture: Image.Image) -> bytes:
    """A whole job: the picture, fed to the cutter and cut. `BadPicture` unless it is black and white,
    at most `WIDEST` wide and `TALLEST` high."""
    if picture.mode != "1":
        raise BadPicture(f"a picture of mode {picture.mode}: tickets are black and white")
    if not (0 < picture.width <= WIDEST and 0 < picture.height <= TALLEST):
        raise BadPicture(f"{picture.width} × {picture.height} dots: at most {WIDEST} × {TALLEST}")
    return b"".join((INITIALIZE, *map(_raster, _bands(_rows(picture))), CUT))


def _rows(picture: Image.Image) -> list[bytes]:
    """Each row as bytes, a set bit for a black dot, without the white at its right end."""
    bits = ImageChops.invert(picture).tobytes()
    wide = (picture.width + 7) // 8
    return [bits[start : start + wide].rstrip(b"\x00") for start in range(0, len(bits), wide)]


def _bands(rows: list[bytes]) -> Iterator[list[bytes]]:
    """Rows that travel together, cut where that makes the job smallest: a band is as wide as its
    widest row, a new one costs a header. Found from the last row back, so each row is looked at
    `BAND_ROWS` times at most."""
    spent, ends = [0] * (len(rows) + 1), [0] * len(rows)
    for start in reversed(range(len(rows))):
        wide, cheapest = 1, -1
        for end in range(start + 1, min(start + BAND_ROWS, len(rows)) + 1):
            wide = max(wide, len(rows[end - 1]))
            cost = HEADER + wide * (end - start) + spent[end]
            if cheapest < 0 or cost < cheapest:
                cheapest, ends[start] = cost, end
        spent[start] = cheapest
    start = 0
    while start < len(rows):
        yield rows[start : ends[start]]
        start = ends[start]


def _raster(band: list[bytes]) -> bytes:
    """One GS v 0 command; a blank row still takes a byte, since feeds differ between makes."""
    wide = max(1, *map(len, band))
    data = b"".join(row.ljust(wide, b"\x00") for row in band)
    head = RASTER + wide.to_bytes(2, "little") + len(band).to_bytes(2, "little")
    return head + defused(data)


def defused(data: bytes) -> bytes:
    """Picture data that no printer takes for a real-time command, which they obey even inside
    pictures: one dot more where 0x10 stands before 0x04, 0x05 or 0x14."""
    return _REAL_TIME.sub(_HARMLESS, data)


def status_bytes(received: bytes) -> bytes:
    """The answers to DLE EOT among what a printer sent; automatic status (4 bytes) is left out."""
    answers, at = bytearray(), 0
    while at < len(received):
        if received[at] & 0x93 == 0x10:
            at += 3
        elif received[at] & 0x93 == 0x12:
            answers.append(received[at])
        at += 1
    return bytes(answers)


def parse_status(answers: bytes) -> Status:
    """From the four answers, in the order of `STATUS_REQUEST`."""
    printer, offline, error, roll = answers
    return Status(
        online=not printer & 0x08,
        cover_open=bool(offline & 0x04),
        paper=_paper(roll, stopped=bool(offline & 0x20)),
        error=bool(offline & 0x40 or error & 0x68),
    )


def _paper(roll: int, *, stopped: bool) -> Paper:
    if stopped or roll & 0x60:
        return Paper.END
    return Paper.NEAR_END if roll & 0x0C else Paper.OK
