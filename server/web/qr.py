"""A ticket's address as a QR code for the screens of staff."""

from __future__ import annotations

QUIET = 4
"""White modules around; scanners need them on any background."""


def qr_code(text: str) -> bytes:
    """SVG without a background of its own."""
    import qrcode  # with it come all of Pillow's libraries, a sixth of a node's start
    from qrcode.constants import ERROR_CORRECT_Q
    from qrcode.image.svg import SvgPathImage

    code = qrcode.QRCode(error_correction=ERROR_CORRECT_Q, border=QUIET)
    code.add_data(text)
    code.make(fit=True)
    drawn: bytes = code.make_image(image_factory=SvgPathImage).to_string()
    return drawn
