"""The line on paper: everybody is on it, in order, and nobody is told apart by more than a number."""

from __future__ import annotations

from printers.waiting_list import ROWS, waiting_lists
from tests.printers.goldens import line_of, of_all_services


def test_every_number_stands_on_one_of_the_sheets_in_the_order_of_calling():
    snapshot = line_of(3 * ROWS - 1)
    sheets = waiting_lists(snapshot, of_all_services())
    assert [len(sheet.rows) for sheet in sheets] == [ROWS, ROWS, ROWS - 1]
    assert [(sheet.page, sheet.pages, sheet.first) for sheet in sheets][1] == (2, 3, ROWS + 1)
    numbers = [row.number for sheet in sheets for row in sheet.rows]
    assert numbers == [ticket["number"] for ticket in snapshot["waiting"]]


def test_a_row_tells_the_number_the_service_priority_and_since_when():
    row = waiting_lists(line_of(5), of_all_services())[0].rows[4]
    assert row[:3] == ("D024", "Đất đai", True)
    assert f"{row.since:%H:%M}" == "08:02"


def test_the_reason_for_priority_is_not_told():
    one, other = line_of(5), line_of(5)
    other["waiting"][4]["priority"] = "pregnant"
    assert waiting_lists(one, of_all_services()) == waiting_lists(other, of_all_services())


def test_a_service_that_has_left_the_catalogue_keeps_its_tickets_on_the_list():
    snapshot = line_of(1)
    snapshot["waiting"][0]["service"] = "gone"
    assert waiting_lists(snapshot, of_all_services())[0].rows[0].service == "gone"


def test_an_empty_line_is_a_sheet_that_says_so():
    (sheet,) = waiting_lists(line_of(0), of_all_services())
    assert (sheet.total, sheet.rows) == (0, ())
