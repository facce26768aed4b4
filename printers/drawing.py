"""A slip as a picture: one dot of the picture is one dot of the printer's head."""

from __future__ import annotations

from typing import NamedTuple

from PIL import Image

from printers.escpos import LONE_QR
from printers.formats import FORMATS, WIDE, Format
from printers.parts import code_beside, copy_mark, house, pair, small_print, stamp
from printers.sheet import Column, Sheet, Type
from printers.slip import Both, Slip, listed, minutes, word

NAME = "name"
"""Key in the picture's `info`: what a preview calls its file."""

PAD = 8
"""Dots between a fact and the line beside it."""


class _Cell(NamedTuple):
    """One fact; `share` is its part of the width."""

    label: Both
    value: str
    unit: str
    share: int


def draw(slip: Slip, width: int = WIDE.width, emblem: Image.Image | None = None) -> Image.Image:
    """The ticket in black and white, `width` dots wide (576 for 80 mm, 384 for 58 mm); `emblem`
    stands in the place of the product's own mark (`logo`).

    `KeyError` for another width, `BadPicture` for what no paper can show."""
    paper = FORMATS[width]
    sheet = Sheet(width)
    house(sheet, paper, (slip.centre, slip.branch), slip.address, emblem)
    _number(sheet, paper, slip)
    _service(sheet, paper, slip)
    _notices(sheet, paper, slip)
    _facts(sheet, paper, slip)
    lone = code_beside(sheet, paper, slip.url, slip.code, _follow(paper, slip))
    small_print(sheet, paper, slip.small_print)
    stamp(sheet, paper, slip.checked_in or slip.issued, slip.kiosk, slip.copy)
    picture = sheet.cut(margin=10)
    picture.info |= {NAME: f"{slip.number}-{slip.code}", LONE_QR: lone}
    return picture


def _number(sheet: Sheet, paper: Format, slip: Slip) -> None:
    pair(sheet, word("title"), (paper.title, paper.title_en), 27)
    copy_mark(sheet, paper, slip.copy)
    sheet.numeral(slip.number, paper.number, 22)
    if slip.priority:
        priority = word("priority")
        sheet.pill(f"{priority.vi}  •  {priority.en}", paper.pill, 18)
    if slip.signal:
        signal = word("signal")
        sheet.boxed(signal.vi, paper.pill, 18)
        sheet.write(signal.en, paper.title_en, 12)


def _service(sheet: Sheet, paper: Format, slip: Slip) -> None:
    sheet.write(slip.service.vi, paper.service, 30)
    sheet.write(slip.service.en, paper.service_en, 19)
    if slip.then:
        following = listed(slip.then)
        then = Both(word("then", list=following.vi).vi, word("then", list=following.en).en)
        pair(sheet, then, (paper.service_en, paper.service_en), 30)


def _notices(sheet: Sheet, paper: Format, slip: Slip) -> None:
    """What is special about this number, in plain words."""
    kinds = (paper.notice, paper.notice_en)
    if slip.checked_in:
        pair(sheet, word("checked_in", time=f"{slip.checked_in:%H:%M}"), kinds, 32)
    if slip.offline:
        pair(sheet, word("offline"), kinds, 32)


def _facts(sheet: Sheet, paper: Format, slip: Slip) -> None:
    """The wait and the counters between two lines; a fact nobody knows leaves its room to the other.
    The sides stay open: a frame would make every row of dots as wide as the paper."""
    cells = [cell for cell in (_wait_cell(paper, slip), _counter_cell(paper, slip)) if cell]
    sheet.rule(2, 24)
    if not cells:
        return
    top, columns = sheet.y, _columns(cells, paper.width)
    sheet.y = max(_labels(sheet, paper, cell, top, column) for cell, column in columns)
    below = sheet.y
    sheet.y = max(_value(sheet, paper, cell, below, column) for cell, column in columns)
    for _, column in columns[1:]:
        sheet.divide(top + 15, column.x - PAD)
    sheet.rule(2, 18)


def _wait_cell(paper: Format, slip: Slip) -> _Cell | None:
    if slip.wait is None:
        return None
    low, high = minutes(*slip.wait)
    label, unit, share = word("wait"), word("minutes"), paper.facts[0]
    if high == 0:
        none = word("no_wait")
        return _Cell(Both(label.vi, none.en), none.vi, "", share)
    if low == 0:
        under = word("under", n=high)
        return _Cell(Both(label.vi, f"{label.en}: {under.en}"), under.vi, unit.vi, share)
    return _Cell(Both(label.vi, f"{label.en} ({unit.en})"), f"{low}–{high}", unit.vi, share)


def _counter_cell(paper: Format, slip: Slip) -> _Cell | None:
    if not slip.counters:
        return None
    label = word("counter")
    if slip.place:
        label = Both(f"{label.vi} · {slip.place.vi}", f"{label.en} · {slip.place.en}")
    return _Cell(label, slip.counters, "", paper.facts[1])


def _columns(cells: list[_Cell], width: int) -> list[tuple[_Cell, Column]]:
    """Each cell with its column, a little in from the line between them."""
    columns, x, total = [], 0, sum(cell.share for cell in cells)
    for cell in cells:
        wide = width * cell.share // total
        columns.append((cell, Column(x + PAD, wide - 2 * PAD)))
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


def _follow(paper: Format, slip: Slip) -> list[tuple[Both, Type]]:
    """How many are ahead, and that the QR code keeps telling it."""
    ahead, scan = _ahead(slip.ahead), (word("scan"), paper.scan)
    return [(ahead, paper.ahead), scan] if ahead else [scan]


def _ahead(people: int | None) -> Both | None:
    if people is None:
        return None
    return word("ahead", n=people) if people else word("ahead_none")
