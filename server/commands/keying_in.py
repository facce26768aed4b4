"""What a counter called and served on paper while the node was away, keyed in as one act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import bindparam, update

from server.commands.before import keep_before
from server.commands.calling import complete, told_call
from server.commands.choosing import Desk, choice, desk_of
from server.commands.desks import counter_answer, ticket_session
from server.commands.moving import same_line
from server.commands.scene import Scene
from server.commands.tickets import CURRENT, append, end, of_leg, set_ticket, view
from server.contract import Code, KeyedIn
from server.ledger.models import Record, leg
from server.ledger.statements import Statement
from server.queries.tickets import current_leg, find_ticket, ticket_row
from server.rules.numbering import number_text
from server.rules.refusals import Refusal
from server.rules.states import STEPS, TicketState, Verb

ON_PAPER = "on_paper"
"""Why these calls were made, and how all that followed is known."""
TAKE_LEG = Statement(
    update(leg).where(CURRENT)
    .values(waiting=False, counter=bindparam("b_counter"), calls=leg.c.calls + 1, call_seq=None, last_called=None)
)  # fmt: skip
"""Nobody knows when it was called, and no wall has shown it."""


class Outcome(StrEnum):
    SERVED = "served"
    ABSENT = "absent"


@dataclass(frozen=True)
class Line:
    """One line of the paper: the id of a ticket, and what became of it."""

    ticket: str
    outcome: Outcome


def key_in(scene: Scene, counter: str, sheet: Sequence[Line]) -> KeyedIn:
    """All of them or none. The counter may have a ticket in hand: what stands on paper came before it.

    422 `invalid` names what is unknown here or stands there twice, 409 `wrong_state` each number that does not wait
    any more. In the order of coming, so that nobody who is on the sheet counts as overtaken by another of it."""
    desk = desk_of(ticket_session(scene, counter))
    rows = _all_of_them(scene, sheet)
    became = {one.ticket: one.outcome for one in sheet}
    for row in sorted(rows, key=lambda row: _since(scene, row)):
        _write_down(scene, desk, row, became[row.id])
    return {
        "counter": counter_answer(scene, counter),
        "tickets": [view(scene, one.ticket) for one in sheet],
    }


def _all_of_them(scene: Scene, sheet: Sequence[Line]) -> list[Record]:
    """The tickets of the sheet, each of which could be called now."""
    found: dict[str, Record] = {}
    bad: list[dict[str, str]] = []
    late: list[dict[str, str]] = []
    for place, one in enumerate(sheet):
        pointer = f"/tickets/{place}/ticket"
        row = find_ticket(scene.tx.connection, scene.branch.code, one.ticket)
        if row is None or row.id in found:
            bad.append({"pointer": pointer, "code": "repeated" if row else "unknown"})
            continue
        found[row.id] = row
        if row.state not in STEPS[Verb.CALL][0]:
            number = number_text(row.series, row.number)
            late.append({"pointer": pointer, "code": Code.WRONG_STATE.value, "number": number})
    if bad:
        raise Refusal(Code.INVALID, errors=bad)
    if late:
        numbers = ", ".join(one["number"] for one in late)
        raise Refusal(Code.WRONG_STATE, f"waiting no more: {numbers}", late)
    return list(found.values())


def _since(scene: Scene, row: Record) -> tuple[int, int]:
    return current_leg(scene.tx.connection, row.id).wait_start, row.issued_seq


def _write_down(scene: Scene, desk: Desk, row: Record, outcome: Outcome) -> None:
    keep_before(scene, row, desk.counter)
    parked = row.state == TicketState.PARKED
    stay = same_line(scene, row).row if parked else current_leg(scene.tx.connection, row.id)
    told = told_call(scene, desk, choice(scene, desk, stay), ON_PAPER)
    seq = append(scene, "ticket.called", row, told)
    # Its own state comes at the end: at the counter another ticket may be called or served now.
    set_ticket(scene, row, TicketState(row.state), desk.counter, seq)
    TAKE_LEG.run(scene.tx.connection, of_leg(scene, row, b_counter=desk.counter))
    here = ticket_row(scene.tx.connection, scene.branch.code, row.id)
    if outcome is Outcome.ABSENT:
        return end(scene, here, "ticket.no_show", TicketState.NO_SHOW, {"why": ON_PAPER})
    append(scene, "ticket.started", here, {"why": ON_PAPER})
    return complete(scene, here, {"dossiers": row.dossiers, "why": ON_PAPER})
