"""Run migrations on the connection that ``domain.ledger.migrate`` hands over, within its transaction."""

from alembic import context

config = context.config
context.configure(
    connection=config.attributes["connection"],
    version_table=config.attributes["version_table"],
    transactional_ddl=False,  # the caller's transaction is the only one
)
context.run_migrations()
