"""What a machine has and lacks for Palais, and what follows from it, one sentence each."""

import asyncio
import importlib.util
import platform
import shutil
import sqlite3
import stat
import sys
from collections.abc import Iterator

from kit.clock import SystemClock
from kit.errors import BadInput, MailFailure
from kit.jobs import parcels_waiting, workers_at_work
from kit.mail import SmtpMailer
from kit.reading.cell.kernel import has_seccomp, landlock_version
from kit.reading.cell.lockdown import reads_files
from kit.reading.seeing.models import has_engine, missing_data
from kit.settings import Settings
from palais.doctor_library import look_at_library
from palais.finding import Finding
from palais.house import opened_database
from palais.state import State
from provisioning.store import broken_rows

LEAST_FREE = 2 * 1024**3
"""Bytes below which a disk is called nearly full."""


def examine(state: State, settings: Settings) -> list[Finding]:
    """Look at the machine and the state folder; nothing is changed."""
    library = look_at_library(state, settings)
    return [*_programs(), *_sandbox(), _scans(), *_folder(state), *library, *_registrations(settings)]


async def audited(state: State, settings: Settings) -> list[Finding]:
    """Look at the audit, where there is one: every row must carry the hash of the row before."""
    if settings.database.url is None and not await asyncio.to_thread(state.database.exists):
        return []
    async with opened_database(state, settings) as database:
        broken = await broken_rows(database)
    said = "every receipt carries the hash of the one before"
    if broken:
        rows = ", ".join(map(str, broken[:5]))
        said = f"rows {rows} are not as they were written: keep the database and find out who changed it"
    return [Finding(about="audit", well=not broken, says=said)]


async def attended(state: State, settings: Settings) -> list[Finding]:
    """With PostgreSQL, see whether there is anybody who reads files, where files wait to be read."""
    if settings.database.url is None:
        return []
    async with opened_database(state, settings) as database:
        if database.engine.dialect.name != "postgresql":
            return []
        hands, waiting = await workers_at_work(database), await parcels_waiting(database)
    said = f"{hands} at work, {waiting} file(s) in hand or waiting"
    idle = waiting and not hands
    if idle:
        said = f"nobody reads the {waiting} file(s) that wait: start “palais run”, or “palais worker”"
    return [Finding(about="workers", well=not idle, says=said)]


async def mailed(settings: Settings) -> list[Finding]:
    """Ask the mail server whether it would take mails from us; none is sent."""
    known = settings.mail
    if known.host is None:
        return [_no_mail(settings)]
    try:
        server = SmtpMailer(known, SystemClock())
        await server.check()
    except (MailFailure, BadInput) as trouble:
        return [Finding(about="mail", well=False, says=str(trouble))]
    return [Finding(about="mail", well=True, says=f"{server.server} answers and lets us in")]


def _no_mail(settings: Settings) -> Finding:
    """On a homeserver of our own no mail server is needed, for then mails stay in the mailbox."""
    if settings.homeserver.url is None:
        return Finding(
            about="mail", well=True, says="not set: “palais up” shows the mails in a mailbox of its own"
        )
    return Finding(
        about="mail",
        well=False,
        says="not set: no code or notice can be sent; fill [mail], as in config/palais.example.toml",
    )


def _programs() -> Iterator[Finding]:
    version = platform.python_version()
    yield Finding(
        about="Python", well=sys.version_info >= (3, 11), says=f"{version}; 3.11 or newer is needed"
    )
    yield Finding(about="SQLite", well=True, says=sqlite3.sqlite_version)
    there = importlib.util.find_spec("synapse") is not None
    yield Finding(
        about="embedded homeserver",
        well=there,
        says="installed" if there else "missing: “palais up” needs it; install palais[homeserver]",
    )


def _sandbox() -> Iterator[Finding]:
    version = landlock_version()
    yield Finding(
        about="Landlock",
        well=version > 0,
        says=f"version {version}: files are read where nothing else can be opened"
        if version
        else "this kernel has none: files are still read in a process with limits, which could open other "
        "files of this account; a Linux of 5.13 or newer closes that",
    )
    there = has_seccomp()
    yield Finding(
        about="seccomp",
        well=there,
        says="files are read where no socket can be made and no program started"
        if there
        else "this kernel has none: what reads files could open a socket; use Linux on x86-64 or arm64",
    )
    if not reads_files():
        yield Finding(
            about="reading files",
            well=False,
            says="no file is read here, for nothing shuts a harmful one in: Landlock or seccomp is needed",
        )


def _scans() -> Finding:
    """Scans are read where there is an engine, in the languages whose data are there."""
    missing = missing_data()
    wanted = f"; on Debian: apt-get install {' '.join(missing)}" if missing else ""
    if not has_engine():
        says = f"pictures of text are not read: install palais[ocr]{wanted}"
    elif missing:
        says = f"pictures of text are read in some languages only, or in none{wanted}"
    else:
        says = "pictures of text are read in all six languages"
    return Finding(about="scans", well=has_engine() and not missing, says=says)


def _folder(state: State) -> Iterator[Finding]:
    if not state.folder.is_dir():
        yield Finding(about="state folder", well=True, says=f"{state.folder} will be made")
        return
    open_to_others = stat.S_IMODE(state.folder.stat().st_mode) & 0o077
    yield Finding(
        about="state folder",
        well=not open_to_others,
        says=f"{state.folder}, for its owner alone"
        if not open_to_others
        else f"{state.folder} is open to others: chmod 700 {state.folder}",
    )
    free = shutil.disk_usage(state.folder).free
    yield Finding(
        about="disk",
        well=free >= LEAST_FREE,
        says=f"{free / 1024**3:.1f} GB free"
        + ("" if free >= LEAST_FREE else "; make room before it is full, nothing is lost meanwhile"),
    )


def _registrations(settings: Settings) -> Iterator[Finding]:
    files = (settings.homeserver.steward_registration, settings.homeserver.bots_registration)
    for file in files:
        if file is None:
            continue
        private = file.is_file() and not stat.S_IMODE(file.stat().st_mode) & 0o077
        yield Finding(
            about=f"registration {file.name}",
            well=private,
            says="for its owner alone"
            if private
            else f"must be there and readable by this account alone: chmod 600 {file}",
        )
