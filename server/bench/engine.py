"""The same writes without HTTP: commands straight to the ledger, in a process of their own."""

from __future__ import annotations

import json
import secrets
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

from gevent import monkey

BRANCH = "cn02"
SERVICE = "ho-tich"


@dataclass(frozen=True)
class Job:
    """`commit_ms` is added to each COMMIT, as a slow disk would; `alone` gives each command its own."""

    greenlets: int
    seconds: float
    url: str = ""
    commit_ms: float = 0.0
    alone: bool = False


def measure(job: Job, url: str) -> dict[str, float]:
    """`per_s` tickets a second."""
    import gevent

    answering, until = furnished(job, url), time.monotonic() + 0.3 + job.seconds
    counted = []

    def kiosk() -> None:
        while time.monotonic() < until:
            issue(answering, str(uuid4()))
            counted.append(time.monotonic())

    gevent.joinall([gevent.spawn(kiosk) for _ in range(job.greenlets)], raise_error=True)
    answering.ledger.close()
    return {"per_s": sum(at > until - job.seconds for at in counted) / job.seconds}


def furnished(job: Job, url: str) -> Any:
    """The way from a door to a ledger that has just been furnished."""
    from sqlalchemy import event

    from config.centre import load_centre
    from config.clock import SystemClock
    from server.bench.site import centre_file
    from server.commands import catalogue
    from server.commands.answering import Answering
    from server.ledger.change import Ledger
    from server.ledger.engines import open_engines
    from server.ledger.opening import writer_for
    from server.ledger.upgrading import upgrade
    from server.queries.house import HouseMemory

    engines, clock = open_engines(url), SystemClock()
    upgrade(engines)
    writer = _one_by_one(engines, clock) if job.alone else writer_for(engines, clock)
    ledger = Ledger(engines, writer, clock)
    with TemporaryDirectory(prefix="moiso-bench-") as folder:
        catalogue.apply(ledger, load_centre(centre_file(Path(folder))))
    if job.commit_ms:
        sleep = monkey.get_original("time", "sleep")  # in the writer's native thread
        event.listen(engines.writer, "commit", lambda _: sleep(job.commit_ms / 1000))
    return Answering(ledger, HouseMemory(always_open=True), "http://127.0.0.1:8000")


def _one_by_one(engines: Any, clock: Any) -> Any:
    from server.ledger.orders import Order, Outcome
    from server.ledger.writer_sqlite import SqliteWriter

    class OneByOne(SqliteWriter):
        """The same writer with a transaction for each command."""

        def _write(self, orders: list[Order]) -> list[Outcome]:
            return [self._alone(order) for order in orders]

    return OneByOne(engines, clock)


def issue(answering: Any, ticket: str, branch: str = BRANCH) -> None:
    """One ticket, as the door would ask for it."""
    from server.commands import issuing
    from server.commands.answering import Asked
    from server.commands.scene import Person
    from server.ledger.answers import Key
    from server.ledger.events import Actor
    from server.rules.numbering import CODE_BITS

    bits = secrets.randbits(CODE_BITS)
    wish = issuing.Request(ticket, SERVICE, None, "none", "vi", 1, bits)
    asked = Asked(Person(Actor("device", "bench"), "kiosk", (), "bench"), Key("ticket", ticket, "bench"))
    answer = answering.once(branch, asked, lambda scene: (201, issuing.issue(scene, wish)))
    if answer.status != 201:
        raise OSError(f"the ledger answered {answer.status}: {answer.body!r}")


def main() -> None:
    monkey.patch_all()
    job = Job(**json.loads(sys.stdin.readline()))
    with TemporaryDirectory(prefix="moiso-bench-") as folder:
        figures = measure(job, job.url or f"sqlite:///{Path(folder) / 'moiso.db'}")
    json.dump(figures, sys.stdout)


if __name__ == "__main__":
    main()
