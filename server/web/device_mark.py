"""The mark of a device on which somebody has signed in: a random name that is nobody's, and a seal for each account.

A seal is made with the node's key, so nothing is kept of devices, and no other account can be read from it.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass

from flask import Response, request

from server.web.node import node

COOKIE = "moiso_device"
PATH = "/api/v1/session"
"""It travels to the sign-in alone."""
LASTS_S = 365 * 86_400
MOST_SEALS = 30
"""Accounts on one device: who has not signed in for longest is a stranger there again."""
WRITTEN = re.compile(r"[\w-]{22}(\.[\w-]{22})*", re.ASCII)


@dataclass(frozen=True)
class DeviceMark:
    device: str
    seals: tuple[str, ...] = ()

    def knows(self, name: str) -> bool:
        return any(hmac.compare_digest(one, self._seal(name)) for one in self.seals)

    def with_account(self, name: str) -> DeviceMark:
        mine = self._seal(name)
        return DeviceMark(self.device, (mine, *(one for one in self.seals if one != mine))[:MOST_SEALS])

    def _seal(self, name: str) -> str:
        text = f"device {self.device} of {name}".encode(errors="replace")
        return hmac.new(node().secret, text, hashlib.sha256).hexdigest()[:22]


def device_mark() -> DeviceMark:
    """As the request carries it, or a new one."""
    written = request.cookies.get(COOKIE, "")
    if not WRITTEN.fullmatch(written):
        return DeviceMark(secrets.token_urlsafe(16))
    device, *seals = written.split(".")
    return DeviceMark(device, tuple(seals[:MOST_SEALS]))


def leave(response: Response, mark: DeviceMark) -> None:
    response.set_cookie(
        COOKIE,
        ".".join([mark.device, *mark.seals]),
        max_age=LASTS_S,
        path=PATH,
        httponly=True,
        samesite="Strict",
        secure=node().settings.public_url.startswith("https://"),
    )
