"""Every failure that an officer can do something about is one sentence that says what."""

import errno
import os
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from kit.errors import BadInput, SignedOut, Unreachable
from palais.advice import OF_THE_DATABASE, advice

FOLDER = Path("state")


def of_database(said: str) -> OperationalError:
    return OperationalError("SELECT 1", None, sqlite3.OperationalError(said))


@pytest.mark.parametrize(
    ("problem", "says"),
    [
        (BadInput("“x” is not a day"), "“x” is not a day"),
        (Unreachable("list rooms", message="http://a does not answer"), "see that the homeserver runs"),
        (SignedOut("list rooms", "M_UNKNOWN_TOKEN", "Unknown token"), "app_service_config_files"),
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), "the disk is full: make room where state lies"),
        (PermissionError(errno.EACCES, "Permission denied", "state/x"), "Permission denied (state/x)"),
        (of_database("database or disk is full"), "the disk is full: make room where state lies"),
        (of_database("unable to open database file"), "cannot be opened"),
        (of_database("attempt to write a readonly database"), "cannot be written"),
        (of_database("database is locked"), "another program keeps the database"),
        (of_database("file is not a database"), "put your last copy of the folder in its place"),
        (of_database("connection refused\nand more"), "the database would not: connection refused"),
        (of_database("connection failed: connection to server at “db” failed: refused"), "does not answer"),
        (of_database('connection failed: FATAL:  database "p" does not exist'), "make it with createdb"),
        (
            of_database('connection failed: FATAL:  password authentication failed for user "p"'),
            "password in",
        ),
        (of_database("permission denied for schema public"), "let it own its database"),
        (ExceptionGroup("many", [ValueError(), ExceptionGroup("x", [BadInput("so")])]), "so"),
    ],
)
def test_a_failure_is_told_in_one_line(problem: Exception, says: str) -> None:
    told = advice(problem, FOLDER)
    assert told is not None
    assert says in told
    assert "\n" not in told


@pytest.mark.parametrize("problem", [ValueError("ours"), ExceptionGroup("many", [KeyError("ours")])])
def test_a_mistake_of_ours_is_not_talked_away(problem: Exception) -> None:
    assert advice(problem, FOLDER) is None


def test_what_sqlite_says_of_a_real_full_disk_is_known(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "small.db") as connection:
        connection.execute("PRAGMA max_page_count = 1")
        with pytest.raises(sqlite3.OperationalError) as caught:
            connection.execute("CREATE TABLE words (word)")
    connection.close()
    assert any(sign in str(caught.value) for sign in OF_THE_DATABASE)
