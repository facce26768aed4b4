"""From the officer's key to the wall: how long until each wall has the call, on a quiet day and in a storm."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import uuid4

from server.bench.site import Site, a_node, answer, child, end, screens
from server.bench.table import Table, percentile

BRANCH, ELSEWHERE = "cn02", "cn03"
SERVICE = "ho-tich"
WALLS, QUIET_WALLS = 60, 20
BACKGROUND_PER_S = 100
QUIET_S = 0.15
"""Longer than the node gathers changes: each call is the first news after a pause."""


@dataclass
class Counter:
    """A person at counter 1 over one keep-alive connection."""

    line: http.client.HTTPConnection
    token: str

    def take(self) -> None:
        self._ask("PUT", f"tickets/{uuid4()}", {"service": SERVICE})

    def open(self) -> None:
        self._ask("POST", "counters/1/open", {"services": [SERVICE]})

    def call(self) -> tuple[float, int]:
        """When the key was pressed, and the seq of the call."""
        pressed = time.monotonic()
        told = self._ask("POST", "counters/1/call-next", {})
        time.sleep(QUIET_S)
        self._ask("POST", f"tickets/{told['id']}/no-show", {})
        return pressed, int(told["seq"])

    def _ask(self, method: str, place: str, body: dict[str, object]) -> dict[str, str]:
        headers = {
            "Authorization": f"Bearer {self.token}", "Idempotency-Key": str(uuid4()),
            "Content-Type": "application/json",
        }  # fmt: skip
        self.line.request(method, f"/api/v1/branches/{BRANCH}/{place}", json.dumps(body), headers)
        told: dict[str, str] = json.loads(self.line.getresponse().read())
        return told


def table(rounds: int) -> Table:
    lines = [10, 1000]
    spans = [_spans(waiting, rounds, WALLS, BACKGROUND_PER_S) for waiting in lines]
    made = Table(f"call → {WALLS} walls, ms", [f"{waiting:,} wait" for waiting in lines])
    for name, share in (("p50", 0.5), ("p99", 0.99)):
        made.row(
            f"{name}, {BACKGROUND_PER_S} tickets/s elsewhere", [percentile(one, share) for one in spans], 1
        )
    middle = [percentile(one, 0.5) for one in spans]
    made.ratio("p50 beside that of the short line", middle, [middle[0]] * len(middle))
    return made


def quiet_table(rounds: int) -> Table:
    """Nothing else happens: what a hall feels."""
    spans = _spans(10, rounds, QUIET_WALLS, 0)
    made = Table(f"call → {QUIET_WALLS} walls, ms", ["measured", "aim"])
    made.row("p50, nothing else going on", [percentile(spans, 0.5), 5], 1)
    made.row("p99, nothing else going on", [percentile(spans, 0.99), 20], 1)
    return made


def _spans(waiting: int, rounds: int, walls: int, rate: int) -> list[float]:
    """Milliseconds from each key to each wall, while `rate` numbers a second are taken at another branch."""
    with a_node() as site:
        counter = Counter(http.client.HTTPConnection("127.0.0.1", site.port), site.officer())
        counter.open()
        for _ in range(waiting):
            counter.take()
        with screens(site, walls, {"branch": BRANCH}) as hall, _background(site, rate):
            time.sleep(1)
            calls = [_round(counter) for _ in range(rounds)]
            assert hall.stdin is not None  # noqa: S101 - asked for when it was made
            arrived: list[list[tuple[float, int]]] = answer(hall)
    return [
        1000 * (next(at for at, seen in wall if seen >= seq) - pressed)
        for pressed, seq in calls
        for wall in arrived
    ]


def _round(counter: Counter) -> tuple[float, int]:
    time.sleep(QUIET_S)
    pressed, seq = counter.call()
    time.sleep(QUIET_S)
    counter.take()
    return pressed, seq


@contextmanager
def _background(site: Site, rate: int) -> Iterator[None]:
    """Numbers taken at another branch all the while, so many a second."""
    if not rate:
        yield
        return
    job = {
        "port": site.port, "connections": 4, "seconds": 3600, "rate": rate, "method": "PUT",
        "path": f"/api/v1/branches/{ELSEWHERE}/tickets/{{uuid}}", "body": json.dumps({"service": SERVICE}),
        "token": site.token(ELSEWHERE),
    }  # fmt: skip
    load = child("load", job)
    try:
        yield
    finally:
        end(load)
