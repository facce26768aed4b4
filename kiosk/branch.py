"""What this kiosk knows of its branch, from the node while it answers and from the journal before."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any, NotRequired, TypedDict, cast
from zoneinfo import ZoneInfo

from config.clock import Clock
from kiosk.day_key import DayKey
from kiosk.elsewhere import Place, place_of
from kiosk.hours import by_itself
from kiosk.journal import Journal, Memory
from kiosk.upstream import Upstream
from server.contract import Catalogue, KioskSettings, PublicSnapshot

FRESH_S = 15
"""Older figures are not shown, and a node silent for longer counts as lost."""


BEHIND_S = 90
"""The node draws a snapshot anew each minute: one that seems older means that its clock was set back."""


ORDINARY: KioskSettings = {"mode": "normal", "services": None, "asks_dossiers": False, "pace_s": 0}
"""Of a kiosk that has never heard from its node."""


class Device(TypedDict):
    """This kiosk as the node knows it."""

    name: str
    scope: str
    branch: str
    settings: NotRequired[KioskSettings]


class Picture(TypedDict):
    """All the page needs. `snapshot` is None unless fresh; `elsewhere` are the branches we point to.
    `emergency`: how many numbers this kiosk may give by itself while the link is lost. `voice` is the version of the
    voice that it can read with; None where it has none."""

    link: str
    now: str
    kiosk: str
    settings: KioskSettings
    catalogue: Catalogue | None
    snapshot: PublicSnapshot | None
    elsewhere: dict[str, Place]
    emergency: int
    voice: str | None


class Branch:
    """`look` runs in one thread, everything else only reads whole values it has put in place."""

    def __init__(self, upstream: Upstream, journal: Journal, clock: Clock, name: str = "") -> None:
        self._upstream, self._journal, self._clock, self._name = upstream, journal, clock, name
        self._known: dict[str, Any] = {}
        self._recall("device", "catalogue", "snapshot")
        self._recall(*map(_place, self._pointed_to()))
        self._heard: dict[str, float] = {}
        self._ahead_s: float | None = None
        self._day_key = DayKey()

    @property
    def code(self) -> str | None:
        device = cast("Device | None", self._known.get("device"))
        return device["branch"] if device else None

    @property
    def catalogue(self) -> Catalogue | None:
        return cast("Catalogue | None", self._known.get("catalogue"))

    @property
    def kiosk(self) -> str:
        device = cast("Device | None", self._known.get("device"))
        return self._name or (device["name"] if device else "")

    @property
    def epoch(self) -> int | None:
        """Of the ledger, as the last snapshot said."""
        snapshot = cast("PublicSnapshot | None", self._known.get("snapshot"))
        return snapshot["epoch"] if snapshot else None

    @property
    def always_open(self) -> bool:
        """Hours are ignored: a demo or a trial."""
        snapshot = cast("PublicSnapshot | None", self._known.get("snapshot"))
        return bool(snapshot and snapshot["always_open"])

    @property
    def day(self) -> str | None:
        """The business day in the branch's zone, as far as that is known."""
        local = self.local()
        return local.date().isoformat() if local else None

    @property
    def heard_at(self) -> float:
        """When the node last answered, on the monotonic clock."""
        return max(self._heard.values(), default=float("-inf"))

    @property
    def settings(self) -> KioskSettings:
        """How the centre wants this kiosk, as the node last said it."""
        device = cast("Device | None", self._known.get("device"))
        return device.get("settings", ORDINARY) if device else ORDINARY

    @property
    def day_key(self) -> bytes | None:
        """By which one person's numbers of this business day are counted; None where nobody is."""
        return self._day_key.of(self.day)

    @property
    def live(self) -> bool:
        return self._fresh("catalogue") or self._fresh("snapshot")

    def now(self) -> datetime:
        """By the node's clock as far as it is known, else by this machine's."""
        if self._ahead_s is None:
            return self._clock.now()
        return datetime.fromtimestamp(self._clock.monotonic() + self._ahead_s, UTC)

    def local(self) -> datetime | None:
        """Now as the branch's wall clock shows it; None while its zone is unknown."""
        return (
            self.now().astimezone(ZoneInfo(self.catalogue["branch"]["timezone"])) if self.catalogue else None
        )

    def look(self) -> None:
        """Ask the node for what has changed; `Unreachable` when it does not answer."""
        self._read("device", "/devices/self")
        self._read("catalogue", f"/branches/{self.code}/catalogue")
        if self._read("snapshot", f"/branches/{self.code}/snapshot?view=public"):
            self._set_clock(datetime.fromisoformat(self._known["snapshot"]["at"]))
        for code in self._pointed_to():
            if _place(code) not in self._heard:
                self._read(_place(code), f"/branches/{code}/catalogue")

    def forget(self) -> None:
        """This machine may be another branch's from now on: nothing of before is shown or asked."""
        for name in list(self._known):
            self._journal.unlearn(name)
        self._known.clear()
        self._heard.clear()
        self._day_key.forget()

    def picture(self, emergency: int = 0, voice: str | None = None) -> Picture:
        snapshot = cast("PublicSnapshot | None", self._known.get("snapshot"))
        return {
            "link": "live" if self.live else "lost",
            "now": self.now().isoformat(),
            "kiosk": self.kiosk,
            "settings": self.settings,
            "catalogue": self._catalogue_by_itself() if emergency and not self.live else self.catalogue,
            "snapshot": snapshot if self._fresh("snapshot") else None,
            "elsewhere": self._elsewhere(),
            "emergency": emergency,
            "voice": voice,
        }

    def _catalogue_by_itself(self) -> Catalogue | None:
        return by_itself(self.catalogue) if self.catalogue else None

    def _elsewhere(self) -> dict[str, Place]:
        places = {code: self._known.get(_place(code)) for code in self._pointed_to()}
        return {code: place_of(catalogue) for code, catalogue in places.items() if catalogue}

    def _fresh(self, name: str) -> bool:
        heard = self._heard.get(name)
        return heard is not None and self._clock.monotonic() - heard <= FRESH_S

    def _pointed_to(self) -> set[str]:
        services = self.catalogue["services"] if self.catalogue else []
        return {one["offered_at"] for one in services if "offered_at" in one}

    def _set_clock(self, at: datetime) -> None:
        """A snapshot is never from the future: of all that came, the newest one tells the time best."""
        ahead_s = at.timestamp() - self._clock.monotonic()
        known_s = self._ahead_s
        if known_s is None or not known_s - BEHIND_S < ahead_s < known_s:
            self._ahead_s = ahead_s

    def _read(self, name: str, path: str) -> bool:
        """True when it is news."""
        known = self._journal.recall(name)
        reading = self._upstream.read(path, known.etag if known else "")
        if reading:
            told = Memory(reading.text, reading.etag) if name != "device" else self._day_key.out_of(reading)
            if told != known:
                self._journal.remember(name, told)
            self._recall(name)
        self._heard[name] = self._clock.monotonic()
        return reading is not None

    def _recall(self, *names: str) -> None:
        for name in names:
            memory = self._journal.recall(name)
            if memory:
                self._known[name] = json.loads(memory.text)


def _place(code: str) -> str:
    return f"branch {code}"
