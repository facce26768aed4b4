"""Walls, or desks, in a process of their own: each notes when which picture arrived."""

from __future__ import annotations

import base64
import json
import re
import secrets
import selectors
import socket
import sys
import time
from dataclasses import dataclass, field

SEQ = re.compile(rb'"seq":(\d+)')
PIECE = 1 << 18
PATIENCE_S = 10


@dataclass
class Wall:
    """A websocket that is read only as far as the seq of its pictures; `arrived` is [time, seq] of each."""

    wire: socket.socket
    held: bytearray = field(default_factory=bytearray)
    arrived: list[tuple[float, int]] = field(default_factory=list)

    def hear(self) -> None:
        piece = self.wire.recv(PIECE)
        now = time.monotonic()
        if not piece:
            raise ConnectionError("the node closed a wall")
        self.held += piece
        while (frame := self._frame()) is not None:
            self._read(frame, now)

    def _frame(self) -> bytes | None:
        """The next whole frame; a server's frames are not masked."""
        if len(self.held) < 2:
            return None
        length, start = self.held[1] & 127, 2
        if length >= 126:
            start = 4 if length == 126 else 10
            length = int.from_bytes(self.held[2:start], "big")
        if len(self.held) < start + length:
            return None
        frame = bytes(self.held[start : start + length])
        del self.held[: start + length]
        return frame

    def _read(self, frame: bytes, now: float) -> None:
        if frame == b"2":
            self.say(b"3")
        elif frame.startswith(b'42["snapshot"') and (seq := SEQ.search(frame)):
            self.arrived.append((now, int(seq[1])))

    def say(self, text: bytes) -> None:
        mask = secrets.token_bytes(4)
        hidden = bytes(one ^ mask[index % 4] for index, one in enumerate(text))
        self.wire.sendall(bytes((0x81, 0x80 | len(text))) + mask + hidden)


def connect(port: int, auth: dict[str, str]) -> Wall:
    wire = socket.create_connection(("127.0.0.1", port), PATIENCE_S)
    key = base64.b64encode(secrets.token_bytes(16)).decode()
    wire.sendall(
        "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: bench\r\nUpgrade: websocket\r\n"
        f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
    )
    wall, head = Wall(wire), b""
    while b"\r\n\r\n" not in head:
        head += wire.recv(1)
    wall.say(b"40" + json.dumps(auth).encode())
    while not wall.arrived:
        wall.hear()
    return wall


def main() -> None:
    job = json.loads(sys.stdin.readline())
    walls = [connect(job["port"], job["auth"]) for _ in range(job["walls"])]
    print("ready", flush=True)  # noqa: T201 - its parent listens
    selector = selectors.DefaultSelector()
    selector.register(sys.stdin, selectors.EVENT_READ, None)
    for wall in walls:
        selector.register(wall.wire, selectors.EVENT_READ, wall)
    while not any(key.data is None for key, _ in _heard(selector)):
        pass
    json.dump([wall.arrived for wall in walls], sys.stdout)


def _heard(selector: selectors.BaseSelector) -> list[tuple[selectors.SelectorKey, int]]:
    ready = selector.select()
    for key, _ in ready:
        if key.data is not None:
            key.data.hear()
    return ready


if __name__ == "__main__":
    main()
