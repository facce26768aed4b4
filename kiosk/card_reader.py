"""A card that is shown to this kiosk: what the page may know of it, and by whom the next number is taken.

All of it is in memory: the text for as long as it is read, the hash until its number is given or for some minutes.
"""

from __future__ import annotations

import secrets
import threading
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NotRequired, TypedDict

from flask import Blueprint, request

from config.clock import Clock
from kiosk.branch import Branch
from kiosk.cards import card_in

SHOWN_S = 300
"""So long a card that was read stands for who touches next; a person with large letters takes a minute a page."""
TAKING_S = 180
"""So long a touch that is not answered keeps its person; later it is settled without."""


class CardTold(TypedDict):
    """`state` is read, unreadable or off; `card` is good for one number."""

    state: Literal["read", "unreadable", "off"]
    elderly: NotRequired[bool]
    card: NotRequired[str]


@dataclass(frozen=True)
class _Known:
    """`person` is None where nobody is counted; `day` is the business day whose key made it."""

    person: str | None
    day: str
    until: float


class CardReader:
    def __init__(self, branch: Branch, clock: Clock) -> None:
        self._branch, self._clock = branch, clock
        self._lock = threading.Lock()
        self._shown: dict[str, _Known] = {}
        self._taking: dict[str, _Known] = {}

    def read(self, text: str) -> CardTold:
        """Another card takes the place of the one before: one person stands here."""
        rules, today = self._branch.settings.get("card_scan"), self._branch.day
        if rules is None or today is None:
            return {"state": "off"}
        card, key = card_in(text, date.fromisoformat(today)), self._branch.day_key
        if card is None:
            return {"state": "unreadable"}
        handle = secrets.token_urlsafe(16)
        known = _Known(card.person(key) if key else None, today, self._clock.monotonic() + SHOWN_S)
        with self._lock:
            self._shown = {handle: known}
        elderly = card.born.years(date.fromisoformat(today)) >= rules["elderly_from"]
        return {"state": "read", "elderly": elderly, "card": handle}

    def claim(self, handle: str, touch: str) -> None:
        """The touch is of whoever showed this card; a second number needs the card again."""
        self.forget_old()
        with self._lock:
            known = self._shown.pop(handle, None)
            if known and known.person and known.day == self._branch.day:
                until = self._clock.monotonic() + TAKING_S
                self._taking[touch] = _Known(known.person, known.day, until)

    def person(self, touch: str) -> str | None:
        with self._lock:
            known = self._taking.get(touch)
        return known.person if known else None

    def done(self, touch: str) -> None:
        with self._lock:
            self._taking.pop(touch, None)

    def forget_old(self) -> None:
        now = self._clock.monotonic()
        with self._lock:
            self._shown = {name: one for name, one in self._shown.items() if one.until > now}
            self._taking = {name: one for name, one in self._taking.items() if one.until > now}


def card_door(reader: CardReader) -> Blueprint:
    """`POST /api/card` `{"text"}`: in the body, because addresses are written down."""
    blueprint = Blueprint("card", __name__)

    @blueprint.post("/api/card")
    def read() -> CardTold:
        body: Any = request.get_json()
        text = body.get("text") if isinstance(body, dict) else None
        return reader.read(text) if isinstance(text, str) else {"state": "unreadable"}

    return blueprint
