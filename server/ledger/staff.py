"""The tables of staff: their accounts and their sign-ins."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    String,
    Table,
    Text,
    UniqueConstraint,
    true,
)

from server.ledger.columns import MOMENT, NAME, UUID, metadata

user = Table(
    "user_account", metadata,
    Column("name", NAME, primary_key=True),
    Column("role", String(16), nullable=False),
    Column("branches", Text, nullable=False),
    Column("password_hash", String(200), nullable=False),
    Column("created_at", MOMENT, nullable=False),
    Column("active", Boolean, nullable=False, server_default=true()),
    Column("skills", Text, nullable=False, server_default="[]"),
    CheckConstraint("role IN ('officer', 'reception', 'supervisor', 'admin')", name="role"),
)  # fmt: skip

session = Table(
    "session", metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("user", NAME, nullable=False),
    Column("kind", String(8), nullable=False),
    Column("created_at", MOMENT, nullable=False),
    Column("expires_at", MOMENT, nullable=True),
    Column("ended_at", MOMENT, nullable=True),
    Column("id", UUID, nullable=False),
    Column("seen_at", MOMENT, nullable=False),
    ForeignKeyConstraint(["user"], ["user_account.name"]),
    UniqueConstraint("id"),
    CheckConstraint("kind IN ('browser', 'script')", name="kind"),
    Index("ix_session_user", "user"),
)  # fmt: skip
