"""One database through SQLAlchemy: SQLite for one machine, PostgreSQL when configured.

A part defines its tables on :data:`metadata` in its ``store.py`` and keeps one repository beside them.
Transactions are short: open one with :meth:`Database.begin`, do the statements, leave.
"""

from kit.database.engine import Database, metadata, open_database
from kit.database.rows import put
from kit.database.types import Instant

__all__ = ["Database", "Instant", "metadata", "open_database", "put"]
