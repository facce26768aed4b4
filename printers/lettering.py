"""Letters on paper: the faces, how wide a text is, and how it is fitted into a width."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO
from itertools import pairwise, product
from operator import itemgetter
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

from printers.errors import MissingGlyph

CAP_HEIGHT = 0.70
"""Height of a capital letter of this family, as a share of the size."""

NBSP = "\N{NO-BREAK SPACE}"
PHRASE_ENDS = ".;:–·"
BROKEN_PHRASE = 0.25
"""As bad as a line that is half empty."""

_RANGE = re.compile(r"(?<=\d) – (?=\d)")
_VOWELS = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
VIETNAMESE = (
    "".join(unicodedata.normalize("NFC", vowel + tone) for vowel, tone in product(_VOWELS, _TONES)) + "đ"
)
"""The small letters that are not plain ASCII, and the vowels that are."""
SIGNS = "".join(map(chr, range(33, 127))) + "–—…•·“”‘’°×"
ALPHABET = VIETNAMESE + VIETNAMESE.upper() + SIGNS
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


class Ink(NamedTuple):
    """The dots of a text, and how far they lie right of its start and below its base line."""

    dots: Image.Image
    right: int
    below: int


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


@lru_cache(maxsize=4096)
def ink(text: str, weight: Weight, size: int) -> Ink:
    """A word or a letter, drawn once and kept: hinting letters costs more than all else on a ticket."""
    font = face(weight, size)
    left, top, right, bottom = (round(edge) for edge in font.getbbox(text, mode="1", anchor="ls"))
    dots = Image.new("1", (max(1, right - left), max(1, bottom - top)), 0)
    pen = ImageDraw.Draw(dots)
    pen.fontmode = "1"
    pen.text((-left, -top), text, font=font, fill=255, anchor="ls")
    return Ink(dots, left, top)


@lru_cache(maxsize=1024)
def settle(text: str, weight: Weight, width: int, steps: tuple[Step, ...], *, even: bool = True) -> Setting:
    """The text in the first lines and size that fit `width`; cut with "…" when no step does.

    `even` lines are about equally long; otherwise each line takes what it can."""
    text = _RANGE.sub(f"{NBSP}–{NBSP}", drawable(text))
    return _in_phrases(text, weight, width, steps, even=even) or (
        _fitted(text, weight, width, steps, even=even) or _cut(text, weight, width, steps[-1])
    )


def _in_phrases(
    text: str, weight: Weight, width: int, steps: tuple[Step, ...], *, even: bool
) -> Setting | None:
    """A name of several phrases, broken only behind its dashes, if it can be."""
    phrases = [phrase.replace(" ", NBSP) for phrase in text.split(" – ")]
    if len(phrases) == 1:
        return None
    setting = _fitted(" – ".join(phrases), weight, width, steps, even=even)
    if setting is None or any(line[-1] != "–" for line in setting.lines[:-1]):
        return None
    return Setting(tuple(line.replace(NBSP, " ") for line in setting.lines), setting.size)


def _fitted(text: str, weight: Weight, width: int, steps: tuple[Step, ...], *, even: bool) -> Setting | None:
    for step in steps:
        for size in range(step.largest, step.smallest - 1, -1):
            lines = wrap(text, weight, size, width, even=even)
            if len(lines) <= step.lines:
                return Setting(lines, size)
    return None


def wrap(text: str, weight: Weight, size: int, width: int, *, even: bool) -> tuple[str, ...]:
    """The fewest lines no wider than `width`; a dash never begins one, a dot between facts neither
    begins nor ends one, a word too wide is split."""
    words = [piece for word in _words(text) for piece in _split(word, weight, size, width)]
    space = measure(" ", weight, size)
    ends = _breaks(words, [measure(word, weight, size) + space for word in words], width + space, even=even)
    starts = [0, *ends]
    lines = [" ".join(words[start:end]) for start, end in pairwise(starts)]
    return (*(line.removesuffix(f"{NBSP}·") for line in lines[:-1]), lines[-1])


def _words(text: str) -> list[str]:
    for sign in "–·•":
        text = text.replace(f" {sign}", f"{NBSP}{sign}")
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
            cost = _raggedness(words, end, sum(widths[start:end]) / room) if even else 0.0
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


def _raggedness(words: Sequence[str], end: int, filled: float) -> float:
    """The worse, the emptier a line is, and if it breaks off inside a phrase or before no name."""
    whole = words[end - 1][-1:] in PHRASE_ENDS or _name_begins(words, end)
    return (1 - filled) ** 2 + (0 if whole else BROKEN_PHRASE)


def _name_begins(words: Sequence[str], at: int) -> bool:
    """A capital after a small letter: "… thay thế | Giấy tiếp nhận …"."""
    return words[at - 1][:1].islower() and at < len(words) and words[at][:1].isupper()


def _cut(text: str, weight: Weight, width: int, step: Step) -> Setting:
    lines = list(wrap(text, weight, step.smallest, width, even=False)[: step.lines])
    while measure(f"{lines[-1]}…", weight, step.smallest) > width:
        lines[-1] = lines[-1][:-1]
    lines[-1] = f"{lines[-1].rstrip(' –')}…"
    return Setting(tuple(lines), step.smallest)
