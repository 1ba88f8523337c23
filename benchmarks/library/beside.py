"""The same passages and questions in SQLite's FTS5 and in PostgreSQL, each with the rooms in its query."""

import re
import sqlite3
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from benchmarks.common import Figure, Figures
from benchmarks.library.asking import SHOWN, Shelves, timed
from kit.search.visibility import Allowed
from kit.testing.postgres import postgres_programs, running_postgres


def in_sqlite(there: Shelves) -> Figures:
    """Return how long FTS5 takes, ranking by its BM25."""
    with tempfile.TemporaryDirectory() as home, closing(sqlite3.connect(Path(home) / "fts.db")) as database:
        database.execute("CREATE TABLE place (id INTEGER PRIMARY KEY, room TEXT)")
        database.execute("CREATE VIRTUAL TABLE passage USING fts5(text, tokenize='porter unicode61')")
        began = time.perf_counter()
        database.executemany("INSERT INTO place VALUES (?, ?)", enumerate(there.rooms, 1))
        database.executemany("INSERT INTO passage(rowid, text) VALUES (?, ?)", enumerate(there.texts, 1))
        database.commit()
        indexed = time.perf_counter() - began

        def ask(text: str, allowed: Allowed) -> Sequence[object]:
            marks = ", ".join("?" * len(allowed))
            query = (
                "SELECT passage.rowid FROM passage JOIN place ON place.id = passage.rowid "
                f"WHERE passage MATCH ? AND place.room IN ({marks}) ORDER BY rank LIMIT {SHOWN}"
            )
            return database.execute(query, (_either(text, " OR "), *allowed)).fetchall()

        return {"fts5_indexed_s": Figure(indexed, "s"), **timed("fts5", there, ask)}


def in_postgres(there: Shelves) -> Figures:
    """Return how long PostgreSQL takes, ranking by its ts_rank; nothing where it is not installed."""
    programs = postgres_programs()
    if programs is None:
        return {}
    import psycopg

    with running_postgres(programs) as server:
        name = server.database()
        with psycopg.connect(
            host=str(server.folder), user="palais", dbname=name, autocommit=True
        ) as database:
            began = time.perf_counter()
            database.execute("CREATE TABLE passage (id int, room text, words tsvector)")
            with database.cursor() as cursor:
                cursor.executemany(
                    "INSERT INTO passage VALUES (%s, %s, to_tsvector('english', %s))",
                    list(zip(range(len(there.texts)), there.rooms, there.texts, strict=True)),
                )
            database.execute("CREATE INDEX ON passage USING gin (words)")
            database.execute("CREATE INDEX ON passage (room)")
            database.execute("ANALYZE passage")
            indexed = time.perf_counter() - began

            def ask(text: str, allowed: Allowed) -> Sequence[object]:
                query = (
                    "SELECT id FROM passage, to_tsquery('english', %s) asked WHERE words @@ asked "
                    f"AND room = ANY(%s) ORDER BY ts_rank(words, asked) DESC LIMIT {SHOWN}"
                )
                return database.execute(query, (_either(text, " | "), list(allowed))).fetchall()

            return {"postgres_indexed_s": Figure(indexed, "s"), **timed("postgres", there, ask)}


def _either(text: str, sign: str) -> str:
    return sign.join(re.findall(r"\w+", text))
