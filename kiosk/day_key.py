"""The key of the day, taken out of what the node tells before that is written down: it lives in memory only."""

from __future__ import annotations

import json

from kiosk.journal import Memory
from kiosk.upstream import Reading


class DayKey:
    def __init__(self) -> None:
        self._key: tuple[str, bytes] | None = None

    def of(self, day: str | None) -> bytes | None:
        """None on every day but its own."""
        return self._key[1] if self._key and self._key[0] == day else None

    def forget(self) -> None:
        self._key = None

    def out_of(self, device: Reading) -> Memory:
        """The device without the key. While there is one it has no ETag: after a start all of it must be asked for."""
        told = json.loads(device.text)
        scan = told.get("settings", {}).get("card_scan")
        key = scan.pop("day_key", None) if scan else None
        self._key = (scan["business_day"], bytes.fromhex(key)) if key else None
        return Memory(json.dumps(told, ensure_ascii=False)) if key else Memory(device.text, device.etag)
