"""Brings a database to the newest shape, or says that it is older or newer than this program."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from server.ledger.engines import Engines
from server.ledger.models import metadata

MIGRATIONS = Path(__file__).with_name("migrations")
UPGRADE_LOCK = text("SELECT pg_advisory_xact_lock(hashtext('moiso upgrade'))")
"""Two nodes that start on one new PostgreSQL database bring it up one after the other."""


class WrongShape(RuntimeError):
    """The database does not have the tables that this program needs; the text names the command."""


def config_for(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def newest() -> str:
    head = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    assert head is not None  # noqa: S101 - a wheel without its migrations cannot run at all
    return head


def upgrade(engines: Engines, to: str = "head") -> None:
    """Run the missing steps in one transaction: all of them or none."""
    with engines.writer.connect() as connection, connection.begin():
        if not engines.on_sqlite:
            connection.execute(UPGRADE_LOCK)
        shape(connection)
        command.upgrade(config_for(connection), to)


def downgrade(engines: Engines, to: str) -> None:
    with engines.writer.connect() as connection, connection.begin():
        command.downgrade(config_for(connection), to)


def shape(connection: Connection) -> str | None:
    """The revision of the database, None for a new one; `WrongShape` for one that no step starts from."""
    found = MigrationContext.configure(connection).get_current_revision()
    if found is None:
        strange = sorted(metadata.tables.keys() & set(inspect(connection).get_table_names()))
        if strange:
            raise WrongShape(
                f"the database has tables of something else ({', '.join(strange)}): name an empty one"
            )
    elif found not in {one.revision for one in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}:
        raise WrongShape(
            f"the database has shape {found}, unknown here: use the program whose `moiso upgrade-db` made it"
        )
    return found


def ensure_current(engines: Engines) -> None:
    """A new database is brought up to date; an older one needs a backup and a person first."""
    with engines.writer.connect() as connection:
        found = shape(connection)
    if found is None:
        upgrade(engines)
    elif found != newest():
        raise WrongShape(
            f"the database has shape {found}, this program needs {newest()}: run `moiso upgrade-db`"
        )
