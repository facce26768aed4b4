"""The clips of sound that a voice is made of: their names, and what is said in each."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass

from display.voice.reading import DIGITS, LETTERS, TEENS, TENS

CHIME = "chime"
LONGEST_SLUG = 40

# Words that number and counter need besides letters and figures; names tell apart what only a tone does.
NUMBER_WORDS = {
    "vi": {
        "mười": "10", "mươi": "tens", "mốt": "tens-1", "tư": "tens-4", "lăm": "tens-5", "linh": "and",
        "trăm": "hundred", "nghìn": "thousand",
    },
    "en": {
        **{word: str(10 + place) for place, word in enumerate(TEENS)},
        **{word: str(10 * (2 + place)) for place, word in enumerate(TENS)},
        "and": "and", "hundred": "hundred", "thousand": "thousand",
    },
}  # fmt: skip


@dataclass(frozen=True)
class Clip:
    """`name` is also the name of its file, plain ASCII; `text` is what is said, in words. `near` is heard at arm's
    length from a kiosk, not across a hall, and stored smaller."""

    name: str
    language: str
    text: str
    near: bool = False


def words_of(language: str) -> dict[str, Clip]:
    """Every word that reading a number or a counter aloud can need, and its clip."""
    letters = {said: letter.lower() for letter, said in LETTERS[language].items()}
    figures = {said: str(figure) for figure, said in enumerate(DIGITS[language])}
    named = letters | figures | NUMBER_WORDS[language]
    return {said: Clip(f"{language}-{name}", language, said) for said, name in named.items()}


def phrase(language: str, text: str, near: bool = False) -> Clip:
    """The clip of a phrase: a name people can read, and a mark of the text, so that a changed text is another clip."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    slug = re.sub(r"[^a-z0-9]+", "-", re.sub(r"[\u0300-\u036f]", "", plain)).strip("-")
    mark = hashlib.sha256(text.encode()).hexdigest()[:4]
    return Clip(f"{language}-{slug[:LONGEST_SLUG].strip('-')}-{mark}", language, text, near)
