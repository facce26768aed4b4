"""A printer in software that takes the bytes a real one takes, has its faults, and draws its paper as PNG.

It is the judge of the driver: small memory, paper that moves and stops in the middle of a picture, questions
obeyed on arrival, jobs confirmed when they are on paper and not before."""

from __future__ import annotations

import threading
from pathlib import Path
from types import TracebackType
from typing import Self

from PIL import Image

from printers.emulator_board import Board
from printers.emulator_commands import Commands
from printers.emulator_line import Line
from printers.faults import Fault
from printers.mechanism import Mechanism

BUFFER = 4096
"""What a small printer keeps of a job before it makes the sender wait."""


class Emulator:
    """`port` 0 picks one; `speed` in mm/s, 0 as fast as the machine can; `buffer` in bytes.

    A cheap clone swallows without a word what it does not know: `asb` (GS a), `process_id` (GS ( H),
    `paper_sensor` (GS r), `status` (DLE EOT)."""

    def __init__(
        self,
        paper: Path,
        port: int = 0,
        speed: float = 0.0,
        buffer: int = BUFFER,
        *,
        asb: bool = True,
        process_id: bool = True,
        paper_sensor: bool = True,
        status: bool = True,
    ) -> None:
        paper.mkdir(parents=True, exist_ok=True)
        self._board = Board(buffer)
        self._line = Line(self._board, port, status=status)
        self._mechanism = Mechanism(self._board, paper, speed)
        commands = Commands(
            self._board, self._mechanism, asb=asb, process_id=process_id, paper_sensor=paper_sensor
        )
        self.port = self._line.port
        self._threads = [
            threading.Thread(target=work, name=name, daemon=True)
            for name, work in (("emulator line", self._line.serve), ("emulator paper", commands.obey))
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._board.end()
        self._line.end()
        for thread in self._threads:
            if thread.ident:
                thread.join(5)
        self._line.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    # What can happen to it

    def fault(self, name: str, on: bool = True) -> None:
        """One of `Fault`, on or off, also in the middle of a ticket; `ValueError` for another."""
        self._board.switch(Fault(name), on=on)

    def after(self, mm: float, name: str) -> None:
        """The fault strikes when so much more paper has moved."""
        self._mechanism.after(mm, Fault(name))

    def new_roll(self) -> None:
        """Somebody puts paper in: what was stopped by its end goes on."""
        for fault in (Fault.NEAR_END, Fault.PAPER_OUT):
            self._board.switch(fault, on=False)

    def reset_line(self) -> None:
        """TCP reset to who is connected; what had come is printed."""
        self._line.reset()

    def reset_line_after(self, count: int) -> None:
        """The same as soon as so many more bytes have come, and not one more was taken."""
        self._line.reset_after(count)

    def refuse(self, on: bool = True) -> None:
        """Nobody gets through any more, or people do again; who is connected stays."""
        if on:
            self._line.shut()
        else:
            self._line.open()

    def reboot(self, seconds: float = 0.0) -> None:
        """Off, and on again after so long: memory and connection are lost, a stub stays on the paper.

        Returns at once, but not before it is off; without `seconds` it listens again."""
        with self._board.changed:
            self._line.shut(seconds)
            self._board.lose_power()
            self._line.reset()
        if not seconds:
            self._line.open()

    # What can be seen of it

    @property
    def faults(self) -> frozenset[Fault]:
        """What is wrong with it now."""
        return self._board.faults.present

    @property
    def receipts(self) -> list[Path]:
        """The tickets that have been cut, oldest first."""
        return self._mechanism.receipts()

    def await_receipts(self, count: int, within_s: float = 10) -> list[Path]:
        """As `receipts`, once there are so many of them or the time is over."""
        return self._mechanism.receipts(count, within_s)

    def strip(self) -> Image.Image:
        """What is on the paper and has not been cut off; no rows when there is nothing."""
        return self._mechanism.strip()

    @property
    def printed_mm(self) -> float:
        """How far the paper has moved since the start, the way to the cutter included."""
        return self._mechanism.moved_mm

    @property
    def taken(self) -> int:
        """Bytes received since the start."""
        return self._board.taken

    def idle(self, within_s: float = 10) -> bool:
        """Whether, within that time, all that was sent has been obeyed and nothing moves."""
        changed = self._board.changed
        with changed:
            return changed.wait_for(lambda: self._board.idle and self._line.quiet, within_s)
