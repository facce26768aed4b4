"""Bytes for printers, read back by a reader of the tests' own."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from printers.drawing import draw
from printers.errors import BadPicture, TooWide
from printers.escpos import LONE_QR, TALLEST, WIDEST, LoneQr, encode
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
    with pytest.raises(BadPicture):
        encode(picture)


def test_a_picture_wider_than_the_paper_is_refused_not_cut_off():
    picture = draw(slip_of(ticket(), catalogue(), "Ki-ốt 1"), 576)
    with pytest.raises(TooWide, match="576 dots for paper of 384"):
        encode(picture, 384)


def test_a_lone_code_may_be_left_to_the_printer():
    picture = Image.new("1", (384, 300), 255)
    picture.info[LONE_QR] = LoneQr("HTTPS://Q.EXAMPLE/T/7", 60, 234, 6)
    plain, native = encode(picture, 384), encode(picture, 384, native_qr=True)
    assert b"\x1d(k" not in plain
    assert native.count(b"\x1d(k") == 5
    assert b"\x1d(k\x18\x001P0HTTPS://Q.EXAMPLE/T/7" in native
