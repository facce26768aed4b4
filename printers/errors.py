"""Every way a ticket can fail to reach the paper.

PrinterError
├── UnknownPrinter      the URL names no printer we can talk to
├── BadPicture          there is nothing this paper could show
│   ├── MissingGlyph    the letters' file lacks a letter that tickets need
│   └── TooWide         the picture is wider than this printer's paper
├── LineError           the printer cannot be talked to
│   ├── Unreachable     no connection, no such device
│   ├── TimedOut        connected, but silent or stuck
│   └── ConnectionClosed
└── Refused             the printer answered that it cannot print now
    ├── CoverOpen
    ├── OutOfPaper
    ├── PrinterFault    cutter, head or another error of its own
    ├── Overheated      the head cools down and goes on by itself
    └── Offline
"""

from __future__ import annotations

from typing import ClassVar

from config.words import say


class PrinterError(Exception):
    """`code` never changes meaning."""

    code: ClassVar[str] = "printer_error"

    def advice(self, language: str) -> str:
        """One sentence for staff: what to do now."""
        return say(language, f"slip.advice_{self.code}")


class UnknownPrinter(PrinterError):
    code = "unknown_printer"


class BadPicture(PrinterError):
    code = "bad_picture"


class MissingGlyph(BadPicture):
    code = "missing_glyph"


class TooWide(BadPicture):
    code = "too_wide"


class LineError(PrinterError):
    code = "line_error"


class Unreachable(LineError):
    code = "unreachable"


class TimedOut(LineError):
    code = "timed_out"


class ConnectionClosed(LineError):
    code = "connection_closed"


class Refused(PrinterError):
    code = "refused"


class CoverOpen(Refused):
    code = "cover_open"


class OutOfPaper(Refused):
    code = "out_of_paper"


class PrinterFault(Refused):
    code = "printer_fault"


class Overheated(Refused):
    code = "overheated"


class Offline(Refused):
    code = "offline"
