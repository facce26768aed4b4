"""What becomes of paper: jobs for a named printer, and the verdict on each copy of a ticket."""

from __future__ import annotations

from functools import partial

from sqlalchemy import bindparam, func, insert, select, update

from server.commands.answering import Answering
from server.commands.devices import SELECT_NAMED
from server.commands.expected import booking_row
from server.commands.scene import NODE, Scene
from server.contract import Code, PrintJob, Printout
from server.ledger.change import microseconds
from server.ledger.models import Record, event, print_job, printout
from server.ledger.statements import Statement
from server.queries.print_jobs import SELECT_UNDER_WAY, job_row, job_view, standing
from server.queries.tickets import ticket_row
from server.rules.numbering import number_text
from server.rules.printing import VERDICTS, PrintState, Told, may_follow, silence
from server.rules.refusals import Refusal, unknown
from server.rules.states import BookingState

SELECT_PRINTOUT = Statement(
    select(printout).where(printout.c.ticket == bindparam("ticket"), printout.c.copy == bindparam("copy"))
)
INSERT_PRINTOUT = Statement(insert(printout))
UPDATE_PRINTOUT = Statement(
    update(printout).where(printout.c.ticket == bindparam("b_ticket"), printout.c.copy == bindparam("b_copy"))
    .values(verdict=bindparam("b_verdict"), reason=bindparam("b_reason"), how=bindparam("b_how"),
            printer=bindparam("b_printer"), at=bindparam("b_at"))
)  # fmt: skip
INSERT_JOB = Statement(insert(print_job))
UPDATE_JOB = Statement(
    update(print_job).where(print_job.c.id == bindparam("b_id"))
    .values(state=bindparam("b_state"), reason=bindparam("b_reason"), how=bindparam("b_how"),
            updated_at=bindparam("b_at"))
)  # fmt: skip
LAST_COPIES = [
    Statement(select(func.coalesce(func.max(one.c.copy), 0)).where(one.c.ticket == bindparam("ticket")))
    for one in (printout, print_job)
]
SELECT_ISSUER = Statement(
    select(event.c.actor_kind).where(
        event.c.branch == bindparam("branch"), event.c.epoch.in_(bindparam("epochs", expanding=True)),
        event.c.seq == bindparam("seq"), event.c.subject == bindparam("subject"),
    )
)  # fmt: skip


def printed(scene: Scene, ticket_id: str, copy: int, told: Told, printer: str | None) -> Printout:
    """What a kiosk knows of a copy that it printed; the state of the ticket does not matter. Of a number for a later
    day the story alone keeps it: it has no ticket yet."""
    by = printer or scene.person.name
    row = booking_row(scene.tx.connection, scene.branch.code, ticket_id)
    verdict = told.state
    if row is None or row.state == BookingState.ENTERED:
        row = ticket_row(scene.tx.connection, scene.branch.code, ticket_id)
        verdict = _record(scene, row, copy, told, by, {})
    else:
        _tell(scene, row, copy, told, by, {})
    number = number_text(row.series, row.number)
    return {"ticket": row.id, "number": number, "copy": copy, "verdict": verdict.value}


def ask(scene: Scene, job: str, printer: str, ticket_id: str) -> PrintJob:
    """422 for a printer that this branch does not have, 409 `wrong_state` for a ticket of an earlier day."""
    connection = scene.tx.connection
    row = ticket_row(connection, scene.branch.code, ticket_id)
    named = SELECT_NAMED.all(connection, {"branch": scene.branch.code, "name": printer})
    if not any(one.scope == "kiosk" for one in named):
        raise unknown("/printer")
    if row.business_day != scene.day:
        raise Refusal(Code.WRONG_STATE, "this ticket is of an earlier day")
    INSERT_JOB.run(
        connection,
        {
            "id": job, "branch": scene.branch.code, "printer": printer, "ticket": row.id,
            "copy": _next_copy(scene, row), "state": PrintState.QUEUED.value, "reason": None, "how": None,
            "asked_by": scene.person.name, "created_at": scene.now, "updated_at": scene.now,
        },
    )  # fmt: skip
    return _view(scene, job)


