"""The tables. Instants are whole microseconds UTC, days ISO dates of the branch, facts JSON text."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from server.ledger.booking import booking
from server.ledger.columns import CODE, DAY, MOMENT, NAME, UUID, Record, metadata
from server.ledger.helping import help_call
from server.ledger.machines import (
    device,
    device_state,
    lease,
    next_token,
    pairing,
    print_job,
    printout,
)
from server.ledger.persons import day_key, person_day
from server.ledger.speaking import announcement, speaker
from server.ledger.staff import session, user

book = Table(
    "book", metadata,
    Column("code", CODE, primary_key=True),
    Column("epoch", Integer, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("head", String(64), nullable=False),
    Column("business_day", DAY, nullable=False),
    comment="One row a log, the centre's and each branch's: who changes a branch holds its row",
)  # fmt: skip

centre = Table(
    "centre", metadata,
    Column("code", CODE, primary_key=True),
    Column("facts", Text, nullable=False),
)  # fmt: skip

branch = Table(
    "branch", metadata,
    Column("code", CODE, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("parent", CODE, nullable=True),
    Column("status", String(16), nullable=False),
    Column("facts", Text, nullable=False),
)  # fmt: skip

service = Table(
    "service", metadata,
    Column("code", CODE, primary_key=True),
    Column("series", String(1), nullable=False),
    Column("position", Integer, nullable=False),
    Column("retired", Boolean, nullable=False),
    Column("facts", Text, nullable=False),
)  # fmt: skip

counter = Table(
    "counter", metadata,
    Column("branch", CODE, nullable=False),
    Column("code", String(4), nullable=False),
    Column("position", Integer, nullable=False),
    Column("retired", Boolean, nullable=False),
    Column("facts", Text, nullable=False),
    PrimaryKeyConstraint("branch", "code"),
    ForeignKeyConstraint(["branch"], ["branch.code"]),
)  # fmt: skip

counter_session = Table(
    "counter_session", metadata,
    Column("id", UUID, primary_key=True),
    Column("branch", CODE, nullable=False),
    Column("counter", String(4), nullable=False),
    Column("officer", NAME, nullable=False),
    Column("services", Text, nullable=False),
    Column("overflow", Text, nullable=False, server_default="[]"),
    Column("state", String(8), nullable=False),
    Column("pause_reason", CODE, nullable=True),
    Column("opened_at", MOMENT, nullable=False),
    Column("state_since", MOMENT, nullable=False),
    Column("closed_at", MOMENT, nullable=True),
    ForeignKeyConstraint(["branch", "counter"], ["counter.branch", "counter.code"]),
    CheckConstraint("state IN ('open', 'paused', 'closed')", name="state"),
    Index("uq_counter_session_one_open", "branch", "counter", unique=True,
          sqlite_where=text("closed_at IS NULL"), postgresql_where=text("closed_at IS NULL")),
)  # fmt: skip

STATES = "'waiting', 'called', 'serving', 'parked', 'no_show', 'done', 'cancelled', 'expired'"

ticket = Table(
    "ticket", metadata,
    Column("id", UUID, primary_key=True),
    Column("branch", CODE, nullable=False),
    Column("business_day", DAY, nullable=False),
    Column("series", String(1), nullable=False),
    Column("number", Integer, nullable=False),
    Column("code", String(16), nullable=False),
    Column("service", CODE, nullable=False),
    Column("procedure", CODE, nullable=True),
    Column("priority", CODE, nullable=False),
    Column("language", String(8), nullable=False),
    Column("dossiers", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("version", Integer, nullable=False),
    Column("counter", String(4), nullable=True),
    Column("note", CODE, nullable=True),
    Column("park_until", MOMENT, nullable=True),
    Column("source", NAME, nullable=False),
    Column("issued_at", MOMENT, nullable=False),
    Column("issued_seq", BigInteger, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("signal", Boolean, nullable=False, server_default=false()),
    ForeignKeyConstraint(["branch"], ["branch.code"]),
    ForeignKeyConstraint(["service"], ["service.code"]),
    UniqueConstraint("branch", "business_day", "series", "number"),
    UniqueConstraint("code"),
    CheckConstraint(f"state IN ({STATES})", name="state"),
    CheckConstraint("number > 0", name="number"),
    Index("uq_ticket_one_active", "branch", "counter", unique=True,
          sqlite_where=text("state IN ('called', 'serving')"),
          postgresql_where=text("state IN ('called', 'serving')")),
    Index("ix_ticket_unfinished", "branch", "business_day",
          sqlite_where=text("state IN ('waiting', 'called', 'serving', 'parked', 'no_show')"),
          postgresql_where=text("state IN ('waiting', 'called', 'serving', 'parked', 'no_show')")),
    comment="A number, a service and a time; nothing of who holds it",
)  # fmt: skip

leg = Table(
    "leg", metadata,
    Column("ticket", UUID, nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("branch", CODE, nullable=False),
    Column("business_day", DAY, nullable=False),
    Column("service", CODE, nullable=False),
    Column("procedure", CODE, nullable=True),
    Column("waiting", Boolean, nullable=False),
    Column("wait_start", MOMENT, nullable=False),
    Column("order_key", MOMENT, nullable=False),
    Column("issued_seq", BigInteger, nullable=False),
    Column("counter", String(4), nullable=True),
    Column("for_counter", String(4), nullable=True),
    Column("for_officer", NAME, nullable=True),
    Column("not_counter", String(4), nullable=True),
    Column("calls", Integer, nullable=False),
    Column("call_seq", BigInteger, nullable=True),
    Column("enqueued", MOMENT, nullable=False),
    Column("first_called", MOMENT, nullable=True),
    Column("last_called", MOMENT, nullable=True),
    Column("started", MOMENT, nullable=True),
    Column("ended", MOMENT, nullable=True),
    Column("outcome", String(16), nullable=True),
    Column("dossiers", Integer, nullable=False, server_default="1"),
    PrimaryKeyConstraint("ticket", "ordinal"),
    ForeignKeyConstraint(["ticket"], ["ticket.id"]),
    Index("ix_leg_waiting", "branch", "order_key", "issued_seq", "service", "procedure", "dossiers",
          "wait_start", "for_counter", "for_officer", "not_counter", "enqueued", "ticket", "waiting",
          sqlite_where=text("waiting"), postgresql_where=text("waiting")),
    Index("ix_leg_calls", "branch", "business_day", "call_seq",
          sqlite_where=text("call_seq IS NOT NULL"), postgresql_where=text("call_seq IS NOT NULL")),
    Index("ix_leg_ended", "branch", "business_day", "counter", "ended",
          sqlite_where=text("ended IS NOT NULL"), postgresql_where=text("ended IS NOT NULL")),
    comment="One stay in one queue; every KPI is a sum of intervals of legs",
)  # fmt: skip

planned_leg = Table(
    "planned_leg", metadata,
    Column("ticket", UUID, nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("branch", CODE, nullable=False),
    Column("business_day", DAY, nullable=False),
    Column("service", CODE, nullable=False),
    Column("procedure", CODE, nullable=True),
    Column("entered", Boolean, nullable=False),
    PrimaryKeyConstraint("ticket", "ordinal"),
    ForeignKeyConstraint(["ticket"], ["ticket.id"]),
    Index("ix_planned_leg_day", "branch", "business_day"),
    comment="A further procedure of a visit, and whether its leg has begun",
)  # fmt: skip

undo_step = Table(
    "undo_step", metadata,
    Column("branch", CODE, nullable=False),
    Column("counter", String(4), nullable=False),
    Column("position", Integer, nullable=False),
    Column("ticket", UUID, nullable=False),
    Column("command", UUID, nullable=False),
    Column("at", MOMENT, nullable=False),
    Column("before", Text, nullable=False),
    Column("last_seq", BigInteger, nullable=False),
    PrimaryKeyConstraint("branch", "counter", "position"),
    ForeignKeyConstraint(["ticket"], ["ticket.id"]),
    comment="The tickets of a counter's last act as they were before it, to take it back",
)  # fmt: skip

day_counter = Table(
    "day_counter", metadata,
    Column("branch", CODE, nullable=False),
    Column("business_day", DAY, nullable=False),
    Column("series", String(1), nullable=False),
    Column("last", Integer, nullable=False),
    PrimaryKeyConstraint("branch", "business_day", "series"),
)  # fmt: skip

event = Table(
    "event", metadata,
    Column("branch", CODE, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("type", String(32), nullable=False),
    Column("at", MOMENT, nullable=False),
    Column("subject", String(80), nullable=False),
    Column("actor_kind", String(8), nullable=False),
    Column("actor_id", NAME, nullable=False),
    Column("data", Text, nullable=False),
    Column("prev_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    PrimaryKeyConstraint("branch", "epoch", "seq"),
    comment="The story; `data` is text because jsonb reorders keys and the hash would break",
)  # fmt: skip

answer = Table(
    "answer", metadata,
    Column("scope", String(80), nullable=False),
    Column("key", UUID, nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("status", Integer, nullable=False),
    Column("media_type", String(40), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("at", MOMENT, nullable=False),
    PrimaryKeyConstraint("scope", "key"),
    Index("ix_answer_at", "at"),
    comment="What was answered under a key, refusals included, repeated byte for byte",
)  # fmt: skip

__all__ = [
    "Record", "announcement", "answer", "book", "booking", "branch", "centre", "counter", "counter_session",
    "day_counter", "day_key", "device", "device_state", "event", "help_call", "lease", "leg", "metadata", "next_token",
    "pairing", "person_day", "planned_leg", "print_job", "printout", "service", "session", "speaker",
    "ticket", "undo_step", "user",
]  # fmt: skip
