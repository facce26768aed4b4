"""Officers at their counters, each signed in on a line of their own, who press in the same instant.

One selector in one thread: with a thread for each, the interpreter of the client was a third of what was measured.
"""

from __future__ import annotations

import http.client
import json
import selectors
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from server.bench.load import Heard, Line, connect

PASSWORD = "bench-only"  # noqa: S105 - of a node in a folder that goes away


@dataclass(frozen=True)
class Job:
    """`officers` are (name, counter); `node` is the pid whose processor time is read."""

    port: int
    node: int
    branch: str
    service: str
    officers: list[tuple[str, str]]
    rounds: int
    waiting: int


@dataclass
class Officer:
    counter: str
    line: Line
    headers: str
    ticket: str = ""


@dataclass(frozen=True)
class Told:
    """What one officer was answered, and milliseconds from the press until it was there."""

    status: int
    value: Any
    span: float


Ask = Callable[[Officer], bytes]


class Desks:
    """All counters of the trial, open, and the line before them."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self.spent_ms = 0.0
        """The node's processor time, of all its threads, while all of them pressed."""
        self.officers = [_signed_in(job.port, name, counter) for name, counter in job.officers]
        self._all("POST", lambda one: f"counters/{one.counter}/open", {"services": [job.service]})
        for _ in range(0, job.waiting, len(self.officers)):
            self._take()

    def storms(self) -> list[list[float]]:
        """Milliseconds of each press, a list for each time that all of them press at once."""
        return [self._storm() for _ in range(self._job.rounds)]

    def alone(self) -> list[float]:
        """Of presses that nobody else presses beside."""
        spans = []
        for _ in range(max(1, self._job.rounds // 5)):
            for one in self.officers:
                spans += self._press([one])
            self._dismiss()
        return spans

    def bare(self) -> list[list[float]]:
        """As `storms`, on a route that does nothing."""
        request = b"GET /healthz HTTP/1.1\r\nHost: bench\r\n\r\n"
        return [
            [one.span for one in _at_once(self.officers, lambda _: request)] for _ in range(self._job.rounds)
        ]

    def _clock_ms(self) -> float:
        threads = Path(f"/proc/{self._job.node}/task").iterdir()
        return sum(int((one / "schedstat").read_text().split()[0]) for one in threads) / 1e6

    def _storm(self) -> list[float]:
        before = self._clock_ms()
        spans = self._press(self.officers)
        self.spent_ms += self._clock_ms() - before
        self._dismiss()
        return spans

    def _press(self, officers: list[Officer]) -> list[float]:
        told = self._all("POST", lambda one: f"counters/{one.counter}/call-next", {}, officers)
        for officer, one in zip(officers, told, strict=True):
            officer.ticket = one.value["id"]
        return [one.span for one in told]

    def _dismiss(self) -> None:
        """And as many others come, so that the line stays as long."""
        self._all("POST", lambda one: f"tickets/{one.ticket}/no-show", {})
        self._take()

    def _take(self) -> None:
        self._all("PUT", lambda _: f"tickets/{uuid4()}", {"service": self._job.service})

    def _all(
        self,
        method: str,
        place: Callable[[Officer], str],
        body: dict[str, Any],
        officers: list[Officer] | None = None,
    ) -> list[Told]:
        told = _at_once(
            officers or self.officers, lambda one: self._request(one, method, place(one), json.dumps(body))
        )
        for one in told:
            if one.status >= 400:
                raise OSError(f"{one.status} {one.value}")
        return told

    def _request(self, one: Officer, method: str, place: str, body: str) -> bytes:
        return (
            f"{method} /api/v1/branches/{self._job.branch}/{place} HTTP/1.1\r\nHost: bench\r\n{one.headers}"
            f"Idempotency-Key: {uuid4()}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n{body}"
        ).encode()


def _at_once(officers: list[Officer], ask: Ask) -> list[Told]:
    """Each asks; the answers in the order of the officers."""
    requests = [ask(one) for one in officers]
    with selectors.DefaultSelector() as selector:
        for place, (one, request) in enumerate(zip(officers, requests, strict=True)):
            selector.register(one.line.wire, selectors.EVENT_READ, place)
            one.line.ask(request, time.perf_counter())
        heard = dict(_heard(selector, officers))
    return [_told(*heard[place]) for place in range(len(officers))]


def _heard(
    selector: selectors.BaseSelector, officers: list[Officer]
) -> Iterator[tuple[int, tuple[Heard, float]]]:
    waiting = len(officers)
    while waiting:
        for key, _ in selector.select():
            line = officers[key.data].line
            if (heard := line.hear()) is not None:
                waiting -= 1
                yield key.data, (heard, 1000 * (time.perf_counter() - line.asked_at))


def _told(heard: Heard, span: float) -> Told:
    is_json = heard.body.startswith(b"{")
    return Told(heard.status, json.loads(heard.body) if is_json else None, span)


def _signed_in(port: int, name: str, counter: str) -> Officer:
    door = http.client.HTTPConnection("127.0.0.1", port)
    given = json.dumps({"username": name, "password": PASSWORD})
    door.request("POST", "/api/v1/session", given, {"Content-Type": "application/json"})
    answer = door.getresponse()
    cookies = "; ".join(one.partition(";")[0] for one in answer.headers.get_all("Set-Cookie") or [])
    csrf = json.loads(answer.read())["csrf_token"]
    door.close()
    return Officer(counter, connect(port), f"Cookie: {cookies}\r\nX-CSRF-Token: {csrf}\r\n")


def main() -> None:
    """The child: prints its figures as one line of JSON."""
    desks = Desks(Job(**json.loads(sys.stdin.readline())))
    desks.storms()  # what is compiled and cached is no news
    desks.spent_ms = 0.0
    figures = {"storms": desks.storms(), "alone": desks.alone(), "bare": desks.bare()}
    print(json.dumps({**figures, "spent_ms": desks.spent_ms}))  # noqa: T201 - its parent listens


if __name__ == "__main__":
    main()
