"""What a part hands over to workers, and what a worker has to do it with."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any

from kit.database import Database
from kit.jobs.parcels import Parcels
from kit.jobs.queue import Queue

Task = Callable[[str], Awaitable[None]]
"""Does the job of a parcel, by its key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Jobs:
    """What a part needs to hand work over; ``at_once`` is how many of its jobs may be under way."""

    parcels: Parcels
    queue: Queue
    at_once: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Workplace:
    """What a worker has: no account, no folder, only the database, the parcels and a part's settings.

    ``at_once`` is how many jobs it does at the same time.
    """

    database: Database
    parcels: Parcels
    at_once: int
    settings: Any = None


Workshop = Callable[[Workplace], AbstractAsyncContextManager[Mapping[str, Task]]]
"""Gives a worker the jobs of a part by their names, for as long as the block lasts."""
