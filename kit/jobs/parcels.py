"""Parcels: what jobs work on, sealed, from handing it over until the outcome was taken."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, select, update

from kit.database import Database, put
from kit.errors import BadInput
from kit.jobs.sealing import Seal
from kit.jobs.tables import parcels
from kit.ports import Clock

PROBE = ""
"""The name of the parcel by which a worker knows that its key is the platform's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """How far a parcel is; ``outcome`` in JSON's own types, ``None`` while it is waited for."""

    outcome: Mapping[str, Any] | None
    done: int
    of: int


@dataclass(frozen=True, slots=True)
class Parcels:
    """The parcels there are. They are written beside all else: nobody else counts on them."""

    database: Database
    seal: Seal
    clock: Clock

    async def hand_over(self, key: str, data: bytes) -> None:
        """Seal and keep something to be worked on; what waits under the key already is left as it is."""
        sealed = await asyncio.to_thread(self.seal.close, data, key)
        new = {"sealed": sealed, "tries": 0, "done": 0, "of": 0, "at": self.clock.now()}
        mine = (parcels.c.key == key) & parcels.c.outcome.is_not(None)
        async with self.database.beside() as connection:
            await connection.execute(delete(parcels).where(mine))
            await put(connection, parcels, {"key": key}, {}, new=new)

    async def begin(self, key: str) -> tuple[bytes, int] | None:
        """Return what is to be worked on, and how often it was begun; ``None`` where nothing waits."""
        mine = (parcels.c.key == key) & parcels.c.outcome.is_(None)
        begun = update(parcels).where(mine).values(tries=parcels.c.tries + 1)
        async with self.database.beside() as connection:
            row = (await connection.execute(begun.returning(parcels.c.sealed, parcels.c.tries))).first()
        if row is None:
            return None
        return await asyncio.to_thread(self.seal.open, row.sealed, key), int(row.tries)

    async def give_back(self, key: str) -> None:
        """Take back that it was begun: what cut it short was none of its doing."""
        mine = (parcels.c.key == key) & (parcels.c.tries > 0)
        async with self.database.beside() as connection:
            await connection.execute(update(parcels).where(mine).values(tries=parcels.c.tries - 1))

    async def tell(self, key: str, done: int, of: int) -> None:
        """Write down how far the work is."""
        async with self.database.beside() as connection:
            await connection.execute(update(parcels).where(parcels.c.key == key).values(done=done, of=of))

    async def finish(self, key: str, outcome: Mapping[str, Any]) -> None:
        """Say what came of it; what was worked on goes."""
        ended = update(parcels).where(parcels.c.key == key).values(sealed=None, outcome=dict(outcome))
        async with self.database.beside() as connection:
            await connection.execute(ended)

    async def get(self, key: str) -> Parcel | None:
        """Return how far one is, ``None`` where it is gone."""
        told = select(parcels.c.outcome, parcels.c.done, parcels.c.of).where(parcels.c.key == key)
        async with self.database.read() as connection:
            row = (await connection.execute(told)).first()
        return None if row is None else Parcel(outcome=row.outcome, done=row.done, of=row.of)

    async def drop(self, key: str) -> None:
        """Forget one."""
        async with self.database.beside() as connection:
            await connection.execute(delete(parcels).where(parcels.c.key == key))

    async def keys(self) -> set[str]:
        """Return the keys of all there are."""
        async with self.database.read() as connection:
            return set(await connection.scalars(select(parcels.c.key).where(parcels.c.key != PROBE)))

    async def leave_probe(self) -> None:
        """Let workers find out whether they have our key."""
        sealed = self.seal.close(b"palais", PROBE)
        values = {"sealed": sealed, "tries": 0, "done": 0, "of": 0, "at": self.clock.now()}
        async with self.database.beside() as connection:
            await put(connection, parcels, {"key": PROBE}, values)

    async def probe(self) -> None:
        """Raise :class:`BadInput` where the platform has another key, or has not been there yet."""
        async with self.database.read() as connection:
            sealed = await connection.scalar(select(parcels.c.sealed).where(parcels.c.key == PROBE))
        if sealed is None:
            raise BadInput(
                "no platform has used this database yet: start “palais run” once before its workers"
            )
        self.seal.open(sealed, PROBE)


async def parcels_waiting(database: Database) -> int:
    """Return how many wait for a worker, or are in the hands of one."""
    waiting = select(func.count()).where(parcels.c.sealed.is_not(None), parcels.c.key != PROBE)
    async with database.read() as connection:
        return int(await connection.scalar(waiting) or 0)
