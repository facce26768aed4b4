"""The QR code of a ticket's address, in whole dots."""

from __future__ import annotations

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
VERSION = 3
"""Holds 47 capital letters and figures at level Q; a longer address takes a larger version."""


def qr(url: str, widest: int) -> Image.Image:
    """Level Q with its quiet zone; `BadPicture` when even small modules do not fit `widest` dots."""
    code = qrcode.QRCode(version=VERSION, error_correction=ERROR_CORRECT_Q, border=QUIET)
    try:
        code.add_data(url)
        code.make(fit=True)
    except (DataOverflowError, ValueError) as error:
        raise BadPicture(f"no QR code holds {len(url)} characters") from error
    modules = code.get_matrix()
    dots = min(DOTS, widest // len(modules))
    if dots < FEWEST_DOTS:
        raise BadPicture(f"an address of {len(url)} characters is too long for this paper")
    return _enlarged(modules, dots)


def _enlarged(modules: list[list[bool]], dots: int) -> Image.Image:
    side = len(modules)
    small = Image.new("1", (side, side))
    small.putdata([0 if dark else 255 for row in modules for dark in row])
    return small.resize((side * dots, side * dots), Image.Resampling.NEAREST)
