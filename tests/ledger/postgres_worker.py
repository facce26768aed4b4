"""A second node on one PostgreSQL database: gives numbers from four greenlets and tells what it got.

`python -m gevent.monkey --module tests.ledger.postgres_worker URL COUNT LOG[,LOG…] [--without-lock]`;
it says "ready" and waits for a line.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import gevent

from config.clock import SystemClock
from server.ledger import change
from tests.ledger.works import UNLOCKED, give_number, opened, tell

GREENLETS = 4


def work(tx: change.Transaction, logs: list[str]) -> int:
    """A number of the first log, and an event in each of the others."""
    for log in logs[1:]:
        tell(tx, log, by=logs[0])
    return give_number(tx) if logs[0] == "cn02" else tell(tx, logs[0], by=logs[0])


def caller(ledger: change.Ledger, count: int, logs: list[str]) -> list[Any]:
    got: list[Any] = []
    for _ in range(count):
        try:
            got.append(ledger.change(logs[0], lambda tx: work(tx, logs), also=logs[1:]))
        except Exception as problem:
            got.append(type(problem).__name__)
    return got


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(url: str, count: str, logs: str, *flags: str) -> None:
    if "--without-lock" in flags:
        change.HOLD_BOOK = UNLOCKED
    with opened(url, SystemClock()) as ledger:
        with ledger.read():
            say("ready")
        sys.stdin.readline()
        greenlets = [gevent.spawn(caller, ledger, int(count), logs.split(",")) for _ in range(GREENLETS)]
        gevent.joinall(greenlets, raise_error=True)
        say(json.dumps([got for one in greenlets for got in one.value]))


if __name__ == "__main__":
    main(*sys.argv[1:])
