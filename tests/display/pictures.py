"""Sample pictures of a branch, as the node would send them, at 08:34 on a Wednesday."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def names(vi: str, en: str) -> dict[str, str]:
    return {"vi": vi, "en": en}


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
    "counters": [
        {"code": "3", "zone": names("Tầng 1, khu A", "Floor 1, zone A"), "services": []},
        {"code": "7", "zone": names("Tầng 1, khu B", "Floor 1, zone B"), "services": []},
    ],
}


def call(number: str, at: str, counter: str = "3", **changes: object) -> Json:
    """A call of today at `at`, HH:MM:SS."""
    zone = names("Tầng 1, khu A", "Floor 1, zone A")
    base: Json = {"id": f"{number} {at}", "number": number, "service": "ho-tich", "counter": counter,
                  "zone": zone, "at": f"2026-11-25T{at}+07:00", "times": 1, "state": "called",
                  "signal": False, "announced": True}  # fmt: skip
    return {**base, **changes}


def snapshot(seq: int, calls: list[Json], at: str = "08:34:00", **changes: object) -> Json:
    base: Json = {"branch": "cn02", "epoch": 1, "seq": seq, "at": f"2026-11-25T{at}+07:00",
                  "open": True, "always_open": False, "opens_at": None, "closes_at": None,
                  "closed_for": None, "holiday": None, "calls": calls, "older": [], "again": [], "services": [],
                  "counters": [], "line": [], "notices": []}  # fmt: skip
    return {**base, **changes}


def heartbeat(seq: int, at: str = "08:34:00", epoch: int = 1) -> Json:
    return {"branch": "cn02", "epoch": epoch, "seq": seq, "at": f"2026-11-25T{at}+07:00"}


def display(**changes: object) -> Json:
    """A wall as the centre file describes it, of the whole branch."""
    base: Json = {"code": "sanh", "name": names("Màn hình sảnh", "Hall display"), "services": None, "counters": None,
                  "layout": "auto", "theme": "dark", "arrows": {}, "speaks": True, "zone": None, "volume": 70,
                  "volume_by_hour": {}, "quiet": [], "media": None}  # fmt: skip
    return {**base, **changes}


def service(series: str, waiting: int, wait_s: tuple[int, int] | None = None) -> Json:
    name = names(f"Lĩnh vực {series}", f"Service {series}")
    estimate = {"low_s": wait_s[0], "high_s": wait_s[1]} if wait_s else None
    return {"code": f"service-{series}", "series": series, "name": name, "name_short": name,
            "open": True, "waiting": waiting, "estimate": estimate}  # fmt: skip
