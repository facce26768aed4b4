"""What a request finds: the ledger and what stands around it, gathered once by `app.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import cast

from flask import current_app

from config.clock import Clock
from config.settings import NodeSettings
from server.commands.answering import Answering
from server.commands.bringing import bring_in
from server.commands.day import end_days
from server.commands.giving_back import GivingBack
from server.commands.heartbeats import Presence
from server.commands.idling import close_left_sessions
from server.commands.pairing import Pairing
from server.commands.parking import end_parking
from server.commands.passwords import Passwords
from server.commands.printing import end_silent_jobs
from server.commands.recovering import recover
from server.commands.scene import Person
from server.commands.sessions import Sessions
from server.commands.signing_in import SigningIn
from server.ledger.change import Ledger, microseconds
from server.queries.house import House, HouseMemory
from server.web.pictures import Pictures

EXTENSION = "moiso"
Hints = Callable[[NodeSettings, House], Iterable[str]]
"""What a centre that was applied still lacks on this node, a line each."""


@dataclass(frozen=True)
class Node:
    settings: NodeSettings
    clock: Clock
    ledger: Ledger
    houses: HouseMemory
    answering: Answering
    passwords: Passwords
    sessions: Sessions
    signing_in: SigningIn
    pictures: Pictures
    presence: Presence
    pairing: Pairing
    giving_back: GivingBack
    secret: bytes
    hints: Hints

    @property
    def now(self) -> int:
        """The moment, whole microseconds UTC."""
        return microseconds(self.clock.now())

    def house(self) -> House:
        with self.ledger.read() as connection:
            return self.houses.of(connection)

    def script(self, token: str) -> Person | None:
        """The member of staff whose script holds this token."""
        with self.ledger.read() as connection:
            return self.sessions.person_of(connection, token, "script", self.now)

    def recover(self) -> None:
        """This node was cut off and is back: write it down, and let the desks see when."""
        recover(self.ledger, self.houses)
        self.pictures.recovered_at = self.now

    def end_days(self) -> None:
        """End what yesterday left open, in every branch where a new day has begun."""
        end_days(self.ledger, self.houses)

    def end_silence(self) -> None:
        """Write down which devices are gone, which print jobs nobody answers, whose kept place is over, and whose
        half-hour of a number for this day has come."""
        self.presence.end_silent()
        end_silent_jobs(self.answering)
        end_parking(self.answering)
        close_left_sessions(self.answering)
        bring_in(self.answering)


def node() -> Node:
    """The node of the running app."""
    return cast("Node", current_app.extensions[EXTENSION])
