"""What an officer has learnt, told at the counters where they sit."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from server.commands.desks import told
from server.ledger.change import Actor, Ledger, Transaction
from server.ledger.models import counter_session
from server.ledger.statements import Statement
from server.queries.line import OPEN, SESSIONS_OF_ALL, profile_in

SELECT_BRANCHES = Statement(
    select(counter_session.c.branch).where(counter_session.c.officer == bindparam("officer"), OPEN).distinct()
)
SELECT_SESSIONS_OF = Statement(SESSIONS_OF_ALL.where(counter_session.c.officer == bindparam("officer")))


def branches_of(ledger: Ledger, officer: str) -> list[str]:
    """Where this officer has a counter open: the logs that a change of their skills is written into."""
    with ledger.read() as connection:
        return [row.branch for row in SELECT_BRANCHES.all(connection, {"officer": officer})]


def tell_counters(tx: Transaction, actor: Actor, officer: str) -> None:
    """What their counters call from now on; a counter that was opened meanwhile has told it itself."""
    for session in SELECT_SESSIONS_OF.all(tx.connection, {"officer": officer}):
        if session.branch in tx.books:
            kind, subject = "counter.configured", f"counter/{session.counter}"
            tx.append(session.branch, kind, subject, actor, told(profile_in(session)))
