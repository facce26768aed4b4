"""The journal of paper: each print job of this machine, written down before each step it takes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.file import File
from kiosk.journal import UnknownTouch
from printers.jobs import ENDS, How, Outcome, State

SCHEMA = """
CREATE TABLE IF NOT EXISTS jobs (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    ticket  TEXT NOT NULL,
    answer  TEXT NOT NULL,
    copy    INTEGER NOT NULL,
    asked   TEXT UNIQUE,
    state   TEXT NOT NULL,
    reason  TEXT,
    how     TEXT,
    printer TEXT,
    told    TEXT,
    at      TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS jobs_ticket ON jobs (ticket);
"""
COLUMNS = "id, ticket, answer, copy, asked, state, reason, how, printer, told"
RESTARTED = "restarted"
"""Why a job that was under way when the agent ended has no better end."""
MOST_COPIES = 3
"""A kiosk prints a ticket again twice by itself; after that a person has to look."""


@dataclass(frozen=True)
class PrintJob:
    """`ticket` is the UUID of its touch, or of the ticket that the node asked for, and `answer` the JSON text of the
    ticket or booking; `asked` the id of the node's print job, if the node asked for it. `told` is the state that the
    node has heard of."""

    id: int
    ticket: str
    answer: str
    copy: int
    asked: str | None
    state: State
    reason: str | None
    how: How | None
    printer: str | None
    told: str | None

    @property
    def ticket_id(self) -> str:
        """As the node knows it: an emergency number has another UUID than its touch."""
        return str(json.loads(self.answer)["id"])

    @property
    def ended(self) -> bool:
        return self.state in ENDS

    @property
    def may_be_repeated(self) -> bool:
        return self.ended and (self.state is State.NOT_PRINTED or self.copy < MOST_COPIES)


class TooManyCopies(Exception):
    """This ticket has been printed again as often as a kiosk may."""


class Jobs:
    def __init__(self, file: File) -> None:
        self._file = file
        file.furnish(SCHEMA)

    def first(self, ticket: str, answer: str, at: datetime) -> PrintJob | None:
        """A ticket's own slip, queued; None when it has been queued before."""
        with self._file.together():
            return self._add(ticket, answer, 1, None, at) if self.latest(ticket) is None else None

    def again(self, ticket: str, at: datetime) -> tuple[PrintJob, bool]:
        """The next slip of a ticket and whether it is new: while one is under way, that one.

        What left nothing on paper may be printed as if it were the first; everything else is a marked copy.
        `UnknownTouch` for a ticket that has no slip, `TooManyCopies`."""
        with self._file.together():
            last = self.latest(ticket)
            if last is None:
                raise UnknownTouch(ticket)
            if not last.ended:
                return last, False
            if not last.may_be_repeated:
                raise TooManyCopies(ticket)
            copy = last.copy if last.state is State.NOT_PRINTED else last.copy + 1
            return self._add(ticket, last.answer, copy, None, at), True

    def asked_for(self, asked: str, ticket: str, answer: str, copy: int, at: datetime) -> PrintJob | None:
        """A job of the node's, queued; None when this machine has it already."""
        with self._file.together():
            known = self._read("WHERE asked = ?", asked)
            return None if known else self._add(ticket, answer, copy, asked, at)

    def latest(self, ticket: str) -> PrintJob | None:
        """The newest slip of a ticket that this machine made by itself."""
        found = self._read("WHERE ticket = ? AND asked IS NULL ORDER BY id DESC LIMIT 1", ticket)
        return found[0] if found else None

    def state(self, job: int) -> State:
        return self._read("WHERE id = ?", job)[0].state

    def note(self, job: int, state: State, reason: str | None, printer: str) -> None:
        """Before the step is taken."""
        self._file.do(
            "UPDATE jobs SET state = ?, reason = ?, printer = ? WHERE id = ?", state, reason, printer, job
        )

    def end(self, job: int, outcome: Outcome, printer: str) -> None:
        self._file.do(
            "UPDATE jobs SET state = ?, reason = ?, how = ?, printer = ? WHERE id = ?",
            outcome.state, outcome.reason, outcome.how, printer, job,
        )  # fmt: skip

    def resume(self) -> None:
        """After a restart: what had sent nothing printed nothing, of the rest nobody can know."""
        self._file.do(
            "UPDATE jobs SET state = ?, reason = ? WHERE state IN (?, ?)",
            State.NOT_PRINTED, RESTARTED, State.QUEUED, State.PREFLIGHT,
        )  # fmt: skip
        self._file.do(
            "UPDATE jobs SET state = ?, reason = ? WHERE state = ?", State.IN_DOUBT, RESTARTED, State.SENDING
        )

    def untold(self) -> list[PrintJob]:
        """What the node has not heard yet: ends of our own slips, each step of those it asked for."""
        ends = ", ".join(f"'{one}'" for one in sorted(ENDS))
        return self._read(f"WHERE told IS NOT state AND (asked IS NOT NULL OR state IN ({ends})) ORDER BY id")

    def tell(self, job: PrintJob) -> None:
        """The node has heard of this state."""
        self._file.do("UPDATE jobs SET told = ? WHERE id = ?", job.state, job.id)

    def forget(self, before: datetime) -> None:
        self._file.do("DELETE FROM jobs WHERE at < ?", before.isoformat())

    def _add(self, ticket: str, answer: str, copy: int, asked: str | None, at: datetime) -> PrintJob:
        self._file.do(
            "INSERT INTO jobs (ticket, answer, copy, asked, state, at) VALUES (?, ?, ?, ?, ?, ?)",
            ticket, answer, copy, asked, State.QUEUED, at.isoformat(),
        )  # fmt: skip
        return self._read("WHERE ticket = ? ORDER BY id DESC LIMIT 1", ticket)[0]

    def _read(self, where: str, *values: str | int) -> list[PrintJob]:
        rows = self._file.rows(f"SELECT {COLUMNS} FROM jobs {where}", *values)  # noqa: S608 - our own words
        return [_job(row) for row in rows]


def _job(row: tuple[Any, ...]) -> PrintJob:
    number, ticket, answer, copy, asked, state, reason, how, printer, told = row
    return PrintJob(
        number, ticket, answer, copy, asked, State(state), reason, How(how) if how else None, printer, told
    )
