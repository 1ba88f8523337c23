"""A homeserver's database that was cut short in the making does not stand in the way for ever."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from provisioning.homeserver.embedded_database import clear_unfinished


def written(file: Path, *statements: str) -> Path:
    with closing(sqlite3.connect(file)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    return file


def test_half_the_tables_are_cleared_away(tmp_path: Path) -> None:
    half = written(tmp_path / "homeserver.db", "CREATE TABLE background_updates (name)")
    (tmp_path / "homeserver.db-wal").touch()
    clear_unfinished(half)
    assert list(tmp_path.iterdir()) == []


def test_tables_in_which_nobody_is_yet_are_cleared_away(tmp_path: Path) -> None:
    empty = written(tmp_path / "homeserver.db", "CREATE TABLE users (name)")
    clear_unfinished(empty)
    assert not empty.exists()


def test_a_database_with_an_account_is_never_touched(tmp_path: Path) -> None:
    whole = written(
        tmp_path / "homeserver.db", "CREATE TABLE users (name)", "INSERT INTO users VALUES ('@steward:x')"
    )
    before = whole.read_bytes()
    clear_unfinished(whole)
    assert whole.read_bytes() == before


@pytest.mark.parametrize("content", [b"this is no database at all, and who knows what it is" * 20])
def test_what_cannot_be_read_is_left_for_a_human(tmp_path: Path, content: bytes) -> None:
    strange = tmp_path / "homeserver.db"
    strange.write_bytes(content)
    clear_unfinished(strange)
    assert strange.read_bytes() == content


def test_where_there_is_none_nothing_happens(tmp_path: Path) -> None:
    clear_unfinished(tmp_path / "homeserver.db")
    assert list(tmp_path.iterdir()) == []
