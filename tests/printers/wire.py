"""What tests say to the printer in software, byte by byte, and how they read its paper."""

from __future__ import annotations

import socket
from pathlib import Path

from PIL import Image

from printers.emulator import Emulator
from tests.printers.samples import dots_of

CUT = b"\x1dV\x42\x00"
WELL = b"\x10\x00\x00\x0f"


def connect(emulator: Emulator) -> socket.socket:
    return socket.create_connection(("127.0.0.1", emulator.port), 5)


def raster(*rows: bytes, mode: int = 0) -> bytes:
    sizes = len(rows[0]).to_bytes(2, "little") + len(rows).to_bytes(2, "little")
    return b"\x1dv0" + bytes((mode,)) + sizes + b"".join(rows)


def mark(name: bytes) -> bytes:
    return b"\x1d(H\x06\x0000" + name


def marked(name: bytes) -> bytes:
    return b"\x37\x22" + name + b"\x00"


def read(line: socket.socket, count: int) -> bytes:
    received = b""
    while len(received) < count and (more := line.recv(count - len(received))):
        received += more
    return received


def dots_on(receipt: Path) -> list[str]:
    with Image.open(receipt) as paper:
        return dots_of(paper)


def printed(emulator: Emulator, job: bytes) -> list[str]:
    """The dots of the receipt that this job makes."""
    before = len(emulator.receipts)
    with connect(emulator) as line:
        line.sendall(job + CUT)
        return dots_on(emulator.await_receipts(before + 1)[before])


def dots(row: bytes, left: int = 0) -> str:
    """A row of paper with these bytes on it."""
    return ("0" * left + "".join(f"{byte:08b}" for byte in row)).ljust(576, "0")
