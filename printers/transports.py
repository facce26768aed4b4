"""How bytes reach a printer: over TCP, or into a device node or file."""

from __future__ import annotations

import os
import select
import socket
from contextlib import closing
from pathlib import Path

from PIL import Image

from config.clock import Clock
from printers.errors import (
    ConnectionClosed,
    CoverOpen,
    Offline,
    OutOfPaper,
    PrinterFault,
    TimedOut,
    Unreachable,
)
from printers.escpos import (
    STATUS_KINDS,
    STATUS_REQUEST,
    Paper,
    Status,
    encode,
    parse_status,
    status_bytes,
)

SLICE = 4096
"""Bytes handed over at a time, so that a stuck printer is noticed between two of them."""
CONNECT_S = 1.0
STATUS_S = 1.0
JOB_S = 15.0
"""The slowest printers need 3 s for a ticket; beyond this one is stuck."""
FAREWELL_S = 2.0
"""How long to wait for a printer to take its leave after it got everything."""


def refuse(status: Status) -> None:
    """Raise what keeps a printer from printing; the cause that staff can see comes first."""
    if status.cover_open:
        raise CoverOpen("the cover is open")
    if status.paper is Paper.END:
        raise OutOfPaper("the paper has run out")
    if status.error:
        raise PrinterFault("the printer reports an error of its own")
    if not status.online:
        raise Offline("the printer is offline")


class TcpPrinter:
    """A printer on the network (port 9100), connected anew for each job, since a line that was
    held open is found dead only when a ticket is already lost."""

    def __init__(self, host: str, port: int, clock: Clock) -> None:
        self._address, self._clock = (host, port), clock

    def print(self, picture: Image.Image) -> None:
        """Send a ticket to a printer that says it can print; on return it is sent, not printed.

        `Refused`, `BadPicture`, `Unreachable` mean that nothing was sent."""
        job = encode(picture)
        with closing(self._connect()) as line:
            refuse(self._ask(line))
            self._send(line, job)
            self._leave(line)

    def status(self) -> Status:
        """`LineError` when the printer does not answer."""
        with closing(self._connect()) as line:
            return self._ask(line)

    def _connect(self) -> socket.socket:
        try:
            line = socket.create_connection(self._address, CONNECT_S)
        except (OSError, UnicodeError) as error:
            raise Unreachable(f"{self._name}: {error}") from error
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        # A large system buffer would swallow whole tickets of a printer that has stopped.
        line.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2 * SLICE)
        return line

    def _ask(self, line: socket.socket) -> Status:
        received, until = b"", self._clock.monotonic() + STATUS_S
        try:
            line.settimeout(STATUS_S)
            line.sendall(STATUS_REQUEST)
            while len(answers := status_bytes(received)) < len(STATUS_KINDS):
                line.settimeout(self._left(until))
                if not (more := line.recv(256)):
                    raise ConnectionClosed(f"{self._name} hung up when asked for its status")
                received += more
        except TimeoutError as error:
            raise TimedOut(f"{self._name} does not tell its status") from error
        except OSError as error:
            raise ConnectionClosed(f"{self._name}: {error}") from error
        return parse_status(answers[: len(STATUS_KINDS)])

    def _send(self, line: socket.socket, job: bytes) -> None:
        until = self._clock.monotonic() + JOB_S
        try:
            for start in range(0, len(job), SLICE):
                line.settimeout(self._left(until))
                line.sendall(job[start : start + SLICE])
        except TimeoutError as error:
            raise TimedOut(f"{self._name} stopped taking the ticket", sent=True) from error
        except OSError as error:
            raise ConnectionClosed(f"{self._name}: {error}", sent=True) from error

    def _leave(self, line: socket.socket) -> None:
        """Read until the printer hangs up: closing on unread bytes would reset the connection,
        and a reset throws away what the printer has not yet taken. Silence is no failure."""
        until = self._clock.monotonic() + FAREWELL_S
        try:
            line.shutdown(socket.SHUT_WR)
            while line.recv(256):
                line.settimeout(self._left(until))
        except TimeoutError:
            return
        except OSError as error:
            raise ConnectionClosed(f"{self._name}: {error}", sent=True) from error

    def _left(self, until: float) -> float:
        """Seconds until then; `TimeoutError` when it has passed."""
        left = until - self._clock.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    @property
    def _name(self) -> str:
        return f"tcp://{self._address[0]}:{self._address[1]}"


class FilePrinter:
    """A device node or a file that takes bytes and tells nothing."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path, self._clock = path, clock

    def print(self, picture: Image.Image) -> None:
        """Append a job; on return it is sent, not printed."""
        job = encode(picture)
        node = self._open()
        try:
            self._send(node, job)
        finally:
            os.close(node)

    def status(self) -> Status:
        """`Unreachable` when it cannot be written; else nothing is known but that."""
        os.close(self._open())
        return Status(online=True, cover_open=False, paper=Paper.UNKNOWN, error=False)

    def _open(self) -> int:
        # A printer that is unplugged must not become a file among the devices.
        create = 0 if self._path.is_relative_to("/dev") else os.O_CREAT
        try:
            return os.open(
                self._path, os.O_WRONLY | os.O_APPEND | os.O_NONBLOCK | os.O_CLOEXEC | create, 0o640
            )
        except OSError as error:
            raise Unreachable(f"{self._path}: {error.strerror}") from error

    def _send(self, node: int, job: bytes) -> None:
        until, done = self._clock.monotonic() + JOB_S, 0
        while done < len(job):
            left = until - self._clock.monotonic()
            if left <= 0 or not select.select([], [node], [], left)[1]:
                raise TimedOut(f"{self._path} stopped taking the ticket", sent=done > 0)
            done += self._write(node, job[done : done + SLICE], sent=done > 0)

    def _write(self, node: int, data: bytes, *, sent: bool) -> int:
        try:
            return os.write(node, data)
        except BlockingIOError:
            return 0
        except OSError as error:
            raise ConnectionClosed(f"{self._path}: {error.strerror}", sent=sent) from error
