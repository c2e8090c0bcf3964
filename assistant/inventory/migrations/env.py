"""Alembic's entry: runs the revisions on the connection that the ledger has opened, in its transaction."""

from alembic import context

from assistant.inventory.schema import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
context.run_migrations()
