"""What signs in software make of the bytes on their line; it knows nothing of the library that sent them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol

WRITE_ONE, WRITE_MANY = 6, 16
REFUSED, NO_SUCH_FUNCTION = 0x80, 1
SHORTEST, LONGEST = 8, 256
"""Of the two questions that these signs know, and of any, in bytes."""
LINE = re.compile(rb"\x02([^\x03]*)\x03|([^\r\n\x02]*)\r?\n")
ADDRESS = re.compile(r"(\d\d)(.*)", re.DOTALL)

Tell = Callable[[int, str], None]
IsThere = Callable[[int], bool]
"""Whether a sign with this address is on the line, and switched on."""


class Signs(Protocol):
    def hear(self, data: bytes) -> bytes:
        """What the signs answer."""
        ...


class ModbusSigns:
    """`tell` hears an address and its text, or `register=value` for a single register that was written."""

    def __init__(self, is_there: IsThere, tell: Tell) -> None:
        self._is_there, self._tell = is_there, tell
        self._heard = b""

    def hear(self, data: bytes) -> bytes:
        self._heard += data
        answers = b""
        while frame := self._next():
            answers += self._answer(frame)
        return answers

    def _next(self) -> bytes:
        """The next whole question; a byte that begins none is noise."""
        while len(self._heard) >= SHORTEST:
            size = self._size()
            if len(self._heard) < size:
                break
            frame, rest = self._heard[:size], self._heard[size:]
            if crc(frame) == 0:
                self._heard = rest
                return frame
            self._heard = self._heard[1:]
        return b""

    def _size(self) -> int:
        return min(9 + self._heard[6], LONGEST) if self._heard[1] == WRITE_MANY else SHORTEST

    def _answer(self, frame: bytes) -> bytes:
        address, function = frame[0], frame[1]
        if not self._is_there(address):
            return b""
        if function not in (WRITE_ONE, WRITE_MANY):
            return sealed(bytes([address, function | REFUSED, NO_SUCH_FUNCTION]))
        self._tell(address, self._told(function, frame))
        return sealed(frame[:6])

    def _told(self, function: int, frame: bytes) -> str:
        if function == WRITE_ONE:
            register, value = (int.from_bytes(frame[at : at + 2], "big") for at in (2, 4))
            return f"{register}={value}"
        values = frame[7:-2]
        return "".join(chr(int.from_bytes(values[at : at + 2], "big")) for at in range(0, len(values), 2))


class AsciiSigns:
    """Lines from STX to ETX, or to the end of a line; two digits in front are an address, else it is 0."""

    def __init__(self, is_there: IsThere, tell: Tell) -> None:
        self._is_there, self._tell = is_there, tell
        self._heard = b""

    def hear(self, data: bytes) -> bytes:
        self._heard += data
        while found := LINE.search(self._heard):
            self._heard = self._heard[found.end() :]
            self._read((found[1] or found[2] or b"").decode("latin-1"))
        return b""

    def _read(self, line: str) -> None:
        parts = ADDRESS.match(line)
        address, text = (int(parts[1]), parts[2]) if parts else (0, line)
        if self._is_there(address):
            self._tell(address, text)


KINDS: dict[str, Callable[[IsThere, Tell], Signs]] = {"modbus": ModbusSigns, "ascii": AsciiSigns}


def crc(data: bytes) -> int:
    """CRC-16/MODBUS (polynomial 0xA001, start 0xFFFF); 0 over a frame with its own at the end, low byte first."""
    value = 0xFFFF
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = (value >> 1) ^ (0xA001 if value & 1 else 0)
    return value


def sealed(data: bytes) -> bytes:
    return data + crc(data).to_bytes(2, "little")
