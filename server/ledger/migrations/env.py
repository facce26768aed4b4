"""Runs the migrations on the connection that `server.ledger.upgrading` hands over."""

from alembic import context

from server.ledger.models import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=False,  # the caller's transaction holds all steps
)
context.run_migrations()
