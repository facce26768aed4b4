"""A load client in a process of its own: keep-alive connections, prebuilt requests, one selector."""

from __future__ import annotations

import json
import re
import secrets
import selectors
import socket
import sys
import time
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
PIECE = 1 << 16
PATIENCE_S = 10


@dataclass(frozen=True)
class Job:
    """`{uuid}` in `path` is a new one for each request; `rate` (a second) is 0 for as fast as answers come."""

    port: int
    connections: int
    seconds: float
    method: str = "GET"
    path: str = "/healthz"
    body: str = ""
    token: str = ""
    rate: float = 0.0
    warm_s: float = 0.5

    def requests(self) -> Iterator[bytes]:
        """Whole requests, as many as are asked for."""
        kind = "Content-Type: application/json\r\n" if self.body else ""
        bearer = f"Authorization: Bearer {self.token}\r\n" if self.token else ""
        length = f"Content-Length: {len(self.body.encode())}\r\n"
        text = f"{self.method} {self.path} HTTP/1.1\r\nHost: bench\r\n{bearer}{kind}{length}\r\n{self.body}"
        before, found, after = text.partition("{uuid}")
        start, mark = before.encode(), secrets.token_hex(4)
        for number in range(1 << 47):
            middle = f"{mark}-0000-4000-8000-{number:012x}" if found else ""
            yield start + middle.encode() + after.encode()


@dataclass(frozen=True)
class Heard:
    """A whole answer."""

    status: int
    body: bytes


@dataclass
class Line:
    """One connection with at most one request under way."""

    wire: socket.socket
    asked_at: float = 0.0
    held: bytearray = field(default_factory=bytearray)

    def ask(self, request: bytes, asked_at: float) -> None:
        self.asked_at = asked_at
        self.wire.sendall(request)

    def hear(self) -> Heard | None:
        """The answer, once it is whole."""
        piece = self.wire.recv(PIECE)
        if not piece:
            raise ConnectionError("the node closed a connection")
        self.held += piece
        head, end, body = self.held.partition(b"\r\n\r\n")
        length = LENGTH.search(head)
        if not end or (length is not None and len(body) < int(length[1])):
            return None
        self.held.clear()
        return Heard(int(head[9:12]), bytes(body))


def connect(port: int) -> Line:
    wire = socket.create_connection(("127.0.0.1", port), PATIENCE_S)
    wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return Line(wire)


@dataclass
class Tally:
    """What was answered after the warm-up."""

    spans: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)

    def figures(self, seconds: float) -> dict[str, Any]:
        """`per_s` answers a second, `p50_ms` and `p99_ms` milliseconds."""
        spans = sorted(self.spans) or [0.0]
        return {
            "per_s": len(self.spans) / seconds,
            "p50_ms": spans[len(spans) // 2] * 1000,
            "p99_ms": spans[int(len(spans) * 0.99)] * 1000,
            "statuses": {str(status): count for status, count in self.statuses.items()},
        }


class Run:
    def __init__(self, job: Job) -> None:
        self._job = job
        self._requests = job.requests()
        self._selector = selectors.DefaultSelector()
        self._idle = deque(self._connect() for _ in range(job.connections))
        self._tally = Tally()
        self._counts_from = time.monotonic() + job.warm_s
        self._until = self._counts_from + job.seconds
        self._due = time.monotonic()

    def figures(self) -> dict[str, Any]:
        while (now := time.monotonic()) < self._until:
            self._ask(now)
            for key, _ in self._selector.select(self._pause(now)):
                self._hear(key.data)
        return self._tally.figures(self._job.seconds)

    def _connect(self) -> Line:
        line = connect(self._job.port)
        self._selector.register(line.wire, selectors.EVENT_READ, line)
        return line

    def _ask(self, now: float) -> None:
        """With a rate, a request counts from when it was due, not from when a connection was free."""
        while self._idle and self._due <= now:
            self._idle.popleft().ask(next(self._requests), self._due if self._job.rate else now)
            if self._job.rate:
                self._due += 1 / self._job.rate

    def _pause(self, now: float) -> float:
        wait = self._due - now if self._job.rate and self._idle else self._until - now
        return max(0.0, min(wait, self._until - now))

    def _hear(self, line: Line) -> None:
        heard = line.hear()
        if heard is None:
            return
        now = time.monotonic()
        if now >= self._counts_from:
            self._tally.spans.append(now - line.asked_at)
            self._tally.statuses[heard.status] += 1
        self._idle.append(line)


def main() -> None:
    job = Job(**json.loads(sys.stdin.readline()))
    json.dump(Run(job).figures(), sys.stdout)


if __name__ == "__main__":
    main()
