"""Help: a kiosk calls a member of staff, and one of them says that they are coming."""

from __future__ import annotations

from sqlalchemy import bindparam, insert, update

from server.commands.scene import Scene
from server.contract import Code, HelpAnswer, HelpStanding
from server.ledger.helping import help_call
from server.ledger.statements import Statement
from server.queries.helping import SELECT_RINGING, call_row, help_answer, help_standing
from server.rules.ordering import MICROSECONDS
from server.rules.refusals import Refusal

INSERT_CALL = Statement(insert(help_call))
SET_ANSWERED = Statement(
    update(help_call).where(help_call.c.id == bindparam("b_id"))
    .values(answered_at=bindparam("b_at"), answered_by=bindparam("b_by"))
)  # fmt: skip


def call(scene: Scene, call_id: str) -> HelpStanding:
    """Ring for this kiosk under `call_id`; while an earlier call of it rings, that one again."""
    where = {"branch": scene.branch.code, "day": scene.day}
    for row in SELECT_RINGING.all(scene.tx.connection, where):
        if row.kiosk == scene.person.name:
            return help_standing(row, scene.branch.zone)
    scene.append("help.called", f"help/{call_id}", {"kiosk": scene.person.name})
    INSERT_CALL.run(
        scene.tx.connection,
        {
            "id": call_id, "branch": scene.branch.code, "business_day": scene.day, "kiosk": scene.person.name,
            "called_at": scene.now, "answered_at": None, "answered_by": None,
        },
    )  # fmt: skip
    return help_standing(call_row(scene.tx.connection, scene.branch.code, call_id), scene.branch.zone)


def answer(scene: Scene, call_id: str) -> HelpAnswer:
    """Somebody is coming; the first to say so stays. 409 `wrong_state` for an unanswered call of an earlier day."""
    connection, branch = scene.tx.connection, scene.branch
    row = call_row(connection, branch.code, call_id)
    if row.answered_at is not None:
        return help_answer(row, branch.zone)
    if row.business_day != scene.day:
        raise Refusal(Code.WRONG_STATE, "this call is of an earlier day and rings no more")
    waited_s = (scene.now - row.called_at) // MICROSECONDS
    scene.append("help.answered", f"help/{call_id}", {"kiosk": row.kiosk, "waited_s": waited_s})
    SET_ANSWERED.run(connection, {"b_id": call_id, "b_at": scene.now, "b_by": scene.person.name})
    return help_answer(call_row(connection, branch.code, call_id), branch.zone)
