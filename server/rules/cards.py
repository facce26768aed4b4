"""What may be done with an identity card that somebody shows at a kiosk."""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass

SEED_BYTES = 32
PERSON = re.compile(r"[0-9a-f]{32}")
"""How a kiosk names who took a number: the card's hash under the day's key, 128 bits of it."""


@dataclass(frozen=True)
class CardRules:
    """`decision` allows it; who is `elderly_from` years old is offered priority; `most_a_day` numbers a day for one
    person at all branches, None means that no person is counted."""

    decision: str
    elderly_from: int
    most_a_day: int | None


def day_key_of(seed: str, secret: bytes) -> bytes:
    """The key of the day; a copy of the database alone, without the node's `secret`, opens nothing."""
    return hmac.new(secret, f"key of the day {seed}".encode(), hashlib.sha256).digest()
