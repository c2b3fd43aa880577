"""Run the steps on the connection, and in the transaction, of `bot.storage.migrate`."""

from __future__ import annotations

from alembic import context

from bot.storage.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=True,
    render_as_batch=True,
)
context.run_migrations()
