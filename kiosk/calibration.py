"""How many pixels a millimetre of this screen has, found out once with a card held against it."""

from __future__ import annotations

import json
from pathlib import Path

LEAST, MOST = 1, 20
"""As for the setting `mm`."""


class Calibration:
    """`mm` of the settings wins; else what a person found with a card, kept in the kiosk's folder."""

    def __init__(self, path: Path, given: float | None) -> None:
        self._path = path
        self.mm = _read(path) if given is None else given

    def set(self, mm: float) -> None:
        """`ValueError` for what no screen has."""
        if not LEAST <= mm <= MOST:
            raise ValueError(f"a millimetre has {LEAST} to {MOST} pixels, not {mm}")
        fresh = self._path.with_suffix(".new")
        fresh.write_text(json.dumps({"mm": round(mm, 3)}), "utf-8")
        fresh.replace(self._path)
        self.mm = round(mm, 3)


def _read(path: Path) -> float | None:
    """None for what is not there or broken: the card is asked for again."""
    try:
        mm = json.loads(path.read_text("utf-8"))["mm"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return float(mm) if isinstance(mm, int | float) and LEAST <= mm <= MOST else None
