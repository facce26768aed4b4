"""Print jobs as the screens that asked, and the kiosk that prints, see them."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, bindparam, literal_column, select

from server.contract import Code, PrintJob, PrintQueue
from server.ledger.models import Record, print_job, ticket
from server.ledger.statements import Statement
from server.queries.house import House
from server.queries.tickets import current_leg, ticket_row, ticket_view
from server.queries.times import rfc3339
from server.rules.numbering import number_text
from server.rules.printing import PrintState, Told, silence
from server.rules.refusals import Refusal

SELECT_WITH_NUMBER = select(
    *print_job.c, ticket.c.series, ticket.c.number
).join(ticket, ticket.c.id == print_job.c.ticket)  # fmt: skip
SELECT_JOB = Statement(
    SELECT_WITH_NUMBER.where(print_job.c.id == bindparam("id"), print_job.c.branch == bindparam("branch"))
)
UNDER_WAY: ColumnElement[bool] = literal_column("print_job.state IN ('queued', 'preflight', 'sending')")
"""Written out, never bound: a bound value would keep PostgreSQL from the partial index."""
SELECT_QUEUED = Statement(
    SELECT_WITH_NUMBER.where(
        print_job.c.branch == bindparam("branch"), print_job.c.printer == bindparam("printer"),
        UNDER_WAY, print_job.c.state == PrintState.QUEUED.value,
    ).order_by(print_job.c.created_at, print_job.c.id)
)  # fmt: skip
SELECT_UNDER_WAY = Statement(SELECT_WITH_NUMBER.where(UNDER_WAY))


def job_row(connection: Connection, branch: str, job: str) -> Record:
    row = SELECT_JOB.first(connection, {"id": job, "branch": branch})
    if row is None:
        raise Refusal(Code.NOT_FOUND, "no such print job")
    return row


def standing(row: Record, now: int) -> tuple[Told, int]:
    """What is known of a job now and since when; too long a silence counts as an answer."""
    known = PrintState(row.state)
    fallen = silence(known, row.created_at, row.updated_at, now)
    return fallen or (Told(known, row.reason, row.how), row.updated_at)


def job_view(row: Record, zone: ZoneInfo, now: int) -> PrintJob:
    told, since = standing(row, now)
    return {
        "id": row.id, "printer": row.printer, "ticket": row.ticket,
        "number": number_text(row.series, row.number), "copy": row.copy,
        "state": told.state.value, "reason": told.reason, "how": told.how,
        "created_at": rfc3339(row.created_at, zone), "updated_at": rfc3339(since, zone),
    }  # fmt: skip


def queue_of(
    connection: Connection, house: House, branch: str, printer: str, now: int, public_url: str
) -> PrintQueue:
    """What this printer has not picked up yet, oldest first, each with all that its paper says."""
    zone = house.branch(branch).zone
    rows = SELECT_QUEUED.all(connection, {"branch": branch, "printer": printer})
    told: PrintQueue = {"jobs": []}
    for row in rows:
        if standing(row, now)[0].state is PrintState.QUEUED:
            of, stay = ticket_row(connection, branch, row.ticket), current_leg(connection, row.ticket)
            view = ticket_view(connection, house, of, stay, now, public_url)
            told["jobs"].append({**job_view(row, zone, now), "ticket_view": view})
    return told