def report(scene: Scene, job: str, told: Told) -> PrintJob:
    """The printer's kiosk tells how far it is. To say the same again changes nothing; 409 for a step back."""
    row = job_row(scene.tx.connection, scene.branch.code, job)
    if row.printer != scene.person.name:
        raise Refusal(Code.NOT_FOUND, "no such print job")
    known = standing(row, scene.now)[0].state
    if told.state is not known:
        if not may_follow(known, told.state):
            raise Refusal(Code.WRONG_STATE, f"the job is {known.value}, it cannot become {told.state.value}")
        _move(scene, row, told, scene.now)
    return _view(scene, job)


def end_silent_jobs(answering: Answering) -> None:
    """Write down what silence has decided; safe to ask at any time."""
    with answering.ledger.read() as connection:
        rows = SELECT_UNDER_WAY.all(connection)
    now = microseconds(answering.ledger.clock.now())
    for row in rows:
        if silence(PrintState(row.state), row.created_at, row.updated_at, now):
            answering.at_once(row.branch, NODE, partial(_end_silent, job=row.id))


def _end_silent(scene: Scene, job: str) -> None:
    row = job_row(scene.tx.connection, scene.branch.code, job)
    fallen = silence(PrintState(row.state), row.created_at, row.updated_at, scene.now)
    if fallen is not None:
        _move(scene, row, *fallen)


def _move(scene: Scene, row: Record, told: Told, at: int) -> None:
    UPDATE_JOB.run(
        scene.tx.connection,
        {"b_id": row.id, "b_state": told.state.value, "b_reason": told.reason, "b_how": told.how, "b_at": at},
    )
    if told.state in VERDICTS:
        of = ticket_row(scene.tx.connection, scene.branch.code, row.ticket)
        _record(scene, of, row.copy, told, row.printer, {"job": row.id, "asked_by": row.asked_by})


def _record(
    scene: Scene, of: Record, copy: int, told: Told, printer: str, more: dict[str, str]
) -> PrintState:
    """Keep a verdict and write it into the story, unless it is known; `confirmed` never goes back."""
    found = SELECT_PRINTOUT.first(scene.tx.connection, {"ticket": of.id, "copy": copy})
    if found is not None:
        same = (found.verdict, found.reason, found.how, found.printer)
        if found.verdict == PrintState.CONFIRMED or same == (told.state, told.reason, told.how, printer):
            return PrintState(found.verdict)
    facts = _tell(scene, of, copy, told, printer, more)
    row = {"ticket": of.id, "copy": copy, **facts, "at": scene.now}
    if found is None:
        INSERT_PRINTOUT.run(scene.tx.connection, row)
    else:
        UPDATE_PRINTOUT.run(scene.tx.connection, {f"b_{name}": value for name, value in row.items()})
    return told.state


def _tell(
    scene: Scene, of: Record, copy: int, told: Told, printer: str, more: dict[str, str]
) -> dict[str, str | None]:
    facts = {"verdict": told.state.value, "reason": told.reason, "how": told.how, "printer": printer}
    known = {"number": number_text(of.series, of.number), "copy": copy}
    kind = "ticket.printed" if copy == 1 else "ticket.reprinted"
    scene.append(kind, f"ticket/{of.id}", known | facts | more)
    return facts


def _next_copy(scene: Scene, of: Record) -> int:
    """A kiosk that gave the number has printed copy 1, whatever became of it."""
    copies = [int(one.scalar(scene.tx.connection, {"ticket": of.id})) for one in LAST_COPIES]
    return max(*copies, 0 if _issued_by_staff(scene, of) else 1) + 1


def _issued_by_staff(scene: Scene, of: Record) -> bool:
    epochs = list(range(1, scene.tx.books[scene.branch.code].epoch + 1))
    where = {"branch": of.branch, "epochs": epochs, "seq": of.issued_seq, "subject": f"ticket/{of.id}"}
    issuer = SELECT_ISSUER.first(scene.tx.connection, where)
    return issuer is not None and issuer.actor_kind == "officer"


def _view(scene: Scene, job: str) -> PrintJob:
    row = job_row(scene.tx.connection, scene.branch.code, job)
    return job_view(row, scene.branch.zone, scene.now)
