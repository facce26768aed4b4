"""The parts that all our papers share: the house at the top, the code in the middle, the stamp at the end."""

from __future__ import annotations

from datetime import datetime

from PIL import Image

from printers.emblem import emblem
from printers.escpos import LoneQr
from printers.formats import Format
from printers.lettering import measure, settle
from printers.qr import QUIET, qr
from printers.sheet import Align, Column, Sheet, Type
from printers.slip import Both, SmallPrint, word

MARGIN = 4
"""Dots that lines keep from the edges, where heads print weakest."""


def house(
    sheet: Sheet, paper: Format, names: tuple[Both, Both], address: str, mark: Image.Image | None
) -> None:
    """Who gives the paper: the emblem with the names of the centre and of its branch."""
    centre, branch = names
    column, align = _beside_emblem(sheet, paper, mark or emblem(paper.emblem))
    sheet.write(centre.vi, paper.centre, 3, column, align)
    _branch(sheet, paper, (branch.vi, address), column, align)
    sheet.write(centre.en, paper.note_en, 15, column, align)
    sheet.write(branch.en, paper.note_en, 13, column, align)
    sheet.y = max(sheet.y, paper.emblem + 6)
    sheet.rule(3, 18)


def _branch(sheet: Sheet, paper: Format, facts: tuple[str, str], column: Column, align: Align) -> None:
    """The branch and its address on one line, or on a line each rather than broken anywhere."""
    told = [fact for fact in facts if fact]
    together, kind = " · ".join(told), paper.branch
    if len(settle(together, kind.weight, column.width, kind.steps).lines) == 1:
        told = [together]
    for fact in told:
        sheet.write(fact, kind, 13, column, align)


def _beside_emblem(sheet: Sheet, paper: Format, mark: Image.Image) -> tuple[Column, Align]:
    """Where the header's text goes; narrow paper has it under the mark."""
    if not paper.emblem_beside:
        sheet.place(mark, (paper.width - mark.width) // 2)
        sheet.y = mark.height + 14
        return sheet.column, Align.CENTRE
    sheet.y = 6
    sheet.place(mark, 0)
    start = mark.width + 16
    return Column(start, paper.width - start - MARGIN), Align.LEFT


def pair(
    sheet: Sheet,
    text: Both,
    kinds: tuple[Type, Type],
    gap: int,
    column: Column | None = None,
    align: Align = Align.CENTRE,
) -> None:
    """One text in Vietnamese with its English under it."""
    sheet.write(text.vi, kinds[0], gap, column, align)
    sheet.write(text.en, kinds[1], 15, column, align)


def copy_mark(sheet: Sheet, paper: Format, copy: int) -> None:
    """What tells a second paper of one number from the first."""
    if copy > 1:
        mark = word("reprint", n=copy)
        sheet.boxed(f"{mark.vi}  •  {mark.en}", paper.copy, 20)


def code_beside(
    sheet: Sheet, paper: Format, url: str, code: str, words: list[tuple[Both, Type]]
) -> LoneQr | None:
    """The QR code with the words that go with it and the code in letters: beside it where there is
    room, else below, where only the last words stay with it and the others go before.

    Returns the code when it has its rows to itself: then the printer may draw it."""
    drawn = qr(url, paper.width)
    if paper.width - drawn.picture.width >= paper.beside:
        _beside(sheet, paper, drawn.picture, code, words)
        return None
    top = _below(sheet, paper, drawn.picture, code, words)
    quiet = QUIET * drawn.dots
    return LoneQr(url, top + quiet, top + drawn.picture.height - quiet, drawn.dots)


def _beside(
    sheet: Sheet, paper: Format, picture: Image.Image, code: str, words: list[tuple[Both, Type]]
) -> None:
    top = sheet.y
    sheet.place(picture, 0)
    column = Column(picture.width, paper.width - picture.width - MARGIN)
    sheet.y = top + (picture.height - (174 if len(words) > 1 else 92)) // 2
    for gap, (text, kind) in zip((0, 27), words, strict=False):
        pair(sheet, text, (kind, paper.note_en), gap, column, Align.LEFT)
    sheet.write(code, paper.code, 26, column, Align.LEFT)
    sheet.y = max(sheet.y + 20, top + picture.height)


def _below(
    sheet: Sheet, paper: Format, picture: Image.Image, code: str, words: list[tuple[Both, Type]]
) -> int:
    *before, (last, kind_of_last) = words
    for text, kind in before:
        pair(sheet, text, (kind, paper.note_en), 24)
    sheet.y += 8
    top = sheet.y
    sheet.place(picture, (paper.width - picture.width) // 2)
    sheet.y += picture.height
    pair(sheet, last, (kind_of_last, paper.note_en), 12)
    sheet.write(code, paper.code, 18)
    sheet.y += 18
    return top


def small_print(sheet: Sheet, paper: Format, lines: SmallPrint) -> None:
    sheet.dots(0)
    _group(sheet, lines.rules, paper.rule, paper.rule_en)
    _group(sheet, lines.receipt, paper.receipt, paper.rule_en)
    _group(sheet, lines.feedback, paper.rule, paper.rule_en)
    _group(sheet, lines.footer, paper.rule, paper.rule_en)


def _group(sheet: Sheet, lines: tuple[Both, ...], kind: Type, kind_en: Type) -> None:
    """Sentences that belong together: all in Vietnamese, then all in English."""
    if lines:
        joined = Both(" ".join(line.vi for line in lines), " ".join(line.en for line in lines))
        pair(sheet, joined, (kind, kind_en), 23)


def stamp(sheet: Sheet, paper: Format, at: datetime, kiosk: str, copy: int = 1) -> None:
    """When and where the paper was given, and which copy it is."""
    sheet.rule(2, 22)
    top, used = sheet.y, _stamp_time(sheet, paper, at, kiosk) + 16
    bottom, sheet.y = sheet.y, top
    sheet.write(kiosk, paper.kiosk, 17, Column(used, paper.width - used - MARGIN), Align.RIGHT)
    sheet.y = max(sheet.y, bottom)
    if copy > 1:
        mark = word("reprint", n=copy)
        sheet.write(f"{mark.vi} · {mark.en}", paper.stamp, 16, _inner(sheet), Align.LEFT)


def _stamp_time(sheet: Sheet, paper: Format, at: datetime, kiosk: str) -> int:
    """The weekday in both languages if that leaves room for the kiosk; returns the width."""
    day = word(f"weekday_{at.weekday()}")
    forms = [f"{weekday} {at:%d/%m/%Y %H:%M}" for weekday in (f"{day.vi}/{day.en}", day.vi)]
    size, beside = paper.stamp.steps[0].largest, paper.kiosk.steps[0].largest
    room = paper.width - measure(kiosk, paper.kiosk.weight, beside) - 16 - 2 * MARGIN
    fitting = [form for form in forms if measure(form, paper.stamp.weight, size) <= room]
    text = (fitting or forms[1:])[0]
    sheet.write(text, paper.stamp, 17, _inner(sheet), Align.LEFT)
    return MARGIN + measure(text, paper.stamp.weight, size)


def _inner(sheet: Sheet) -> Column:
    return Column(MARGIN, sheet.column.width - 2 * MARGIN)
