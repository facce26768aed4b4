"""What the code on an identity card tells: twelve digits, and when its holder was born. Nothing else is looked at."""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass, field
from datetime import date

FEWEST_FIELDS = 6
"""number | former number | name | ddmmyyyy | sex | address | ddmmyyyy of issue; cards of 2024 may have more."""
NUMBER = re.compile(r"[0-9]{12}")
DAY = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4})")
FIRST_YEAR = 1900
PERSON_BYTES = 16


@dataclass(frozen=True)
class Born:
    """`month` and `day` are 0 where papers know the year only."""

    year: int
    month: int
    day: int

    def years(self, today: date) -> int:
        """Of age. Who has no birthday, or the first of January that stands for none, has it with the year."""
        year_only = 0 in (self.month, self.day) or (self.month, self.day) == (1, 1)
        had = year_only or (self.month, self.day) <= (today.month, today.day)
        return today.year - self.year - (0 if had else 1)


@dataclass(frozen=True)
class Card:
    """Never printed as a whole, so that no log can show it by accident."""

    number: str = field(repr=False)
    born: Born = field(repr=False)

    def person(self, key: bytes) -> str:
        """128 bits of the number's hash under the day's key; without the key nobody can try the numbers out."""
        return hmac.new(key, self.number.encode(), hashlib.sha256).digest()[:PERSON_BYTES].hex()


def card_in(text: str, today: date) -> Card | None:
    """None for what is no card. A keyboard may have spoilt the name; it is not looked at."""
    number, *others = text.strip().split("|")
    if len(others) + 1 < FEWEST_FIELDS or not NUMBER.fullmatch(number):
        return None
    born = next(filter(None, (_born(one.strip(), today) for one in others)), None)
    return Card(number, born) if born else None


def _born(text: str, today: date) -> Born | None:
    found = DAY.fullmatch(text)
    if found is None:
        return None
    day, month, year = map(int, found.groups())
    if not FIRST_YEAR <= year <= today.year:
        return None
    if 0 in (day, month):
        return Born(year, 0, 0) if day == 0 and month <= 12 else None
    try:
        return Born(year, month, day) if date(year, month, day) <= today else None
    except ValueError:
        return None
