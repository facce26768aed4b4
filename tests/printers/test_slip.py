"""What stands on a ticket."""

from __future__ import annotations

import unicodedata
from dataclasses import fields, replace
from datetime import timedelta

import pytest

from printers.plain import text_of
from printers.slip import Both, Slip, SmallPrint, clean, compact, minutes, slip_of
from tests.printers.samples import LONG, both, catalogue, counter, ticket


def made(changes: dict[str, object] | None = None, **of_branch: object) -> Slip:
    return slip_of(ticket(**(changes or {})), catalogue() | of_branch, "Ki-ốt 1")


def test_every_text_of_the_slip_stands_in_both_languages():
    slip = made()
    texts = [value for field in fields(slip) if isinstance(value := getattr(slip, field.name), Both)]
    lines = [*texts, *slip.small_print.rules, *slip.small_print.receipt, *slip.small_print.feedback]
    assert len(lines) == 8
    assert all(line.vi and line.en for line in lines)


def test_the_pill_never_says_why():
    assert made({"priority": "disabled"}) == made({"priority": "elderly"})
    assert made({"priority": "declared"}).priority
    assert not made({"priority": "none"}).priority


def test_who_does_not_hear_is_called_by_signal_and_an_older_node_says_nothing_of_it():
    assert made({"signal": True}).signal
    assert not made({"signal": False}).signal
    assert not made().signal


def test_only_counters_that_serve_the_ticket_are_named():
    assert made().counters == "1 – 3"


@pytest.mark.parametrize(
    ("codes", "told"),
    [
        ([], ""),
        (["3"], "3"),
        (["2", "5"], "2, 5"),
        (["1", "2"], "1, 2"),
        (["10", "9", "8", "1"], "1, 8 – 10"),
        (["1", "2", "3", "5", "6", "7", "8"], "1 – 3, 5 – 8"),
        (["2", "9A", "VIP", "02", "1", "3", "1"], "1 – 3, 02, 9A, VIP"),
    ],
)
def test_counters_are_told_as_people_tell_them(codes: list[str], told: str):
    assert compact(codes) == told


def test_the_place_is_told_when_it_is_one():
    assert made().place == Both("Tầng 1", "Floor 1")
    assert made(counters=[counter("1"), counter("2", floor=2)]).place is None
    assert made(counters=[]).place is None


@pytest.mark.parametrize(
    ("low_s", "high_s", "told"),
    [
        (900, 1500, (15, 25)),
        (901, 1501, (15, 30)),
        (600, 600, (10, 15)),
        (0, 20, (0, 5)),
        (0, 0, (0, 0)),
        (3599, 7201, (55, 125)),
    ],
)
def test_waits_are_ranges_rounded_outward_to_five_minutes(low_s: int, high_s: int, told: tuple[int, int]):
    assert minutes(low_s, high_s) == told


def test_the_hour_on_the_ticket_is_the_branch_s():
    issued = made({"issued_at": "2026-11-24T23:30:00+00:00"}).issued
    assert f"{issued:%d/%m %H:%M}" == "25/11 06:30"
    assert issued.utcoffset() == timedelta(hours=7)


def test_a_ticket_without_an_estimate_has_none():
    slip = made({"estimate": None, "ahead": None})
    assert slip.wait is None
    assert slip.ahead is None


def test_a_number_of_a_kiosk_without_its_node_promises_no_wait():
    slip = made({"number": "E101", "series": "E"})
    assert (slip.offline, slip.ahead, slip.wait) == (True, None, None)
    assert not made().offline


def test_a_remote_number_has_the_hour_its_bearer_checked_in():
    checked_in = made({"checked_in_at": "2026-11-25T02:52:11+00:00"}).checked_in
    assert checked_in is not None
    assert f"{checked_in:%H:%M}" == "09:52"
    assert made({"checked_in_at": None}).checked_in is None


def test_a_copy_differs_from_the_first_paper_in_its_count_only():
    first, second = (slip_of(ticket(), catalogue(), "Ki-ốt 1", copy) for copy in (1, 2))
    assert first.copy == 1
    assert replace(second, copy=1) == first


def test_a_centre_may_leave_out_any_of_the_small_print():
    footer = [both("Giờ làm việc: 8:00 – 17:00", "Open 8:00 – 17:00")]
    assert made(slip={}).small_print == SmallPrint()
    assert made(slip={"footer": footer}).small_print == SmallPrint(
        footer=(Both("Giờ làm việc: 8:00 – 17:00", "Open 8:00 – 17:00"),)
    )


def test_text_is_composed_and_stands_on_one_line_without_hidden_characters():
    apart = unicodedata.normalize("NFD", "Hộ\ttịch\r\n\x1b@\u202e số\x00 1")
    assert clean(apart) == "Hộ tịch @ số 1"


def test_a_no_break_space_survives():
    assert clean("Hà\N{NO-BREAK SPACE}Nội") == "Hà\N{NO-BREAK SPACE}Nội"


def test_names_of_other_services_do_not_come_through():
    services = [{"code": "khac", "name": both("Khác", "Other")}, {"code": "ho-tich", "name": both(*LONG)}]
    assert made(services=services).service == Both(*LONG)
    with pytest.raises(KeyError):
        made({"service": "gone"})


def test_what_follows_stands_under_the_service_by_the_procedure_s_own_name():
    branch = catalogue()
    branch["services"].append(
        {
            "code": "chung-thuc",
            "name": both("Chứng thực", "Certification"),
            "procedures": [{"code": "ban-sao", "name": both("Bản sao", "Copy")}],
        }
    )
    plan = [{"service": "chung-thuc", "procedure": "ban-sao"}, {"service": "chung-thuc", "procedure": None}]
    slip = slip_of(ticket(then=plan), branch, "Ki-ốt 1")
    assert slip.then == (Both("Bản sao", "Copy"), Both("Chứng thực", "Certification"))
    assert "Sau do: Ban sao; Chung thuc" in text_of(slip)
