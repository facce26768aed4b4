"""The ticket in bare letters."""

from __future__ import annotations

import pytest

from printers.appointment import appointment_of
from printers.plain import COLUMNS, ascii_of, text_of
from printers.slip import slip_of
from tests.printers.goldens import BOOKING, OFFLINE, REMOTE
from tests.printers.samples import LEGAL, LONG, catalogue, ticket


def told(copy: int = 1, name: tuple[str, str] = ("Hộ tịch", "Civil status"), **changes: object) -> str:
    return text_of(slip_of(ticket(**changes), catalogue(name), "Ki-ốt 1", copy))


def test_it_tells_the_number_what_for_where_when_and_the_code():
    lines = told().splitlines()
    for fact in (
        "So thu tu A042",
        "Ho tich",
        "Chi nhanh so 2",
        "85 Dich Vong Hau, Cau Giay",
        "T4 25/11/2026 08:45 Ki-ot 1",
        "Con 7 nguoi phia truoc",
        "Du kien cho: 15-25 phut",
        "Quay 1 - 3",
        "7KQ2MX9DTRW4H",
    ):
        assert fact in lines


@pytest.mark.parametrize("name", [LONG, (LEGAL, LEGAL), ("x" * 300, "x"), ("漢字 ✓", "?")])
def test_every_line_is_ascii_and_fits_the_paper(name: tuple[str, str]):
    text = told(name=name)
    assert text.isascii()
    assert max(map(len, text.splitlines())) <= COLUMNS


def test_a_copy_says_so():
    assert "BAN IN LAI #2" in told(copy=2).splitlines()
    assert "BAN IN LAI" not in told()


def test_priority_signal_offline_and_remote_numbers_say_so():
    assert "UU TIEN" in told(priority="merit").splitlines()
    assert "May chu tam mat ket noi." in told(**OFFLINE).replace("\n", " ")
    assert "MOI BANG TIN HIEU" in told(signal=True).splitlines()
    assert "co mat luc 09:52." in told(**REMOTE).replace("\n", " ")


def test_no_wait_and_a_short_wait_are_told():
    assert "Du kien cho: Vao ngay" in told(ahead=0, estimate={"low_s": 0, "high_s": 0})
    assert "Du kien cho: Duoi 5 phut" in told(estimate={"low_s": 0, "high_s": 200})


def test_letters_lose_their_marks_and_nothing_else():
    assert ascii_of("Đường Nguyễn Trãi – “số 1”…") == 'Duong Nguyen Trai - "so 1"...'


def test_an_appointment_tells_day_hours_number_and_what_to_bring_and_nothing_of_today():
    slip = appointment_of(BOOKING | {"number": "A001"}, catalogue(), "Ki-ốt 1", 2)
    lines = text_of(slip).splitlines()
    for fact in (
        "PHIEU HEN",
        "BAN IN LAI #2",
        "08:30-09:00",
        "Thu Ba, 01/12/2026",
        "So thu tu A001",
        "Ho tich",
        "* Can cuoc hoac ho chieu",
        "T4 25/11/2026 10:02 Ki-ot 1",
        "9TW3KQ7XN2M5A",
    ):
        assert fact in lines
    assert "trong ngay." not in text_of(slip)
    assert max(map(len, lines)) <= COLUMNS
