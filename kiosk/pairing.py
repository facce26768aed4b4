"""Being let in: show a code until staff approve it, fetch the token, and change it for a new one in time."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any, TypedDict

from config.clock import Clock
from kiosk.keyring import Keyring
from kiosk.upstream import Unreachable, Upstream

EVERY_S = 1.0
VALID_S = 600
"""So long the node lets a code be approved; counted here, since this machine's clock may be wrong."""
ROTATE_AGAIN_S = 60

log = logging.getLogger(__name__)


class Shown(TypedDict):
    """What the page says of a machine that is not let in; no `code` while the node gives none."""

    code: str | None
    server: str
    version: str
    lasts_s: int


@dataclass(frozen=True)
class Request:
    """`ends` is by the monotonic clock. The secret stays in memory: a new start is a new request."""

    code: str
    secret: str
    ends: float


class Pairing:
    """`refused` may be called from any thread; everything else that moves it happens in its own."""

    def __init__(
        self,
        upstream: Upstream,
        keyring: Keyring,
        clock: Clock,
        server: str,
        rotate_days: int,
        let_in: Callable[[], None],
    ) -> None:
        self._upstream, self._keyring, self._clock = upstream, keyring, clock
        self._server, self._rotate_days, self._let_in = server, rotate_days, let_in
        self._request: Request | None = None
        self._rotate_at = float("-inf")
        self._news = threading.Event()
        self._stopped = False
        self._thread = threading.Thread(target=self._work, name="pairing", daemon=True)

    @property
    def needed(self) -> bool:
        """This machine may not do anything until somebody lets it in."""
        return not self._keyring.is_good

    def shown(self) -> Shown | None:
        if not self.needed:
            return None
        code = self._request.code if self._request else None
        return {"code": code, "server": self._server, "version": version("moiso"), "lasts_s": VALID_S}

    def left_s(self) -> float:
        """Until the code on the screen is changed for another one."""
        return max(0.0, self._request.ends - self._clock.monotonic()) if self._request else 0.0

    def refused(self) -> None:
        """The node does not know the token: it was revoked, or another machine has taken this one's place."""
        if self._keyring.is_good:
            log.warning("the node refuses this kiosk's token: it asks to be let in")
            self._keyring.refuse()
            self._news.set()

    def start(self) -> None:
        self._thread.start()

    def stop(self, within_s: float) -> None:
        self._stopped = True
        self._news.set()
        if self._thread.is_alive():
            self._thread.join(within_s)

    def _work(self) -> None:
        while not self._stopped:
            try:
                self._once()
            except Unreachable as problem:
                log.debug("node: %s", problem)
            except Exception:  # the thread must outlive whatever stands at the node's address
                log.exception("node")
            self._news.wait(EVERY_S)
            self._news.clear()

    def _once(self) -> None:
        if not self.needed:
            self._request = None
            self._rotate()
        elif token := self._known_again():
            self._keyring.keep(token)
            self._request = None
        elif self._request is None:
            self._open()
        else:
            self._claim(self._request)

    def _known_again(self) -> str | None:
        """After a node was restored from a copy: nobody has to go to each kiosk."""
        for token in self._keyring.known_before:
            self._upstream.use(token)
            if self._upstream.is_known():
                return token
        return None

    def _open(self) -> None:
        status, said = self._upstream.ask("/pairing", {"scope": "kiosk", "version": version("moiso")[:32]})
        if status == 201:
            self._request = Request(said["code"], said["secret"], self._clock.monotonic() + VALID_S)

    def _claim(self, request: Request) -> None:
        """A code is given up only with the node's own word: it may have been approved in its last second."""
        status, said = self._upstream.ask("/pairing/claim", {"secret": request.secret})
        if status == 200:
            self._let_in()  # before the token counts: the branch of before must not be seen for a moment
            self._take(said, by_code=True)
            self._request = None
        elif status in (404, 410) or (status == 409 and self.left_s() == 0):
            self._request = None
            self._news.set()

    def _rotate(self) -> None:
        now = self._clock.monotonic()
        if (
            not self._rotate_days
            or now < self._rotate_at
            or not self._keyring.is_older_than(self._rotate_days)
        ):
            return
        self._rotate_at = now + ROTATE_AGAIN_S
        status, said = self._upstream.ask("/devices/self/rotate", {})
        if status == 200:
            self._take(said, by_code=False)

    def _take(self, said: Mapping[str, Any], *, by_code: bool) -> None:
        """On disk before it is used: with its first use the one before it is dead."""
        token = str(said["token"])
        self._keyring.keep(token, by_code=by_code)
        self._upstream.use(token)
