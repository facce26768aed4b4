"""The letters, bars and QR codes that the software printer draws by itself, and where on the paper they go."""

from __future__ import annotations

from functools import cache

import qrcode
from PIL import Image, ImageDraw, ImageFont
from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_L, ERROR_CORRECT_M, ERROR_CORRECT_Q
from qrcode.exceptions import DataOverflowError

from printers.escpos import WIDEST
from printers.mechanism import Mechanism

CELL = (12, 24)
LINE = 30
"""Rows from one line to the next, a sixth of an inch, until a job asks for others."""
LEVELS = {48: ERROR_CORRECT_L, 49: ERROR_CORRECT_M, 50: ERROR_CORRECT_Q, 51: ERROR_CORRECT_H}


class Typesetter:
    """Collects what stands on a line, then prints it; a job's pictures pass through as they come."""

    def __init__(self, mechanism: Mechanism) -> None:
        self._mechanism = mechanism
        self.reset()

    def reset(self) -> None:
        self.align, self.wide, self.high, self.spacing = 0, 1, 1, LINE
        self._pieces: list[Image.Image] = []

    def letter(self, code: int) -> None:
        cell = _letter(code)
        self.piece(cell.resize((cell.width * self.wide, cell.height * self.high), Image.Resampling.NEAREST))

    def piece(self, picture: Image.Image) -> None:
        """What no longer fits goes to the next line."""
        if self.position + picture.width > WIDEST:
            self.end_line()
        self._pieces.append(picture)

    @property
    def position(self) -> int:
        """Dots from the beginning of the line to where the next piece stands."""
        return sum(one.width for one in self._pieces)

    def move_to(self, position: int) -> None:
        """Forward only: what stands there stays."""
        if self.position < position <= WIDEST:
            self._pieces.append(Image.new("1", (position - self.position, 1)))

    def end_line(self) -> None:
        """LF: the line as it stands, then on to the next."""
        height = self.finish()
        self._mechanism.feed(max(0, self.spacing - height))

    def finish(self) -> int:
        """Before what must begin a line of its own; how many rows were printed."""
        pieces, self._pieces = self._pieces, []
        if not pieces:
            return 0
        height = max(one.height for one in pieces)
        line = Image.new("1", (sum(one.width for one in pieces), height))
        left = 0
        for one in pieces:
            line.paste(one, (left, height - one.height))
            left += one.width
        self.picture(line)
        return height

    def picture(self, black: Image.Image) -> None:
        """A set dot is a black one."""
        data, wide = black.tobytes(), (black.width + 7) // 8
        for start in range(0, len(data), wide):
            self.row(data[start : start + wide], black.width)

    def row(self, dots: bytes, width: int) -> None:
        """So many dots, beginning where the alignment puts them; what is beyond the head is lost."""
        left = max(0, WIDEST - width) * self.align // 2
        if left:
            shifted = int.from_bytes(dots) << (WIDEST - left) >> (8 * len(dots))
            dots = shifted.to_bytes(WIDEST // 8)
        self._mechanism.print_row(dots)


@cache
def _letter(code: int) -> Image.Image:
    """From Pillow's own small type, doubled; it knows Latin-1."""
    small = Image.new("1", (CELL[0] // 2, CELL[1] // 2))
    ImageDraw.Draw(small).text(
        (0, 0), bytes((code,)).decode("latin-1"), 1, ImageFont.load_default_imagefont()
    )
    return small.resize(CELL, Image.Resampling.NEAREST)


def columns(data: bytes, deep: int, scale: tuple[int, int]) -> Image.Image:
    """ESC *: `deep` bytes a column, the first bit on top."""
    rows = [
        sum((data[at + row // 8] >> (7 - row % 8) & 1) << (len(data) // deep - 1 - at // deep)
            for at in range(0, len(data), deep))
        for row in range(deep * 8)
    ]  # fmt: skip
    width = len(data) // deep
    wide = (width + 7) // 8
    packed = b"".join((row << (wide * 8 - width)).to_bytes(wide) for row in rows)
    return _scaled(Image.frombytes("1", (width, deep * 8), packed), scale)


def bitmap(data: bytes, width: int, height: int, scale: tuple[int, int]) -> Image.Image:
    """Rows of whole bytes, as GS ( L brings them."""
    size = (width + 7) // 8 * height
    return _scaled(Image.frombytes("1", (width, height), data[:size].ljust(size, b"\x00")), scale)


def _scaled(picture: Image.Image, scale: tuple[int, int]) -> Image.Image:
    return picture.resize((picture.width * scale[0], picture.height * scale[1]), Image.Resampling.NEAREST)


class QrMaker:
    """GS ( k: a QR code is made from what the functions before said of it. `draw` is a picture of set dots."""

    def __init__(self) -> None:
        self.size, self.level, self.text = 3, 48, b""

    def draw(self) -> Image.Image | None:
        """None when there is nothing to say, or too much."""
        if not self.text:
            return None
        code = qrcode.QRCode(error_correction=LEVELS.get(self.level, ERROR_CORRECT_L), box_size=1, border=0)
        code.add_data(self.text)
        try:
            code.make(fit=True)
        except (ValueError, DataOverflowError):
            return None
        matrix = code.get_matrix()
        picture = Image.new("1", (len(matrix), len(matrix)))
        picture.putdata([int(dot) for row in matrix for dot in row])
        return _scaled(picture, (self.size, self.size))
