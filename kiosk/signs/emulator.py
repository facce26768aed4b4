"""Signs in software on a pseudo-terminal, for tests and for whoever has none at hand (Linux)."""

from __future__ import annotations

import os
import select
import threading
import tty
from collections.abc import Callable, Collection
from contextlib import suppress
from types import TracebackType

from kiosk.signs.emulated import KINDS

LOOK_S = 0.05
PIECE = 4096


class Emulator:
    """`port` is the path to write to. `told` are addresses and what each was told, in order; `say` hears a line for
    each. Addresses in `silent` are switched off."""

    def __init__(
        self, kind: str, addresses: Collection[int], say: Callable[[str], None] | None = None
    ) -> None:
        self.told: list[tuple[int, str]] = []
        self.silent: set[int] = set()
        self._say = say
        self._here, self._there = os.openpty()
        tty.setraw(self._there)
        self.port = os.ttyname(self._there)
        self._signs = KINDS[kind](lambda one: one in addresses and one not in self.silent, self._tell)
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._serve)

    def __enter__(self) -> Emulator:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.unplug()

    def unplug(self) -> None:
        """As when the adapter is pulled out; again does nothing."""
        if self._ended.is_set():
            return
        self._ended.set()
        self._thread.join()
        os.close(self._here)
        os.close(self._there)

    def shown(self, address: int) -> str | None:
        """The text that it was told last, without filling spaces."""
        texts = [text for one, text in list(self.told) if one == address and "=" not in text]
        return texts[-1].strip() if texts else None

    def _serve(self) -> None:
        while not self._ended.is_set():
            if select.select([self._here], [], [], LOOK_S)[0]:
                answer = self._signs.hear(os.read(self._here, PIECE))
                with suppress(BlockingIOError):
                    os.write(self._here, answer)

    def _tell(self, address: int, text: str) -> None:
        self.told.append((address, text))
        if self._say:
            self._say(f"sign {address}: {text}")
