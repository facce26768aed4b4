"""What a kiosk says aloud: the words of its pages as they stand there, and how each is said."""

from __future__ import annotations

import re
from collections.abc import Iterator

from config.words import Text, window

WINDOWS = ("kiosk", "times", "listen")
NEVER_SAID = ("pair_", "fit_", "try_", "as_", "centre", "trial", "branch_line", "closes_in", "idle_lead",
              "hours_day", "hours_time", "qr_label", "elsewhere_qr_label", "tools")  # fmt: skip
"""Words of setting up are for staff, and these others are never read: what counts down, what names a picture."""
BUT = "try_again"
"""Citizens try again too."""
OTHERWISE = "as_"
ASIDE = " ,.;:?!…'’-–"
"""Marks around a piece: they are not said, and the reader pauses by itself."""


def said_by_kiosks(language: str) -> dict[str, str]:
    """Every piece of the pages' texts between their places, as it stands there: as it is said."""
    found: dict[str, str] = {}
    for key, text in _texts(language):
        otherwise = window(language, "listen").get(f"{OTHERWISE}{key}", text)
        for shown, said in zip(_forms(text), _forms(otherwise), strict=True):
            found |= dict(zip(pieces(shown), pieces(said), strict=True))
    return found


def pieces(text: str) -> list[str]:
    """What stands between the `{places}` of a text, without the marks around it and without `<parts>` set apart."""
    parts = re.split(r"\{\w+\}", re.sub(r"[<>]", "", text))
    bare = (re.sub(r"\s+", " ", part).strip(ASIDE) for part in parts)
    return [part for part in bare if re.search(r"[^\W\d]", part)]


def _texts(language: str) -> Iterator[tuple[str, Text]]:
    for name in WINDOWS:
        for key, text in window(language, name).items():
            if key == BUT or not key.startswith(NEVER_SAID):
                yield key, text


def _forms(text: Text) -> list[str]:
    return [text] if isinstance(text, str) else list(text.values())
