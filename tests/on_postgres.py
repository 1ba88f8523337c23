"""Runs tests that were written for SQLite on PostgreSQL: ``python -m pytest -p tests.on_postgres PATHS``.

Every database that a test opens by the path of a file is one on a PostgreSQL of the session instead.
"""

import atexit
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest

import kit.database
from kit.database import Database, engine
from kit.testing.postgres import PostgresServer, postgres_programs, running_postgres

_real = engine.open_database
_stack = ExitStack()
_names: dict[Path, str] = {}


@cache
def _server() -> PostgresServer:
    programs = postgres_programs()
    if programs is None:
        pytest.exit("PostgreSQL's programs (initdb, pg_ctl) are not on this machine")
    atexit.register(_stack.close)
    return _stack.enter_context(running_postgres(programs))


def open_database(url: str | Path) -> Database:
    """Open a database on PostgreSQL where a file is asked for, the same one for the same file."""
    if isinstance(url, Path):
        if url not in _names:
            _names[url] = _server().database()
        url = _server().url(_names[url])
    return _real(url)


engine.open_database = kit.database.open_database = open_database
