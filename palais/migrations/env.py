"""What Alembic runs to reach our database: the connection it was given, and every table there is."""

from alembic import context

from kit.database import metadata
from palais.tables import ALL_STORES

config = context.config
context.configure(
    connection=config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=True,
)
assert ALL_STORES, "the stores define the tables"
with context.begin_transaction():
    context.run_migrations()
