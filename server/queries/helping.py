"""Help calls: those that ring now, and how one of them stands."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, bindparam, literal_column, select

from server.contract import Code, HelpAnswer, HelpStanding, OpenHelp
from server.ledger.change import microseconds
from server.ledger.helping import help_call
from server.ledger.models import Record
from server.ledger.statements import Statement
from server.queries.snapshots import Moment
from server.queries.times import maybe, rfc3339
from server.rules.calendar import business_day
from server.rules.ordering import MICROSECONDS
from server.rules.refusals import Refusal

LATE_US = 60 * MICROSECONDS

RINGING: ColumnElement[bool] = literal_column("help_call.answered_at IS NULL")
"""Written out, never bound: a bound value would keep PostgreSQL from the partial index."""
SELECT_CALL = Statement(
    select(help_call).where(help_call.c.id == bindparam("id"), help_call.c.branch == bindparam("branch"))
)
SELECT_RINGING = Statement(
    select(help_call)
    .where(help_call.c.branch == bindparam("branch"), help_call.c.business_day == bindparam("day"), RINGING)
    .order_by(help_call.c.called_at, help_call.c.id)
)


def ringing(seen: Moment) -> list[OpenHelp]:
    """Today's calls that nobody has answered, the oldest first; what rang yesterday has ended with its day."""
    today = business_day(seen.at, seen.branch.zone).isoformat()
    day = max(today, seen.log.business_day)  # days never go back
    rows = SELECT_RINGING.all(seen.connection, {"branch": seen.branch.code, "day": day})
    now = microseconds(seen.at)
    return [
        {
            "id": row.id,
            "kiosk": row.kiosk,
            "called_at": seen.text(row.called_at),
            "late_at": seen.text(row.called_at + LATE_US),
            "late": now >= row.called_at + LATE_US,
        }
        for row in rows
    ]


def call_row(connection: Connection, branch: str, call: str) -> Record:
    row = SELECT_CALL.first(connection, {"id": call, "branch": branch})
    if row is None:
        raise Refusal(Code.NOT_FOUND, "no such help call")
    return row


def standing_of(connection: Connection, branch: str, kiosk: str, call: str, zone: ZoneInfo) -> HelpStanding:
    """A kiosk's own call; one of another kiosk is 404 like one that never was."""
    row = call_row(connection, branch, call)
    if row.kiosk != kiosk:
        raise Refusal(Code.NOT_FOUND, "no such help call")
    return help_standing(row, zone)


def help_standing(row: Record, zone: ZoneInfo) -> HelpStanding:
    return {
        "id": row.id,
        "called_at": rfc3339(row.called_at, zone),
        "answered_at": maybe(row.answered_at, zone),
    }


def help_answer(row: Record, zone: ZoneInfo) -> HelpAnswer:
    return {**help_standing(row, zone), "kiosk": row.kiosk, "answered_by": row.answered_by}
