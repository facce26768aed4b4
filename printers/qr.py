"""The QR code of a ticket's address, in whole dots."""

from __future__ import annotations

from typing import NamedTuple

import qrcode
from PIL import Image
from qrcode.constants import ERROR_CORRECT_Q
from qrcode.exceptions import DataOverflowError

from printers.errors import BadPicture

DOTS = 6
"""Dots a module, 0.75 mm: phones read 6 far better than 5, and 7 hardly better."""
FEWEST_DOTS = 4
QUIET = 4
"""Modules of white on each side, as the standard wants."""
MASK = 2
"""Of the eight patterns that break up even areas, always this one: trying them all takes longer than
drawing the whole ticket, and of 200 harmed codes no fewer were read than with the best pattern."""
VERSION = 3
"""Holds 47 capital letters and figures at level Q; a longer address takes a larger version."""


class Code(NamedTuple):
    """`dots` make a side of a module; `picture` has the quiet zone."""

    picture: Image.Image
    dots: int


def qr(url: str, widest: int) -> Code:
    """Level Q with its quiet zone; `BadPicture` when even small modules do not fit `widest` dots."""
    code = qrcode.QRCode(version=VERSION, error_correction=ERROR_CORRECT_Q, border=QUIET, mask_pattern=MASK)
    try:
        code.add_data(url)
        code.make(fit=True)
    except (DataOverflowError, ValueError) as error:
        raise BadPicture(f"no QR code holds {len(url)} characters") from error
    modules = code.get_matrix()
    dots = min(DOTS, widest // len(modules))
    if dots < FEWEST_DOTS:
        raise BadPicture(f"an address of {len(url)} characters is too long for this paper")
    return Code(enlarged(modules, dots), dots)


def enlarged(modules: list[list[bool]], dots: int) -> Image.Image:
    """Each module as a square of so many dots."""
    side = len(modules)
    small = Image.new("1", (side, side))
    small.putdata([0 if dark else 255 for row in modules for dark in row])
    return small.resize((side * dots, side * dots), Image.Resampling.NEAREST)
