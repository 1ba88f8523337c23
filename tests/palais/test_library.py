"""The library's documents are taken out for their owner alone, taken in, and compared with the rooms."""

import asyncio
import signal
import sqlite3
import stat
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from kit import sealing
from kit.database import open_database
from palais.migrations import migrate
from palais.state import State

Cli = Any  # the fixtures of conftest.py, which tests cannot import
Own = Any
PALAIS = Path(sys.executable).with_name("palais")
UPLOAD = (
    "INSERT INTO library_uploads (event, room, sender, at, name, state, told, tries, misses, title) VALUES "
    "('$one', '!hall', '@ada:x', '2026-01-01 00:00:00.000000', 'a.txt', 'findable', 1, 0, 0, 'Zebra')"
)
PAGE = (
    "INSERT INTO library_pages (event, ordinal, language, latin, text) "
    "VALUES ('$one', 0, 'en', 'en', 'zebra')"
)


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "COST", 2)


@pytest.fixture
def state(here: Path) -> State:
    """A state folder with one document."""
    made = State(here / ".palais")
    made.prepare()

    async def shape() -> None:
        database = open_database(made.database)
        await migrate(database)
        await database.close()

    asyncio.run(shape())
    with closing(sqlite3.connect(made.database)) as connection, connection:
        connection.execute(UPLOAD)
        connection.execute(PAGE)
    return made


def documents(state: State) -> list[str]:
    with closing(sqlite3.connect(state.database)) as connection:
        return [event for (event,) in connection.execute("SELECT event FROM library_uploads")]


@pytest.fixture
def word(here: Path) -> str:
    file = here / "word"
    file.write_text("correct horse\n")
    return str(file)


def test_an_export_is_sealed_and_for_its_owner_alone(cli: Cli, state: State, word: str, here: Path) -> None:
    answer = cli("library", "export", "out.palais", "--passphrase-file", word)
    assert answer.code == 0, answer.words
    assert "1 documents are in out.palais. It holds the text of every document" in answer.words
    out = here / "out.palais"
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert out.read_bytes().startswith(sealing.MAGIC)
    assert b"zebra" not in out.read_bytes()
    assert [each.name for each in here.iterdir() if each.name.startswith(".out")] == []


def test_what_was_exported_is_imported_into_another_state(cli: Cli, state: State, word: str) -> None:
    assert cli("library", "export", "out.palais", "--passphrase-file", word).code == 0
    taken = cli("library", "import", "out.palais", "--state", "other", "--passphrase-file", word, "--json")
    assert taken.json == {"taken": 1, "known": 0, "follows": 0}
    assert documents(State(Path("other"))) == ["$one"]
    again = cli("library", "import", "out.palais", "--state", "other", "--passphrase-file", word)
    assert "0 documents taken in, 1 were known or deleted before." in again.words


def test_the_passphrase_is_asked_for_twice_and_once(cli: Cli, state: State) -> None:
    given = cli("library", "export", "out.palais", said="correct horse\ncorrect horse\n")
    assert given.code == 0, given.words
    assert cli("library", "import", "out.palais", "--state", "other", said="correct horse\n").code == 0


def test_another_passphrase_imports_nothing(cli: Cli, state: State, word: str) -> None:
    cli("library", "export", "out.palais", "--passphrase-file", word)
    refused = cli("library", "import", "out.palais", "--state", "other", said="wrong\n")
    assert refused.code == 1
    assert "the passphrase is another one" in refused.words
    assert not (Path("other") / "palais.db").exists() or documents(State(Path("other"))) == []


def test_an_export_is_plain_only_where_that_is_said(cli: Cli, state: State, here: Path) -> None:
    assert cli("library", "export", "out.zip", "--plain", "--json").json["sealed"] is False
    assert stat.S_IMODE((here / "out.zip").stat().st_mode) == 0o600
    with zipfile.ZipFile(here / "out.zip") as archive:
        assert b"zebra" in archive.read("pages.jsonl")
    assert cli("library", "import", "out.zip", "--state", "other", "--json").json["taken"] == 1


def test_a_program_must_name_the_passphrases_file(cli: Cli, state: State, here: Path) -> None:
    refused = cli("library", "export", "out.palais", "--json")
    assert refused.code == 1
    assert "--passphrase-file" in refused.json["error"]
    assert not (here / "out.palais").exists()


@pytest.mark.parametrize("name", ["there", "no/such/folder/out"])
def test_a_file_that_is_there_is_never_overwritten(cli: Cli, state: State, here: Path, name: str) -> None:
    (here / "there").write_text("mine")
    assert cli("library", "export", name, "--plain").code == 1
    assert (here / "there").read_text() == "mine"


def test_what_is_no_export_is_refused_in_a_sentence(cli: Cli, state: State, here: Path) -> None:
    (here / "photo.zip").write_bytes(b"not a zip at all")
    assert "not an export of the library" in cli("library", "import", "photo.zip").words
    assert "cannot read" in cli("library", "import", "nowhere.zip").words
    assert documents(state) == ["$one"]


@contextmanager
def serving(settings: Path) -> Iterator[None]:
    """Let a platform run for as long as the block lasts."""
    state = settings.parent / "state"
    with (settings.parent / "said").open("wb") as said:
        command = [str(PALAIS), "run", "--settings", str(settings)]
        platform = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT)
    try:
        until = time.monotonic() + 90
        while not (state / "ready.json").exists():
            assert platform.poll() is None, (settings.parent / "said").read_text()
            assert time.monotonic() < until
            time.sleep(0.05)
        yield
        platform.send_signal(signal.SIGINT)
        assert platform.wait(60) == 0
    finally:
        platform.kill()
        platform.wait()


@pytest.mark.synapse
def test_rooms_are_compared_by_the_platform_that_runs_else_here_and_now(cli: Cli, own: Own) -> None:
    own.people("ada", "bo", "cy", "dee", "eve")
    settings = ("--settings", str(own.settings))
    with serving(own.settings):
        handed = cli("library", "check", *settings, "--json")
    assert handed.code == 0, handed.words
    assert {room.get("missing") for room in handed.json["rooms"]} == {0}, handed.json
    here = cli("library", "check", *settings, "--json")
    assert here.json["rooms"] == handed.json["rooms"]
    shown = cli("library", "check", *settings, "--look-only")
    assert shown.code == 0
    assert "Rooms, database and index are the same." in shown.words
