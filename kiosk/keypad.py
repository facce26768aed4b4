"""`moiso-kiosk keys`: a USB keypad under the officer's hand calls the next number while other programs are in front."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from kiosk.upstream import NOT_NOW, Unreachable, Upstream
from server.contract import Code

KEYS = {96: "next", 28: "next", 78: "recall", 74: "no_show"}
"""Linux key codes: Enter of the number block, Enter, plus, minus: the twins of F2, F4 and F6 on the counter's page."""
ECHO_S = 1.0
"""A second press of "next" within a second is the hand's echo, as on the page."""
PAUSES_S = (0.0, 0.3, 0.9, 1.8)
"""Before each try of one press."""
GIVEN_UP_S = 8
"""After so long a press is given up and told; the node then refuses what is still on its way."""


@dataclass(frozen=True)
class Place:
    branch: str
    counter: str


class NodeClock:
    """The node's own time, by which it judges what comes too late; this machine's may be wrong by hours."""

    def __init__(self, upstream: Upstream, branch: str) -> None:
        self._upstream, self._path = upstream, f"/branches/{branch}/snapshot"
        self.read()

    def read(self) -> None:
        """`Unreachable` when the node does not answer; then the last reading counts on."""
        said = self._upstream.find(self._path) or {}
        self._at, self._read_at = datetime.fromisoformat(said["at"]), time.monotonic()

    def after(self, seconds: float) -> str:
        """So long from now, as `X-Not-After` says it."""
        passed = time.monotonic() - self._read_at
        return (self._at + timedelta(seconds=passed + seconds)).isoformat()


class NoKeypad(Exception):
    """The token is not a keypad's, or the node does not answer; the text says which."""


class Keypad:
    """Turns key codes into presses at its counter; `say` hears a line for each."""

    def __init__(self, upstream: Upstream, place: Place, say: Callable[[str], None]) -> None:
        self._upstream, self._clock = upstream, NodeClock(upstream, place.branch)
        self._path = f"/branches/{place.branch}/counters/{place.counter}/press"
        self._say = say
        self._next_at = float("-inf")

    def follow(self, codes: Iterable[int]) -> None:
        """Until there are no more; a key that means nothing here is nobody's press."""
        for code in codes:
            if (key := KEYS.get(code)) and not self._is_echo(key):
                self._say(self.press(key))

    def press(self, key: str) -> str:
        """One press, whatever the line does: the node answers each try of it with the same, and none too late."""
        headers = {"Idempotency-Key": str(uuid.uuid4()), "X-Not-After": self._clock.after(GIVEN_UP_S)}
        for pause in PAUSES_S:
            time.sleep(pause)
            with suppress(Unreachable):
                status, said = self._upstream.ask(self._path, {"key": key}, headers)
                if said.get("code") == Code.TOO_LATE:
                    self._clock.read()
                if status not in NOT_NOW:
                    return f"{key}: {_told(status, said)}"
        return f"{key}: no answer from the node"

    def _is_echo(self, key: str) -> bool:
        now = time.monotonic()
        if key == "next" and now - self._next_at < ECHO_S:
            return True
        self._next_at = now if key == "next" else self._next_at
        return False


def find_place(upstream: Upstream) -> Place:
    """Where the node has put this keypad."""
    try:
        said = upstream.find("/devices/self")
    except Unreachable as problem:
        raise NoKeypad(f"the node does not know this token, or does not answer ({problem})") from None
    if said is None or said.get("scope") != "keypad":
        raise NoKeypad("this token is not a keypad's: moiso device add NAME --scope keypad --counter CODE")
    return Place(said["branch"], said["counter"])


def _told(status: int, said: Mapping[str, Any]) -> str:
    if status != 200:
        return f"refused, {said.get('code', status)}"
    return f"{said['number']} {said['ticket_state']}" if said["number"] else "nobody at the counter"
