"""Signing in by password, and how often it may be tried.

Tries are counted by account and device, and by address. An account's tries on a device where it was signed in before
are its own; all other devices share one count, so a stranger who hammers a name makes strangers wait, and keeps nobody
out of where they work. A whole office may have one address: it waits a minute at most, and only on new devices.
The counts live in this process's memory: a restart forgets them, and nodes beside each other count for themselves.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from server.commands.passwords import Passwords
from server.commands.scene import Person
from server.commands.sessions import Sessions
from server.ledger.change import Ledger, microseconds
from server.ledger.models import user
from server.ledger.statements import Statement
from server.rules.refusals import TooSoon
from server.rules.throttling import Throttle

DAY_S = 86_400
FREE_TRIES = 10
LONGEST_WAIT_S = 900
"""Of an account: four tries an hour find no password."""
FREE_AT_ADDRESS = 30
LONGEST_AT_ADDRESS_S = 60
FORGOTTEN_AT_ADDRESS_S = 3600

SELECT_PASSWORD = Statement(
    select(user.c.password_hash).where(user.c.name == bindparam("name"), user.c.active)
)


Counts = list[tuple[Throttle, Hashable]]


@dataclass(frozen=True)
class Origin:
    """From where somebody signs in; `device` is None on one where this account has not been signed in before."""

    address: str
    device: str | None


class SigningIn:
    def __init__(self, ledger: Ledger, passwords: Passwords, sessions: Sessions) -> None:
        self._ledger, self._passwords, self._sessions = ledger, passwords, sessions
        self._at_home = Throttle(FREE_TRIES, LONGEST_WAIT_S, DAY_S)
        self._elsewhere = Throttle(FREE_TRIES, LONGEST_WAIT_S, DAY_S)
        self._addresses = Throttle(FREE_AT_ADDRESS, LONGEST_AT_ADDRESS_S, FORGOTTEN_AT_ADDRESS_S)

    def sign_in(self, name: str, password: str, origin: Origin) -> str | None:
        """A new session's token, or None: which of the two was wrong, or whether the account is off, is nobody's
        business. `TooSoon` before anything is looked at."""
        counts: Counts = [(self._elsewhere, name), (self._addresses, origin.address)]
        if origin.device is not None:
            counts = [(self._at_home, (name, origin.device))]
        return self._sessions.open(name, "browser") if self._is_right(name, password, counts) else None

    def is_password(self, who: Person, password: str) -> bool:
        """Whether it is the password of who is signed in; `TooSoon` like a sign-in."""
        return self._is_right(who.name, password, [(self._at_home, (who.name, who.session))])

    def _is_right(self, name: str, password: str, counts: Counts) -> bool:
        self._note(counts)
        if not self._verify(name, password):
            return False
        for throttle, key in counts:
            if throttle is self._at_home:
                throttle.forget(key)
            else:
                throttle.take_back(key)
        return True

    def _note(self, counts: Counts) -> None:
        now = microseconds(self._ledger.clock.now())
        wait_s = max(throttle.wait_s(key, now) for throttle, key in counts)
        if wait_s:
            raise TooSoon(wait_s)
        for throttle, key in counts:
            throttle.note(key, now)

    def _verify(self, name: str, password: str) -> bool:
        with self._ledger.read() as connection:
            row = SELECT_PASSWORD.first(connection, {"name": name})
        return self._passwords.verify(row.password_hash if row else None, password) and row is not None
