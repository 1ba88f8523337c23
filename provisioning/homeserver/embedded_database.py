"""Clears away a Synapse database whose making was cut short: Synapse itself cannot finish one."""

import sqlite3
from contextlib import closing
from pathlib import Path


def clear_unfinished(database: Path) -> None:
    """Remove a database in which nobody has an account yet.

    A full disk or a kill in the first seconds leaves some tables and not others, and each later start would
    fail over them. The steward's account is the first thing that is made in a whole one.
    """
    if database.exists() and not _has_accounts(database):
        for part in ("", "-wal", "-shm", "-journal"):
            database.with_name(database.name + part).unlink(missing_ok=True)


def _has_accounts(database: Path) -> bool:
    """Whether there is an account; a database that cannot be read is taken for one that has."""
    try:
        with closing(sqlite3.connect(database)) as connection:
            return connection.execute("SELECT 1 FROM users LIMIT 1").fetchone() is not None
    except sqlite3.OperationalError as problem:
        return "no such table" not in str(problem)
    except sqlite3.DatabaseError:
        return True
