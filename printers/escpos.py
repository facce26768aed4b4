"""The language of receipt printers: a picture as bytes, and the questions that go with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageChops

from printers.errors import BadPicture, TooWide

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

REPORTS = b"\x1da\x0f"
"""Report the state now and at each change, where that is known; `INITIALIZE` ends it."""
PAPER_SENSOR = b"\x1dr\x01"
"""Queued behind all that was sent: its answer means that a printer has come this far."""


def process_id(mark: bytes) -> bytes:
    """GS ( H 48: four characters that come back when everything before them is on paper."""
    return b"\x1d(H\x06\x0000" + mark


_REAL_TIME = re.compile(rb"\x10(?=[\x04\x05\x14])")
_HARMLESS = b"\x18"


LONE_QR = "lone_qr"
"""Key in a picture's `info`: a QR code that has its rows to itself."""


@dataclass(frozen=True, slots=True)
class LoneQr:
    """`top` and `bottom` are the first row of its modules and the one behind the last; `dots` make a module."""

    text: str
    top: int
    bottom: int
    dots: int


def encode(picture: Image.Image, widest: int = WIDEST, *, native_qr: bool = False) -> bytes:
    """The picture, fed to the cutter and cut; `INITIALIZE` goes before it.

    With `native_qr` the printer draws a lone QR code by itself.
    `TooWide` for more than `widest` dots; `BadPicture` unless it is black and white and at most `TALLEST` high."""
    if picture.mode != "1":
        raise BadPicture(f"a picture of mode {picture.mode}: tickets are black and white")
    if picture.width > widest:
        raise TooWide(f"a picture of {picture.width} dots for paper of {widest}")
    if not (picture.width > 0 and 0 < picture.height <= TALLEST):
        raise BadPicture(f"{picture.width} × {picture.height} dots: at most {TALLEST} high")
    rows, lone = _rows(picture), picture.info.get(LONE_QR)
    if not (native_qr and isinstance(lone, LoneQr)):
        return b"".join((*map(_raster, _bands(rows)), CUT))
    above, below = map(_bands, (rows[: lone.top], rows[lone.bottom :]))
    return b"".join((*map(_raster, above), _native(lone), *map(_raster, below), CUT))


def _native(code: LoneQr) -> bytes:
    """GS ( k: model 2, size, level Q, the text, print; in the middle of the paper."""
    size, text = bytes((code.dots,)), code.text.encode()
    parts = (b"1A2\x00", b"1C" + size, b"1E2", b"1P0" + text, b"1Q0")
    commands = (b"\x1d(k" + len(part).to_bytes(2, "little") + part for part in parts)
    return b"".join((b"\x1ba\x01", *commands, b"\x1ba\x00"))


def _rows(picture: Image.Image) -> list[bytes]:
    """Each row as bytes, a set bit for a black dot, without the white at its right end."""
    bits = ImageChops.invert(picture).tobytes()
    wide = (picture.width + 7) // 8
    return [bits[start : start + wide].rstrip(b"\x00") for start in range(0, len(bits), wide)]


def _bands(rows: list[bytes]) -> Iterator[list[bytes]]:
    """Rows that travel together, cut where that makes the job smallest: a band is as wide as its
    widest row, a new one costs a header. Found from the last row back, so each row is looked at
    `BAND_ROWS` times at most."""
    widths = [len(row) or 1 for row in rows]
    spent, ends = [0] * (len(rows) + 1), [0] * len(rows)
    for start in reversed(range(len(rows))):
        spent[start], ends[start] = _cheapest(widths, spent, start)
    start = 0
    while start < len(rows):
        yield rows[start : ends[start]]
        start = ends[start]


def _cheapest(widths: list[int], spent: list[int], start: int) -> tuple[int, int]:
    """What all rows from `start` cost at least, and where the first of their bands ends.

    A band is over where splitting it saves more than the headers that it costs."""
    wide, end = widths[start], start + 1
    cheapest, best = HEADER + wide + spent[end], end
    for row in widths[end : start + BAND_ROWS]:
        if row > wide:
            if (row - wide) * (end - start) > HEADER:
                break
            wide = row
        elif wide - row > 2 * HEADER:
            break
        end += 1
        cost = HEADER + wide * (end - start) + spent[end]
        if cost < cheapest:
            cheapest, best = cost, end
    return cheapest, best


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
