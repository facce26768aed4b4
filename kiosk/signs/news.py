"""The newest public picture of a branch, and whether it can still be believed."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote

from config.clock import Clock
from config.settings import BadSetting
from kiosk.upstream import Unreachable, Upstream

ASK_S = 0.5
SILENCE_S = 8.0
"""After which a screen says that it does not know, as the walls do (`live.js`)."""

log = logging.getLogger(__name__)
Picture = Mapping[str, Any]


class NoSuchPlace(BadSetting):
    """The node answers, and has no such branch, or the branch no such counter."""


class News:
    """`ask` in one thread, `latest` in any."""

    def __init__(self, upstream: Upstream, branch: str, clock: Clock) -> None:
        self._upstream, self._branch, self._clock = upstream, branch, clock
        self._path = f"/branches/{quote(branch, safe='')}/snapshot?view=public"
        self._etag = ""
        self._picture: Picture | None = None
        self._heard_at = float("-inf")
        self._is_missing = self._is_away = False

    def ask(self) -> None:
        """One question to the node; the log hears once that it does not answer, and once that it does again."""
        try:
            if self._picture is None:
                self._begin()
            else:
                self._go_on()
        except (Unreachable, ValueError, KeyError, TypeError) as problem:
            if not self._is_away:
                log.warning("the node does not answer: %s", problem)
            self._is_away = True
        else:
            if self._is_away:
                log.warning("the node answers again")
            self._is_away = False

    def latest(self) -> Picture | None:
        """None when nobody has answered for `SILENCE_S`; `NoSuchPlace`."""
        if self._is_missing:
            raise NoSuchPlace(f"the node has no branch {self._branch}")
        is_fresh = self._clock.monotonic() - self._heard_at < SILENCE_S
        return self._picture if is_fresh else None

    def _begin(self) -> None:
        found = self._upstream.find(self._path)
        self._is_missing = found is None
        if found is not None:
            self._take(found)

    def _go_on(self) -> None:
        reading = self._upstream.read(self._path, self._etag)
        if reading is None:
            self._heard_at = self._clock.monotonic()
        else:
            self._take(json.loads(reading.text), reading.etag)

    def _take(self, picture: Picture, etag: str = "") -> None:
        """As the walls do: older news, of another process say, proves nothing; an older look at the same is a word."""
        version = _version(picture)
        known = _version(self._picture) if self._picture else version
        if version[:2] < known[:2]:
            return
        if version >= known:
            self._picture, self._etag = picture, etag
        self._heard_at = self._clock.monotonic()


def _version(picture: Picture) -> tuple[int, int, datetime]:
    return picture["epoch"], picture["seq"], datetime.fromisoformat(picture["at"])
