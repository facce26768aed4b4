"""What a printer says is sorted rightly, in whatever pieces it comes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printers.replies import Paper, Replies, Status, from_answers, from_report

FINE = Status()


@pytest.mark.parametrize(
    ("answers", "status"),
    [
        (b"\x12\x12\x12\x12", FINE),
        (b"\x12\x12\x12\x1e", Status(paper=Paper.NEAR_END)),
        (b"\x1a\x32\x12\x7e", Status(online=False, paper=Paper.END)),
        (b"\x1a\x32\x12\x12", Status(online=False, paper=Paper.END)),
        (b"\x1a\x16\x12\x12", Status(online=False, cover_open=True)),
        (b"\x1a\x52\x1a\x12", Status(online=False, fault=True)),
        (b"\x12\x12\x32\x12", Status(fault=True)),
        (b"\x1a\x52\x52\x12", Status(online=False, hot=True)),
    ],
)
def test_the_four_answers_tell_how_a_printer_stands(answers: bytes, status: Status):
    assert from_answers(answers) == status


@pytest.mark.parametrize(
    ("report", "status"),
    [
        (b"\x10\x00\x00\x0f", FINE),
        (b"\x10\x00\x03\x0f", Status(paper=Paper.NEAR_END)),
        (b"\x18\x00\x0f\x0f", Status(online=False, paper=Paper.END)),
        (b"\x38\x00\x00\x0f", Status(online=False, cover_open=True)),
        (b"\x18\x08\x00\x0f", Status(online=False, fault=True)),
        (b"\x18\x40\x00\x0f", Status(online=False, hot=True)),
        (b"\x18\x00\x00\x0f", Status(online=False)),
    ],
)
def test_a_report_tells_the_same(report: bytes, status: Status):
    assert from_report(report) == status


@pytest.mark.parametrize(
    ("status", "faults"),
    [
        (FINE, []),
        (Status(paper=Paper.NEAR_END), ["near_end"]),
        (Status(online=False, cover_open=True, paper=Paper.NEAR_END), ["cover_open", "near_end"]),
        (Status(online=False, cover_open=True, paper=Paper.END), ["cover_open"]),
        (Status(online=False, paper=Paper.END), ["out_of_paper"]),
        (Status(fault=True), ["printer_fault"]),
        (Status(online=False, hot=True), ["overheated"]),
        (Status(online=False), ["offline"]),
    ],
)
def test_staff_hear_first_what_they_can_see(status: Status, faults: list[str]):
    assert status.faults == faults


SAID = (
    b"\x14\x00\x00\x0f" + b"\x12\x12" + b"\x10\x00\x03\x0f" + b"\x12\x12" + b"\x37\x22!!!5\x00" + b"\x00"
    + b"\x5fmoiso\x00" + b"\x11" + b"\x37\x25\x00" + b"\x38\x00\x00\x0f" + b"\x03"
)  # fmt: skip


@given(st.lists(st.integers(1, len(SAID)), max_size=12))
def test_the_pieces_in_which_it_comes_make_no_difference(cuts: list[int]):
    replies = Replies()
    places = [0, *sorted(cuts), len(SAID)]
    for start, end in pairwise(places):
        replies.hear(SAID[start:end])
    assert replies.answered == 1
    assert replies.marks == {b"!!!5"}
    assert replies.sensors == 2
    assert replies.status == Status(online=False, cover_open=True)


@given(st.lists(st.binary(max_size=50), max_size=20))
def test_no_noise_stops_the_listening(noise: list[bytes]):
    replies = Replies()
    for piece in noise:
        replies.hear(piece)
    replies.hear(bytes(120))
    replies.hear(b"\x12\x12\x12\x12" * 2)
    assert replies.answered > 0
