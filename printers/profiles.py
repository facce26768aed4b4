"""What a printer can do: one table of our own words for it, and python-escpos' knowledge of models."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from printers.errors import UnknownPrinter
from printers.formats import FORMATS
from printers.jobs import How


@dataclass(frozen=True, slots=True)
class Profile:
    """`width` dots of its head that tickets use, `dots_per_mm` how fine it prints.

    `confirm` is how far its word goes; None finds out at the first job. `speed_mm_s` is the slowest that it
    prints: so long is waited where only its status can be asked. `native_qr` lets it draw QR codes itself where
    one stands alone in its lines; `text` prints plain letters without marks, for lines too slow for pictures."""

    width: int = 576
    dots_per_mm: float = 8
    confirm: How | None = None
    speed_mm_s: float = 60
    native_qr: bool = False
    text: bool = False


PROFILES = {
    "80mm": Profile(),
    "58mm": Profile(width=384),
    "80mm-qr": Profile(native_qr=True),
    "58mm-qr": Profile(width=384, native_qr=True),
    "one-way": Profile(confirm=How.NONE),
    "text": Profile(text=True),
    "text-one-way": Profile(text=True, confirm=How.NONE),
}
"""By the word that a printer's URL says after `profile=`; a model of python-escpos' table is a word too."""


def profile(name: str, confirm: str = "") -> Profile:
    """`UnknownPrinter` for a word that is neither ours nor a known model, and for an unknown confirmation."""
    found = PROFILES.get(name) or _model(name)
    if not confirm:
        return found
    try:
        return replace(found, confirm=How(confirm))
    except ValueError:
        raise UnknownPrinter(f"confirm={confirm}: one of {', '.join(How)}") from None


def _model(name: str) -> Profile:
    """Models without a known width are as wide as 80 mm paper: what is too wide is refused, never cut off."""
    facts = _models().get(name)
    if facts is None:
        raise UnknownPrinter(f"profile={name}: one of {', '.join(PROFILES)}, or a model such as TM-T20II")
    pixels, dpi = facts["media"]["width"]["pixels"], facts["media"]["dpi"]
    widest = pixels if isinstance(pixels, int) else max(FORMATS)
    fitting = [width for width in FORMATS if width <= widest]
    if not fitting:
        raise UnknownPrinter(f"profile={name}: {widest} dots are too few for any ticket")
    dots_per_mm = dpi / 25.4 if isinstance(dpi, int) else 8
    return Profile(width=max(fitting), dots_per_mm=dots_per_mm)


@cache
def _models() -> dict[str, Any]:
    """Read as data: importing python-escpos' own reader leaves a folder behind each time."""
    table = json.loads((files("escpos") / "capabilities.json").read_text("utf-8"))
    models: dict[str, Any] = table["profiles"]
    return models
