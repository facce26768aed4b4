"""The tables of kiosks, displays and what they print."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from server.ledger.columns import CODE, DAY, MOMENT, NAME, UUID, metadata

VERDICTS = "'confirmed', 'not_printed', 'in_doubt', 'unverified'"
UNDER_WAY = "state IN ('queued', 'preflight', 'sending')"

device = Table(
    "device", metadata,
    Column("id", UUID, primary_key=True),
    Column("name", NAME, nullable=False),
    Column("branch", CODE, nullable=False),
    Column("scope", String(16), nullable=False),
    Column("token_hash", String(64), nullable=False),
    Column("created_at", MOMENT, nullable=False),
    Column("revoked_at", MOMENT, nullable=True),
    ForeignKeyConstraint(["branch"], ["branch.code"]),
    UniqueConstraint("token_hash"),
    CheckConstraint("scope IN ('kiosk', 'display')", name="scope"),
    Index("uq_device_one_name", "branch", "name", unique=True,
          sqlite_where=text("revoked_at IS NULL"), postgresql_where=text("revoked_at IS NULL")),
)  # fmt: skip

keypad = Table(
    "keypad", metadata,
    Column("id", UUID, primary_key=True),
    Column("name", NAME, nullable=False),
    Column("branch", CODE, nullable=False),
    Column("counter", String(4), nullable=False),
    Column("token_hash", String(64), nullable=False),
    Column("created_at", MOMENT, nullable=False),
    Column("revoked_at", MOMENT, nullable=True),
    ForeignKeyConstraint(["branch", "counter"], ["counter.branch", "counter.code"]),
    UniqueConstraint("token_hash"),
    Index("uq_keypad_one_at_a_counter", "branch", "counter", unique=True,
          sqlite_where=text("revoked_at IS NULL"), postgresql_where=text("revoked_at IS NULL")),
    comment="The keys under an officer's hand: next, recall, absent, for one counter",
)  # fmt: skip

next_token = Table(
    "next_token", metadata,
    Column("device", UUID, primary_key=True),
    Column("token_hash", String(64), nullable=False),
    Column("created_at", MOMENT, nullable=False),
    ForeignKeyConstraint(["device"], ["device.id"]),
    UniqueConstraint("token_hash"),
    comment="A token that was given and never used: its first use makes it the device's own",
)  # fmt: skip

pairing = Table(
    "pairing", metadata,
    Column("secret_hash", String(64), primary_key=True),
    Column("code", String(8), nullable=False),
    Column("scope", String(16), nullable=False),
    Column("version", String(32), nullable=False),
    Column("token_hash", String(64), nullable=False),
    Column("created_at", MOMENT, nullable=False),
    Column("expires_at", MOMENT, nullable=False),
    Column("device", UUID, nullable=True),
    ForeignKeyConstraint(["device"], ["device.id"]),
    UniqueConstraint("code"),
    CheckConstraint("scope IN ('kiosk', 'display')", name="scope"),
    comment="A machine that asks to be let in; `device` is what it became when somebody approved it",
)  # fmt: skip

device_state = Table(
    "device_state", metadata,
    Column("branch", CODE, nullable=False),
    Column("name", NAME, nullable=False),
    Column("device", UUID, nullable=False),
    Column("version", String(32), nullable=False),
    Column("printer", String(8), nullable=True),
    Column("faults", Text, nullable=False),
    Column("paper_left_mm", Integer, nullable=True),
    Column("ticket_mm", Integer, nullable=True),
    Column("unsynced", Integer, nullable=False),
    Column("clock_offset_ms", MOMENT, nullable=True),
    Column("online", Boolean, nullable=False),
    Column("seen_at", MOMENT, nullable=False),
    Column("display", Text, nullable=True),
    PrimaryKeyConstraint("branch", "name"),
    ForeignKeyConstraint(["branch"], ["branch.code"]),
    CheckConstraint("printer IN ('ready', 'blocked', 'unknown')", name="printer"),
    comment="What a device last said of itself; by name, because it keeps its name when it is paired anew",
)  # fmt: skip

printout = Table(
    "printout", metadata,
    Column("ticket", UUID, nullable=False),
    Column("copy", Integer, nullable=False),
    Column("verdict", String(12), nullable=False),
    Column("reason", CODE, nullable=True),
    Column("how", CODE, nullable=True),
    Column("printer", NAME, nullable=True),
    Column("at", MOMENT, nullable=False),
    PrimaryKeyConstraint("ticket", "copy"),
    ForeignKeyConstraint(["ticket"], ["ticket.id"]),
    CheckConstraint(f"verdict IN ({VERDICTS})", name="verdict"),
    CheckConstraint("copy > 0", name="copy"),
    comment="What became of each copy of a ticket on paper, as last told",
)  # fmt: skip

lease = Table(
    "lease", metadata,
    Column("branch", CODE, nullable=False),
    Column("business_day", DAY, nullable=False),
    Column("series", String(1), nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("device", UUID, nullable=False),
    Column("name", NAME, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("granted_at", MOMENT, nullable=False),
    PrimaryKeyConstraint("branch", "business_day", "series", "first"),
    ForeignKeyConstraint(["branch"], ["branch.code"]),
    UniqueConstraint("branch", "business_day", "series", "device", "epoch"),
    CheckConstraint("first > 0 AND last >= first", name="block"),
    comment="Emergency numbers that one kiosk may give by itself on one day",
)  # fmt: skip

print_job = Table(
    "print_job", metadata,
    Column("id", UUID, primary_key=True),
    Column("branch", CODE, nullable=False),
    Column("printer", NAME, nullable=False),
    Column("ticket", UUID, nullable=False),
    Column("copy", Integer, nullable=False),
    Column("state", String(12), nullable=False),
    Column("reason", CODE, nullable=True),
    Column("how", CODE, nullable=True),
    Column("asked_by", NAME, nullable=False),
    Column("created_at", MOMENT, nullable=False),
    Column("updated_at", MOMENT, nullable=False),
    ForeignKeyConstraint(["branch"], ["branch.code"]),
    ForeignKeyConstraint(["ticket"], ["ticket.id"]),
    UniqueConstraint("ticket", "copy"),
    CheckConstraint(f"state IN ('queued', 'preflight', 'sending', {VERDICTS})", name="state"),
    CheckConstraint("copy > 0", name="copy"),
    Index("ix_print_job_under_way", "branch", "printer", "created_at",
          sqlite_where=text(UNDER_WAY), postgresql_where=text(UNDER_WAY)),
    comment="A ticket to be printed on the named printer, and how far that has come",
)  # fmt: skip
