"""What Alembic runs to reach our database: the connection it was given, and every table there is."""

from alembic import context

from kit.database import metadata
from palais.tables import all_stores

all_stores()
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
