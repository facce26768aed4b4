"""What in the ledger touches a person: why it is there, who sees it, when it is gone. A test holds it to the tables.

Of citizens there is nothing that names them: no name, no number of a card, no face, no telephone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

LIFE = "with the ledger: the story must stay whole; a name is replaced by no act yet"


@dataclass(frozen=True)
class Touching:
    """`of` whom: staff, or the citizen who holds a ticket; `seen_by` besides whoever runs the node's machine."""

    table: str
    columns: tuple[str, ...]
    of: str
    purpose: str
    seen_by: str
    gone: str

    def __str__(self) -> str:
        told = f"{self.table}.{', '.join(self.columns)}: of {self.of}, for {self.purpose}"
        return f"{told}; seen by {self.seen_by}; gone {self.gone}"


REGISTER: tuple[Touching, ...] = (
    Touching("user_account", ("name", "role", "branches", "created_at", "active", "skills"), "staff",
             "signing in and knowing who may do what", "supervisors", LIFE),
    Touching("user_account", ("password_hash",), "staff", "signing in", "nobody", "when the password is changed"),
    Touching("session", ("token_hash",), "staff", "staying signed in", "nobody", LIFE),
    Touching("session", ("id", "user", "kind", "created_at", "expires_at", "ended_at", "seen_at"), "staff",
             "ending sign-ins that are forgotten or not one's own", "the person, and who manages the account", LIFE),
    Touching("counter_session", ("officer", "opened_at", "state", "pause_reason", "state_since", "closed_at"), "staff",
             "who calls at which counter, since when", "staff of the branch", LIFE),
    Touching("event", ("actor_kind", "actor_id", "subject", "data"), "staff",
             "who did what, that no call can be denied", "staff of the branch", LIFE),
    Touching("ticket", ("source",), "staff", "which kiosk or member of staff gave the number",
             "staff of the branch", LIFE),
    Touching("booking", ("source",), "staff", "which kiosk or member of staff gave the number",
             "staff of the branch", LIFE),
    Touching("booking", ("code", "language"), "the holder",
             "the address under which the holder alone follows the number, and its language", "the holder", LIFE),
    Touching("leg", ("for_officer",), "staff", "to whom a ticket was handed on", "staff of the branch", LIFE),
    Touching("print_job", ("asked_by",), "staff", "who asked for paper", "nobody", LIFE),
    Touching("help_call", ("answered_by",), "staff", "who said that they are coming", "staff of the branch", LIFE),
    Touching("ticket", ("priority", "language", "signal"), "the holder",
             "the order of calling, the language of the pages, whether to call by sight",
             "staff of the branch; the public sees that there is a priority, never which", LIFE),
    Touching("ticket", ("code",), "the holder", "the address under which the holder alone follows the ticket",
             "the holder", LIFE),
    Touching("event", ("data",), "the holder", "the code of a priority, as the ticket has it",
             "staff of the branch", LIFE),
    Touching("answer", ("scope", "body"), "staff and the holder", "the same answer to the same question",
             "whoever asked", "a week after the answer"),
    Touching("day_key", ("seed",), "whoever showed a card", "the key of the day, made with the node's own",
             "nobody", "with the business day"),
    Touching("person_day", ("person", "given"), "whoever showed a card",
             "numbers of one person a day, by a hash under the day's key", "nobody",
             "with the business day (PostgreSQL keeps what it deleted until it vacuums; the key is gone)"),
)  # fmt: skip

NOBODY: Mapping[str, str] = {
    "book": "heads of logs",
    "branch": "places",
    "centre": "one office",
    "counter": "desks",
    "day_counter": "how far the numbers are",
    "device": "machines",
    "device_state": "how machines fare",
    "keypad": "machines",
    "lease": "numbers for a machine",
    "next_token": "machines",
    "pairing": "machines that ask to be let in",
    "planned_leg": "what a ticket is given for besides",
    "undo_step": "a ticket as it was before a counter's last act",
    "printout": "paper",
    "service": "fields of work",
    "speaker": "machines",
    "announcement": "which machine said which call, and when",
}
"""Tables that touch no person, and what they are of instead. A new table must stand here or above."""
