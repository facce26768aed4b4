"""How numbers are read aloud: a ticket's character by character, a counter's as Hanoi and London would say it.

The rules are the field's (reading numbers over loudspeakers in Hanoi): `A005` is "a không không năm" with every zero
and never mốt, tư or lăm, because a citizen compares what is heard with what is printed; counter 21 is "hai mươi mốt".
"""

from __future__ import annotations

import re

LANGUAGES = ("vi", "en")
"""In this order a hall hears them."""

MOST = 9999

DIGITS = {
    "vi": ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"),
    "en": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
}
LETTERS = {
    "vi": {
        "A": "a", "B": "bê", "C": "xê", "D": "dê", "E": "e", "F": "ép", "G": "giê", "H": "hát", "I": "i", "J": "di",
        "K": "ca", "L": "e lờ", "M": "em mờ", "N": "en nờ", "O": "o", "P": "pê", "Q": "quy", "R": "e rờ", "S": "ét sì",
        "T": "tê", "U": "u", "V": "vê", "W": "vê kép", "X": "ích xì", "Y": "i dài", "Z": "dét",
    },
    "en": {letter: letter for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
}  # fmt: skip
TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")

AFTER_TENS = {1: "mốt", 4: "tư", 5: "lăm"}
"""What follows hai mươi, ba mươi …; after mười only lăm does."""

Words = tuple[str, ...]


def number_words(language: str, number: str) -> Words:
    """A ticket's number as it is called: a word for each letter and figure, nothing for what stands between them."""
    said = {**LETTERS[language], **dict(zip("0123456789", DIGITS[language], strict=True))}
    return tuple(said[character] for character in re.findall(r"[A-Z0-9]", number.upper()))


def counter_words(language: str, code: str) -> Words:
    """A counter's code: `21` as a number, `2A` as a number and a letter; `03` and more than four figures one by one."""
    words: list[str] = []
    for part in re.findall(r"[0-9]+|[A-Z]", code.upper()):
        natural = part.isdigit() and str(int(part)) == part and int(part) <= MOST
        words += count_words(language, int(part)) if natural else number_words(language, part)
    return tuple(words)


def count_words(language: str, count: int) -> Words:
    """A whole number of 0 to 9999 as people say it; ValueError for any other."""
    if not 0 <= count <= MOST:
        raise ValueError(f"{count} is not within 0 to {MOST}")
    return tuple(_vietnamese(count) if language == "vi" else _english(count))


def _vietnamese(count: int) -> list[str]:
    digits = DIGITS["vi"]
    thousands, rest = divmod(count, 1000)
    words = [digits[thousands], "nghìn"] if thousands else []
    if rest >= 100 or (thousands and rest):
        words += [digits[rest // 100], "trăm"]
    if words and 0 < rest % 100 < 10:
        return [*words, "linh", digits[rest % 100]]
    return words + _vietnamese_tens(rest % 100) if rest % 100 or not words else words


def _vietnamese_tens(count: int) -> list[str]:
    digits = DIGITS["vi"]
    tens, unit = divmod(count, 10)
    if tens == 0:
        return [digits[unit]]
    if tens == 1:
        return ["mười", "lăm" if unit == 5 else digits[unit]] if unit else ["mười"]
    head = [digits[tens], "mươi"]
    return [*head, AFTER_TENS.get(unit, digits[unit])] if unit else head


def _english(count: int) -> list[str]:
    digits = DIGITS["en"]
    thousands, rest = divmod(count, 1000)
    words = [digits[thousands], "thousand"] if thousands else []
    if rest >= 100:
        words += [digits[rest // 100], "hundred"]
    if rest % 100:
        words += (["and"] if words else []) + _english_tens(rest % 100)
    return words or [digits[0]]


def _english_tens(count: int) -> list[str]:
    digits = DIGITS["en"]
    if count < 10:
        return [digits[count]]
    if count < 20:
        return [TEENS[count - 10]]
    unit = count % 10
    return [TENS[count // 10 - 2], *([digits[unit]] if unit else [])]
