"""What a stranger can write must never stop us: one item is passed over, and the stream goes on."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from peewee import DatabaseError
from sqlalchemy.exc import SQLAlchemyError

from kit.errors import RateLimited, SignedOut, Unreachable

log = logging.getLogger(__name__)

OURS = (SignedOut, RateLimited, Unreachable, OSError, MemoryError, SQLAlchemyError, DatabaseError)
"""Failures that no item is to blame for: the server is away, the disk is full."""


@contextmanager
def passing_over(item: str) -> Iterator[None]:
    """Go on after an item that cannot be handled, whatever is wrong with it; only its kind is logged."""
    try:
        yield
    except OURS as failure:
        if not (isinstance(failure, Unreachable) and failure.status == 500):
            raise
        log.warning("%s was passed over: the server fails on it", item)
    except Exception as problem:  # noqa: BLE001  # a stranger wrote it: it fails in ways nobody can list
        log.warning("%s was passed over: %s", item, type(problem).__name__)
