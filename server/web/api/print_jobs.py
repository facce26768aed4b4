"""Print jobs: asked for by staff and tablets, picked up and reported by the kiosk at the printer."""

from __future__ import annotations

from uuid import UUID, uuid4

from flask import Blueprint, Response

from server.commands import printing
from server.queries.print_jobs import job_row, job_view, queue_of
from server.rules.printing import PrintState, Told
from server.web.access import required_person
from server.web.api.bodies import NewPrintJob, PrintReport
from server.web.api.reading import asked, body
from server.web.api.sending import answered, as_response
from server.web.node import node

blueprint = Blueprint("print_jobs", __name__, url_prefix="/api/v1")


@blueprint.post("/branches/<branch>/print-jobs")
def ask(branch: str) -> Response:
    """Have a ticket of today printed on a named printer of this branch."""
    given, job = body(NewPrintJob), str(uuid4())
    answer = node().answering.once(
        branch, asked(given), lambda scene: (201, printing.ask(scene, job, given.printer, given.ticket))
    )
    return answered(answer)


@blueprint.get("/branches/<branch>/print-jobs/<uuid:job>")
def show(branch: str, job: UUID) -> Response:
    """How far it is: the screen that asked looks here until the state is final."""
    here = node()
    with here.ledger.read() as connection:
        zone = here.houses.of(connection).branch(branch).zone
        return as_response(job_view(job_row(connection, branch, str(job)), zone, here.now))


@blueprint.get("/devices/self/print-jobs")
def queued() -> Response:
    """What this kiosk is to print and has not picked up, oldest first."""
    here, who = node(), required_person()
    with here.ledger.read() as connection:
        house, url = here.houses.of(connection), here.settings.public_url
        return as_response(queue_of(connection, house, who.branches[0], who.name, here.now, url))


@blueprint.post("/devices/self/print-jobs/<uuid:job>")
def report(job: UUID) -> Response:
    """The first report picks the job up; to say the same again changes nothing, 409 for a step back."""
    given, who = body(PrintReport), required_person()
    told = Told(PrintState(given.state), given.reason, given.how)
    return as_response(
        node().answering.at_once(who.branches[0], who, lambda scene: printing.report(scene, str(job), told))
    )
