"""What a key of a counter's keypad does: the page's own step, so that hand and screen never disagree."""

from __future__ import annotations

from enum import StrEnum

from server.commands import calling
from server.commands.desks import counter_answer, own_session, ticket_at
from server.commands.scene import Scene
from server.contract import Code, CounterAnswer
from server.rules.refusals import Refusal
from server.rules.states import TicketState


class Key(StrEnum):
    NEXT = "next"
    RECALL = "recall"
    NO_SHOW = "no_show"


def press(scene: Scene, counter: str, key: Key) -> CounterAnswer:
    """409 `counter_not_open` without an open session; else as the step that the key stands for is refused."""
    own_session(scene, counter)
    active = ticket_at(scene, counter)
    if key is Key.NEXT:
        _next(scene, counter, active.id if active else None, active.state if active else None)
    elif active is None:
        raise Refusal(Code.WRONG_STATE, "no ticket is called here")
    elif key is Key.RECALL:
        calling.recall(scene, active.id)
    else:
        calling.no_show(scene, active.id)
    return counter_answer(scene, counter)


def _next(scene: Scene, counter: str, ticket: str | None, state: str | None) -> None:
    """As the page's big button: call, then serve, then finish and call."""
    if ticket is None:
        calling.call_next(scene, counter)
    elif state == TicketState.CALLED and scene.house.arrival:
        calling.start(scene, ticket)
    else:
        calling.finish_and_next(scene, counter)
