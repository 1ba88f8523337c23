"""Work that a command hands to the platform that runs, and how the command follows it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, insert, select, update

from kit.database import Database
from kit.ports import Clock
from provisioning.store.tables import progress, work

INTERRUPTED = "the platform stopped while doing this; give the command again and it is completed"
WITHDRAWN = "the platform stopped before it began this; give the command again"
FORGOTTEN_AFTER = timedelta(minutes=10)
"""From what age on nobody follows a piece that no platform took: files so old must not come to rule."""


class WorkState(StrEnum):
    """How far handed-over work is."""

    WAITING = "waiting"
    TAKEN = "taken"
    DONE = "done"
    FAILED = "failed"

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen to it."""
        return self in {WorkState.DONE, WorkState.FAILED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One piece of handed-over work; ``asked`` and ``result`` in JSON's own types."""

    id: int
    kind: str
    asked: Mapping[str, Any]
    by: str
    state: WorkState
    result: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far it has come: steps done of all, and what was done last."""

    number: int
    done: int
    total: int
    text: str


@dataclass(frozen=True, slots=True)
class WorkList:
    """The handed-over work, oldest first."""

    database: Database
    clock: Clock

    async def add(self, kind: str, asked: Mapping[str, Any], by: str) -> int:
        """Hand work over; returns its number."""
        row = {
            "kind": kind,
            "asked": dict(asked),
            "by": by,
            "at": self.clock.now(),
            "state": WorkState.WAITING,
        }
        async with self.database.begin() as connection:
            made = await connection.execute(insert(work).values(**row).returning(work.c.id))
            return int(made.scalar_one())

    async def take(self, kinds: Collection[str] | None = None) -> Work | None:
        """Take the oldest piece that waits, of some kinds or of any; no two takers get the same."""
        mine = work.c.state == WorkState.WAITING
        if kinds is not None:
            mine &= work.c.kind.in_(list(kinds))
        async with self.database.read() as connection:
            oldest = select(work.c.id).where(mine).order_by(work.c.id).limit(1)
            number = (await connection.execute(oldest)).scalar()
        if number is None:
            return None
        waiting = (work.c.id == number) & (work.c.state == WorkState.WAITING)
        async with self.database.begin() as connection:
            taken = await connection.execute(update(work).where(waiting).values(state=WorkState.TAKEN))
        return await self.get(number) if taken.rowcount else None

    async def get(self, number: int) -> Work | None:
        """Return one piece as it stands."""
        async with self.database.read() as connection:
            row = (await connection.execute(select(work).where(work.c.id == number))).first()
        if row is None:
            return None
        return Work(
            id=row.id,
            kind=row.kind,
            asked=row.asked,
            by=row.by,
            state=WorkState(row.state),
            result=row.result,
        )

    async def tell(self, number: int, done: int, total: int, text: str) -> None:
        """Write down how far a piece has come."""
        row = {"work": number, "done": done, "total": total, "text": text}
        async with self.database.begin() as connection:
            await connection.execute(insert(progress).values(**row))

    async def told(self, number: int, after: int = 0) -> Sequence[Progress]:
        """Return what was written down after a certain line."""
        lines = (
            select(progress).where(progress.c.work == number, progress.c.id > after).order_by(progress.c.id)
        )
        async with self.database.read() as connection:
            return [
                Progress(number=row.id, done=row.done, total=row.total, text=row.text)
                for row in await connection.execute(lines)
            ]

    async def end(self, number: int, state: WorkState, result: Mapping[str, Any]) -> None:
        """Say how a piece ended."""
        async with self.database.begin() as connection:
            await connection.execute(
                update(work).where(work.c.id == number).values(state=state, result=dict(result))
            )

    async def withdraw(self, number: int) -> None:
        """Take a piece back that nobody has taken, so that no later platform does it unasked."""
        await self._fail((work.c.id == number) & (work.c.state == WorkState.WAITING), WITHDRAWN)

    async def fail_interrupted(self) -> None:
        """Fail what a platform had taken before it died, and what nobody waits for; call it at start."""
        await self._fail(work.c.state == WorkState.TAKEN, INTERRUPTED)
        forgotten = self.clock.now() - FORGOTTEN_AFTER
        await self._fail((work.c.state == WorkState.WAITING) & (work.c.at < forgotten), WITHDRAWN)

    async def _fail(self, which: ColumnElement[bool], why: str) -> None:
        failed = update(work).where(which).values(state=WorkState.FAILED, result={"error": why})
        async with self.database.begin() as connection:
            await connection.execute(failed)
