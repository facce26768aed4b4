"""One picture to many screens: packed once, written straight to every socket that is free to take it.

python-socketio hands each socket its packet through a queue and a greenlet, 30-70 µs a socket; a write takes 10.
What server sends is not masked, so the bytes are the same for everybody. A socket that is still busy with
what came before gets its packet through the queue as ever: nothing is lost, nothing changes places.
"""

from __future__ import annotations

import logging
import socket

import gevent
from engineio.packet import MESSAGE, Packet
from gevent.lock import BoundedSemaphore
from geventwebsocket.websocket import Header, WebSocket
from socketio import Manager

SLOW_READER_PACKETS = 40
"""A socket that lets this many packets lie is cut: it comes back and gets the true picture."""
NAMESPACE = "/"

log = logging.getLogger(__name__)


class Wire:
    """One websocket's way out, which takes one frame at a time."""

    def __init__(self, websocket: WebSocket) -> None:
        self._websocket = websocket
        self._socket = websocket.handler.socket
        self._busy = BoundedSemaphore(1)
        websocket.raw_write = self._write

    def offer(self, frame: bytes) -> bool:
        """Write the frame if that needs no waiting; what the kernel does not take at once follows by itself."""
        if self._websocket.closed or not self._busy.acquire(blocking=False):
            return False
        sent = 0
        try:
            sent = self._socket._sock.send(frame)
        except OSError:  # full, or broken as its own greenlet will find
            return False
        finally:
            if not 0 < sent < len(frame):
                self._busy.release()
        if sent < len(frame):
            gevent.spawn(self._rest, frame[sent:])
        return True

    def cut(self) -> None:
        """End the line under a blocked send; closing politely would wait for the reader that does not read."""
        try:
            self._socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            log.debug("the line was gone already")

    def _write(self, frame: bytes) -> None:
        with self._busy:
            self._socket.sendall(frame)

    def _rest(self, rest: bytes) -> None:
        try:
            self._socket.sendall(rest)
        except OSError:
            log.debug("the line broke in the middle of a frame")
        finally:
            self._busy.release()


class FanOut(Manager):  # type: ignore[misc]
    """Socket.IO's rooms, with a short way to those who sit in them."""

    def __init__(self) -> None:
        super().__init__()
        self._wires: dict[str, Wire] = {}

    def attach(self, sid: str, websocket: WebSocket) -> None:
        self._wires[sid] = Wire(websocket)

    def detach(self, sid: str) -> None:
        self._wires.pop(sid, None)

    def peopled(self, room: str) -> bool:
        """Whether anybody sits in this room."""
        return bool(self.rooms.get(NAMESPACE, {}).get(room))

    def push(self, event: str, body: bytes, room: str) -> None:
        """Send an event with one JSON value to everybody in a room (each socket's sid is a room of its own)."""
        text = b'2["%b",%b]' % (event.encode(), body)
        packet = Packet(MESSAGE, text.decode())
        frame = Header.encode_header(True, WebSocket.OPCODE_TEXT, b"", len(text) + 1, 0) + b"4" + text
        for sid, line in list(self.get_participants(NAMESPACE, room)):
            wire = self._wires.get(sid)
            if wire is None or self._lag(line) or not wire.offer(frame):
                self.server._send_eio_packet(line, packet)

    def cut_slow_readers(self) -> None:
        for sid, wire in list(self._wires.items()):
            lag = self._lag(self.eio_sid_from_sid(sid, NAMESPACE))
            if lag > SLOW_READER_PACKETS:
                log.info("cutting a reader that lags %d packets behind", lag)
                wire.cut()

    def _lag(self, line: str | None) -> int:
        """How many packets wait in a socket's queue."""
        held = self.server.eio.sockets.get(line)
        return held.queue.qsize() if held is not None else 0
