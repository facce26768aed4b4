"""Whose half-hour has come waits, also where nobody presses anything."""

from __future__ import annotations

from server.commands.answering import Answering
from server.commands.expected import SELECT_DUE_BRANCHES
from server.commands.scene import NODE
from server.ledger.change import microseconds


def bring_in(answering: Answering) -> None:
    """Safe to ask at any time: every scene of a branch begins with it."""
    now = microseconds(answering.ledger.clock.now())
    with answering.ledger.read() as connection:
        branches = [row.branch for row in SELECT_DUE_BRANCHES.all(connection, {"now": now})]
    for branch in branches:
        answering.at_once(branch, NODE, lambda _: None)
