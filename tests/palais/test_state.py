"""One platform on one state folder, and files that are there whole or not at all."""

import errno
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from kit.errors import AlreadyRunning, BadInput
from kit.files import write_private
from palais.state import State

HOLDS = """
import sys, time
from pathlib import Path
from palais.state import State
with State(Path(sys.argv[1])).held():
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_platform_is_refused_with_a_clear_line(tmp_path: Path) -> None:
    state = State(tmp_path / "state")
    with state.held():
        assert state.is_held()
        with pytest.raises(
            AlreadyRunning, match=r"Palais already runs on .*: stop it first, or name another"
        ):
            state.held().__enter__()
    assert not state.is_held()


def test_who_only_looks_whether_it_is_held_keeps_no_platform_from_starting(tmp_path: Path) -> None:
    state, stop = State(tmp_path / "state"), threading.Event()

    def look() -> None:
        while not stop.wait(0.001):
            state.is_held()

    looking = threading.Thread(target=look)
    looking.start()
    try:
        for _ in range(50):
            with state.held():
                pass
    finally:
        stop.set()
        looking.join()


def test_a_platform_that_is_killed_holds_nothing(tmp_path: Path) -> None:
    state = State(tmp_path / "state")
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(state.folder)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    assert state.is_held()
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    holder.stdout.close()
    assert not state.is_held()


def test_the_folder_is_for_its_owner_alone(tmp_path: Path) -> None:
    state = State(tmp_path / "state")
    state.prepare()
    assert state.folder.stat().st_mode & 0o777 == 0o700
    assert state.bot("library").stat().st_mode & 0o777 == 0o700


def test_a_folder_that_cannot_be_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BadInput, match=r"cannot use .*file/state for state: Not a directory. Name another"):
        State(tmp_path / "file" / "state").prepare()


def test_what_was_used_last_is_remembered_and_a_broken_memory_forgotten(tmp_path: Path) -> None:
    state = State(tmp_path)
    state.remember(community="here")
    state.remember(port=8009)
    assert state.remembered() == {"community": "here", "port": 8009}
    (tmp_path / "last.json").write_text("{")
    assert state.remembered() == {}


def test_a_full_disk_leaves_the_old_file_and_no_half_of_a_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "ready.json"
    write_private(file, "old")

    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_private(file, "new")
    assert file.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["ready.json"]
    assert file.stat().st_mode & 0o777 == 0o600
