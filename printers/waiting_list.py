"""The line on paper, for staff who must go on calling when screens cannot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from PIL import Image

from printers.drawing import NAME
from printers.formats import FORMATS, WIDE, Format
from printers.parts import pair
from printers.sheet import Align, Sheet, Type
from printers.slip import Both, both, clean, local, word

ROWS = 60
"""Numbers on one sheet; a longer line takes more sheets, so that each stays handy."""
BLOCK = 5
"""Numbers between two dotted lines, which lead the eye."""


class Cell(NamedTuple):
    text: str
    kind: Type
    align: Align = Align.LEFT


class Row(NamedTuple):
    number: str
    service: str
    priority: bool
    since: datetime


@dataclass(frozen=True, slots=True)
class WaitingList:
    """One sheet. `total` counts all numbers waiting, `first` is the place of the first of `rows`."""

    branch: Both
    at: datetime
    total: int
    page: int
    pages: int
    rows: tuple[Row, ...]

    @property
    def first(self) -> int:
        return (self.page - 1) * ROWS + 1


def waiting_lists(snapshot: Mapping[str, Any], catalogue: Mapping[str, Any]) -> tuple[WaitingList, ...]:
    """From the desk snapshot of a branch (`at`, `waiting` in the order of calling) and its catalogue:
    a sheet at least, also when nobody waits. Nothing on it tells who anybody is, or why they go first."""
    zone = catalogue["branch"]["timezone"]
    rows = tuple(_row(ticket, catalogue) for ticket in snapshot["waiting"])
    sheets = [rows[start : start + ROWS] for start in range(0, len(rows), ROWS)] or [()]
    branch, at = both(catalogue["branch"]["name"]), local(snapshot["at"], zone)
    return tuple(
        WaitingList(branch, at, len(rows), page, len(sheets), some)
        for page, some in enumerate(sheets, start=1)
    )


def _row(ticket: Mapping[str, Any], catalogue: Mapping[str, Any]) -> Row:
    names = {service["code"]: both(service["name_short"]).vi for service in catalogue["services"]}
    return Row(
        number=clean(ticket["number"]),
        service=names.get(ticket["service"], ticket["service"]),
        priority=ticket["priority"] != "none",
        since=local(ticket["wait_start"], catalogue["branch"]["timezone"]),
    )


def draw_list(waiting: WaitingList, width: int = WIDE.width) -> Image.Image:
    """One sheet in black and white; `KeyError` for another width."""
    paper = FORMATS[width]
    sheet = Sheet(width)
    _head(sheet, paper, waiting)
    if waiting.rows:
        _table(sheet, paper, waiting)
    picture = sheet.cut(margin=12)
    picture.info[NAME] = f"waiting-{waiting.at:%Y%m%d-%H%M}-{waiting.page}"
    return picture


def _head(sheet: Sheet, paper: Format, waiting: WaitingList) -> None:
    names, staff = (paper.branch, paper.note_en), word("list_staff")
    pair(sheet, word("list"), (paper.title, paper.title_en), 24)
    pair(sheet, Both(f"{waiting.branch.vi} · {staff.vi}", f"{waiting.branch.en} · {staff.en}"), names, 18)
    pair(sheet, word("list_count", n=waiting.total, time=f"{waiting.at:%d/%m/%Y %H:%M}"), names, 18)
    if waiting.pages > 1:
        pair(sheet, word("list_page", page=waiting.page, pages=waiting.pages), names, 18)
    sheet.rule(2, 18)


def _table(sheet: Sheet, paper: Format, waiting: WaitingList) -> None:
    columns = [word(f"list_{name}") for name in ("number", "service", "since")]
    _cells(sheet, paper, _headings([column.vi for column in columns], paper.rule), 14)
    _cells(sheet, paper, _headings([column.en for column in columns], paper.rule_en), 14)
    sheet.rule(2, 12)
    for place, row in enumerate(waiting.rows, start=waiting.first):
        _cells(sheet, paper, _line(paper, place, row), 17)
        if place % BLOCK == 0 and row is not waiting.rows[-1]:
            sheet.dots(13)
    sheet.rule(2, 20)
    pair(sheet, word("list_end"), (paper.rule, paper.rule_en), 18, align=Align.LEFT)


def _headings(names: Sequence[str], kind: Type) -> list[Cell]:
    number, service, since = names
    return [
        Cell("", kind),
        Cell(number, kind),
        Cell("", kind),
        Cell(service, kind),
        Cell(since, kind, Align.RIGHT),
    ]


def _line(paper: Format, place: int, row: Row) -> list[Cell]:
    return [
        Cell(f"{place}.", paper.row, Align.RIGHT),
        Cell(row.number, paper.row_number),
        Cell(word("list_priority").vi if row.priority else "", paper.row),
        Cell(row.service, paper.row),
        Cell(f"{row.since:%H:%M}", paper.row, Align.RIGHT),
    ]


def _cells(sheet: Sheet, paper: Format, cells: Sequence[Cell], gap: int) -> None:
    """One line: its place where there is room, the number, the mark, what for, since when."""
    top, bottom = sheet.y, sheet.y
    for cell, column in zip(cells, paper.list_columns, strict=True):
        sheet.y = top
        if cell.text and column.width:
            sheet.write(cell.text, cell.kind, gap, column, cell.align)
        bottom = max(bottom, sheet.y)
    sheet.y = bottom
