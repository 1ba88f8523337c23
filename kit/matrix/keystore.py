"""Where nio keeps a device's keys: opened whole, or said in a sentence why not."""

import errno
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nio.crypto.olm_machine import Olm
from nio.store.database import SqliteStore
from peewee import DatabaseError, OperationalError  # type: ignore[import-untyped]  # as in guard.py

from kit.errors import Trouble
from kit.ids import DeviceId, UserId

NAME = "olm.db"
PUT_BACK = "put your last copy of the state folder in its place"


def open_olm(folder: Path, user: UserId, device: DeviceId, pickle_key: str) -> Olm:
    """Open the device's keys, or make them.

    Raises :class:`kit.errors.Trouble` where they cannot be read, and :class:`OSError` where the disk is full.
    """
    # It warns of every message whose key is still on its way.
    logging.getLogger("nio.crypto").setLevel(logging.ERROR)
    with _told(folder / NAME, user):
        store = SqliteStore(user, device, str(folder), pickle_key, NAME)
        try:
            for pragma in ("journal_mode=WAL", "synchronous=NORMAL"):
                store.database.execute_sql(f"PRAGMA {pragma}")
            return Olm(user, device, store)
        except BaseException:
            store.database.close()
            raise


@contextmanager
def _told(path: Path, user: UserId) -> Iterator[None]:
    try:
        yield
    except OperationalError as problem:
        if "disk is full" in str(problem):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path)) from problem
        raise Trouble(
            f"the keys of {user} in {path} cannot be opened ({problem}): see that the folder is this "
            "account's and that no other program uses it"
        ) from problem
    except (DatabaseError, ValueError) as problem:  # vodozemac's errors are of the second kind
        raise Trouble(f"the keys of {user} in {path} are damaged: {PUT_BACK}") from problem
