"""Killed at any moment, the library shelves every file once and loses none."""

import random
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing, suppress
from pathlib import Path

from tantivy import Query

from bots.library.shelf import FORM
from kit.search.index import WordIndex

FILES, KILLS = 60, 7


def start(folder: Path) -> subprocess.Popen[str]:
    """Start the process and return when it begins to work."""
    command = [sys.executable, "-m", "tests.bots.library.shelver", str(folder), str(FILES)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    return child


def rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / "palais.db")) as database:
        return database.execute(query).fetchall()


def test_sixty_files_outlive_a_process_that_is_killed_again_and_again(tmp_path: Path) -> None:
    chance, done = random.Random(), [0]
    for _ in range(KILLS):
        with start(tmp_path) as child:
            work_until(tmp_path, done[-1] + chance.randint(1, 8), child)
            time.sleep(chance.uniform(0, 0.1))
            child.kill()
        done.append(findable(tmp_path))
    with start(tmp_path) as child:
        assert child.wait(60) == 0
    assert sum(0 < number < FILES for number in done) >= KILLS / 2, done
    assert rows(tmp_path, "SELECT DISTINCT state, told FROM library_uploads") == [("findable", 1)]
    texts = Counter(rows(tmp_path, "SELECT event, ordinal FROM library_pages"))
    assert texts == {(f"$file{number}", 0): 1 for number in range(FILES)}
    marks = (tmp_path / "marks").read_text().split()
    assert set(marks) == {f"library:findable:$file{number}" for number in range(FILES)}
    assert every_document(tmp_path) == {f"$file{number}": 1 for number in range(FILES)}


def work_until(folder: Path, number: int, child: subprocess.Popen[str]) -> None:
    """Let it work until so many files are shelved, or it is done."""
    while child.poll() is None and findable(folder) < number:
        time.sleep(0.01)


def findable(folder: Path) -> int:
    """Return how many files are shelved; none where there is no table yet."""
    with suppress(sqlite3.OperationalError):
        return len(rows(folder, "SELECT 1 FROM library_uploads WHERE state = 'findable'"))
    return 0


def every_document(folder: Path) -> Counter[str]:
    """Return how often each document stands in the index."""
    with WordIndex(folder / FORM / "index") as index:
        searcher = index._index.searcher()
        hits = searcher.search(Query.all_query(), 10 * FILES).hits
        return Counter(str(searcher.doc(address).to_dict()["document"][0]) for _, address in hits)
