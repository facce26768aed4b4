"""The paper's way through the software printer: a head, twelve millimetres on a cutter, a motor between them."""

from __future__ import annotations

import itertools
import time
from pathlib import Path

from PIL import Image, ImageChops

from printers.emulator_board import Board
from printers.escpos import WIDEST
from printers.faults import Fault
from printers.png import save_new

DOTS_PER_MM = 8
ROW = WIDEST // 8
TO_CUTTER = 12 * DOTS_PER_MM
"""Rows between head and cutter: who cuts without feeding cuts through the print."""
CUT_S = 0.25
TICK_S = 0.004
"""The motor does not wait for each row by itself; paper is never farther ahead of its time."""
LATE_S = 0.02
"""What a busy computer may lose and the motor makes up for."""


class Mechanism:
    """`speed` in mm/s; with 0 everything is done as fast as the machine can."""

    def __init__(self, board: Board, paper: Path, speed: float) -> None:
        self._board, self._paper = board, paper
        self._row_s = 1 / (speed * DOTS_PER_MM) if speed else 0.0
        self._due = 0.0
        self._moved = 0
        self._rows: list[bytes] = []
        self._receipts: list[Path] = []
        self._after: list[tuple[int, Fault]] = []

    @property
    def moved_mm(self) -> float:
        return self._moved / DOTS_PER_MM

    def receipts(self, count: int = 0, within_s: float = 0) -> list[Path]:
        """The tickets that have been cut, oldest first; waits until there are `count`, at most so long."""
        with self._board.changed:
            self._board.changed.wait_for(lambda: len(self._receipts) >= count or self._board.ended, within_s)
            return list(self._receipts)

    def strip(self) -> Image.Image:
        """What has been printed and not cut off yet."""
        with self._board.changed:
            return _picture(self._rows)

    def after(self, mm: float, fault: Fault) -> None:
        """The fault strikes when so much more paper has moved."""
        with self._board.changed:
            self._after.append((self._moved + round(mm * DOTS_PER_MM), fault))
            self._strike()

    def print_row(self, dots: bytes) -> None:
        """One row at once on paper, blank up to the head's whole width; waits while the printer is stopped."""
        self._move(dots[:ROW].ljust(ROW, b"\x00"))

    def feed(self, rows: int) -> None:
        """Blank paper that belongs to the ticket."""
        for _ in range(rows):
            self._move(bytes(ROW))

    def cut(self, feed: int | None = None) -> None:
        """Where the cutter stands; with `feed` that many rows behind what was printed, which is moved there."""
        if feed is not None:
            self.feed(feed)
            for _ in range(TO_CUTTER):
                self._move(None)
        self._board.wait_until_ready()
        if self._row_s:
            self._board.wait(lambda: False, CUT_S)
        self._drop(0 if feed is not None else TO_CUTTER)

    def _move(self, dots: bytes | None) -> None:
        self._board.wait_until_ready()
        if self._row_s:
            self._keep_pace()
        with self._board.changed:
            self._moved += 1
            if dots is not None:
                self._rows.append(dots)
            self._strike()

    def _keep_pace(self) -> None:
        now = time.monotonic()
        stood = now - self._due > LATE_S
        self._due = (now if stood else self._due) + self._row_s
        if self._due - now > TICK_S:
            self._board.wait(lambda: False, self._due - now)

    def _strike(self) -> None:
        for due in [due for due in self._after if due[0] <= self._moved]:
            self._after.remove(due)
            self._board.switch(due[1], on=True)

    def _drop(self, kept: int) -> None:
        """All but the `kept` rows that are still before the cutter fall; a scrap without print is no receipt."""
        held = max(0, len(self._rows) - kept)
        if not held:
            return
        names = (f"receipt-{number:04d}.png" for number in itertools.count(len(self._receipts) + 1))
        path = save_new(_picture(self._rows[:held]), self._paper, names)
        with self._board.changed:
            self._receipts.append(path)
            self._rows = self._rows[held:]
            self._board.changed.notify_all()


def _picture(rows: list[bytes]) -> Image.Image:
    if not rows:
        return Image.new("1", (WIDEST, 0))
    return ImageChops.invert(Image.frombytes("1", (WIDEST, len(rows)), b"".join(rows)))
