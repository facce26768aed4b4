"""Signs that take a line of text; none of them answers, so nothing tells whether one is there."""

from __future__ import annotations

from contextlib import suppress

import serial

from kiosk.signs.lines import LineGone
from kiosk.signs.shown import Shown, fitted

DEFAULT_FORMAT = "\x02{address}{number}\x03"
PLACES = ("address", "number", "called")
WRITE_S = 1.0


class AsciiLine:
    """`form` has the `PLACES`: two digits, the number filled to `characters` with spaces, 1 while it is called or 0."""

    least, most = 0, 99

    def __init__(self, port: str, *, baud: int, parity: str, characters: int, form: str) -> None:
        self.name = port
        self._baud, self._parity = baud, parity
        self._characters, self._form = characters, form
        self._port: serial.Serial | None = None

    def write(self, address: int, what: Shown) -> None:
        number = fitted(what.text, self._characters)
        told = self._form.format(address=f"{address:02}", number=number, called=int(what.called))
        try:
            self._opened().write(told.encode("ascii"))
        except Exception as problem:  # pyserial, termios, the system: all mean that the port is not there
            self.close()
            raise LineGone(str(problem)) from None

    def close(self) -> None:
        if self._port:
            with suppress(Exception):
                self._port.close()
        self._port = None

    def _opened(self) -> serial.Serial:
        if self._port is None:
            self._port = serial.Serial(self.name, self._baud, parity=self._parity, write_timeout=WRITE_S)
        return self._port
