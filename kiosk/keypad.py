"""`moiso-kiosk keys`: a USB keypad under the officer's hand calls the next number while other programs are in front."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kiosk.upstream import NOT_NOW, Unreachable, Upstream

KEYS = {96: "next", 28: "next", 78: "recall", 74: "no_show"}
"""Linux key codes: Enter of the number block, Enter, plus, minus: the twins of F2, F4 and F6 on the counter's page."""
ECHO_S = 1.0
"""A second press of "next" within a second is the hand's echo, as on the page."""
PAUSES_S = (0.0, 0.3, 0.9, 1.8)
"""Before each try of one press; after the last it is given up, told, and never comes true later."""


@dataclass(frozen=True)
class Place:
    branch: str
    counter: str


class NoKeypad(Exception):
    """The token is not a keypad's, or the node does not answer; the text says which."""


class Keypad:
    """Turns key codes into presses at its counter; `say` hears a line for each."""

    def __init__(self, upstream: Upstream, place: Place, say: Callable[[str], None]) -> None:
        self._upstream = upstream
        self._path = f"/branches/{place.branch}/counters/{place.counter}/press"
        self._say = say
        self._next_at = float("-inf")

    def follow(self, codes: Iterable[int]) -> None:
        """Until there are no more; a key that means nothing here is nobody's press."""
        for code in codes:
            if (key := KEYS.get(code)) and not self._is_echo(key):
                self._say(self.press(key))

    def press(self, key: str) -> str:
        """One press, whatever the line does: the node answers each try of it with the same."""
        name = str(uuid.uuid4())
        for pause in PAUSES_S:
            time.sleep(pause)
            try:
                status, said = self._upstream.ask(self._path, {"key": key}, name)
            except Unreachable:
                continue
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
