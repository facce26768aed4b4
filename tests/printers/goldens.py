"""Every kind of paper on both widths, at fixed times: what the golden pictures show."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PIL import Image

from printers.appointment import appointment_of, draw_appointment
from printers.drawing import draw
from printers.slip import slip_of
from printers.testpage import test_page as page_for_testing
from printers.waiting_list import draw_list, waiting_lists
from tests.printers.samples import LEGAL, LONG, both, catalogue, ticket

WIDTHS = (576, 384)
BRING = [
    both("Căn cước hoặc hộ chiếu", "Identity card or passport"),
    both(
        "Giấy chứng sinh, hoặc văn bản của người làm chứng về việc sinh",
        "Certificate of birth, or a witness's statement of the birth",
    ),
]
BOOKING: dict[str, Any] = {
    "service": "ho-tich",
    "starts_at": "2026-12-01T08:30:00+07:00",
    "ends_at": "2026-12-01T09:00:00+07:00",
    "issued_at": "2026-11-25T10:02:44+07:00",
    "code": "9TW3KQ7XN2M5A",
    "url": "HTTPS://Q.HANOI.EXAMPLE/T/9TW3KQ7XN2M5A",
    "bring": BRING,
}
FOOTER = [both("Giờ làm việc: 8:00 – 12:00, 13:00 – 17:00", "Open 8:00 – 12:00, 13:00 – 17:00")]
LEGAL_EN = (
    "Registration of changes in land use rights and in the ownership of property attached to land on "
    "conversion, transfer, lease, sublease, inheritance, gift or capital contribution, and on turning the "
    "rights of one spouse into the common rights of both"
)

Draw = Callable[[int], Image.Image]


def number(branch: dict[str, Any] | None = None, copy: int = 1, **changes: Any) -> Draw:
    slip = slip_of(ticket(**changes), branch or catalogue(), "Ki-ốt 1", copy)
    return lambda width: draw(slip, width)


def zoned(branch: dict[str, Any]) -> dict[str, Any]:
    zone = both("Tầng 1, khu A", "Floor 1, zone A")
    return branch | {"counters": [counter | {"zone": zone} for counter in branch["counters"]]}


def another_day(copy: int = 1, **changes: Any) -> Draw:
    branch = catalogue() | {"slip": catalogue()["slip"] | {"footer": FOOTER}}
    slip = appointment_of(BOOKING | changes, branch, "Ki-ốt 1", copy)
    return lambda width: draw_appointment(slip, width)


def line_of(people: int) -> dict[str, Any]:
    """A desk snapshot with so many waiting, every sixth with priority."""
    services = ("ho-tich", "dat-dai", "lao-dong")
    waiting = [
        {
            "number": f"{'ADL'[place % 3]}{20 + place:03d}",
            "service": services[place % 3],
            "priority": "elderly" if place % 6 == 4 else "none",
            "wait_start": f"2026-11-25T08:{place // 2 % 60:02d}:11+07:00",
        }
        for place in range(people)
    ]
    return {"at": "2026-11-25T09:15:00+07:00", "waiting": waiting}


def of_all_services() -> dict[str, Any]:
    names = {"ho-tich": "Hộ tịch", "dat-dai": "Đất đai", "lao-dong": "Lao động – Xã hội"}
    services = [{"code": code, "name_short": both(name, name)} for code, name in names.items()]
    return catalogue() | {"services": services}


def line(people: int, sheet: int = 0) -> Draw:
    waiting = waiting_lists(line_of(people), of_all_services())[sheet]
    return lambda width: draw_list(waiting, width)


def with_procedures() -> dict[str, Any]:
    names = {
        "chung-thuc": [("ban-sao", "Chứng thực bản sao từ bản chính", "Certified copy of an original")],
        "dat-dai": [("bien-dong", "Đăng ký biến động đất đai", "Registration of land changes")],
    }
    services = [
        {
            "code": code, "name": both(code, code),
            "procedures": [{"code": one, "name": both(vi, en)} for one, vi, en in procedures],
        }
        for code, procedures in names.items()
    ]  # fmt: skip
    return catalogue() | {"services": catalogue()["services"] + services}


REMOTE = {"checked_in_at": "2026-11-25T09:52:11+07:00", "ahead": 3, "estimate": {"low_s": 300, "high_s": 900}}
OFFLINE = {"number": "E101", "series": "E", "ahead": None, "estimate": None}

TICKETS: dict[str, Draw] = {
    "normal": number(),
    "zone": number(zoned(catalogue())),
    "priority": number(priority="elderly", ahead=2, estimate={"low_s": 300, "high_s": 600}),
    "emergency": number(**OFFLINE),
    "signal": number(signal=True),
    "remote": number(**REMOTE),
    "reprint": number(copy=2),
    "priority-reprint": number(copy=3, priority="merit", ahead=1),
    "no-wait": number(ahead=0, estimate={"low_s": 0, "high_s": 0}),
    "hardly-a-wait": number(ahead=1, estimate={"low_s": 0, "high_s": 200}),
    "long-wait": number(ahead=61, estimate={"low_s": 6000, "high_s": 7300}),
    "nothing-known": number(catalogue(counters=()), ahead=None, estimate=None),
    "long": number(zoned(catalogue(LONG, ("4", "5", "6", "9"))), number="L012", ahead=38),
    "longest": number(
        zoned(catalogue((LEGAL[:300], LEGAL_EN))), number="M1042", priority="elderly", ahead=123
    ),
    "visit": number(
        with_procedures(),
        then=[
            {"service": "chung-thuc", "procedure": "ban-sao"},
            {"service": "dat-dai", "procedure": "bien-dong"},
        ],
    ),
    "appointment": another_day(),
    "appointment-number": another_day(bring=[], number="A001"),
    "appointment-reprint": another_day(copy=2, bring=[]),
}
"""Papers with a code to scan."""

LISTS: dict[str, Draw] = {"waiting": line(23), "waiting-sheet-2": line(71, 1), "waiting-nobody": line(0)}
PAPERS = TICKETS | LISTS | {"test-page": page_for_testing}
