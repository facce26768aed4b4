"""What the counter's page is told of its branch: services, tickets, machines."""

from __future__ import annotations

from typing import Any

DAY = "2026-11-25"
NOW = f"{DAY}T08:34:36+07:00"

Json = dict[str, Any]


def names(vi: str, en: str) -> Json:
    return {"vi": vi, "en": en}


def procedure(code: str, vi: str, en: str, norm_s: int = 900) -> Json:
    return {"code": code, "name": names(vi, en), "name_short": names(vi, en), "papers": [], "norm_s": norm_s}


def service(code: str, series: str, vi: str, en: str, *procedures: Json) -> Json:
    return {"code": code, "series": series, "name": names(vi, en), "name_short": names(vi, en),
            "open": True, "procedures": list(procedures)}  # fmt: skip


LONGEST = "Đăng ký khai sinh cho người đã có hồ sơ, giấy tờ cá nhân"
LONGEST_EN = "Birth registration for a person who already holds a file and personal papers"
FACTS: Json = {
    "centre": {
        "name": names(
            "Trung tâm Phục vụ hành chính công thành phố Hà Nội",
            "Hanoi Public Administration Service Centre",
        )
    },
    "branch": {
        "code": "cn02",
        "name": names("Chi nhánh số 2", "Branch No. 2"),
        "address": names("85 Dịch Vọng Hậu", "85 Dich Vong Hau"),
        "timezone": "Asia/Ho_Chi_Minh",
    },
    "services": [
        service("ho-tich", "A", "Hộ tịch", "Civil status",
                procedure("khai-sinh", "Đăng ký khai sinh", "Birth registration"),
                procedure("ket-hon", "Đăng ký kết hôn", "Marriage registration", 1200),
                procedure("dang-ky-lai", LONGEST, LONGEST_EN)),
        service("chung-thuc", "B", "Chứng thực", "Certification",
                procedure("chu-ky", "Chứng thực chữ ký", "Certification of signatures", 600),
                procedure("ban-sao", "Chứng thực bản sao từ bản chính", "Certified copies", 600)),
        service("dat-dai", "C", "Đất đai", "Land"),
    ],
    "counters": [{"code": "3", "zone": names("Tầng 1", "Floor 1"), "services": ["ho-tich", "chung-thuc"]}],
}  # fmt: skip
CODES = {one["series"]: one["code"] for one in FACTS["services"]}


def at(clock: str) -> str:
    return f"{DAY}T{clock}+07:00"


def ticket(number: str, issued: str, procedure: str | None = None, **changes: object) -> Json:
    """A waiting ticket that was taken at `issued`, HH:MM:SS."""
    return {"id": f"id-{number}", "number": number, "service": CODES[number[0]], "procedure": procedure,
            "state": "waiting", "version": 1, "priority": "none", "language": "vi", "dossiers": 1, "then": [],
            "note": None, "signal": False, "for_counter": None, "for_officer": None,
            "counter": None, "issued_at": at(issued), "wait_start": at(issued), "called_at": None,
            "started_at": None, "ended_at": None, "times": 0, "calls_left": 2, "hold_until": None, "source": "Ki-ốt 1",
            **changes}  # fmt: skip


def called(one: Json, since: str = "08:33:58", until: str = "08:36:58", times: int = 1) -> Json:
    return {**one, "state": "called", "counter": "3", "called_at": at(since), "hold_until": at(until),
            "times": times}  # fmt: skip


def serving(one: Json, since: str = "08:28:12") -> Json:
    return {**called(one), "state": "serving", "started_at": at(since), "hold_until": None}


def device(name: str, *faults: str, **changes: object) -> Json:
    """A kiosk that is there, with the faults of its printer."""
    printer = {"state": "blocked" if faults else "ready", "faults": list(faults), "paper_left_mm": None}
    return {"name": name, "scope": "kiosk", "seen_at": NOW, "online": True, "printer": printer, **changes}
