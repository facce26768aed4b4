"""What a printer says of itself, sorted: answers, reports, the paper sensor, and marks that came back.

The kinds are told apart by their fixed bits (Epson TM-T88III, appendix G; Citizen CT-S310, 5.3)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from printers.errors import CoverOpen, Offline, OutOfPaper, Overheated, PrinterFault, Refused

STATUS_KINDS = (1, 2, 3, 4)
STATUS_REQUEST = b"".join(bytes((0x10, 0x04, kind)) for kind in STATUS_KINDS)
"""DLE EOT 1 to 4: printers answer at once with a byte each, even when they cannot print."""

NEAR_END = "near_end"
"""The one fault that stops nothing: somebody should bring a roll."""
MARK = b"\x37\x22"
MARK_LENGTH = 7
LONGEST_BLOCK = 96
"""Names and serial numbers are shorter; what does not end by then was no block."""
BLOCK = re.compile(rb"[\x35\x37\x3b\x3d\x5f][^\x00]*\x00")
BLOCK_HEADS = b"\x35\x37\x3b\x3d\x5f"


class Paper(StrEnum):
    """`UNKNOWN` where a printer cannot be asked."""

    OK = "ok"
    NEAR_END = "near_end"
    END = "end"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Status:
    """How a printer stands. `fault`: its cutter or another part that a person must see to;
    `hot`: it will go on by itself when its head has cooled."""

    online: bool = True
    cover_open: bool = False
    paper: Paper = Paper.OK
    fault: bool = False
    hot: bool = False

    def refusal(self) -> Refused | None:
        """What keeps it from printing; the cause that staff can see comes first."""
        if self.cover_open:
            return CoverOpen("the cover is open")
        if self.paper is Paper.END:
            return OutOfPaper("the paper has run out")
        if self.fault:
            return PrinterFault("the printer reports an error of its own")
        if self.hot:
            return Overheated("the print head is too hot")
        return None if self.online else Offline("the printer is offline")

    @property
    def faults(self) -> list[str]:
        """Codes for staff: what stops it, and paper that is near its end."""
        stops = self.refusal()
        near = [NEAR_END] if self.paper is Paper.NEAR_END else []
        return ([stops.code] if stops else []) + near


class Replies:
    """Hears bytes as they come, in pieces of any size, and keeps the newest of each kind."""

    def __init__(self) -> None:
        self.status: Status | None = None
        self.answered = 0
        self.sensors = 0
        self.marks: set[bytes] = set()
        self._answers = bytearray()
        self._rest = b""

    def hear(self, data: bytes) -> None:
        rest = self._rest + data
        while rest and (length := self._length(rest)):
            self._take(rest[:length])
            rest = rest[length:]
        self._rest = rest

    def forget_answers(self) -> None:
        """Before a new question: half an answer to the last one is none."""
        self._answers.clear()

    @staticmethod
    def _length(data: bytes) -> int:
        """Of the reply that `data` begins with; 0 while it is not whole."""
        if data[0] & 0x93 == 0x10:
            return 4 if len(data) >= 4 else 0
        if data.startswith(MARK):
            return MARK_LENGTH if len(data) >= MARK_LENGTH else 0
        if data[0] in BLOCK_HEADS:
            whole = BLOCK.match(data)
            return whole.end() if whole else int(len(data) > LONGEST_BLOCK)
        return 1

    def _take(self, reply: bytes) -> None:
        if reply[0] & 0x93 == 0x10:
            self.status = from_report(reply)
        elif reply.startswith(MARK):
            self.marks.add(reply[2:6])
        elif reply[0] & 0x93 == 0x12:
            self._answer(reply[0])
        elif reply[0] & 0x90 == 0:
            self.sensors += 1

    def _answer(self, byte: int) -> None:
        self._answers.append(byte)
        if len(self._answers) == len(STATUS_KINDS):
            self.status = from_answers(bytes(self._answers))
            self.answered += 1
            self._answers.clear()


def from_answers(answers: bytes) -> Status:
    """From the answers to `STATUS_REQUEST`, in its order."""
    printer, offline, error, roll = answers
    return Status(
        online=not printer & 0x08,
        cover_open=bool(offline & 0x04),
        paper=_paper(end=offline & 0x20 or roll & 0x60, near_end=roll & 0x0C),
        fault=bool(error & 0x28 or (offline & 0x40 and not error & 0x40)),
        hot=bool(error & 0x40),
    )


def from_report(report: bytes) -> Status:
    """From the four bytes of an automatic report (GS a)."""
    printer, error, roll, _reserved = report
    return Status(
        online=not printer & 0x08,
        cover_open=bool(printer & 0x20),
        paper=_paper(end=roll & 0x0C, near_end=roll & 0x03),
        fault=bool(error & 0x28),
        hot=bool(error & 0x40),
    )


def _paper(*, end: int, near_end: int) -> Paper:
    if end:
        return Paper.END
    return Paper.NEAR_END if near_end else Paper.OK
