"""Numbers grow to four digits, codes are unguessable, and both survive a human who types them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.rules.numbering import (
    CODE_BITS,
    CODE_LENGTH,
    CROCKFORD,
    number_text,
    read_code,
    ticket_code,
    ticket_url,
)

CODES = st.integers(0, 2**CODE_BITS - 1).map(ticket_code)
QR_ALPHANUMERIC = re.compile(r"[0-9A-Z $%*+\-./:]+")


@pytest.mark.parametrize(
    ("number", "text"), [(1, "A001"), (42, "A042"), (999, "A999"), (1000, "A1000"), (12345, "A12345")]
)
def test_a_number_has_three_digits_and_grows(number, text):
    assert number_text("A", number) == text


@given(st.integers(1, 5000), st.integers(1, 5000))
def test_two_numbers_of_a_series_never_look_alike(one, other):
    assert (number_text("Q", one) == number_text("Q", other)) is (one == other)


def test_the_alphabet_is_crockfords():
    assert len(CROCKFORD) == len(set(CROCKFORD)) == 32
    assert set(CROCKFORD) & set("ILOU") == set()


@pytest.mark.parametrize(
    ("bits", "code"),
    [
        (0, "0" * 13),
        (2**65 - 1, "Z" * 13),
        (1, "0" * 12 + "1"),
        (32, "0" * 11 + "10"),
        (1 << 60, "1" + "0" * 12),
    ],
)
def test_a_code_is_the_bits_in_base_thirty_two(bits, code):
    assert ticket_code(bits) == code


@given(st.integers(0, 2**CODE_BITS - 1))
def test_a_code_keeps_all_of_its_bits(bits):
    code = ticket_code(bits)
    assert len(code) == CODE_LENGTH == 13
    assert sum(CROCKFORD.index(letter) << 5 * place for place, letter in enumerate(reversed(code))) == bits


def test_a_code_has_more_than_sixty_bits():
    assert CODE_BITS >= 60


@given(CODES, st.data())
def test_a_code_is_read_however_it_was_typed(code, data):
    likenesses = {"0": "0Oo", "1": "1IiLl"}
    typed = "".join(data.draw(st.sampled_from(likenesses.get(one, one + one.lower()))) for one in code)
    blank = data.draw(st.sampled_from(["", " ", "\t", "\n"]))
    assert read_code(blank + typed + blank) == code


@given(st.text())
def test_any_text_can_be_tried_as_a_code(text):
    assert read_code(read_code(text)) == read_code(text)


@pytest.mark.parametrize(
    "public_url", ["http://127.0.0.1:8000", "https://so.hanoi.gov.vn/", "https://Moi-So.vn"]
)
@given(code=CODES)
def test_the_address_of_a_ticket_fits_a_qr_code_of_capital_letters(public_url, code):
    url = ticket_url(public_url, code)
    assert QR_ALPHANUMERIC.fullmatch(url)
    assert url.endswith(f"/T/{code}")
    assert "//T" not in url
    assert len(url) <= 47
