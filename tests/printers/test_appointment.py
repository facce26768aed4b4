"""What stands on the slip for another day."""

from __future__ import annotations

import pytest

from printers.appointment import Appointment, appointment_of, draw_appointment
from printers.drawing import NAME
from printers.slip import Both
from tests.printers.goldens import BOOKING, another_day
from tests.printers.samples import CENTRE, catalogue, dots_of


def made(**changes: object) -> Appointment:
    return appointment_of(BOOKING | changes, catalogue(), "Ki-ốt 1")


def test_day_and_hours_are_those_of_the_branch():
    slip = made(starts_at="2026-12-01T01:30:00+00:00", ends_at="2026-12-01T02:00:00+00:00")
    assert f"{slip.start:%d/%m %H:%M}–{slip.end:%H:%M}" == "01/12 08:30–09:00"


def test_it_names_the_branch_its_address_and_the_service():
    slip = made()
    assert (slip.branch.vi, slip.address) == ("Chi nhánh số 2", "85 Dịch Vọng Hậu, Cầu Giấy")
    assert slip.service == Both("Hộ tịch", "Civil status")


def test_what_to_bring_may_be_left_out():
    without = {key: value for key, value in BOOKING.items() if key != "bring"}
    assert appointment_of(without, catalogue(), "").bring == ()
    assert made().bring[0] == Both("Căn cước hoặc hộ chiếu", "Identity card or passport")


def test_a_booking_that_lacks_its_hour_is_no_slip():
    with pytest.raises(KeyError):
        appointment_of({"service": "ho-tich"}, catalogue(), "")


def test_the_rule_that_numbers_are_valid_today_only_is_not_printed():
    no_rules = appointment_of(BOOKING, catalogue() | {"slip": CENTRE["slip"] | {"rules": []}}, "Ki-ốt 1")
    assert made().small_print.rules
    assert dots_of(draw_appointment(no_rules)) == dots_of(draw_appointment(made()))


def test_a_preview_is_named_by_day_and_code():
    assert another_day()(576).info[NAME] == "20261201-9TW3KQ7XN2M5A"


def test_a_number_that_is_known_already_stands_on_it_and_its_code_is_to_follow_it():
    assert (made().number, made(number="A001").number) == (None, "A001")
    assert dots_of(draw_appointment(made(number="A001"))) != dots_of(draw_appointment(made()))
