"""A slip as a picture: one dot of the picture is one dot of the printer's head."""

from __future__ import annotations

from typing import NamedTuple

from PIL import Image

from printers.emblem import emblem
from printers.formats import FORMATS, WIDE, Format
from printers.lettering import measure
from printers.qr import qr
from printers.sheet import Align, Column, Sheet, Type
from printers.slip import Both, Slip, minutes, word

NAME = "name"
"""Key in the picture's `info`: what a preview calls its file."""

MARGIN = 4
"""Dots that long lines keep from the right edge, where heads print weakest."""


class _Cell(NamedTuple):
    """One boxed fact; `share` is its part of the width."""

    label: Both
    value: str
    unit: str
    share: int


def draw(slip: Slip, width: int = WIDE.width) -> Image.Image:
    """The ticket in black and white, `width` dots wide (576 for 80 mm, 384 for 58 mm).

    `KeyError` for another width, `BadPicture` for what no paper can show."""
    paper = FORMATS[width]
    sheet = Sheet(width)
    _header(sheet, paper, slip)
    _number(sheet, paper, slip)
    _service(sheet, paper, slip)
    _facts(sheet, paper, slip)
    _follow(sheet, paper, slip)
    _small_print(sheet, paper, slip)
    _stamp(sheet, paper, slip)
    picture = sheet.cut(margin=10)
    picture.info[NAME] = f"{slip.number}-{slip.code}"
    return picture


def _header(sheet: Sheet, paper: Format, slip: Slip) -> None:
    column, align = _beside_emblem(sheet, paper)
    sheet.write(slip.centre.vi, paper.centre, 3, column, align)
    sheet.write(slip.branch.vi, paper.branch, 15, column, align)
    sheet.write(slip.centre.en, paper.note_en, 15, column, align)
    sheet.write(slip.branch.en, paper.note_en, 13, column, align)
    sheet.y = max(sheet.y, paper.emblem + 6)
    sheet.rule(3, 18)


