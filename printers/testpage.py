"""A page that shows whether a printer draws everything: edges, blacks, letters and QR codes."""

from __future__ import annotations

import string
import textwrap
from collections.abc import Callable, Iterator
from functools import partial

import qrcode
from PIL import Image
from qrcode.constants import ERROR_CORRECT_Q

from printers.drawing import NAME
from printers.formats import FORMATS, Format
from printers.lettering import SIGNS, VIETNAMESE, Step, Weight
from printers.parts import pair
from printers.plain import ascii_of
from printers.qr import QUIET, enlarged
from printers.sheet import Align, Column, Sheet, Type
from printers.slip import word

DOTS_A_MM = 8
GREYS = (1, 2, 3, 4, 6, 8)
"""Black dots of each eight: how dark the steps of the ladder are."""
TILE = 48
SIZES = (22, 24, 28, 34)
LADDER = (8, 6, 5, 4, 3)
"""Dots a module of the QR codes; each reads "MOISO" and its size."""
PLAIN = "\n".join(
    (ascii_of(word("test_service").vi), ascii_of(word("test_branch").vi), "0123456789" * 3 + "12",
     string.ascii_uppercase, string.ascii_lowercase, string.punctuation, "")
)  # fmt: skip
"""The page for printers that are sent bare letters: the third line is as long as lines may be."""

Pattern = Callable[[int, int], bool]
"""Whether the dot at x, y is black."""


def test_page(width: int) -> Image.Image:
    """In black and white; `KeyError` for another width than 576 and 384."""
    paper = FORMATS[width]
    sheet = Sheet(width)
    _ruler(sheet)
    for part in (_title, _density, _letters, _codes):
        part(sheet, paper)
    sheet.y += 20
    _ruler(sheet)
    picture = sheet.cut(margin=0)
    picture.info[NAME] = f"test-page-{width}"
    return picture


def _title(sheet: Sheet, paper: Format) -> None:
    pair(sheet, word("test_service"), (paper.title, paper.title_en), 26)
    pair(sheet, word("test_branch"), (paper.branch, paper.note_en), 20)
    pair(sheet, word("page_ruler"), (paper.branch, paper.note_en), 24, align=Align.LEFT)


def _caption(sheet: Sheet, paper: Format, key: str) -> None:
    pair(sheet, word(key), (paper.branch, paper.note_en), 30, align=Align.LEFT)
    sheet.y += 14


def _ruler(sheet: Sheet) -> None:
    """A mark each millimetre from edge to edge, longer at each fifth, and the edges themselves."""
    last = sheet.column.width - 1
    for mm in range(last // DOTS_A_MM + 1):
        long = 24 if mm % 10 == 0 else 16 if mm % 5 == 0 else 9
        sheet.bar(Column(mm * DOTS_A_MM, 1), long)
    sheet.bar(Column(last, 1), 24)
    sheet.y += 24


def _density(sheet: Sheet, paper: Format) -> None:
    """Greys from one black dot in eight to all, then lines of one to four dots, upright and level."""
    _caption(sheet, paper, "page_density")
    _row(sheet, [partial(_grey, of_eight) for of_eight in GREYS])
    sheet.y += 10
    _row(sheet, [partial(lines, thick) for thick in (1, 2, 3, 4) for lines in (_upright, _level)])


def _row(sheet: Sheet, patterns: list[Pattern]) -> None:
    wide = sheet.column.width // len(patterns)
    for place, black in enumerate(patterns):
        tile = Image.new("1", (wide - 8, TILE), 255)
        tile.putdata([0 if black(x, y) else 255 for y in range(TILE) for x in range(wide - 8)])
        sheet.place(tile, place * wide)
    sheet.y += TILE


def _grey(of_eight: int, x: int, y: int) -> bool:
    """The black dots of a row are spread evenly, and a little further along in each row."""
    return (x + 3 * y) * of_eight % 8 < of_eight


def _upright(thick: int, x: int, _y: int) -> bool:
    return x // thick % 2 == 0


def _level(thick: int, _x: int, y: int) -> bool:
    return y // thick % 2 == 0


def _letters(sheet: Sheet, paper: Format) -> None:
    """Every letter that tickets use in the smallest size, then the Vietnamese ones in each size."""
    _caption(sheet, paper, "page_letters")
    for letters in (VIETNAMESE, VIETNAMESE.upper(), SIGNS):
        kind = _letters_of(Weight.SEMIBOLD, SIZES[0])
        sheet.write(" ".join(textwrap.wrap(letters, 6)), kind, 14, align=Align.LEFT)
    for size in SIZES:
        text = f"{size}: {word('test_rules').vi}"
        sheet.write(text, _letters_of(Weight.BOLD, size), 24, align=Align.LEFT)


def _letters_of(weight: Weight, size: int) -> Type:
    return Type(weight, (Step(40, size, size),))


def _codes(sheet: Sheet, paper: Format) -> None:
    """Each as far left as it fits beside the one before, with its size under it."""
    _caption(sheet, paper, "page_codes")
    top, x, below = sheet.y, 0, 0
    for dots, code in _ladder():
        if x + code.width > sheet.column.width:
            top, x = top + below, 0
        sheet.y = top
        sheet.place(code, x)
        sheet.y += code.height
        sheet.write(word("page_dots", n=dots).vi, paper.rule, 4, Column(x, code.width))
        below = max(below if x else 0, sheet.y + 20 - top)
        x += code.width
    sheet.y = top + below


def _ladder() -> Iterator[tuple[int, Image.Image]]:
    for dots in LADDER:
        code = qrcode.QRCode(version=1, error_correction=ERROR_CORRECT_Q, border=QUIET)
        code.add_data(f"MOISO {dots}")
        yield dots, enlarged(code.get_matrix(), dots)
