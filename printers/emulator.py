"""A printer in software: listens like a real one, answers its state at once, and draws its paper as PNG."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from printers.faults import Fault
from printers.mechanism import Mechanism

HOST = "127.0.0.1"
SLICE = 4096


class Emulator:
    """`port` 0 picks one; `speed` in mm/s, 0 as fast as the machine can. Faults are switched by `fault`."""

    def __init__(self, paper: Path, port: int = 0, speed: float = 0) -> None:
        self._listener = socket.create_server((HOST, port))
        self.port: int = self._listener.getsockname()[1]
        self._mechanism = Mechanism(paper, speed, self._reply)
        self._line: socket.socket | None = None
        self._thread = threading.Thread(target=self._accept, name="emulator", daemon=True)

    @property
    def receipts(self) -> list[Path]:
        """The tickets that have been cut, oldest first."""
        return self._mechanism.receipts()

    def await_receipts(self, count: int, within_s: float = 10) -> list[Path]:
        """As `receipts`, once there are so many of them or the time is over."""
        return self._mechanism.receipts(count, within_s)

    def start(self) -> None:
        self._mechanism.start()
        self._thread.start()

    def stop(self) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        if self._line is not None:
            with suppress(OSError):
                self._line.shutdown(socket.SHUT_RDWR)
        self._mechanism.stop()
        self._thread.join(5)

    def fault(self, name: str, on: bool = True) -> None:
        """One of `Fault`, on or off, also in the middle of a ticket; `ValueError` for another."""
        self._mechanism.switch(Fault(name), on=on)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _accept(self) -> None:
        """One connection at a time, as most printers on port 9100."""
        with suppress(OSError):  # the listener was closed: switched off
            while True:
                self._line, _address = self._listener.accept()
                with self._line, suppress(OSError):
                    self._receive(self._line)

    def _receive(self, line: socket.socket) -> None:
        seen = b""
        while data := line.recv(SLICE):
            seen = self._answer_at_once(line, seen + data)
            self._mechanism.feed(data)

    def _answer_at_once(self, line: socket.socket, data: bytes) -> bytes:
        """DLE EOT is obeyed on arrival, whatever is being printed and even inside a picture."""
        at = data.find(b"\x10\x04")
        while at != -1 and at + 2 < len(data):
            if data[at + 2] in (1, 2, 3, 4):
                line.sendall(bytes([self._mechanism.faults.answer(data[at + 2])]))
            at = data.find(b"\x10\x04", at + 2)
        return data[at:] if at != -1 else data[-1:]

    def _reply(self, answer: bytes) -> None:
        if self._line is not None:
            with suppress(OSError):
                self._line.sendall(answer)
