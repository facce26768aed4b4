"""The sizes of every text on each width of paper, in dots of 1/8 mm."""

from __future__ import annotations

from dataclasses import dataclass

from printers.lettering import Step, Weight
from printers.sheet import Type


def _type(weight: Weight, *steps: tuple[int, int, int], tracking: int = 0) -> Type:
    return Type(weight, tuple(Step(*step) for step in steps), tracking)


@dataclass(frozen=True, slots=True)
class Format:
    """`beside`: dots a text needs so that it stands beside the QR code, not under it."""

    width: int
    emblem: int
    emblem_beside: bool
    beside: int
    centre: Type
    branch: Type
    title: Type
    title_en: Type
    number: Type
    pill: Type
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


WIDE = Format(
    width=576,
    emblem=86,
    emblem_beside=True,
    beside=300,
    centre=_type(Weight.BOLD, (2, 26, 24), (3, 24, 22)),
    branch=_type(Weight.SEMIBOLD, (1, 24, 22), (3, 24, 22)),
    title=_type(Weight.BOLD, (1, 30, 22), tracking=2),
    title_en=_type(Weight.MEDIUM, (1, 23, 22)),
    number=_type(Weight.EXTRABOLD, (1, 214, 60)),
    pill=_type(Weight.BOLD, (1, 30, 22)),
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
    rule=_type(Weight.SEMIBOLD, (8, 22, 22)),
    rule_en=_type(Weight.MEDIUM, (8, 22, 22)),
    receipt=_type(Weight.BOLD, (8, 23, 22)),
    stamp=_type(Weight.BOLD, (1, 24, 22)),
    kiosk=_type(Weight.SEMIBOLD, (1, 24, 22), (2, 22, 22)),
)

NARROW = Format(
    width=384,
    emblem=60,
    emblem_beside=False,
    beside=300,
    centre=_type(Weight.BOLD, (2, 23, 20), (3, 22, 20)),
    branch=_type(Weight.SEMIBOLD, (1, 22, 20), (3, 22, 20)),
    title=_type(Weight.BOLD, (1, 28, 22), tracking=1),
    title_en=_type(Weight.MEDIUM, (1, 22, 22)),
    number=_type(Weight.EXTRABOLD, (1, 150, 44)),
    pill=_type(Weight.BOLD, (1, 26, 22)),
    service=_type(Weight.BOLD, (1, 38, 34), (2, 38, 28), (3, 30, 24), (12, 24, 22)),
    service_en=_type(Weight.MEDIUM, (2, 23, 22), (12, 22, 20)),
    label=_type(Weight.SEMIBOLD, (1, 22, 20), (3, 22, 20)),
    label_en=_type(Weight.MEDIUM, (1, 20, 20), (3, 20, 20)),
    value=_type(Weight.EXTRABOLD, (1, 42, 28), (2, 28, 22), (4, 22, 20)),
    unit=_type(Weight.SEMIBOLD, (1, 22, 20)),
    ahead=_type(Weight.BOLD, (1, 28, 22), (2, 24, 22)),
    scan=_type(Weight.SEMIBOLD, (1, 25, 22), (2, 22, 22)),
    note_en=_type(Weight.MEDIUM, (3, 20, 20)),
    code=_type(Weight.BOLD, (1, 25, 22), (2, 22, 22), tracking=1),
    rule=_type(Weight.SEMIBOLD, (8, 21, 20)),
    rule_en=_type(Weight.MEDIUM, (8, 20, 20)),
    receipt=_type(Weight.BOLD, (8, 21, 20)),
    stamp=_type(Weight.BOLD, (1, 21, 20)),
    kiosk=_type(Weight.SEMIBOLD, (1, 21, 20), (2, 20, 20)),
)

FORMATS = {paper.width: paper for paper in (WIDE, NARROW)}
"""By the printer's width in dots: paper of 80 mm and of 58 mm."""
