"""A ticket or an appointment slip in bare letters, for printers on lines too slow for pictures."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterator
from datetime import datetime

from printers.appointment import Appointment, date_of
from printers.slip import Slip, listed, minutes, word

COLUMNS = 32
"""Letters on a line of 58 mm paper; wider paper has room to spare."""

_SIGNS = str.maketrans({"đ": "d", "Đ": "D", "–": "-", "—": "-", "…": "...", "•": "*", "·": "-", "×": "x",
                        "“": '"', "”": '"', "‘": "'", "’": "'", "\N{NO-BREAK SPACE}": " "})  # fmt: skip


def text_of(slip: Slip | Appointment) -> str:
    """The paper in ASCII, without accents, at most `COLUMNS` letters on a line. Vietnamese only."""
    parts = _lines(slip) if isinstance(slip, Slip) else _lines_of_appointment(slip)
    lines = (line for part in parts for line in (textwrap.wrap(ascii_of(part), COLUMNS) or [""]))
    return "\n".join(lines) + "\n"


def ascii_of(text: str) -> str:
    """Letters without their marks; what has no plain form becomes "?"."""
    apart = unicodedata.normalize("NFD", text.translate(_SIGNS))
    bare = "".join(char for char in apart if not unicodedata.combining(char))
    return bare.encode("ascii", "replace").decode("ascii")


def _lines(slip: Slip) -> Iterator[str]:
    yield from (slip.centre.vi, slip.branch.vi, slip.address, "")
    yield word("number", number=slip.number).vi
    if slip.copy > 1:
        yield word("reprint", n=slip.copy).vi
    if slip.priority:
        yield word("priority").vi
    if slip.signal:
        yield word("signal").vi
    yield slip.service.vi
    if slip.then:
        yield word("then", list=listed(slip.then).vi).vi
    yield from _notices(slip)
    yield from _facts(slip)
    yield from _stamp(slip.checked_in or slip.issued, slip)
    yield from (line.vi for line in slip.small_print.rules)
    yield from (line.vi for line in slip.small_print.receipt)


def _lines_of_appointment(slip: Appointment) -> Iterator[str]:
    """Without the rules for numbers: "valid today only" is not true of it."""
    yield from (slip.centre.vi, slip.branch.vi, slip.address, "", word("appointment").vi)
    if slip.copy > 1:
        yield word("reprint", n=slip.copy).vi
    yield from (f"{slip.start:%H:%M}-{slip.end:%H:%M}", date_of(slip.start).vi)
    if slip.number:
        yield word("number", number=slip.number).vi
    yield from (slip.service.vi, word("appointment_rule").vi)
    if slip.bring:
        yield from ("", word("bring").vi, *(f"• {line.vi}" for line in slip.bring))
    yield from _stamp(slip.issued, slip)
    yield from (line.vi for line in slip.small_print.receipt)


def _stamp(at: datetime, slip: Slip | Appointment) -> Iterator[str]:
    day = word(f"weekday_{slip.issued.weekday()}").vi
    yield from ("", f"{day} {at:%d/%m/%Y %H:%M} {slip.kiosk}", slip.code, "")


def _notices(slip: Slip) -> Iterator[str]:
    if slip.checked_in:
        yield word("checked_in", time=f"{slip.checked_in:%H:%M}").vi
    if slip.offline:
        yield word("offline").vi


def _facts(slip: Slip) -> Iterator[str]:
    if slip.ahead is not None:
        yield (word("ahead", n=slip.ahead) if slip.ahead else word("ahead_none")).vi
    if slip.wait is not None:
        yield f"{word('wait').vi}: {_wait(*minutes(*slip.wait))}"
    if slip.counters:
        yield f"{word('counter').vi} {slip.counters}"


def _wait(low: int, high: int) -> str:
    if high == 0:
        return word("no_wait").vi
    told = f"{low}-{high}" if low else word("under", n=high).vi
    return f"{told} {word('minutes').vi}"
