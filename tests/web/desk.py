"""A counter of cn02, its officer and its kiosk: what most tests of the doors begin with."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import requests

Answers = list[requests.Response]
JSON = "application/json"
TIDYING = {"reason": "tidying"}


@dataclass
class Desk:
    """`officer`, `supervisor` and `kiosk` are callers with tokens; nobody else uses the counter or the service."""

    officer: Any
    supervisor: Any
    kiosk: Any
    counter: str = "12"
    service: str = "lao-dong"

    @property
    def url(self) -> str:
        return f"/api/v1/branches/cn02/counters/{self.counter}"

    def ticket_url(self, ticket: str) -> str:
        return f"/api/v1/branches/cn02/tickets/{ticket}"

    def at(self, verb: str, body: object = None, **more: Any) -> requests.Response:
        answer: requests.Response = self.officer.at(self.counter, verb, body, **more)
        return answer

    def do(self, ticket: str, verb: str, body: object = None, **more: Any) -> requests.Response:
        answer: requests.Response = self.officer.do(ticket, verb, body, **more)
        return answer

    def until(self, deadline: str, path: str, key: str) -> requests.Response:
        """A command of the officer with `X-Not-After`; `path` begins at the counter or the ticket."""
        headers = {**self.officer.headers, "Idempotency-Key": key, "X-Not-After": deadline}
        return requests.post(f"{self.officer.node.url}{path}", json={}, headers=headers, timeout=30)

    def opened(self) -> None:
        assert self.at("open").status_code == 200

    def waiting(self) -> str:
        """The id of a new ticket in the line of this desk."""
        answer = self.kiosk.take(self.service)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    def called(self) -> str:
        self.opened()
        self.waiting()
        answer = self.at("call-next")
        assert answer.status_code == 200, answer.text
        return str(answer.json()["id"])

    def serving(self) -> str:
        ticket = self.called()
        assert self.do(ticket, "start").status_code == 200
        return ticket

    def seq(self) -> int:
        return int(self.officer.get("/api/v1/branches/cn02/events?after=0&limit=1").json()["last_seq"])

    def story(self, after: int) -> list[str]:
        """Types of the events after a seq."""
        told = self.officer.get(f"/api/v1/branches/cn02/events?after={after}").json()
        return [event["type"] for event in told["events"]]

    def clear(self) -> None:
        """Nobody waits here and the counter is closed, whatever a test has left."""
        self.supervisor.at(self.counter, "open")
        self.supervisor.at(self.counter, "resume")
        here = self.supervisor.get("/api/v1/branches/cn02/snapshot?view=desk").json()
        (mine,) = [one for one in here["counters"] if one["code"] == self.counter]
        if mine["ticket"]:
            self.supervisor.do(mine["ticket"]["id"], "no-show", TIDYING)
            self.supervisor.do(mine["ticket"]["id"], "finish", TIDYING)
        while (called := self.supervisor.at(self.counter, "call-next")).status_code == 200:
            self.supervisor.do(called.json()["id"], "no-show", TIDYING)
        self.supervisor.at(self.counter, "close")


def together(*calls: Callable[[], requests.Response]) -> Answers:
    """The answers of calls that start at the same instant, each in its thread."""
    gate = threading.Barrier(len(calls))
    answers: dict[int, requests.Response] = {}

    def run(place: int) -> None:
        gate.wait(10)
        answers[place] = calls[place]()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(calls))]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    return [answers[place] for place in range(len(calls))]


def send(caller: Any, method: str, path: str, raw: bytes, kind: str | None = JSON) -> requests.Response:
    """These bytes, as the caller, under a fresh key."""
    headers = {**caller.headers, "Idempotency-Key": str(uuid.uuid4())}
    if kind is not None:
        headers["Content-Type"] = kind
    return requests.request(
        method, caller.node.url + path, data=raw, headers=headers, timeout=30, allow_redirects=False
    )


def told(answer: requests.Response) -> tuple[int, str]:
    """Status and code of an answer that is a problem, and looks like one."""
    assert answer.headers["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == answer.status_code
    return answer.status_code, body["code"]
