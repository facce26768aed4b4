"""Keeps every sign on a line true: writes what changed, says nothing false when the node is silent."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from config.clock import Clock
from kiosk.signs.lines import Line, LineGone, SignSilent
from kiosk.signs.news import News, NoSuchPlace, Picture
from kiosk.signs.open import Place
from kiosk.signs.shown import BLANK, UNKNOWN, Shown, shown

REFRESH_S = 30.0
"""After which a sign is written again: one that was switched off shows the truth again."""
AGAIN_S = 5.0
"""Between two tries of a sign that did not answer."""
LINE_AGAIN_S = 2.0
"""Between two tries of a port that is not there."""

log = logging.getLogger(__name__)


@dataclass
class _Sign:
    place: Place
    wanted: Shown = UNKNOWN
    shown: Shown | None = None
    """None is not known: the sign may have been off."""
    written_at: float = float("-inf")
    is_silent: bool = False
    again_at: float = float("-inf")

    def is_due(self, now: float) -> bool:
        return self.shown != self.wanted or now - self.written_at >= REFRESH_S

    def __str__(self) -> str:
        return f"the sign of counter {self.place.counter} (address {self.place.address})"


class Bridge:
    """`step` as often as you like; it blocks for what the line takes, and for one silent sign at most."""

    def __init__(self, line: Line, places: Iterable[Place], news: News, clock: Clock) -> None:
        self._line, self._news, self._clock = line, news, clock
        self._signs = [_Sign(place) for place in places]
        self._is_checked = self._is_gone = False
        self._line_again_at = float("-inf")

    def step(self) -> None:
        """`NoSuchPlace` when the first picture has no such counter."""
        picture = self._news.latest()
        if picture is not None and not self._is_checked:
            self._check(picture)
        for sign in self._signs:
            sign.wanted = UNKNOWN if picture is None else shown(picture, sign.place.counter)
        self._write()

    def blank(self) -> None:
        """Every sign that can be reached, before a clean end."""
        for sign in self._signs:
            sign.wanted = BLANK
        self._write()

    def _check(self, picture: Picture) -> None:
        known = {desk["code"] for desk in picture["counters"]}
        for sign in self._signs:
            if sign.place.counter not in known:
                raise NoSuchPlace(f"branch {picture['branch']} has no counter {sign.place.counter}")
        self._is_checked = True

    def _write(self) -> None:
        now = self._clock.monotonic()
        if now < self._line_again_at:
            return
        try:
            for sign in self._due(now):
                self._write_one(sign, now)
        except LineGone as problem:
            self._lose(problem, now)

    def _due(self, now: float) -> Iterator[_Sign]:
        """Who answers first, then one of those who do not: each of them costs the others the time of a try."""
        yield from [sign for sign in self._signs if not sign.is_silent and sign.is_due(now)]
        silent = [sign for sign in self._signs if sign.is_silent and now >= sign.again_at]
        yield from sorted(silent, key=lambda sign: sign.again_at)[:1]

    def _write_one(self, sign: _Sign, now: float) -> None:
        try:
            self._line.write(sign.place.address, sign.wanted)
        except SignSilent as why:
            if not sign.is_silent:
                log.warning("%s: %s", sign, why)
            sign.is_silent, sign.again_at, sign.shown = True, now + AGAIN_S, None
            self._find()
            return
        if sign.is_silent:
            log.warning("%s answers again", sign)
        sign.is_silent, sign.shown, sign.written_at = False, sign.wanted, now
        self._find()

    def _lose(self, problem: LineGone, now: float) -> None:
        if not self._is_gone:
            log.warning("%s: %s", self._line.name, problem)
        self._is_gone, self._line_again_at = True, now + LINE_AGAIN_S
        for sign in self._signs:
            sign.shown, sign.is_silent = None, False

    def _find(self) -> None:
        if self._is_gone:
            log.warning("%s is back", self._line.name)
        self._is_gone = False
