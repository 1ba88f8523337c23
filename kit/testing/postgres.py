"""A PostgreSQL of the tests' own, on a socket in a folder that it takes with it; nothing of it is durable."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

WHERE = ("/usr/lib/postgresql/*/bin", "/usr/local/pgsql/bin", "/opt/homebrew/opt/postgresql*/bin")
ACCOUNTS = ("postgres", "nobody")
"""Whom it runs as where we are root, for whom it refuses to run."""

QUICK = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "shared_buffers=32MB")
PATIENCE = "60"


def postgres_programs() -> Path | None:
    """Return the folder of PostgreSQL's programs, ``None`` where there is none."""
    found = shutil.which("initdb")
    if found is not None:
        return Path(found).resolve().parent
    places = (place for pattern in WHERE for place in sorted(Path("/").glob(pattern[1:]), reverse=True))
    return next((place for place in places if (place / "initdb").exists()), None)


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A server that runs. Its databases sort text by the rules of a language, as most servers do."""

    programs: Path
    folder: Path
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def database(self, template: str = "template1") -> str:
        """Make a new database, a copy of another that nobody uses meanwhile; return its name."""
        name = f"palais_{next(self.numbers)}"
        self.tell(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return name

    def drop(self, name: str) -> None:
        """Drop a database, whoever uses it."""
        self.tell(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def url(self, name: str) -> str:
        """Return the address of a database, as the settings want it."""
        return f"postgresql+psycopg://palais@/{name}?host={self.folder}"

    def restart(self) -> None:
        """Let it die as in a power cut, and come back; who is connected loses the connection."""
        _control(self.programs, self.folder, "--mode", "immediate", "restart")

    def tell(self, statement: str) -> None:
        """Say one statement to the server itself."""
        import psycopg

        told = psycopg.connect(host=str(self.folder), user="palais", dbname="postgres", autocommit=True)
        with told as connection:
            connection.execute(statement.encode())


@contextmanager
def running_postgres(programs: Path) -> Iterator[PostgresServer]:
    """Run a server in a new folder for as long as the block lasts."""
    folder = Path(tempfile.mkdtemp(prefix="palais-postgres-"))
    options = " ".join([f"-c {setting}" for setting in QUICK] + [f"-k {folder}", "-c listen_addresses=''"])
    try:
        _run([str(programs / "initdb"), "--pgdata", str(folder / "data"), *_HOW], folder)
        _control(programs, folder, "--options", options, "start")
        try:
            yield PostgresServer(programs, folder)
        finally:
            _control(programs, folder, "--mode", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


_HOW = (
    "--username=palais",
    "--auth=trust",
    "--encoding=UTF8",
    "--locale=C.UTF-8",
    "--locale-provider=icu",
    "--icu-locale=en-US",
    "--no-sync",
    "--no-instructions",
)


def _control(programs: Path, folder: Path, *words: str) -> None:
    """Start, restart or stop the server, and wait until that is done."""
    where = ("--pgdata", str(folder / "data"), "--log", str(folder / "log"))
    _run([str(programs / "pg_ctl"), *where, "--wait", "--timeout", PATIENCE, *words], folder)


def _identity(folder: Path) -> dict[str, Any]:
    """Return as whom to run, and give them the folder; nobody else where we are not root."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = next(known[name] for name in ACCOUNTS if name in known)
    os.chown(folder, entry.pw_uid, entry.pw_gid)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _run(command: list[str], folder: Path) -> None:
    """Run one of its programs to its end; what it says is told where it fails."""
    done = subprocess.run(  # noqa: S603 - its own programs, with our own words
        command, capture_output=True, text=True, check=False, cwd="/", **_identity(folder)
    )
    if done.returncode:
        raise RuntimeError(f"{Path(command[0]).name} ended with {done.returncode}: {done.stderr.strip()}")
