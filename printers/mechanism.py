"""The inside of the software printer: takes the bytes a real one takes and turns them into paper."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageChops

from printers.escpos import WIDEST
from printers.faults import Fault, Faults
from printers.png import save_new

DOTS_PER_MM = 8
BUFFER = 4096
"""What a small printer keeps of a job before it makes the sender wait."""
ROW = WIDEST // 8

ESC, GS, DLE = b"\x1b", b"\x1d", b"\x10"


class Ended(Exception):
    """The printer was switched off."""


class Mechanism:
    """Eats bytes in its own thread; `reply` sends what a command answers to whoever is connected."""

    def __init__(self, paper: Path, speed: float, reply: Callable[[bytes], None]) -> None:
        self.faults = Faults()
        self._receipts: list[Path] = []
        self._paper, self._speed, self._reply = paper, speed, reply
        self._rows: list[bytes] = []
        self._buffer = bytearray()
        self._reports = False
        self._changed = threading.Condition()
        self._off = False
        self._thread = threading.Thread(target=self._run, name="mechanism", daemon=True)
        self._groups = {
            b"v": self._raster,
            b"V": self._cut,
            b"(": self._process_id,
            b"r": self._paper_sensors,
            b"I": self._identify,
            b"a": self._report,
        }

    def start(self) -> None:
        self._paper.mkdir(parents=True, exist_ok=True)
        self._thread.start()

    def stop(self) -> None:
        with self._changed:
            self._off = True
            self._changed.notify_all()
        self._thread.join(5)

    def feed(self, data: bytes) -> None:
        """Blocks while the buffer is full: so the line's own back-pressure reaches the sender."""
        with self._changed:
            self._changed.wait_for(lambda: len(self._buffer) < BUFFER or self._off)
            self._buffer += data
            self._changed.notify_all()

    def switch(self, fault: Fault, *, on: bool) -> None:
        """A fault begins or ends; who asked for reports hears of it, waiting paper moves again."""
        with self._changed:
            self.faults.switch(fault, on=on)
            self._changed.notify_all()
        if self._reports:
            self._reply(self.faults.report)

    def receipts(self, count: int = 0, within_s: float = 0) -> list[Path]:
        """The tickets that have been cut, oldest first; waits until there are `count`, at most so long."""
        with self._changed:
            self._changed.wait_for(lambda: len(self._receipts) >= count or self._off, within_s)
            return list(self._receipts)

    def _run(self) -> None:
        try:
            while True:
                self._command()
        except Ended:
            return

    def _take(self, count: int) -> bytes:
        """So many bytes, in parts: a command may announce more than the buffer holds."""
        taken = bytearray()
        with self._changed:
            while len(taken) < count:
                self._changed.wait_for(lambda: self._buffer or self._off)
                self._stop_if_off()
                part = count - len(taken)
                taken += self._buffer[:part]
                del self._buffer[:part]
                self._changed.notify_all()
        return bytes(taken)

    def _stop_if_off(self) -> None:
        if self._off:
            raise Ended

    def _command(self) -> None:
        """Bytes that begin no command are passed over, as text would be printed."""
        lead = self._take(1)
        if lead == ESC:
            self._take(1)  # ESC @: nothing but reports outlives a command, and jobs switch those
        elif lead == DLE:
            self._take(2)  # answered on arrival already
        elif lead == GS:
            self._wait_until_ready()
            group = self._groups.get(self._take(1))
            if group:
                group()

    def _wait_until_ready(self) -> None:
        with self._changed:
            self._changed.wait_for(lambda: not self.faults.stopped or self._off)
            self._stop_if_off()

    def _raster(self) -> None:
        """Each row is on paper as soon as it has come; paper that ends leaves a stub."""
        _zero, _mode, wide_low, wide_high, high_low, high_high = self._take(6)
        wide = wide_low + 256 * wide_high
        for _ in range(high_low + 256 * high_high):
            row = self._take(wide)
            self._wait_until_ready()
            self._rows.append(row[:ROW].ljust(ROW, b"\x00"))
            if self._speed and len(self._rows) % DOTS_PER_MM == 0:
                self._move_a_millimetre()

    def _move_a_millimetre(self) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._off, 1 / self._speed)

    def _cut(self) -> None:
        if self._take(1) in b"AB":
            self._take(1)
        if not self._rows:
            return
        black = Image.frombytes("1", (WIDEST, len(self._rows)), b"".join(self._rows))
        names = (f"receipt-{number:04d}.png" for number in range(1, 10_000))
        path = save_new(ImageChops.invert(black), self._paper, names)
        with self._changed:
            self._receipts.append(path)
            self._rows = []
            self._changed.notify_all()

    def _process_id(self) -> None:
        """GS ( H: answered when all before it has been printed."""
        function, low, high = self._take(3)
        body = self._take(low + 256 * high)
        if function == ord("H") and body[:2] == b"00" and len(body) == 6:
            self._reply(b"\x37\x22" + body[2:] + b"\x00")

    def _paper_sensors(self) -> None:
        self._take(1)
        self._reply(bytes([self.faults.sensors]))

    def _identify(self) -> None:
        self._take(1)
        self._reply(b"_moiso emulator\x00")

    def _report(self) -> None:
        """GS a: report the state now and at each change, or never again."""
        self._reports = self._take(1) != b"\x00"
        if self._reports:
            self._reply(self.faults.report)
