"""The files that rule, and the files that ruled before: kept as texts, so that both can be read again."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select

from kit.database import Database
from kit.ports import Clock
from provisioning.plan import HoldId, Plan, StepId
from provisioning.store.tables import confirmed, inputs

RULING, APPLIED = "ruling", "applied"


@dataclass(frozen=True, slots=True)
class Inputs:
    """The texts of community and register files, by their path from the community's folder.

    No files at all stand for a platform that had no rooms yet.
    """

    files: Mapping[str, str]

    @property
    def digest(self) -> str:
        """Name these very texts."""
        return hashlib.sha256(json.dumps(self.files, sort_keys=True).encode()).hexdigest()


NOTHING = Inputs({})
"""What ruled before the first files: nothing at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Inputs on record, and since when they are."""

    inputs: Inputs
    at: datetime


@dataclass(frozen=True, slots=True)
class Ruling:
    """Which inputs rule since when, which were applied before, and what was confirmed of them."""

    database: Database
    clock: Clock

    async def ruling(self) -> Kept | None:
        """Return the inputs that the steward enforces."""
        return await self._kept(RULING)

    async def applied(self) -> Kept | None:
        """Return the inputs that were last applied without a rest."""
        return await self._kept(APPLIED)

    async def begin(self, new: Inputs, *, first: bool) -> None:
        """Let inputs rule from now on. ``first`` says that nothing was managed before."""
        await self._keep(RULING, new)
        if first:
            await self._keep(APPLIED, NOTHING)

    async def finish(self, done: Inputs) -> None:
        """Note that these inputs are applied without a rest; what was confirmed for them is over."""
        await self._keep(APPLIED, done)
        async with self.database.begin() as connection:
            await connection.execute(delete(confirmed))

    async def confirm(self, new: Inputs, plan: Plan, holds: Iterable[HoldId], by: str) -> None:
        """Note which steps a human confirmed for these inputs."""
        wanted = set(holds)
        rows = {step: hold.id for hold in plan.holds if hold.id in wanted for step in hold.steps}
        known = await self.confirmed(new)
        at = self.clock.now()
        async with self.database.begin() as connection:
            for step, hold in sorted(rows.items()):
                if step not in known:
                    row = {"digest": new.digest, "step": step, "hold": hold, "by": by, "at": at}
                    await connection.execute(insert(confirmed).values(**row))

    async def confirmed(self, new: Inputs) -> frozenset[StepId]:
        """Return the steps that were confirmed for these very inputs."""
        async with self.database.read() as connection:
            steps = await connection.execute(select(confirmed.c.step).where(confirmed.c.digest == new.digest))
            return frozenset(StepId(step) for step in steps.scalars())

    async def _kept(self, role: str) -> Kept | None:
        async with self.database.read() as connection:
            row = (await connection.execute(select(inputs).where(inputs.c.role == role))).first()
        return None if row is None else Kept(inputs=Inputs(row.files), at=row.at)

    async def _keep(self, role: str, kept: Inputs) -> None:
        row = {"role": role, "digest": kept.digest, "files": dict(kept.files), "at": self.clock.now()}
        async with self.database.begin() as connection:
            await connection.execute(delete(inputs).where(inputs.c.role == role))
            await connection.execute(insert(inputs).values(**row))
