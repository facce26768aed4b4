"""Numbers are read aloud as Hanoi says them, and as English does."""

from __future__ import annotations

import re

import pytest

from display.voice.reading import count_words, counter_words, number_words

# As the field's rules write them out.
NATURAL = {
    0: "không", 4: "bốn", 5: "năm", 10: "mười", 11: "mười một", 14: "mười bốn", 15: "mười lăm", 20: "hai mươi",
    21: "hai mươi mốt", 24: "hai mươi tư", 25: "hai mươi lăm", 31: "ba mươi mốt", 55: "năm mươi lăm",
    101: "một trăm linh một", 104: "một trăm linh bốn", 105: "một trăm linh năm", 110: "một trăm mười",
    111: "một trăm mười một", 115: "một trăm mười lăm", 121: "một trăm hai mươi mốt", 205: "hai trăm linh năm",
    1000: "một nghìn", 1005: "một nghìn không trăm linh năm", 1010: "một nghìn không trăm mười",
    1100: "một nghìn một trăm", 9999: "chín nghìn chín trăm chín mươi chín",
}  # fmt: skip
ENGLISH = {
    0: "zero", 3: "three", 10: "ten", 13: "thirteen", 20: "twenty", 21: "twenty one", 100: "one hundred",
    105: "one hundred and five", 1000: "one thousand", 1005: "one thousand and five",
    1100: "one thousand one hundred", 9999: "nine thousand nine hundred and ninety nine",
}  # fmt: skip
FIGURES = {
    "0": "không", "1": "một", "2": "hai", "3": "ba", "4": "bốn",
    "5": "năm", "6": "sáu", "7": "bảy", "8": "tám", "9": "chín",
}  # fmt: skip
SERIES = {
    "A": "a", "B": "bê", "C": "xê", "D": "dê", "E": "e", "H": "hát", "K": "ca", "L": "e lờ", "M": "em mờ",
    "Q": "quy", "T": "tê", "U": "u", "X": "ích xì",
}  # fmt: skip


def from_the_figures(number: int) -> str:
    """The same reading by another road: every figure with its place, then what speech makes of it."""
    places = ("nghìn", "trăm", "mươi", "")
    said = " ".join(f"{FIGURES[one]} {place}" for one, place in zip(f"{number:04d}", places, strict=True))
    said = re.sub(r"^không nghìn (không trăm (không mươi )?)?", "", said).strip()
    said = said.replace("không mươi không", "").strip()
    said = re.sub(r"không mươi (?=\w)", "linh ", said)
    said = re.sub(r"mươi một$", "mươi mốt", said)
    said = re.sub(r"mươi bốn$", "mươi tư", said)
    said = re.sub(r"mươi năm$", "mươi lăm", said)
    said = re.sub(r"mươi không$", "mươi", said)
    said = re.sub(r"\bmột mươi", "mười", said)
    said = said.replace("mười mốt", "mười một").replace("mười tư", "mười bốn")
    said = re.sub(r"^(\w+ nghìn) không trăm$", r"\1", said)
    return said or "không"


@pytest.mark.parametrize(("count", "said"), NATURAL.items())
def test_a_count_is_said_as_in_hanoi(count, said):
    assert " ".join(count_words("vi", count)) == said


@pytest.mark.parametrize(("count", "said"), ENGLISH.items())
def test_a_count_is_said_in_english(count, said):
    assert " ".join(count_words("en", count)) == said


def test_every_count_up_to_9999_is_what_its_figures_make_of_it():
    assert [
        (count, " ".join(count_words("vi", count)), from_the_figures(count))
        for count in range(10_000)
        if " ".join(count_words("vi", count)) != from_the_figures(count)
    ] == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_two_counts_sound_the_same(language):
    assert len({count_words(language, count) for count in range(10_000)}) == 10_000


@pytest.mark.parametrize("count", [-1, 10_000])
def test_what_cannot_be_said_is_refused(count):
    with pytest.raises(ValueError, match="0 to 9999"):
        count_words("vi", count)


@pytest.mark.parametrize("series", SERIES)
def test_a_ticket_is_read_figure_by_figure_with_every_zero(series):
    for number in range(1, 1000):
        written = f"{series}{number:03d}"
        said = " ".join((SERIES[series], *(FIGURES[one] for one in written[1:])))
        assert " ".join(number_words("vi", written)) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("A005", "a không không năm"), ("A015", "a không một năm"), ("B124", "bê một hai bốn"),
        ("X1000", "ích xì một không không không"), ("a-005", "a không không năm"), ("", ""),
    ],
)  # fmt: skip
def test_a_number_is_read_as_printed(number, said):
    assert " ".join(number_words("vi", number)) == said


def test_a_number_is_read_in_english():
    assert number_words("en", "A005") == ("A", "zero", "zero", "five")


@pytest.mark.parametrize(
    ("language", "code", "said"),
    [
        ("vi", "3", "ba"), ("vi", "15", "mười lăm"), ("vi", "21", "hai mươi mốt"), ("vi", "24", "hai mươi tư"),
        ("vi", "2A", "hai a"), ("vi", "B3", "bê ba"), ("vi", "B21", "bê hai mươi mốt"), ("vi", "AB", "a bê"),
        ("vi", "03", "không ba"), ("vi", "0", "không"), ("vi", "1005", "một nghìn không trăm linh năm"),
        ("vi", "10005", "một không không không năm"),
        ("en", "21", "twenty one"), ("en", "2A", "two A"), ("en", "B13", "B thirteen"),
    ],
)  # fmt: skip
def test_a_counter_is_read_as_a_number_and_its_letters_apart(language, code, said):
    assert " ".join(counter_words(language, code)) == said
