"""What a stranger can write must never stop us: one item is passed over, and the stream goes on."""

import logging
from dataclasses import dataclass
from types import TracebackType

from peewee import DatabaseError  # type: ignore[import-untyped]  # nio stores with it; it has no types
from sqlalchemy.exc import SQLAlchemyError

from kit.errors import RateLimited, SignedOut, Unreachable

log = logging.getLogger(__name__)

OURS = (SignedOut, RateLimited, Unreachable, OSError, MemoryError, SQLAlchemyError, DatabaseError)
"""Failures that no item is to blame for: the server is away, the disk is full."""


@dataclass(frozen=True, slots=True)
class Passing:
    """The block in which an item is handled."""

    item: str

    def __enter__(self) -> None:
        """Begin with the item."""

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, _trace: TracebackType | None
    ) -> bool:
        """Go on after what the item is to blame for; only the kind of the failure is logged."""
        if kind is None or not isinstance(problem, Exception):
            return False
        answered = isinstance(problem, Unreachable) and problem.status == 500
        if isinstance(problem, OURS) and not answered:
            return False
        log.warning("%s was passed over: %s", self.item, kind.__name__)
        return True


def passing_over(item: str) -> Passing:
    """Go on after an item that cannot be handled, whatever a stranger put into it."""
    return Passing(item)
