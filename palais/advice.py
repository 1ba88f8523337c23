"""Says what went wrong in a sentence for the officer, with what to do about it."""

import errno
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from kit.errors import PalaisError, SignedOut, Unreachable

FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
NO_ROOM = "the disk is full: make room where {folder} lies and give the command again; it goes on from there"
DAMAGED = "the database in {folder} is damaged: put your last copy of the folder in its place"
NO_ANSWER = (
    "PostgreSQL does not answer: see that it runs and that database.url is right, then give the command "
    "again; it goes on from there"
)
NOT_LET_IN = "PostgreSQL does not let us in: see that the account and password in database.url are right"
OF_THE_DATABASE = {
    "disk is full": NO_ROOM,
    "unable to open": "the database in {folder} cannot be opened: see that the folder is this account's",
    "readonly": "the database in {folder} cannot be written: see that the folder is this account's",
    "locked": "another program keeps the database in {folder} to itself; try again when it has ended",
    "not a database": DAMAGED,
    "malformed": DAMAGED,
    "disk I/O": "the disk under {folder} fails: see to it, then give the command again",
    "FATAL:  database": "PostgreSQL has no such database: make it with createdb, or mend database.url",
    "FATAL:  role": NOT_LET_IN,
    "authentication failed": NOT_LET_IN,
    "permission denied for": "the account in database.url may not make tables: let it own its database",
    "lock timeout": "another process keeps the database to itself; try again when it has ended",
    "failed to resolve host": NO_ANSWER,
    "connection failed": NO_ANSWER,
    "connection is closed": NO_ANSWER,
    "closed the connection": NO_ANSWER,
    "terminating connection": NO_ANSWER,
}
"""What SQLite and PostgreSQL say, by which their troubles can be told apart, and the sentence for it."""


def advice(problem: BaseException, folder: Path) -> str | None:
    """Return the sentence for a failure, ``None`` where it is none that we know: a mistake of ours.

    ``folder`` is the state folder. Of a group of failures the first known one is told.
    """
    match problem:
        case BaseExceptionGroup():
            told = (advice(inner, folder) for inner in problem.exceptions)
            return next((sentence for sentence in told if sentence), None)
        case PalaisError():
            return f"{problem}{_what_to_do(problem)}"
        case DBAPIError():
            return _about_the_database(str(problem.orig), folder)
        case OSError():
            return _about_the_machine(problem, folder)
        case _:
            return None


def _what_to_do(problem: PalaisError) -> str:
    match problem:
        case SignedOut():
            return (
                ": the homeserver does not take our token; see that it names both registration files in "
                "app_service_config_files, as they are now, and restart it"
            )
        case Unreachable():
            return (
                "; see that the homeserver runs and that its address is right, then give the command again: "
                "it goes on from there"
            )
        case _:
            return ""


def _about_the_machine(problem: OSError, folder: Path) -> str:
    if problem.errno in FULL:
        return NO_ROOM.format(folder=folder)
    where = f" ({problem.filename})" if problem.filename else ""
    why = problem.strerror or problem
    return f"the machine would not: {why}{where}; what was begun is finished by the next run"


def _about_the_database(said: str, folder: Path) -> str:
    sentence = next((told for sign, told in OF_THE_DATABASE.items() if sign in said), None)
    first_line = said.partition("\n")[0]
    return sentence.format(folder=folder) if sentence else f"the database would not: {first_line}"
