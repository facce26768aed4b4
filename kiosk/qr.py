"""A ticket's address as a QR code that the page can draw: a size in modules and one SVG path."""

from __future__ import annotations

from typing import TypedDict

import qrcode
from qrcode.constants import ERROR_CORRECT_Q

QUIET = 4
"""White modules around; scanners need them on any background."""


class Code(TypedDict):
    size: int
    path: str


def qr_code(text: str) -> Code:
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_Q, border=QUIET)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    return {"size": len(rows), "path": "".join(map(_runs, range(len(rows)), rows))}


def _runs(y: int, row: list[bool]) -> str:
    """One rectangle for each run of dark modules."""
    marks = "".join("#" if dark else " " for dark in row)
    runs, x = [], 0
    while (x := marks.find("#", x)) >= 0:
        wide = len(marks[x:]) - len(marks[x:].lstrip("#"))
        runs.append(f"M{x} {y}h{wide}v1h-{wide}z")
        x += wide
    return "".join(runs)
