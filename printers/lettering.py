"""Letters on paper: the faces, how wide a text is, and how it is fitted into a width."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from importlib.resources import files
from io import BytesIO
from itertools import pairwise, product
from operator import itemgetter
from typing import NamedTuple

from PIL import ImageFont

from printers.errors import MissingGlyph

CAP_HEIGHT = 0.70
"""Height of a capital letter of this family, as a share of the size."""

PHRASE_ENDS = ".;:–"
BROKEN_PHRASE = 0.25
"""As bad as a line that is half empty."""

_VOWELS = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_LETTERS = (
    "".join(unicodedata.normalize("NFC", vowel + tone) for vowel, tone in product(_VOWELS, _TONES)) + "đ"
)
ALPHABET = _LETTERS + _LETTERS.upper() + "".join(map(chr, range(33, 127))) + "–—…•·“”‘’°×"
"""What every face must be able to draw: Vietnamese, ASCII and the signs on our tickets."""


class Weight(StrEnum):
    MEDIUM = "Medium"
    SEMIBOLD = "SemiBold"
    BOLD = "Bold"
    EXTRABOLD = "ExtraBold"


class Step(NamedTuple):
    """One attempt to set a text: at most so many lines, in sizes from `largest` to `smallest`."""

    lines: int
    largest: int
    smallest: int


class Setting(NamedTuple):
    lines: tuple[str, ...]
    size: int


@cache
def face(weight: Weight, size: int) -> ImageFont.FreeTypeFont:
    """A face of which every letter in `ALPHABET` is known to exist; else `MissingGlyph`."""
    return _family(weight).font_variant(size=size)


@cache
def _family(weight: Weight) -> ImageFont.FreeTypeFont:
    font_file = files("fontpkg_be_vietnam_pro") / "files" / f"BeVietnamPro-{weight}.ttf"
    font = ImageFont.truetype(BytesIO(font_file.read_bytes()), 32, layout_engine=ImageFont.Layout.BASIC)
    require(font, ALPHABET)
    return font


def require(font: ImageFont.FreeTypeFont, letters: str) -> None:
    """`MissingGlyph` if the font lacks a letter: Pillow would leave it out without a word."""
    missing = [letter for letter in letters if not _draws(font, letter)]
    if missing:
        raise MissingGlyph(f"{font.getname()[0]} has no glyph for {' '.join(missing)}")


def _draws(font: ImageFont.FreeTypeFont, letter: str) -> bool:
    ink = bytes(font.getmask(letter, mode="1"))
    return bool(ink) and ink != bytes(font.getmask("\uffff", mode="1"))


@cache
def _shown(letter: str) -> str:
    return letter if letter.isspace() or _draws(_family(Weight.MEDIUM), letter) else "?"


def drawable(text: str) -> str:
    """The text with a visible "?" in place of each letter from another script."""
    return "".join(map(_shown, text))


@cache
def _advance(letter: str, weight: Weight, size: int) -> int:
    return round(face(weight, size).getlength(letter, mode="1"))


def measure(text: str, weight: Weight, size: int, tracking: int = 0) -> int:
    """Width in dots, as it is drawn: hinted for black and white, without kerning."""
    return sum(_advance(letter, weight, size) + tracking for letter in text) - tracking


def settle(text: str, weight: Weight, width: int, steps: Sequence[Step], *, even: bool = True) -> Setting:
    """The text in the first lines and size that fit `width`; cut with "…" when no step does.

    `even` lines are about equally long; otherwise each line takes what it can."""
    text = drawable(text)
    for step in steps:
        for size in range(step.largest, step.smallest - 1, -1):
            lines = wrap(text, weight, size, width, even=even)
            if len(lines) <= step.lines:
                return Setting(lines, size)
    return _cut(text, weight, width, steps[-1])


def wrap(text: str, weight: Weight, size: int, width: int, *, even: bool) -> tuple[str, ...]:
    """The fewest lines no wider than `width`; a dash never begins one, a word too wide is split."""
    words = [piece for word in _words(text) for piece in _split(word, weight, size, width)]
    space = measure(" ", weight, size)
    ends = _breaks(words, [measure(word, weight, size) + space for word in words], width + space, even=even)
    starts = [0, *ends]
    return tuple(" ".join(words[start:end]) for start, end in pairwise(starts))


def _words(text: str) -> list[str]:
    for sign in "–·•":
        text = text.replace(f" {sign}", f"\N{NO-BREAK SPACE}{sign}")
    return text.split(" ")


def _split(word: str, weight: Weight, size: int, width: int) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and measure(pieces[-1] + letter, weight, size) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _breaks(words: Sequence[str], widths: Sequence[int], room: int, *, even: bool) -> list[int]:
    """Where lines end: the fewest lines first, then the evenest, found from the last word back."""
    best: dict[int, tuple[int, float, list[int]]] = {len(words): (0, 0.0, [])}
    for start in reversed(range(len(words))):
        options = []
        # The fullest line comes first, so it wins where evenness does not count.
        for end in reversed(_line_ends(widths, start, room)):
            lines, ragged, ends = best[end]
            cost = _raggedness(words[end - 1], sum(widths[start:end]) / room) if even else 0.0
            options.append((lines + 1, ragged + cost, [end, *ends]))
        best[start] = min(options, key=itemgetter(0, 1))
    return best[0][2]


def _line_ends(widths: Sequence[int], start: int, room: int) -> list[int]:
    """After which words a line from `start` may end; a word alone always may."""
    ends, used = [start + 1], widths[start]
    for end in range(start + 1, len(widths)):
        used += widths[end]
        if used > room:
            break
        ends.append(end + 1)
    return ends


def _raggedness(last: str, filled: float) -> float:
    """The worse, the emptier a line is, and if it breaks off inside a phrase."""
    return (1 - filled) ** 2 + (0 if last[-1:] in PHRASE_ENDS else BROKEN_PHRASE)


def _cut(text: str, weight: Weight, width: int, step: Step) -> Setting:
    lines = list(wrap(text, weight, step.smallest, width, even=False)[: step.lines])
    while measure(f"{lines[-1]}…", weight, step.smallest) > width:
        lines[-1] = lines[-1][:-1]
    lines[-1] = f"{lines[-1].rstrip(' –')}…"
    return Setting(tuple(lines), step.smallest)
