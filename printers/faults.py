"""What can be wrong with the software printer, and the bytes in which it says so."""

from __future__ import annotations

from enum import StrEnum


class Fault(StrEnum):
    """`overheat` ends by itself in a real printer; a `mute` one prints and never answers; one that has come to a
    `freeze` neither reads nor prints nor answers, until it is switched off and on."""

    PAPER_OUT = "paper_out"
    NEAR_END = "near_end"
    COVER_OPEN = "cover_open"
    CUTTER_JAM = "cutter_jam"
    OVERHEAT = "overheat"
    OFFLINE = "offline"
    MUTE = "mute"
    FREEZE = "freeze"


HARMLESS = frozenset({Fault.NEAR_END, Fault.MUTE})
"""All others stop the paper where it is, as in life."""

WATCHES = {0x02: (0x28, 0, 0, 0), 0x04: (0, 0x68, 0, 0), 0x08: (0, 0, 0x0F, 0)}
"""What each bit of GS a makes worth a report: online and cover, errors, paper."""


class Faults:
    def __init__(self) -> None:
        self.present: frozenset[Fault] = frozenset()

    def switch(self, fault: Fault, *, on: bool) -> None:
        self.present = self.present | {fault} if on else self.present - {fault}

    @property
    def stopped(self) -> bool:
        return bool(self.present - HARMLESS)

    @property
    def frozen(self) -> bool:
        return Fault.FREEZE in self.present

    @property
    def silent(self) -> bool:
        return bool(self.present & {Fault.MUTE, Fault.FREEZE})

    def answer(self, kind: int) -> int:
        """The byte for DLE EOT `kind`, 1 to 4."""
        bits = {
            1: self._offline,
            2: self._bits(
                {Fault.COVER_OPEN: 0x04, Fault.PAPER_OUT: 0x20, Fault.CUTTER_JAM: 0x40, Fault.OVERHEAT: 0x40}
            ),
            3: self._errors,
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
        return bytes((0x10 | first, self._errors, self.sensors, 0x0F))

    def watched(self, items: int) -> bytes:
        """As much of the report as GS a `items` asked to hear changes of."""
        masks = [mask for bit, mask in WATCHES.items() if items & bit]
        return bytes(byte & sum(mask[place] for mask in masks) for place, byte in enumerate(self.report))

    @property
    def _errors(self) -> int:
        return self._bits({Fault.CUTTER_JAM: 0x08, Fault.OVERHEAT: 0x40})

    @property
    def _offline(self) -> int:
        return 0x08 if self.stopped else 0

    def _bits(self, meanings: dict[Fault, int]) -> int:
        bits = 0
        for fault in self.present & meanings.keys():
            bits |= meanings[fault]
        return bits