def _beside_emblem(sheet: Sheet, paper: Format) -> tuple[Column, Align]:
    """Where the header's text goes; narrow paper has it under the mark."""
    if not paper.emblem_beside:
        sheet.place(emblem(paper.emblem), (paper.width - paper.emblem) // 2)
        sheet.y = paper.emblem + 14
        return sheet.column, Align.CENTRE
    sheet.y = 6
    sheet.place(emblem(paper.emblem), 0)
    start = paper.emblem + 16
    return Column(start, paper.width - start - MARGIN), Align.LEFT


def _number(sheet: Sheet, paper: Format, slip: Slip) -> None:
    title, priority = word("title"), word("priority")
    sheet.write(title.vi, paper.title, 27)
    sheet.write(title.en, paper.title_en, 13)
    sheet.numeral(slip.number, paper.number, 22)
    if slip.priority:
        sheet.pill(f"{priority.vi}  •  {priority.en}", paper.pill, 18)


def _service(sheet: Sheet, paper: Format, slip: Slip) -> None:
    sheet.write(slip.service.vi, paper.service, 30)
    sheet.write(slip.service.en, paper.service_en, 19)


def _facts(sheet: Sheet, paper: Format, slip: Slip) -> None:
    """The wait and the counters in one box; a fact nobody knows leaves its room to the other."""
    cells = [cell for cell in (_wait_cell(slip), _counter_cell(slip)) if cell]
    if not cells:
        return
    sheet.y += 22
    top, columns = sheet.y, _columns(cells, paper.width)
    sheet.y = max(_labels(sheet, paper, cell, top, column) for cell, column in columns)
    below = sheet.y
    sheet.y = max(_value(sheet, paper, cell, below, column) for cell, column in columns) + 18
    sheet.frame(top, [column.x - 10 for _, column in columns[1:]])


def _wait_cell(slip: Slip) -> _Cell | None:
    if slip.wait is None:
        return None
    low, high = minutes(*slip.wait)
    label, unit = word("wait"), word("minutes")
    if high == 0:
        none = word("no_wait")
        return _Cell(label, none.vi, none.en, 330)
    if low == 0:
        under = word("under", n=high)
        return _Cell(Both(label.vi, f"{label.en}: {under.en}"), under.vi, unit.vi, 330)
    return _Cell(Both(label.vi, f"{label.en} ({unit.en})"), f"{low}–{high}", unit.vi, 330)


def _counter_cell(slip: Slip) -> _Cell | None:
    if not slip.counters:
        return None
    label = word("counter")
    if slip.place:
        label = Both(f"{label.vi} · {slip.place.vi}", f"{label.en} · {slip.place.en}")
    return _Cell(label, slip.counters, "", 246)


def _columns(cells: list[_Cell], width: int) -> list[tuple[_Cell, Column]]:
    """Each cell with its column, ten dots in from the lines around it."""
    columns, x, total = [], 0, sum(cell.share for cell in cells)
    for cell in cells:
        wide = width * cell.share // total
        columns.append((cell, Column(x + 10, wide - 20)))
        x += wide
    return columns


def _labels(sheet: Sheet, paper: Format, cell: _Cell, top: int, column: Column) -> int:
    sheet.y = top
    sheet.write(cell.label.vi, paper.label, 17, column)
    sheet.write(cell.label.en, paper.label_en, 13, column)
    return sheet.y


def _value(sheet: Sheet, paper: Format, cell: _Cell, top: int, column: Column) -> int:
    sheet.y = top
    if cell.unit:
        sheet.figure(cell.value, cell.unit, (paper.value, paper.unit), 18, column)
    else:
        sheet.write(cell.value, paper.value, 18, column)
    return sheet.y


def _follow(sheet: Sheet, paper: Format, slip: Slip) -> None:
    """How many are ahead, and the QR code that keeps telling it."""
    code = qr(slip.url, paper.width)
    if paper.width - code.width >= paper.beside:
        _follow_beside(sheet, paper, slip, code)
    else:
        _follow_below(sheet, paper, slip, code)


def _follow_beside(sheet: Sheet, paper: Format, slip: Slip, code: Image.Image) -> None:
    top = sheet.y
    sheet.place(code, 0)
    column = Column(code.width, paper.width - code.width - MARGIN)
    sheet.y = top + (code.height - 174) // 2
    gap = 0
    if ahead := _ahead(slip.ahead):
        _pair(sheet, (ahead, paper.ahead, paper.note_en), 0, column, Align.LEFT)
        gap = 27
    _pair(sheet, (word("scan"), paper.scan, paper.note_en), gap, column, Align.LEFT)
    sheet.write(slip.code, paper.code, 26, column, Align.LEFT)
    sheet.y = max(sheet.y + 20, top + code.height)


def _follow_below(sheet: Sheet, paper: Format, slip: Slip, code: Image.Image) -> None:
    if ahead := _ahead(slip.ahead):
        _pair(sheet, (ahead, paper.ahead, paper.note_en), 24, sheet.column, Align.CENTRE)
    sheet.y += 10
    sheet.place(code, (paper.width - code.width) // 2)
    sheet.y += code.height
    _pair(sheet, (word("scan"), paper.scan, paper.note_en), 12, sheet.column, Align.CENTRE)
    sheet.write(slip.code, paper.code, 18)
    sheet.y += 18


def _ahead(people: int | None) -> Both | None:
    if people is None:
        return None
    return word("ahead", n=people) if people else word("ahead_none")


def _pair(sheet: Sheet, text: tuple[Both, Type, Type], gap: int, column: Column, align: Align) -> None:
    """One text in Vietnamese with its English under it."""
    words, kind, kind_en = text
    sheet.write(words.vi, kind, gap, column, align)
    sheet.write(words.en, kind_en, 15, column, align)


def _small_print(sheet: Sheet, paper: Format, slip: Slip) -> None:
    sheet.dots(0)
    _group(sheet, slip.rules, paper.rule, paper.rule_en)
    _group(sheet, slip.receipt, paper.receipt, paper.rule_en)
    _group(sheet, slip.feedback, paper.rule, paper.rule_en)


def _group(sheet: Sheet, lines: tuple[Both, ...], kind: Type, kind_en: Type) -> None:
    """Sentences that belong together: all in Vietnamese, then all in English."""
    if lines:
        sheet.write(" ".join(line.vi for line in lines), kind, 23)
        sheet.write(" ".join(line.en for line in lines), kind_en, 15)


def _stamp(sheet: Sheet, paper: Format, slip: Slip) -> None:
    """When and where the number was taken."""
    day = word(f"weekday_{slip.issued.weekday()}")
    stamp = f"{day.vi}/{day.en} {slip.issued:%d/%m/%Y %H:%M}"
    sheet.rule(2, 22)
    top, used = sheet.y, measure(stamp, paper.stamp.weight, paper.stamp.steps[0].largest) + 16
    sheet.write(slip.kiosk, paper.kiosk, 17, Column(used, paper.width - used), Align.RIGHT)
    bottom, sheet.y = sheet.y, top
    sheet.write(stamp, paper.stamp, 17, align=Align.LEFT)
    sheet.y = max(sheet.y, bottom)
