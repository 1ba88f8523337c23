"""One database through SQLAlchemy: SQLite for one machine, PostgreSQL when configured.

A part defines its tables on :data:`metadata` in its ``store.py`` and keeps one repository beside them.
Transactions are short: open one with :meth:`Database.begin`, do the statements, leave. Those that write do so
one at a time, on either engine.
"""

from kit.database.engine import Database, address_of, metadata, open_database, postgres_options, write_alone
from kit.database.rows import put
from kit.database.types import Instant

__all__ = [
    "Database",
    "Instant",
    "address_of",
    "metadata",
    "open_database",
    "postgres_options",
    "put",
    "write_alone",
]
