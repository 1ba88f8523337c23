"""The state folder of one community: what lies where in it, who holds it, and what was used last."""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kit.errors import AlreadyRunning, BadInput
from kit.files import write_private

PAUSES = (0.0, 0.02, 0.05, 0.1)
"""Seconds before each attempt to hold the state: who only looks whether it is held has it for an instant."""


@dataclass(frozen=True, slots=True)
class State:
    """Paths in a state folder; only its owner may read what is in it."""

    folder: Path

    @property
    def database(self) -> Path:
        """The platform's SQLite file."""
        return self.folder / "palais.db"

    @property
    def homeserver(self) -> Path:
        """The embedded homeserver's own folder."""
        return self.folder / "homeserver"

    @property
    def ready(self) -> Path:
        """What tools and tests read while the platform runs."""
        return self.folder / "ready.json"

    @property
    def accounts(self) -> Path:
        """The passwords of sample people on the embedded homeserver."""
        return self.folder / "accounts.json"

    @property
    def log(self) -> Path:
        """The platform's log, one JSON object a line."""
        return self.folder / "palais.log"

    @property
    def mail(self) -> Path:
        """The mails of ``palais up``, where no mail server is set."""
        return self.folder / "mail"

    @property
    def jobs_key(self) -> Path:
        """The key that seals what waits for workers, where the settings name no other."""
        return self.folder / "jobs.key"

    def bot(self, name: str) -> Path:
        """Return the folder that a bot has for itself, made where it is missing."""
        folder = self.folder / "bots" / name
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return folder

    def prepare(self) -> None:
        """Make the folder; say plainly where that cannot be."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self.folder.chmod(0o700)
        except OSError as error:
            raise BadInput(
                f"cannot use {self.folder} for state: {error.strerror}. Name another with --state."
            ) from error

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the state against a second platform while the block runs; the kernel frees it at any death."""
        with self._lock_file() as lock:
            if not any(_locked(lock, after=pause) for pause in PAUSES):
                raise AlreadyRunning(
                    f"Palais already runs on {self.folder}: stop it first, or name another with --state"
                )
            yield

    def is_held(self) -> bool:
        """Whether a platform runs on this state at this moment."""
        with self._lock_file() as lock:
            return not _locked(lock)

    @contextmanager
    def _lock_file(self) -> Iterator[int]:
        self.prepare()
        lock = os.open(self.folder / "run.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            yield lock
        finally:
            os.close(lock)

    def remembered(self) -> dict[str, Any]:
        """Return what the last command used: ``community`` (path) and the ``port`` of our own homeserver."""
        try:
            kept: dict[str, Any] = json.loads((self.folder / "last.json").read_text())
        except (OSError, ValueError):
            return {}
        return kept

    def remember(self, **used: object) -> None:
        """Keep what was used, for commands without options."""
        write_private(self.folder / "last.json", json.dumps(self.remembered() | used, indent=1))


def _locked(lock: int, *, after: float = 0.0) -> bool:
    time.sleep(after)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
