"""The end of a session that everybody has left: warned of on the page, then closed, and the event says why."""

from __future__ import annotations

from sqlalchemy import bindparam, exists, select

from server.commands.answering import Answering
from server.commands.desks import close_session
from server.commands.scene import NODE, Scene
from server.ledger.change import microseconds
from server.ledger.models import book, counter_session, leg, ticket
from server.ledger.statements import Statement
from server.queries.line import ACTIVE, OPEN
from server.rules.ordering import MICROSECONDS

AT_WORK = exists().where(
    ticket.c.branch == counter_session.c.branch, ticket.c.counter == counter_session.c.counter, ACTIVE
)
LATELY = exists().where(
    leg.c.branch == counter_session.c.branch, leg.c.business_day == book.c.business_day,
    leg.c.counter == counter_session.c.counter, leg.c.ended > bindparam("before"),
)  # fmt: skip
"""Something was ended there since; the day stands in the index that is asked."""
SELECT_LEFT = Statement(
    select(counter_session)
    .join(book, book.c.code == counter_session.c.branch)
    .where(OPEN, counter_session.c.state_since <= bindparam("before"), ~AT_WORK, ~LATELY)
    .order_by(counter_session.c.branch, counter_session.c.counter)
)


def close_left_sessions(answering: Answering) -> None:
    """Close what nobody has touched for the centre's `counter_idle_s`; never where a ticket is called or served.

    Safe to ask at any time."""
    with answering.ledger.read() as connection:
        idle_s = answering.houses.of(connection).counter_idle_s
        now = microseconds(answering.ledger.clock.now())
        branches = {
            row.branch for row in SELECT_LEFT.all(connection, {"before": now - idle_s * MICROSECONDS})
        }
    for branch in sorted(branches):
        answering.at_once(branch, NODE, _close)


def _close(scene: Scene) -> None:
    before = scene.now - scene.house.counter_idle_s * MICROSECONDS
    for row in SELECT_LEFT.all(scene.tx.connection, {"before": before}):
        if row.branch == scene.branch.code:
            close_session(scene, row, "idle")
