"""The page that shows how a printer prints."""

from __future__ import annotations

import pytest
import zxingcpp

from printers.plain import COLUMNS
from printers.testpage import LADDER, PLAIN
from printers.testpage import test_page as page_for_testing
from tests.printers.samples import dots_of


@pytest.mark.parametrize("width", [576, 384])
def test_every_code_of_the_ladder_can_be_read_and_says_its_size(width: int):
    codes = zxingcpp.read_barcodes(page_for_testing(width).convert("L"))
    assert {code.text for code in codes} == {f"MOISO {dots}" for dots in LADDER}


@pytest.mark.parametrize("width", [576, 384])
def test_its_edges_are_marked_at_top_and_bottom(width: int):
    rows = dots_of(page_for_testing(width))
    for row in (rows[0], rows[23], rows[-1]):
        assert row[0] == row[-1] == "1" or row is rows[-1]
    assert rows[-24][0] == rows[-24][-1] == "1"


def test_its_ruler_has_a_mark_each_millimetre():
    first = dots_of(page_for_testing(576))[0]
    assert [x for x, dot in enumerate(first) if dot == "1"] == [*range(0, 576, 8), 575]


def test_it_has_greys_from_an_eighth_to_black():
    rows = dots_of(page_for_testing(576))
    shares = {round(row.count("1") / len(row), 2) for row in rows}
    assert max(shares) > 0.5


def test_its_plain_form_fits_a_slow_printer():
    assert PLAIN.isascii()
    assert max(map(len, PLAIN.splitlines())) == COLUMNS
