"""Passwords: how they are kept, and which ones can be taken."""

from __future__ import annotations

import secrets
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from gevent.threadpool import ThreadPool

from config.settings import NodeSettings

SHORTEST = 8
LONGEST = 200
"""What a sign-in carries at most."""


class Passwords:
    """argon2id away from the hub: one hash takes tens of milliseconds, and everybody would wait."""

    def __init__(self, settings: NodeSettings) -> None:
        self._hasher = PasswordHasher(
            time_cost=settings.argon2_passes, memory_cost=settings.argon2_kib, parallelism=1
        )
        self._threads = ThreadPool(2)
        self._nobody = self._hasher.hash(secrets.token_hex(16))

    def hash(self, password: str) -> str:
        return str(self._threads.apply(self._hasher.hash, (_nfc(password),)))

    def verify(self, known: str | None, password: str) -> bool:
        """An unknown name costs as much time as a known one."""
        return bool(self._threads.apply(self._verify, (known or self._nobody, _nfc(password))))

    def _verify(self, known: str, password: str) -> bool:
        try:
            return self._hasher.verify(known, password)
        except (VerifyMismatchError, InvalidHashError):
            return False


def can_be_taken(password: str) -> bool:
    return SHORTEST <= len(password) <= LONGEST and password.isprintable()


def _nfc(password: str) -> str:
    return unicodedata.normalize("NFC", password)
