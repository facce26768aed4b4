"""The line to the software printer: one connection at a time, and the questions that are obeyed on arrival."""

from __future__ import annotations

import fcntl
import re
import select
import socket
import struct
import termios
import time
from collections.abc import Callable
from contextlib import suppress

from printers.emulator_board import Board
from printers.faults import Fault

HOST = "127.0.0.1"
SLICE = 4096
SEGMENT = 1460
WAITING = 1
"""Who comes while another is connected waits for its turn."""
AGAIN_S = 0.05
HARD = struct.pack("ii", 1, 0)
"""SO_LINGER: the connection is reset, nobody takes leave."""

CLEAR = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
REAL_TIME = re.compile(rb"\x10\x04[\x01-\x04]|\x10\x05[\x01\x02]|" + re.escape(CLEAR))
CLEARED = b"\x37\x25\x00"


class Line:
    """`serve` runs until the board's end; the other methods may be called from any thread."""

    def __init__(self, board: Board, port: int, *, status: bool) -> None:
        self._board, self._status = board, status
        self._listener: socket.socket | None = self._listen(port)
        self.port: int = self._listener.getsockname()[1]
        self._wire: socket.socket | None = None
        self._opens_at: float | None = time.monotonic()
        self._reset_at: int | None = None
        self._hard = False
        self._seen = b""
        board.transmit = self._transmit

    def serve(self) -> None:
        while listener := self._await_opening():
            with listener:
                self._welcome(listener)

    def reset(self) -> None:
        """Hang up without a word, as when a cable is pulled and put back; returns when it is done."""
        changed = self._board.changed
        with changed:
            if self._wire is None and self._listener and select.select([self._listener], [], [], 0)[0]:
                changed.wait_for(lambda: self._wire, 5)  # who has just called is let in first
            self._hang_up()
            changed.wait_for(lambda: self._wire is None, 5)

    def reset_after(self, count: int) -> None:
        """Hang up as soon as so many more bytes have come."""
        with self._board.changed:
            self._reset_at = self._board.taken + count
        if count <= 0:
            self.reset()

    def shut(self, seconds: float | None = None) -> None:
        """Listen no more, for so long or until `open`; who is connected stays."""
        with self._board.changed:
            self._opens_at = None if seconds is None else time.monotonic() + seconds
            self._deafen()
            self._listener = None
            self._board.changed.notify_all()

    def open(self) -> None:
        """Returns when it listens, or will as soon as who is connected has gone."""
        with self._board.changed:
            self._opens_at = self._opens_at or time.monotonic()
            self._board.changed.notify_all()
            self._board.changed.wait_for(lambda: self._listener or self._wire, 5)

    def end(self) -> None:
        """Behind the board's end: wakes whoever waits on a socket."""
        with self._board.changed:
            self._deafen()
            self._hang_up()

    def close(self) -> None:
        """When `serve` is over, or never began."""
        if self._listener:
            self._listener.close()

    @property
    def quiet(self) -> bool:
        """Nobody has called or said anything that was not heard yet."""
        with self._board.changed:
            if self._wire is None or self._wire.fileno() < 0:
                return self._listener is None or not select.select([self._listener], [], [], 0)[0]
            unread: bytes = fcntl.ioctl(self._wire, termios.FIONREAD, bytes(4))
            return not any(unread)

    # In its own thread

    @staticmethod
    def _listen(port: int) -> socket.socket:
        """With the buffers of a small device, so that the sender feels it when the printer takes no more."""
        listener = socket.socket()
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SLICE)
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, SEGMENT)
            listener.bind((HOST, port))
            listener.listen(WAITING)
            listener.setblocking(False)
        except OSError:
            listener.close()
            raise
        return listener

    def _await_opening(self) -> socket.socket | None:
        """The socket to listen on, when it is time to; None at the end."""
        changed = self._board.changed
        with changed:
            while not self._board.ended:
                if self._opens_at is None:
                    changed.wait()
                elif (left := self._opens_at - time.monotonic()) > 0:
                    changed.wait(left)
                elif self._listener or self._listen_again():
                    changed.notify_all()
                    return self._listener
        return None

    def _listen_again(self) -> bool:
        try:
            self._listener = self._listen(self.port)
        except OSError:  # somebody's call has this very port for the moment
            self._opens_at = time.monotonic() + AGAIN_S
        return self._listener is not None

    def _welcome(self, listener: socket.socket) -> None:
        """One caller after the other, until this listener is shut."""
        while True:
            select.select([listener], [], [])
            with self._board.changed:
                if listener is not self._listener or self._board.ended:
                    return
                try:
                    self._wire, _address = listener.accept()
                except OSError:  # gone again
                    continue
                self._hard, self._seen = False, b""
                self._board.changed.notify_all()
            self._attend(self._wire)

    def _attend(self, wire: socket.socket) -> None:
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with wire, suppress(OSError):
            while self._read(wire):
                pass
            if self._hard:
                wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, HARD)
        with self._board.changed:
            self._wire = None
            self._board.changed.notify_all()

    def _read(self, wire: socket.socket) -> bool:
        """Reads no more than there is room for: so the line's own back-pressure reaches the sender."""
        changed = self._board.changed
        with changed:
            changed.wait_for(lambda: self._hard or self._board.room)
        select.select([wire], [], [])
        with changed:
            if self._hard or not self._board.room:
                return not self._hard
            data = wire.recv(self._count())
            self._obey(data)
            if self._reset_at is not None and self._board.taken >= self._reset_at:
                self._reset_at, self._hard = None, True
            return bool(data) and not self._hard

    def _count(self) -> int:
        left = SLICE if self._reset_at is None else self._reset_at - self._board.taken
        return max(1, min(SLICE, self._board.room, left))

    def _obey(self, data: bytes) -> None:
        """Questions are answered at their place in the stream, and stay a part of it."""
        stream, at = self._seen + data, len(self._seen)
        last = 0
        for match in REAL_TIME.finditer(stream):
            self._board.receive(stream[at : match.end()])
            at = last = match.end()
            self._at_once(match.group())
        self._board.receive(stream[at:])
        self._seen = stream[max(last, len(stream) - len(CLEAR) + 1) :]

    def _at_once(self, command: bytes) -> None:
        acts: dict[bytes, Callable[[], None]] = {
            CLEAR: self._clear,
            b"\x10\x05\x01": lambda: self._board.switch(Fault.CUTTER_JAM, on=False),
            b"\x10\x05\x02": self._recover,
        }
        if command in acts:
            acts[command]()
        elif self._status:
            self._board.say(bytes([self._board.faults.answer(command[2])]))

    def _clear(self) -> None:
        self._board.clear()
        self._board.say(CLEARED)

    def _recover(self) -> None:
        """DLE ENQ 2 forgets the job only in an error that a host can end, as a jammed cutter is one."""
        if Fault.CUTTER_JAM in self._board.faults.present:
            self._board.clear()
            self._board.switch(Fault.CUTTER_JAM, on=False)

    def _transmit(self, data: bytes) -> None:
        """To whoever is connected; what it does not take at once is lost."""
        with self._board.changed:
            if self._wire is not None:
                with suppress(OSError):
                    self._wire.send(data, socket.MSG_DONTWAIT)

    def _hang_up(self) -> None:
        self._hard = True
        if self._wire is not None:
            with suppress(OSError):
                self._wire.shutdown(socket.SHUT_RD)
        self._board.changed.notify_all()

    def _deafen(self) -> None:
        """Shut, it refuses callers at once and wakes its thread, which closes it."""
        if self._listener is not None:
            with suppress(OSError):
                self._listener.shutdown(socket.SHUT_RDWR)
