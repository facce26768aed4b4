"""Tickets and a branch as the node tells of them, and a reader of printer bytes that shares no code with ours."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from PIL import Image

CENTRE = tomllib.loads((Path(__file__).parents[2] / "config/hanoi.toml").read_text("utf-8"))

LONG = ("Lao động – Người có công – Bảo trợ xã hội", "Labour – People with merit – Social protection")
LEGAL = (
    "Đăng ký biến động quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất trong các trường hợp chuyển "
    "đổi, chuyển nhượng, cho thuê, cho thuê lại, thừa kế, tặng cho, góp vốn bằng quyền sử dụng đất, quyền sở "
    "hữu tài sản gắn liền với đất; chuyển quyền sử dụng đất của vợ hoặc chồng thành của chung hai người"
)
"""A name as the law writes them, 300 letters."""


def ticket(**changes: Any) -> dict[str, Any]:
    return {
        "number": "A042",
        "series": "A",
        "service": "ho-tich",
        "priority": "none",
        "ahead": 7,
        "estimate": {"low_s": 900, "high_s": 1500},
        "issued_at": "2026-11-25T08:45:11+07:00",
        "code": "7KQ2MX9DTRW4H",
        "url": "HTTPS://Q.HANOI.EXAMPLE/T/7KQ2MX9DTRW4H",
    } | changes


def catalogue(
    name: tuple[str, str] = ("Hộ tịch", "Civil status"), counters: tuple[str, ...] = ("1", "2", "3")
) -> dict[str, Any]:
    return {
        "centre": {"name": CENTRE["name"]},
        "branch": {
            "name": both("Chi nhánh số 2", "Branch No. 2"),
            "address": both("85 Dịch Vọng Hậu, Cầu Giấy", "85 Dich Vong Hau, Cau Giay"),
            "timezone": "Asia/Ho_Chi_Minh",
        },
        "services": [{"code": "ho-tich", "name": both(*name)}],
        "counters": [counter(code) for code in counters] + [counter("99", services=["khac"])],
        "slip": CENTRE["slip"],
    }


def both(vi: str, en: str) -> dict[str, str]:
    return {"vi": vi, "en": en}


def counter(code: str, floor: int = 1, services: list[str] | None = None) -> dict[str, Any]:
    zone = both(f"Tầng {floor}", f"Floor {floor}")
    return {"code": code, "zone": zone, "services": services or ["ho-tich"]}


def read_job(job: bytes, width: int) -> list[str]:
    """The dots of a job, a row as a string of 0 and 1; fails on any command but the four we know."""
    rows: list[str] = []
    at = 0
    while job[at : at + 4] == b"\x1dv0\x00":
        wide = job[at + 4] + job[at + 5] * 256
        high = job[at + 6] + job[at + 7] * 256
        assert high <= 64, "a band is more than a small printer holds"
        at += 8
        for _ in range(high):
            dots = "".join(f"{byte:08b}" for byte in job[at : at + wide])
            assert "1" not in dots[width:], "dots beyond the picture"
            rows.append(dots[:width].ljust(width, "0"))
            at += wide
    assert job[at:] == b"\x1dV\x42\x00", "a job ends with the cut at the cutter"
    return rows


def dots_of(picture: Image.Image) -> list[str]:
    grey = picture.convert("L").tobytes()
    rows = (grey[start : start + picture.width] for start in range(0, len(grey), picture.width))
    return ["".join("0" if shade else "1" for shade in row) for row in rows]
