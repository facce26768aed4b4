"""Many citizens and officers at once: plain keep-alive connections in threads, everything answered is kept."""

from __future__ import annotations

import http.client
import json
import threading
import time
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from tests.node import PASSWORD, NodeProcess

SERVICES = ("ho-tich", "chung-thuc", "dat-dai", "tra-ket-qua", "xay-dung")
PRIORITIES = ("none", "none", "none", "elderly", "merit")
BRANCH = "/api/v1/branches/cn02"


class Wire:
    """One connection of one token to one node."""

    def __init__(self, node: NodeProcess, token: str) -> None:
        self._line = http.client.HTTPConnection(urlsplit(node.url).netloc, timeout=30)
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def ask(self, method: str, path: str, body: object) -> tuple[int, bytes]:
        """A refused, cut or silent line raises OSError or HTTPException."""
        headers = {**self._headers, "Idempotency-Key": str(uuid.uuid4())}
        self._line.request(method, path, json.dumps(body), headers)
        answer = self._line.getresponse()
        return answer.status, answer.read()

    def close(self) -> None:
        self._line.close()


@dataclass
class Notes:
    """What was `asked` for each ticket, the bytes `given` for it, who is `unsure` for want of an answer."""

    asked: dict[str, dict[str, str]] = field(default_factory=dict)
    given: dict[str, bytes] = field(default_factory=dict)
    called: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)

    @property
    def unsure(self) -> list[str]:
        return [ticket for ticket in self.asked if ticket not in self.given]

    @property
    def numbers(self) -> list[str]:
        return [json.loads(body)["number"] for body in self.given.values()]


def wish(index: int) -> dict[str, str]:
    return {"service": SERVICES[index % len(SERVICES)], "priority": PRIORITIES[index // 3 % len(PRIORITIES)]}


def take(wire: Wire, ticket: str, asked: dict[str, str], notes: Notes) -> bool:
    """Whether the node still answers."""
    notes.asked[ticket] = asked
    try:
        status, body = wire.ask("PUT", f"{BRANCH}/tickets/{ticket}", asked)
    except (OSError, http.client.HTTPException):
        return False
    if status in (200, 201):
        notes.given[ticket] = body
    else:
        notes.odd.append(f"{status} {body!r}")
    return True


def take_many(wire: Wire, count: int, notes: Notes) -> None:
    for index in range(count):
        if not take(wire, str(uuid.uuid4()), wish(index), notes):
            break
    wire.close()


def call_all(wire: Wire, counter: str, more_to_come: Callable[[], bool], notes: Notes) -> None:
    """Call and send away until nobody waits and nobody more will come."""
    while True:
        last_look = not more_to_come()
        status, body = wire.ask("POST", f"{BRANCH}/counters/{counter}/call-next", {})
        told = json.loads(body)
        if status == 200:
            notes.called.append(told["id"])
            wire.ask("POST", f"{BRANCH}/tickets/{told['id']}/no-show", {})
        elif (status, told["code"]) != (409, "nobody_waiting"):
            notes.odd.append(f"{status} {body!r}")
        elif last_look:
            break
        else:
            time.sleep(0.02)
    wire.close()


def start(jobs: Iterable[Callable[[], None]]) -> list[threading.Thread]:
    threads = [threading.Thread(target=job) for job in jobs]
    for thread in threads:
        thread.start()
    return threads


def token_of(caller: Any) -> str:
    token: str = caller.headers["Authorization"].removeprefix("Bearer ")
    return token


def hire(node: NodeProcess, count: int) -> list[str]:
    """Officers at counters 1, 2, … of cn02, each serving two of the services; their tokens."""
    tokens = []
    for index in range(count):
        name, counter = f"officer-{index}", str(index + 1)
        node.act("user add", name=name, role="officer", branches=["cn02"], password=PASSWORD)
        officer = node.script(name)
        services = [SERVICES[index % len(SERVICES)], SERVICES[(index + 2) % len(SERVICES)]]
        assert officer.at(counter, "open", {"services": services}).status_code == 200
        officer.session.close()
        tokens.append(token_of(officer))
    return tokens
