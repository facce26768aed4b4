"""Twenty-five officers press "next" in the same instant, on a branch where many wait."""

from __future__ import annotations

import http.client
import json
import sys
import threading
import time
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from server.acting import act_on
from server.bench.site import Site, a_node, answer, child
from server.bench.table import Table, percentile

BRANCH, SERVICE = "cn02", "ho-tich"
OFFICERS = 25


def table(rounds: int, waiting: int, postgresql: str = "") -> Table:
    """Milliseconds from press to answer, over HTTP."""
    rivals = {"SQLite": ""} | ({"PostgreSQL": postgresql} if postgresql else {})
    storms = {name: _spans(url, rounds, waiting) for name, url in rivals.items()}
    made = Table(f"{OFFICERS} press call-next at once, ms", list(storms))
    for name, share in (("p50", 0.5), ("p99", 0.99)):
        made.row(f"{name}, {waiting:,} wait", [percentile(one["storm"], share) for one in storms.values()], 1)
    for name, share in (("p50", 0.5), ("p99", 0.99)):
        made.row(f"{name}, one at a time", [percentile(one["alone"], share) for one in storms.values()], 1)
    return made


def _spans(url: str, rounds: int, waiting: int) -> dict[str, list[float]]:
    with a_node(url) as site:
        job = {
            "port": site.port, "token": site.officer(), "counters": counters(site), "rounds": rounds,
            "waiting": waiting,
        }  # fmt: skip
        found: dict[str, list[float]] = answer(child("presses", job))
        return found


def counters(site: Site) -> list[str]:
    """The sample branch has fewer than the trial needs: the rest is added to the bench's own centre file."""
    path = site.folder / "centre.toml"
    text = path.read_text("utf-8")
    start = text.index("counters = [", text.index(f'code = "{BRANCH}"')) + len("counters = [\n")
    codes = [f"B{number}" for number in range(OFFICERS)]
    lines = [f'  {{ code = "{code}", zone = "1a", services = ["{SERVICE}"] }},\n' for code in codes]
    path.write_text(text[:start] + "".join(lines) + text[start:], "utf-8")
    act_on(site.settings(), "apply", {"path": str(path)})
    return codes


@dataclass
class Press:
    """An officer at a counter over one keep-alive connection."""

    line: http.client.HTTPConnection
    token: str
    counter: str
    spans: list[float] = field(default_factory=list)
    ticket: str = ""

    def open(self) -> None:
        self.ask("POST", f"counters/{self.counter}/open", {"services": [SERVICE]})

    def call(self) -> None:
        began = time.perf_counter()
        told = self.ask("POST", f"counters/{self.counter}/call-next", {})
        self.spans.append(1000 * (time.perf_counter() - began))
        self.ticket = told["id"]

    def dismiss(self) -> None:
        """And somebody else comes, so that the line stays as long."""
        self.ask("POST", f"tickets/{self.ticket}/no-show", {})
        self.take()

    def take(self) -> None:
        self.ask("PUT", f"tickets/{uuid4()}", {"service": SERVICE})

    def ask(self, method: str, place: str, body: dict[str, object]) -> dict[str, Any]:
        headers = {
            "Authorization": f"Bearer {self.token}", "Idempotency-Key": str(uuid4()),
            "Content-Type": "application/json",
        }  # fmt: skip
        self.line.request(method, f"/api/v1/branches/{BRANCH}/{place}", json.dumps(body), headers)
        answered = self.line.getresponse()
        told: dict[str, Any] = json.loads(answered.read())
        if answered.status >= 400:
            raise OSError(f"{place}: {answered.status} {told.get('code')}")
        return told


def main() -> None:
    """The child: opens the counters, fills the line, presses; prints the spans as one line of JSON."""
    job = json.loads(sys.stdin.readline())
    officers = [
        Press(http.client.HTTPConnection("127.0.0.1", job["port"]), job["token"], code)
        for code in job["counters"]
    ]
    for one in officers:
        one.open()
    for _ in range(job["waiting"]):
        officers[0].take()
    for _ in range(job["rounds"]):
        _storm(officers)
    storm = [span for one in officers for span in one.spans]
    for one in officers:
        one.spans.clear()
    for _ in range(max(1, job["rounds"] // 5)):
        for one in officers:
            one.call()
            one.dismiss()
    print(json.dumps({"storm": storm, "alone": [span for one in officers for span in one.spans]}))  # noqa: T201


def _storm(officers: list[Press]) -> None:
    gate = threading.Barrier(len(officers))

    def press(one: Press) -> None:
        gate.wait()
        one.call()

    threads = [threading.Thread(target=press, args=(one,)) for one in officers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for one in officers:
        one.dismiss()


if __name__ == "__main__":
    main()
