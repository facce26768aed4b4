"""What can be wrong with the software printer, and the bytes in which it says so."""

from __future__ import annotations

from enum import StrEnum


class Fault(StrEnum):
    PAPER_OUT = "paper_out"
    NEAR_END = "near_end"
    COVER_OPEN = "cover_open"
    OFFLINE = "offline"
    CUTTER_JAM = "cutter_jam"


class Faults:
    """All but `near_end` stop the paper where it is, as in life."""

    def __init__(self) -> None:
        self._present: set[Fault] = set()

    def switch(self, fault: Fault, *, on: bool) -> None:
        self._present = self._present | {fault} if on else self._present - {fault}

    @property
    def stopped(self) -> bool:
        return bool(self._present - {Fault.NEAR_END})

    def answer(self, kind: int) -> int:
        """The byte for DLE EOT `kind`, 1 to 4."""
        bits = {
            1: self._offline,
            2: self._bits({Fault.COVER_OPEN: 0x04, Fault.PAPER_OUT: 0x20, Fault.CUTTER_JAM: 0x40}),
            3: self._bits({Fault.CUTTER_JAM: 0x08}),
            4: self._bits({Fault.NEAR_END: 0x0C, Fault.PAPER_OUT: 0x6C}),
        }
        return 0x12 | bits[kind]

    @property
    def sensors(self) -> int:
        """The byte for GS r 1."""
        return self._bits({Fault.NEAR_END: 0x03, Fault.PAPER_OUT: 0x0F})

    @property
    def report(self) -> bytes:
        """The four bytes of an automatic status report."""
        first = self._bits({Fault.COVER_OPEN: 0x20}) | self._offline
        return bytes((0x10 | first, self._bits({Fault.CUTTER_JAM: 0x08}), self.sensors, 0x0F))

    def _bits(self, meanings: dict[Fault, int]) -> int:
        bits = 0
        for fault in self._present & meanings.keys():
            bits |= meanings[fault]
        return bits

    @property
    def _offline(self) -> int:
        return 0x08 if self.stopped else 0
