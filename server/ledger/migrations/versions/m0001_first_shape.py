"""The first shape of the ledger."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "answer",
        sa.Column("scope", sa.String(length=80), nullable=False),
        sa.Column("key", sa.String(length=36), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "key", name=op.f("pk_answer")),
        comment="What was answered under a key, refusals included, repeated byte for byte",
    )
    op.create_index("ix_answer_at", "answer", ["at"], unique=False)
    op.create_table(
        "book",
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("head", sa.String(length=64), nullable=False),
        sa.Column("business_day", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_book")),
        comment="One row a log, the centre's and each branch's: who changes a branch holds its row",
    )
    op.create_table(
        "branch",
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("parent", sa.String(length=32), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_branch")),
    )
    op.create_table(
        "centre",
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_centre")),
    )
    op.create_table(
        "day_counter",
        sa.Column("branch", sa.String(length=32), nullable=False),
        sa.Column("business_day", sa.String(length=10), nullable=False),
        sa.Column("series", sa.String(length=1), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("branch", "business_day", "series", name=op.f("pk_day_counter")),
    )
    op.create_table(
        "event",
        sa.Column("branch", sa.String(length=32), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("type", sa.String(length=32), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("actor_kind", sa.String(length=8), nullable=False),
        sa.Column("actor_id", sa.String(length=64), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("prev_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("branch", "epoch", "seq", name=op.f("pk_event")),
        comment="The story; `data` is text because jsonb reorders keys and the hash would break",
    )
    op.create_table(
        "service",
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("series", sa.String(length=1), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_service")),
    )
    op.create_table(
        "user_account",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("branches", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "role IN ('officer', 'reception', 'supervisor', 'admin')", name=op.f("ck_user_account_role")
        ),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_user_account")),
    )
    op.create_table(
        "counter",
        sa.Column("branch", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=4), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["branch"], ["branch.code"], name=op.f("fk_counter_branch")),
        sa.PrimaryKeyConstraint("branch", "code", name=op.f("pk_counter")),
    )
    op.create_table(
        "device",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("branch", sa.String(length=32), nullable=False),
        sa.Column("scope", sa.String(length=16), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("scope IN ('kiosk', 'display')", name=op.f("ck_device_scope")),
        sa.ForeignKeyConstraint(["branch"], ["branch.code"], name=op.f("fk_device_branch")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_device_token_hash")),
    )
    op.create_index(
        "uq_device_one_name",
        "device",
        ["branch", "name"],
        unique=True,
        sqlite_where=sa.text("revoked_at IS NULL"),
        postgresql_where=sa.text("revoked_at IS NULL"),
    )
    op.create_table(
        "session",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("user", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("kind IN ('browser', 'script')", name=op.f("ck_session_kind")),
        sa.ForeignKeyConstraint(["user"], ["user_account.name"], name=op.f("fk_session_user")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_session")),
    )
    op.create_table(
        "ticket",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("branch", sa.String(length=32), nullable=False),
        sa.Column("business_day", sa.String(length=10), nullable=False),
        sa.Column("series", sa.String(length=1), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("service", sa.String(length=32), nullable=False),
        sa.Column("procedure", sa.String(length=32), nullable=True),
        sa.Column("priority", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("dossiers", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("counter", sa.String(length=4), nullable=True),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("issued_at", sa.BigInteger(), nullable=False),
        sa.Column("issued_seq", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "state IN ('waiting', 'called', 'serving', 'parked', 'no_show', 'done', 'cancelled', 'expired')",
            name=op.f("ck_ticket_state"),
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_ticket_number")),
        sa.ForeignKeyConstraint(["branch"], ["branch.code"], name=op.f("fk_ticket_branch")),
        sa.ForeignKeyConstraint(["service"], ["service.code"], name=op.f("fk_ticket_service")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket")),
        sa.UniqueConstraint(
            "branch",
            "business_day",
            "series",
            "number",
            name=op.f("uq_ticket_branch_business_day_series_number"),
        ),
        sa.UniqueConstraint("code", name=op.f("uq_ticket_code")),
        comment="A number, a service and a time; nothing of who holds it",
    )
    op.create_index(
        "ix_ticket_unfinished",
        "ticket",
        ["branch", "business_day"],
        unique=False,
        sqlite_where=sa.text("state IN ('waiting', 'called', 'serving', 'parked', 'no_show')"),
        postgresql_where=sa.text("state IN ('waiting', 'called', 'serving', 'parked', 'no_show')"),
    )
    op.create_index(
        "uq_ticket_one_active",
        "ticket",
        ["branch", "counter"],
        unique=True,
        sqlite_where=sa.text("state IN ('called', 'serving')"),
        postgresql_where=sa.text("state IN ('called', 'serving')"),
    )
    op.create_table(
        "counter_session",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("branch", sa.String(length=32), nullable=False),
        sa.Column("counter", sa.String(length=4), nullable=False),
        sa.Column("officer", sa.String(length=64), nullable=False),
        sa.Column("services", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("pause_reason", sa.String(length=32), nullable=True),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("state_since", sa.BigInteger(), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("state IN ('open', 'paused', 'closed')", name=op.f("ck_counter_session_state")),
        sa.ForeignKeyConstraint(
            ["branch", "counter"],
            ["counter.branch", "counter.code"],
            name=op.f("fk_counter_session_branch_counter"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counter_session")),
    )
    op.create_index(
        "uq_counter_session_one_open",
        "counter_session",
        ["branch", "counter"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "leg",
        sa.Column("ticket", sa.String(length=36), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("branch", sa.String(length=32), nullable=False),
        sa.Column("business_day", sa.String(length=10), nullable=False),
        sa.Column("service", sa.String(length=32), nullable=False),
        sa.Column("procedure", sa.String(length=32), nullable=True),
        sa.Column("waiting", sa.Boolean(), nullable=False),
        sa.Column("wait_start", sa.BigInteger(), nullable=False),
        sa.Column("order_key", sa.BigInteger(), nullable=False),
        sa.Column("issued_seq", sa.BigInteger(), nullable=False),
        sa.Column("counter", sa.String(length=4), nullable=True),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("call_seq", sa.BigInteger(), nullable=True),
        sa.Column("enqueued", sa.BigInteger(), nullable=False),
        sa.Column("first_called", sa.BigInteger(), nullable=True),
        sa.Column("last_called", sa.BigInteger(), nullable=True),
        sa.Column("started", sa.BigInteger(), nullable=True),
        sa.Column("ended", sa.BigInteger(), nullable=True),
        sa.Column("outcome", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(["ticket"], ["ticket.id"], name=op.f("fk_leg_ticket")),
        sa.PrimaryKeyConstraint("ticket", "ordinal", name=op.f("pk_leg")),
        comment="One stay in one queue; every KPI is a sum of intervals of legs",
    )
    op.create_index(
        "ix_leg_calls",
        "leg",
        ["branch", "business_day", "call_seq"],
        unique=False,
        sqlite_where=sa.text("call_seq IS NOT NULL"),
        postgresql_where=sa.text("call_seq IS NOT NULL"),
    )
    op.create_index(
        "ix_leg_ended",
        "leg",
        ["branch", "business_day", "counter", "ended"],
        unique=False,
        sqlite_where=sa.text("ended IS NOT NULL"),
        postgresql_where=sa.text("ended IS NOT NULL"),
    )
    op.create_index(
        "ix_leg_waiting",
        "leg",
        ["branch", "order_key", "issued_seq", "service", "procedure"],
        unique=False,
        sqlite_where=sa.text("waiting"),
        postgresql_where=sa.text("waiting"),
    )
    op.execute(
        sa.text(
            "INSERT INTO book (code, epoch, seq, head, business_day) VALUES ('centre', 1, 0, :first, '')"
        ).bindparams(first="0" * 64)
    )


def downgrade() -> None:
    op.drop_index(
        "ix_leg_waiting",
        table_name="leg",
        sqlite_where=sa.text("waiting"),
        postgresql_where=sa.text("waiting"),
    )
    op.drop_index(
        "ix_leg_ended",
        table_name="leg",
        sqlite_where=sa.text("ended IS NOT NULL"),
        postgresql_where=sa.text("ended IS NOT NULL"),
    )
    op.drop_index(
        "ix_leg_calls",
        table_name="leg",
        sqlite_where=sa.text("call_seq IS NOT NULL"),
        postgresql_where=sa.text("call_seq IS NOT NULL"),
    )
    op.drop_table("leg")
    op.drop_index(
        "uq_counter_session_one_open",
        table_name="counter_session",
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.drop_table("counter_session")
    op.drop_index(
        "uq_ticket_one_active",
        table_name="ticket",
        sqlite_where=sa.text("state IN ('called', 'serving')"),
        postgresql_where=sa.text("state IN ('called', 'serving')"),
    )
    op.drop_index(
        "ix_ticket_unfinished",
        table_name="ticket",
        sqlite_where=sa.text("state IN ('waiting', 'called', 'serving', 'parked', 'no_show')"),
        postgresql_where=sa.text("state IN ('waiting', 'called', 'serving', 'parked', 'no_show')"),
    )
    op.drop_table("ticket")
    op.drop_table("session")
    op.drop_index(
        "uq_device_one_name",
        table_name="device",
        sqlite_where=sa.text("revoked_at IS NULL"),
        postgresql_where=sa.text("revoked_at IS NULL"),
    )
    op.drop_table("device")
    op.drop_table("counter")
    op.drop_table("user_account")
    op.drop_table("service")
    op.drop_table("event")
    op.drop_table("day_counter")
    op.drop_table("centre")
    op.drop_table("branch")
    op.drop_table("book")
    op.drop_index("ix_answer_at", table_name="answer")
    op.drop_table("answer")
