"""How numbers, codes and addresses of tickets are written."""

from __future__ import annotations

import re

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 13
CODE_BITS = 5 * CODE_LENGTH
"""65 random bits: nobody guesses a neighbour's ticket."""

LIKENESS = str.maketrans({"O": "0", "I": "1", "L": "1"})
TYPED_NUMBER = re.compile(r"([A-Z]) ?([0-9]{1,6})")
TYPED_CODE = re.compile(rf"(?:HTTPS?://[^ ]*/T/)?([0-9A-Z]{{{CODE_LENGTH}}})(?:[?#][^ ]*)?")


def number_text(series: str, number: int) -> str:
    """`A005`: letter and three digits, growing to four after `A999`."""
    return f"{series}{number:03d}"


def ticket_code(bits: int) -> str:
    """13 characters of Crockford's base 32 for `CODE_BITS` random bits, upper case."""
    shifts = range(CODE_BITS - 5, -1, -5)
    return "".join(CROCKFORD[(bits >> shift) & 31] for shift in shifts)


def code_bits(code: str) -> int:
    """The bits that `ticket_code` made this code of."""
    bits = 0
    for letter in code:
        bits = bits << 5 | CROCKFORD.index(letter)
    return bits


def read_code(text: str) -> str:
    """A code as someone may have typed it: any case, O for 0, I or L for 1."""
    return text.strip().upper().translate(LIKENESS)


def read_number(text: str) -> tuple[str, int] | None:
    """Series and number as somebody may have typed them: `A005`, `a5`, `A 5`; figures of other scripts are none."""
    found = TYPED_NUMBER.fullmatch(text.strip().upper()) if text.isascii() else None
    return (found[1], int(found[2])) if found else None


def find_code(text: str) -> str | None:
    """The code that was typed, or that stands in the address of a ticket's QR code, in either case."""
    found = TYPED_CODE.fullmatch(text.strip().upper()) if text.isascii() else None
    return read_code(found[1]) if found else None


def ticket_url(public_url: str, code: str) -> str:
    """All upper case, so that a QR code holds it in alphanumeric mode (version 3 at level Q up to 47)."""
    return f"{public_url.rstrip('/')}/T/{code}".upper()
