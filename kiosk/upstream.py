"""The line to the node: every question a kiosk asks, and the three ways it can end."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import requests

from server.contract import BookingView, Code, TicketView

TIMEOUTS_S = (2, 5)
"""To connect, and between bytes: a person stands in front of the screen."""
TOO_MANY = 429
NOT_NOW = (TOO_MANY, 500, 502, 503, 504)
"""Statuses after which the same question may well be answered."""


@dataclass(frozen=True)
class Answered:
    """`slip` is what goes on paper: a number of today, or one of a later day with its half-hour."""

    slip: TicketView | BookingView


@dataclass(frozen=True)
class Refused:
    """`code` is one of `server.contract.Code`, as the node said it."""

    code: str


@dataclass(frozen=True)
class Away:
    """No answer: the node may or may not have done what was asked. `after_s` is how long it wants to be left alone."""

    after_s: float = 0


Outcome = Answered | Refused | Away


@dataclass(frozen=True)
class Reading:
    text: str
    etag: str


@dataclass(frozen=True)
class Sound:
    """Of the voice: what it says, or one of its clips."""

    data: bytes
    etag: str


class Unreachable(Exception):
    """The node gave no usable reading; the text says why, for the log."""


class Upstream:
    """One session for all threads: urllib3's pool gives each its own connection, and no cookie is kept."""

    def __init__(self, server: str, token: str) -> None:
        self._server = server
        self._base = f"{server}/api/v1"
        self._session = requests.Session()
        self._session.trust_env = False  # neither a proxy nor a .netrc may come between
        self._session.hooks["response"].append(self._seen)
        self._refused: Callable[[], None] = lambda: None
        self.use(token)

    def use(self, token: str) -> None:
        """Speak with this token from now on; an empty one is nobody's."""
        self._session.headers["Authorization"] = f"Bearer {token}" if token else None  # type: ignore[assignment]

    def on_refused(self, told: Callable[[], None]) -> None:
        """`told` hears, in any thread, that the node does not know the token."""
        self._refused = told

    def is_known(self) -> bool:
        """Whether the node knows the token; `Unreachable` when it does not say."""
        return self._answered("GET", "/devices/self").status_code == 200

    def ask(
        self, path: str, body: Mapping[str, Any], headers: Mapping[str, str] | None = None
    ) -> tuple[int, Mapping[str, Any]]:
        """The status and what was said; `Unreachable` when there was no answer. Nothing of it is logged."""
        answer = self._answered("POST", path, json=body, headers=dict(headers or {}))
        return answer.status_code, _object(answer)

    def close(self) -> None:
        self._session.close()

    def read(self, path: str, etag: str = "") -> Reading | None:
        """What stands at `path`, or None when it is still what `etag` names; else `Unreachable`."""
        answer = self._newer(self._base, path, etag)
        if answer is None:
            return None
        _object(answer)
        return Reading(answer.text, answer.headers.get("ETag", ""))

    def sound(self, path: str, etag: str = "") -> Sound | None:
        """What stands at a `path` of the node that is no part of its API, or None when it is still what `etag` names;
        else `Unreachable`."""
        answer = self._newer(self._server, path, etag)
        return Sound(answer.content, answer.headers.get("ETag", "")) if answer is not None else None

    def _newer(self, base: str, path: str, etag: str) -> requests.Response | None:
        asking = {"If-None-Match": etag} if etag else {}
        try:
            answer = self._session.get(base + path, headers=asking, timeout=TIMEOUTS_S)
        except requests.RequestException as problem:
            raise Unreachable(f"{type(problem).__name__} at {path}") from None
        if answer.status_code == 304:
            return None
        if answer.status_code != 200:
            raise Unreachable(f"{answer.status_code} at {path}")
        return answer

    def find(self, path: str) -> Mapping[str, Any] | None:
        """What stands at `path`, or None where nothing does; else `Unreachable`."""
        try:
            answer = self._session.get(self._base + path, timeout=TIMEOUTS_S)
        except requests.RequestException as problem:
            raise Unreachable(type(problem).__name__) from None
        if answer.status_code == 404:
            return None
        if answer.status_code != 200:
            raise Unreachable(str(answer.status_code))
        return _object(answer)

    def tell(self, path: str, body: Mapping[str, Any], key: str = "") -> Mapping[str, Any] | None:
        """The node's answer; None when it will never take this. `Unreachable` when it may another time."""
        headers = {"Idempotency-Key": key} if key else {}
        try:
            answer = self._session.post(self._base + path, json=body, headers=headers, timeout=TIMEOUTS_S)
        except requests.RequestException as problem:
            raise Unreachable(f"{type(problem).__name__} at {path}") from None
        if answer.status_code == 200:
            return _object(answer)
        if answer.status_code in NOT_NOW or answer.status_code == 401:
            raise Unreachable(f"{answer.status_code} at {path}")
        return None

    def issue(
        self,
        branch: str,
        door: str,
        uuid: str,
        body: str,
        not_after: datetime | None = None,
        person: str | None = None,
    ) -> Outcome:
        """Ask at `door` (`tickets`, `bookings`) for a number under `uuid`. Asking again is safe: the node keeps one
        answer per uuid. `person` is the hash of a card; the same question without it is still the same."""
        headers = {"Content-Type": "application/json"}
        if person:
            headers["X-Person"] = person
        if not_after:
            headers["X-Not-After"] = not_after.isoformat()
        address = f"{self._base}/branches/{branch}/{door}/{uuid}"
        try:
            answer = self._session.put(address, data=body.encode(), headers=headers, timeout=TIMEOUTS_S)
            if answer.status_code == 401 and not self._is_of_now(answer):  # the token changed on the way
                answer = self._session.put(address, data=body.encode(), headers=headers, timeout=TIMEOUTS_S)
            if answer.status_code == TOO_MANY:
                return Away(_seconds(answer.headers.get("Retry-After", "")))
            return _outcome(answer.status_code, _object(answer))
        except (requests.RequestException, Unreachable):
            return Away()

    def _answered(self, method: str, path: str, **more: Any) -> requests.Response:
        try:
            return self._session.request(method, self._base + path, timeout=TIMEOUTS_S, **more)
        except requests.RequestException as problem:
            raise Unreachable(f"{type(problem).__name__} at {path}") from None

    def _seen(self, answer: requests.Response, **_: object) -> None:
        """Only the node's own no counts, not that of something that stands between."""
        ours = answer.headers.get("Content-Type", "").startswith("application/problem+json")
        if answer.status_code == 401 and ours and self._is_of_now(answer):
            self._refused()

    def _is_of_now(self, answer: requests.Response) -> bool:
        """It was asked with the token that is in use."""
        return answer.request.headers.get("Authorization") == self._session.headers.get("Authorization")


def _object(answer: requests.Response) -> Mapping[str, Any]:
    try:
        value = json.loads(answer.content)
    except ValueError:
        raise Unreachable(f"no JSON from {answer.url}") from None
    if not isinstance(value, dict):
        raise Unreachable(f"no object from {answer.url}")
    return value


def _seconds(text: str) -> float:
    """Of a `Retry-After`; one that is a date, or no number, or missing, tells nothing."""
    return float(text) if text.isdecimal() and text.isascii() else 0


def _outcome(status: int, value: Mapping[str, Any]) -> Outcome:
    if status in (200, 201) and "number" in value:
        return Answered(cast("TicketView | BookingView", value))
    if 400 <= status < 500 and status not in NOT_NOW:
        return Refused(str(value.get("code", Code.MALFORMED)))
    return Away()
