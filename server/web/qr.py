"""A ticket's address as a QR code for the screens of staff."""

from __future__ import annotations

import qrcode
from qrcode.constants import ERROR_CORRECT_Q
from qrcode.image.svg import SvgPathImage

QUIET = 4
"""White modules around; scanners need them on any background."""


def qr_code(text: str) -> bytes:
    """SVG without a background of its own."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_Q, border=QUIET)
    code.add_data(text)
    code.make(fit=True)
    drawn: bytes = code.make_image(image_factory=SvgPathImage).to_string()
    return drawn
