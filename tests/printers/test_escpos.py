"""Bytes for printers, read back by a reader of the tests' own."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from printers.drawing import draw
from printers.errors import BadPicture
from printers.escpos import TALLEST, WIDEST, Paper, Status, encode, parse_status, status_bytes
from printers.slip import slip_of
from tests.printers.samples import catalogue, dots_of, read_job, ticket

REAL_TIME = re.compile(rb"\x10[\x04\x05\x14]")
TRICKY = st.sampled_from([0x00, 0x00, 0x04, 0x05, 0x10, 0x10, 0x14, 0x18, 0xFF])


@st.composite
def pictures(draw_: st.DrawFn) -> Image.Image:
    """Any bitmap, rich in the bytes that printers mistake for commands."""
    width = draw_(st.integers(1, 200))
    wide = (width + 7) // 8
    height = draw_(st.integers(1, 150))
    some = draw_(st.lists(st.one_of(TRICKY, st.integers(0, 255)), min_size=1, max_size=400))
    bits = bytes(some[index % len(some)] for index in range(wide * height))
    return Image.frombytes("1", (width, height), bits)


def inked(rows: list[str]) -> set[tuple[int, int]]:
    return {(x, y) for y, row in enumerate(rows) for x, dot in enumerate(row) if dot == "1"}


@given(pictures())
def test_any_bitmap_comes_back_with_at_most_a_dot_added_where_bytes_were_dangerous(picture: Image.Image):
    wanted, got = dots_of(picture), read_job(encode(picture), picture.width)
    assert len(got) == len(wanted)
    added = inked(got) - inked(wanted)
    assert inked(wanted) <= inked(got)
    for x, y in added:
        byte = wanted[y][x // 8 * 8 : x // 8 * 8 + 8].ljust(8, "0")
        assert byte == "00010000"
        assert x % 8 == 4


@given(pictures())
def test_no_job_holds_a_command_that_printers_obey_at_once(picture: Image.Image):
    assert not REAL_TIME.search(encode(picture))


def test_a_ticket_without_dangerous_bytes_comes_back_dot_for_dot():
    picture = draw(slip_of(ticket(), catalogue(), "Ki-ốt 1"))
    assert read_job(encode(picture), picture.width) == dots_of(picture)


def test_white_costs_next_to_nothing():
    assert len(encode(Image.new("1", (576, 640), 255))) < 800


@pytest.mark.parametrize(
    "picture",
    [
        Image.new("L", (8, 8)),
        Image.new("1", (WIDEST + 1, 8)),
        Image.new("1", (8, TALLEST + 1)),
        Image.new("1", (0, 8)),
        Image.new("1", (8, 0)),
    ],
)
def test_what_no_paper_can_show_is_refused(picture: Image.Image):
    with pytest.raises(BadPicture) as refused:
        encode(picture)
    assert not refused.value.sent


@pytest.mark.parametrize(
    ("answers", "status"),
    [
        (b"\x12\x12\x12\x12", Status(online=True, cover_open=False, paper=Paper.OK, error=False)),
        (b"\x12\x12\x12\x1e", Status(online=True, cover_open=False, paper=Paper.NEAR_END, error=False)),
        (b"\x1a\x32\x12\x7e", Status(online=False, cover_open=False, paper=Paper.END, error=False)),
        (b"\x1a\x32\x12\x12", Status(online=False, cover_open=False, paper=Paper.END, error=False)),
        (b"\x1a\x16\x12\x12", Status(online=False, cover_open=True, paper=Paper.OK, error=False)),
        (b"\x1a\x52\x1a\x12", Status(online=False, cover_open=False, paper=Paper.OK, error=True)),
        (b"\x12\x12\x32\x12", Status(online=True, cover_open=False, paper=Paper.OK, error=True)),
    ],
)
def test_the_four_answers_tell_how_a_printer_stands(answers: bytes, status: Status):
    assert parse_status(answers) == status


def test_automatic_reports_between_the_answers_are_passed_over():
    report = b"\x14\x00\x00\x0f"
    assert status_bytes(report + b"\x12" + report + b"\x16\x12" + b"\x72") == b"\x12\x16\x12\x72"
