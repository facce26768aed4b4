"""The slip for another day: when to come, what for, and the code that checks in there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PIL import Image

from config.words import say
from printers.drawing import NAME
from printers.escpos import LONE_QR
from printers.formats import FORMATS, WIDE, Format
from printers.parts import MARGIN, code_beside, copy_mark, house, pair, small_print, stamp
from printers.sheet import Align, Column, Sheet
from printers.slip import Both, SmallPrint, both, clean, local, service_name, word
from printers.slip import small_print as small_print_of

BULLET = 18
"""Dots by which the lines of a list stand in."""


@dataclass(frozen=True, slots=True)
class Appointment:
    """All facts on a slip for another day, in local time; `bring` may be empty."""

    centre: Both
    branch: Both
    address: str
    service: Both
    start: datetime
    end: datetime
    bring: tuple[Both, ...]
    issued: datetime
    code: str
    url: str
    kiosk: str
    small_print: SmallPrint
    copy: int = 1
    number: str | None = None
    """Given with the slip; without it the bearer gets one on the day, by scanning the slip."""


def appointment_of(
    booking: Mapping[str, Any], catalogue: Mapping[str, Any], kiosk: str, copy: int = 1
) -> Appointment:
    """From the JSON of a booking (`service`, `starts_at`, `ends_at`, `issued_at`, `code`, `url`, perhaps
    `number`, and `bring`: lines in both languages) and of its branch's catalogue. `KeyError` when one is missing."""
    branch = catalogue["branch"]
    zone = branch["timezone"]
    return Appointment(
        centre=both(catalogue["centre"]["name"]),
        branch=both(branch["name"]),
        address=clean(branch["address"]["vi"]),
        service=service_name(catalogue, booking["service"]),
        start=local(booking["starts_at"], zone),
        end=local(booking["ends_at"], zone),
        bring=tuple(map(both, booking.get("bring", ()))),
        issued=local(booking["issued_at"], zone),
        code=clean(booking["code"]),
        url=clean(booking["url"]),
        kiosk=clean(kiosk),
        small_print=small_print_of(catalogue),
        copy=copy,
        number=clean(booking["number"]) if "number" in booking else None,
    )


def draw_appointment(
    appointment: Appointment, width: int = WIDE.width, emblem: Image.Image | None = None
) -> Image.Image:
    """As `drawing.draw`. The hour stands where a ticket has its number, which it is called by only on its day."""
    paper = FORMATS[width]
    sheet = Sheet(width)
    house(sheet, paper, (appointment.centre, appointment.branch), appointment.address, emblem)
    _when(sheet, paper, appointment)
    pair(sheet, appointment.service, (paper.service, paper.service_en), 30)
    pair(sheet, word("appointment_rule"), (paper.notice, paper.notice_en), 32)
    _bring(sheet, paper, appointment.bring)
    sheet.rule(2, 24)
    scan = word("scan" if appointment.number else "appointment_scan")
    lone = code_beside(sheet, paper, appointment.url, appointment.code, [(scan, paper.scan)])
    small_print(sheet, paper, _rules_of_the_day(appointment.small_print))
    stamp(sheet, paper, appointment.issued, appointment.kiosk, appointment.copy)
    picture = sheet.cut(margin=10)
    picture.info |= {NAME: f"{appointment.start:%Y%m%d}-{appointment.code}", LONE_QR: lone}
    return picture


def _when(sheet: Sheet, paper: Format, appointment: Appointment) -> None:
    pair(sheet, word("appointment"), (paper.title, paper.title_en), 27)
    copy_mark(sheet, paper, appointment.copy)
    sheet.numeral(f"{appointment.start:%H:%M}–{appointment.end:%H:%M}", paper.slot, 26)
    pair(sheet, date_of(appointment.start), (paper.date, paper.service_en), 26)
    if appointment.number:
        pair(sheet, word("number", number=appointment.number), (paper.date, paper.service_en), 26)


def date_of(day: datetime) -> Both:
    """ "Thứ Ba, 01/12/2026" and "Tue 1 Dec 2026"."""
    return Both(*(_date_in(language, day) for language in ("vi", "en")))


def _date_in(language: str, day: datetime) -> str:
    return say(
        language,
        "slip.date",
        weekday=say(language, f"times.weekday_{day.weekday()}"),
        day=day.day,
        dd=f"{day:%d}",
        month=say(language, f"times.month_{day.month}"),
        year=day.year,
    )


def _bring(sheet: Sheet, paper: Format, lines: tuple[Both, ...]) -> None:
    if not lines:
        return
    sheet.rule(2, 24)
    pair(
        sheet,
        word("bring"),
        (paper.scan, paper.note_en),
        20,
        Column(MARGIN, paper.width - MARGIN),
        Align.LEFT,
    )
    indented = Column(MARGIN + BULLET, paper.width - MARGIN - BULLET)
    for line in lines:
        top = sheet.y
        sheet.write("•", paper.rule, 20, Column(MARGIN, BULLET), Align.LEFT)
        sheet.y = top
        pair(sheet, line, (paper.rule, paper.rule_en), 20, indented, Align.LEFT)


def _rules_of_the_day(lines: SmallPrint) -> SmallPrint:
    """Without the rules for numbers: "valid today only" is not true of this paper."""
    return SmallPrint(receipt=lines.receipt, feedback=lines.feedback, footer=lines.footer)
