"""Killed at any moment, the library shelves every file once and loses none.

``PALAIS_SOAK=1 python -m pytest tests/bots/library/test_killed.py`` kills it a hundred times during two
thousand uploads, which takes a quarter of an hour.
"""

import os
import random
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing, suppress
from pathlib import Path

import pytest
from tantivy import Query

from bots.library.keeping.shelf import FORM
from kit.search.index import WordIndex

FILES, KILLS = 60, 7
MANY_FILES, MANY_KILLS = 2_000, 100


def start(folder: Path, files: int) -> subprocess.Popen[str]:
    """Start the process and return when it begins to work."""
    command = [sys.executable, "-m", "tests.bots.library.shelver", str(folder), str(files)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    return child


def rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / "palais.db")) as database:
        return database.execute(query).fetchall()


def test_sixty_files_outlive_a_process_that_is_killed_again_and_again(tmp_path: Path) -> None:
    done = outlive(tmp_path, FILES, KILLS)
    assert sum(0 < number < FILES for number in done) >= KILLS / 2, done


@pytest.mark.skipif(not os.environ.get("PALAIS_SOAK"), reason="takes a quarter of an hour (PALAIS_SOAK=1)")
def test_two_thousand_files_outlive_a_hundred_kills(tmp_path: Path) -> None:
    done = outlive(tmp_path, MANY_FILES, MANY_KILLS)
    assert sum(0 < number < MANY_FILES for number in done) >= MANY_KILLS * 0.8, done


def outlive(folder: Path, files: int, kills: int) -> list[int]:
    """Kill it so many times, then let it end; return how many files were shelved at each kill."""
    chance, done, most = random.Random(), [0], files // kills + 1
    for _ in range(kills):
        with start(folder, files) as child:
            work_until(folder, done[-1] + chance.randint(1, most), child)
            time.sleep(chance.uniform(0, 0.1))
            child.kill()
        done.append(findable(folder))
    with start(folder, files) as child:
        assert child.wait(60 + files) == 0
    every_file_once(folder, files)
    return done


def every_file_once(folder: Path, files: int) -> None:
    """Prove that each file is read, told of and indexed once."""
    assert rows(folder, "SELECT DISTINCT state, told FROM library_uploads") == [("findable", 1)]
    for table in ("library_pages", "library_passages"):
        texts = Counter(rows(folder, f"SELECT event, ordinal FROM {table}"))
        assert texts == {(f"$file{number}", 0): 1 for number in range(files)}
    marks = (folder / "marks").read_text().split()
    told = {mark for mark in marks if ":progress:" not in mark}
    assert told == {f"library:findable:$file{number}" for number in range(files)}
    assert every_document(folder, files) == {f"$file{number}": 1 for number in range(files)}


def work_until(folder: Path, number: int, child: subprocess.Popen[str]) -> None:
    """Let it work until so many files are shelved, or it is done."""
    while child.poll() is None and findable(folder) < number:
        time.sleep(0.01)


def findable(folder: Path) -> int:
    """Return how many files are shelved; none where there is no table yet."""
    with suppress(sqlite3.OperationalError):
        found = rows(folder, "SELECT count(*) FROM library_uploads WHERE state = 'findable'")
        return int(str(found[0][0]))
    return 0


def every_document(folder: Path, files: int) -> Counter[str]:
    """Return how often each document stands in the index."""
    with WordIndex(folder / FORM / "index") as index:
        searcher = index._index.searcher()
        hits = searcher.search(Query.all_query(), 10 * files).hits
        return Counter(str(searcher.doc(address).to_dict()["document"][0]) for _, address in hits)
