"""How bytes reach a printer and how its own come back: over TCP, or through a device node."""

from __future__ import annotations

import os
import select
import socket
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from printers.errors import ConnectionClosed, Unreachable

CONNECT_S = 1.0
PIECE = 4096
"""Bytes handed over at a time: what a small printer's buffer holds."""
FAREWELL_S = 2.0
"""How long to wait for a printer to take its leave after it got everything."""


class Line(Protocol):
    """An open way to a printer, used by one thread."""

    def send(self, data: bytes, wait_s: float) -> int:
        """How many bytes were taken, 0 when none were within `wait_s`; `ConnectionClosed`."""
        ...

    def hear(self, wait_s: float) -> bytes:
        """What has come, nothing after silence; `ConnectionClosed` when no more can come."""
        ...

    def leave(self) -> None:
        """Wait until the far end has taken everything, if it can be told; `ConnectionClosed`."""
        ...

    def close(self) -> None: ...


class Way(Protocol):
    """Where a printer is. `answers` tells whether it can be heard at all."""

    @property
    def answers(self) -> bool: ...

    def open(self) -> Line:
        """Connected anew for each job: a line held open is found dead only when a ticket is lost.

        `Unreachable` when there is nobody."""
        ...


@dataclass(frozen=True, slots=True)
class TcpWay:
    host: str
    port: int
    answers: bool = True

    def open(self) -> TcpLine:
        name = f"tcp://{self.host}:{self.port}"
        try:
            wire = socket.create_connection((self.host, self.port), CONNECT_S)
        except (OSError, UnicodeError) as error:
            raise Unreachable(f"{name}: {error}") from error
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        # A large system buffer would swallow whole tickets of a printer that has stopped.
        wire.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2 * PIECE)
        return TcpLine(wire, name)


class TcpLine:
    def __init__(self, wire: socket.socket, name: str) -> None:
        self._wire, self._name = wire, name

    def send(self, data: bytes, wait_s: float) -> int:
        self._wire.settimeout(max(wait_s, 0.001))
        try:
            return self._wire.send(data)
        except TimeoutError:
            return 0
        except OSError as error:
            raise ConnectionClosed(f"{self._name}: {error}") from error

    def hear(self, wait_s: float) -> bytes:
        try:
            if not select.select([self._wire], [], [], wait_s)[0]:
                return b""
            data = self._wire.recv(PIECE)
        except OSError as error:
            raise ConnectionClosed(f"{self._name}: {error}") from error
        if not data:
            raise ConnectionClosed(f"{self._name} hung up")
        return data

    def leave(self) -> None:
        """Read until the printer hangs up: closing on unread bytes would reset the connection,
        and a reset throws away what the printer has not yet taken. Silence is no failure."""
        self._wire.settimeout(FAREWELL_S)
        try:
            self._wire.shutdown(socket.SHUT_WR)
            while self._wire.recv(PIECE):
                pass
        except TimeoutError:
            return
        except OSError as error:
            raise ConnectionClosed(f"{self._name}: {error}") from error

    def close(self) -> None:
        self._wire.close()


@dataclass(frozen=True, slots=True)
class NodeWay:
    """A device node such as /dev/usb/lp0, or a file that collects jobs."""

    path: Path

    @property
    def answers(self) -> bool:
        """A device speaks in both directions; what is not there yet is asked when it is opened."""
        try:
            return stat.S_ISCHR(self.path.stat().st_mode)
        except OSError:
            return self.path.is_relative_to("/dev")

    def open(self) -> NodeLine:
        # A printer that is unplugged must not become a file among the devices.
        create = 0 if self.path.is_relative_to("/dev") else os.O_CREAT | os.O_APPEND
        way = os.O_RDWR if self.answers else os.O_WRONLY
        try:
            node = os.open(self.path, way | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC | create, 0o640)
        except OSError as error:
            raise Unreachable(f"{self.path}: {error.strerror}") from error
        return NodeLine(node, str(self.path), self.answers)


class NodeLine:
    """What is written here goes by the kernel's queue: a device that vanishes fails the next write."""

    def __init__(self, node: int, name: str, answers: bool) -> None:
        self._node, self._name, self._answers = node, name, answers

    def send(self, data: bytes, wait_s: float) -> int:
        try:
            ready = select.select([], [self._node], [], wait_s)[1]
            return os.write(self._node, data) if ready else 0
        except BlockingIOError:
            return 0
        except OSError as error:
            raise ConnectionClosed(f"{self._name}: {error.strerror}") from error

    def hear(self, wait_s: float) -> bytes:
        try:
            ready = self._answers and select.select([self._node], [], [], wait_s)[0]
            return os.read(self._node, PIECE) if ready else b""
        except BlockingIOError:
            return b""
        except OSError as error:
            raise ConnectionClosed(f"{self._name}: {error.strerror}") from error

    def leave(self) -> None:
        """Nothing tells when a device has taken what the kernel holds for it."""

    def close(self) -> None:
        os.close(self._node)
