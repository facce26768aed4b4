"""Something to print that fits itself to a printer, and the bytes that make it a job there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from printers.escpos import CUT, encode
from printers.jobs import Job
from printers.profiles import Profile

FEED_MM = 12
"""From the head to the cutter, about."""
LINE_MM = 4
FEED = b"\n" * 3


@dataclass(frozen=True, slots=True)
class Page:
    """`draw` makes its picture for a width in dots, `plain` its text in ASCII lines for slow printers."""

    draw: Callable[[int], Image.Image]
    plain: Callable[[], str]


def job_of(page: Page, number: int, profile: Profile) -> Job:
    """`BadPicture` for what this printer's paper cannot show."""
    if profile.text:
        text = page.plain().encode("ascii", "replace")
        return Job(number, text + FEED + CUT, LINE_MM * text.count(b"\n") + FEED_MM)
    picture = page.draw(profile.width)
    data = encode(picture, profile.width, native_qr=profile.native_qr)
    return Job(number, data, picture.height / profile.dots_per_mm + FEED_MM)
