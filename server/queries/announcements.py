"""When calls began to be said in the hall, and which of them a voice is yet to say."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, func, select

from server.ledger.models import Record, announcement, speaker
from server.ledger.statements import Statement
from server.queries.house import Branch
from server.rules.speaking import is_late

SELECT_SAID = Statement(
    select(announcement.c.call_seq, func.min(announcement.c.at).label("at"))
    .where(
        announcement.c.branch == bindparam("branch"), announcement.c.business_day == bindparam("day"),
        announcement.c.call_seq.in_(bindparam("calls", expanding=True)),
    )
    .group_by(announcement.c.call_seq)
)  # fmt: skip
SELECT_VOICES = Statement(
    select(speaker.c.display).where(
        speaker.c.branch == bindparam("branch"), speaker.c.until > bindparam("now")
    )
)
Said = dict[int, int]
"""Of a call (its seq) when the first of the branch's voices began it, microseconds UTC."""


def announced(connection: Connection, branch: Branch, day: str, called: Sequence[Record]) -> Said:
    """Of the calls of these tickets."""
    if not called:
        return {}
    calls = [row.call_seq for row in called]
    where = {"branch": branch.code, "day": day, "calls": calls}
    return {row.call_seq: row.at for row in SELECT_SAID.all(connection, where)}


def awaited(
    connection: Connection, branch: Branch, day: str, called: Sequence[Record], now: int
) -> frozenset[int]:
    """Which of these calls (their seqs) a screen that speaks now and shows their counter is yet to say."""
    young = [row for row in called if not is_late(row.last_called, now)]
    if not young:
        return frozenset()
    voices = [row.display for row in SELECT_VOICES.all(connection, {"branch": branch.code, "now": now})]
    open_calls = [row for row in young if any(_says(branch, one, row.counter) for one in voices)]
    said = announced(connection, branch, day, open_calls)
    return frozenset(row.call_seq for row in open_calls if row.call_seq not in said)


def _says(branch: Branch, display: str, counter: str) -> bool:
    """A screen that the centre file does not name says all of the branch."""
    known = branch.displays.get(display)
    return known is None or known["counters"] is None or counter in known["counters"]
