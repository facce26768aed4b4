"""Another branch as people are sent to it: its address, its hours, and both for a phone."""

from __future__ import annotations

from functools import lru_cache
from typing import TypedDict

from kiosk.qr import Code, qr_code
from server.contract import Catalogue, Names, SessionFacts

KEPT = 32


class Place(TypedDict):
    """`qr` is plain text, name and address: every phone shows and copies it, whatever maps it has."""

    name: Names
    address: Names
    hours: list[SessionFacts]
    qr: Code


def place_of(catalogue: Catalogue) -> Place:
    """What a kiosk shows of the branch of this catalogue."""
    branch = catalogue["branch"]
    return {
        "name": branch["name"],
        "address": branch["address"],
        "hours": catalogue["hours"],
        "qr": _code(f"{branch['name']['vi']}\n{branch['address']['vi']}"),
    }


@lru_cache(KEPT)
def _code(text: str) -> Code:
    """The page asks for its picture each second; an address is drawn once."""
    return qr_code(text)
