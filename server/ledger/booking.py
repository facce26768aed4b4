"""The table of numbers that the queue has given for a later day."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    text,
)

from server.ledger.columns import CODE, DAY, MOMENT, NAME, UUID, metadata

booking = Table(
    "booking", metadata,
    Column("id", UUID, primary_key=True),
    Column("branch", CODE, nullable=False),
    Column("business_day", DAY, nullable=False),
    Column("series", String(1), nullable=False),
    Column("number", Integer, nullable=False),
    Column("code", String(16), nullable=False),
    Column("service", CODE, nullable=False),
    Column("procedure", CODE, nullable=True),
    Column("language", String(8), nullable=False),
    Column("dossiers", Integer, nullable=False),
    Column("starts_at", MOMENT, nullable=False),
    Column("ends_at", MOMENT, nullable=False),
    Column("state", String(9), nullable=False),
    Column("source", NAME, nullable=False),
    Column("booked_at", MOMENT, nullable=False),
    Column("seq", BigInteger, nullable=False),
    ForeignKeyConstraint(["branch"], ["branch.code"]),
    ForeignKeyConstraint(["service"], ["service.code"]),
    UniqueConstraint("branch", "business_day", "series", "number"),
    UniqueConstraint("code"),
    CheckConstraint("state IN ('booked', 'entered', 'no_show', 'cancelled')", name="state"),
    Index("ix_booking_due", "branch", "starts_at",
          sqlite_where=text("state = 'booked'"), postgresql_where=text("state = 'booked'")),
    comment="A number for a later day with its half-hour; when that comes it becomes a ticket with the same id",
)  # fmt: skip
