"""The sizes of every text on each width of paper, in dots of 1/8 mm."""

from __future__ import annotations

from dataclasses import dataclass

from printers.lettering import Step, Weight
from printers.sheet import Column, Type


def _type(weight: Weight, *steps: tuple[int, int, int], tracking: int = 0) -> Type:
    return Type(weight, tuple(Step(*step) for step in steps), tracking)


@dataclass(frozen=True, slots=True)
class Format:
    """`beside`: dots a text needs so that it stands beside the QR code, not under it; `facts`: how
    the wait and the counters share the width."""

    width: int
    emblem: int
    emblem_beside: bool
    beside: int
    facts: tuple[int, int]
    centre: Type
    branch: Type
    title: Type
    title_en: Type
    number: Type
    pill: Type
    copy: Type
    notice: Type
    notice_en: Type
    service: Type
    service_en: Type
    label: Type
    label_en: Type
    value: Type
    unit: Type
    ahead: Type
    scan: Type
    note_en: Type
    code: Type
    rule: Type
    rule_en: Type
    receipt: Type
    stamp: Type
    kiosk: Type
    slot: Type
    date: Type
    row: Type
    row_number: Type
    list_columns: tuple[Column, ...]


WIDE = Format(
    width=576,
    emblem=86,
    emblem_beside=True,
    beside=300,
    facts=(300, 276),
    centre=_type(Weight.BOLD, (2, 26, 24), (4, 24, 22)),
    branch=_type(Weight.SEMIBOLD, (1, 24, 22), (3, 23, 22)),
    title=_type(Weight.BOLD, (1, 30, 22), tracking=2),
    title_en=_type(Weight.MEDIUM, (1, 23, 22)),
    number=_type(Weight.EXTRABOLD, (1, 178, 60)),
    pill=_type(Weight.BOLD, (1, 30, 22)),
    copy=_type(Weight.BOLD, (1, 27, 22)),
    notice=_type(Weight.BOLD, (5, 27, 24)),
    notice_en=_type(Weight.MEDIUM, (5, 23, 22)),
    service=_type(Weight.BOLD, (1, 46, 38), (2, 40, 34), (3, 36, 26), (8, 26, 24)),
    service_en=_type(Weight.MEDIUM, (2, 26, 24), (3, 24, 22), (7, 22, 22)),
    label=_type(Weight.SEMIBOLD, (1, 25, 22), (3, 23, 22)),
    label_en=_type(Weight.MEDIUM, (1, 22, 22), (3, 22, 22)),
    value=_type(Weight.EXTRABOLD, (1, 54, 34), (2, 34, 24), (4, 24, 22)),
    unit=_type(Weight.SEMIBOLD, (1, 26, 22)),
    ahead=_type(Weight.BOLD, (1, 31, 26), (2, 28, 22)),
    scan=_type(Weight.SEMIBOLD, (1, 25, 22), (2, 24, 22)),
    note_en=_type(Weight.MEDIUM, (3, 22, 22)),
    code=_type(Weight.BOLD, (1, 26, 22), (2, 24, 22), tracking=1),
    rule=_type(Weight.SEMIBOLD, (12, 22, 22)),
    rule_en=_type(Weight.MEDIUM, (12, 22, 22)),
    receipt=_type(Weight.BOLD, (12, 23, 22)),
    stamp=_type(Weight.BOLD, (1, 24, 22)),
    kiosk=_type(Weight.SEMIBOLD, (1, 24, 22), (2, 22, 22)),
    slot=_type(Weight.EXTRABOLD, (1, 104, 44)),
    date=_type(Weight.BOLD, (1, 40, 30)),
    row=_type(Weight.SEMIBOLD, (1, 24, 22), (2, 22, 22)),
    row_number=_type(Weight.BOLD, (1, 27, 22)),
    list_columns=(Column(0, 42), Column(60, 100), Column(170, 44), Column(226, 262), Column(498, 74)),
)

NARROW = Format(
    width=384,
    emblem=60,
    emblem_beside=False,
    beside=300,
    facts=(192, 192),
    centre=_type(Weight.BOLD, (2, 24, 22), (4, 22, 22)),
    branch=_type(Weight.SEMIBOLD, (1, 23, 22), (3, 22, 22)),
    title=_type(Weight.BOLD, (1, 28, 22), tracking=1),
    title_en=_type(Weight.MEDIUM, (1, 22, 22)),
    number=_type(Weight.EXTRABOLD, (1, 150, 44)),
    pill=_type(Weight.BOLD, (1, 26, 22)),
    copy=_type(Weight.BOLD, (1, 25, 22)),
    notice=_type(Weight.BOLD, (8, 23, 22)),
    notice_en=_type(Weight.MEDIUM, (8, 22, 22)),
    service=_type(Weight.BOLD, (1, 38, 34), (2, 38, 35), (3, 36, 26), (12, 24, 22)),
    service_en=_type(Weight.MEDIUM, (2, 23, 22), (12, 22, 22)),
    label=_type(Weight.SEMIBOLD, (1, 23, 22), (3, 22, 22)),
    label_en=_type(Weight.MEDIUM, (1, 22, 22), (3, 22, 22)),
    value=_type(Weight.EXTRABOLD, (1, 37, 28), (2, 28, 22), (5, 22, 22)),
    unit=_type(Weight.SEMIBOLD, (1, 22, 22)),
    ahead=_type(Weight.BOLD, (1, 28, 24), (2, 24, 22)),
    scan=_type(Weight.SEMIBOLD, (1, 25, 22), (2, 22, 22)),
    note_en=_type(Weight.MEDIUM, (4, 22, 22)),
    code=_type(Weight.BOLD, (1, 25, 22), (2, 22, 22), tracking=1),
    rule=_type(Weight.SEMIBOLD, (16, 22, 22)),
    rule_en=_type(Weight.MEDIUM, (16, 22, 22)),
    receipt=_type(Weight.BOLD, (16, 22, 22)),
    stamp=_type(Weight.BOLD, (1, 22, 22)),
    kiosk=_type(Weight.SEMIBOLD, (1, 22, 22), (2, 22, 22)),
    slot=_type(Weight.EXTRABOLD, (1, 72, 36)),
    date=_type(Weight.BOLD, (1, 33, 26)),
    row=_type(Weight.SEMIBOLD, (2, 22, 22)),
    row_number=_type(Weight.BOLD, (1, 25, 22)),
    list_columns=(Column(0, 0), Column(2, 84), Column(88, 34), Column(124, 180), Column(306, 76)),
)

FORMATS = {paper.width: paper for paper in (WIDE, NARROW)}
"""By the printer's width in dots: paper of 80 mm and of 58 mm."""
