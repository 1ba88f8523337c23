"""The files that rule, and the files that ruled before: kept as texts, so that both can be read again."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, null, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kit.database import Database
from kit.errors import Trouble
from kit.ports import Clock
from provisioning.plan import HoldId, Plan, StepId
from provisioning.register.changes import Change, digest_of
from provisioning.store.audit import record_within
from provisioning.store.register import enter_within, last_within
from provisioning.store.tables import confirmed, inputs, ruled

RULING, APPLIED = "ruling", "applied"


@dataclass(frozen=True, slots=True)
class Inputs:
    """The texts of community and register files, by their path from the community's folder.

    ``entries`` is the number of the register's newest change that they know, ``proposed`` are changes on top
    that nobody has entered yet. No files at all stand for a platform that had no rooms yet.
    """

    files: Mapping[str, str]
    entries: int = 0
    proposed: tuple[Change, ...] = ()

    @property
    def digest(self) -> str:
        """Name these very texts and changes."""
        changes = [change.as_json() for change in self.proposed]
        words = json.dumps([self.files, self.entries, changes], sort_keys=True)
        return hashlib.sha256(words.encode()).hexdigest()


NOTHING = Inputs({})
"""What ruled before the first files: nothing at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Inputs on record, and since when they are."""

    inputs: Inputs
    at: datetime


class Outdated(Trouble):
    """The register was changed since these inputs were read."""

    def __init__(self) -> None:
        super().__init__("the register was changed meanwhile; give the command again")


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

    async def ruled_at(self, at: datetime) -> Kept | None:
        """Return the inputs that ruled at an instant, ``None`` before the first."""
        async with self.database.read() as connection:
            then = select(ruled).where(ruled.c.at <= at).order_by(ruled.c.number.desc()).limit(1)
            row = (await connection.execute(then)).first()
            if row is None:
                return None
            texts = select(ruled.c.files).where(ruled.c.number <= row.number, ruled.c.files.is_not(None))
            files = (await connection.execute(texts.order_by(ruled.c.number.desc()).limit(1))).scalar_one()
        return Kept(inputs=Inputs(files, row.entries), at=row.at)

    async def begin(self, new: Inputs, *, first: bool) -> Inputs:
        """Let inputs rule from now on, and enter the changes they propose; return them as they rule.

        ``first`` says that nothing was managed before. Both are one transaction: a crash leaves either the
        old inputs or the new ones. Raises :class:`Outdated` where somebody else entered something since the
        inputs were read, which must not be lost.
        """
        now = self.clock.now()
        async with self.database.begin() as connection:
            if await last_within(connection) != new.entries:
                raise Outdated
            last = await enter_within(connection, new.proposed, now)
            rules = Inputs(new.files, last)
            if new.proposed:
                body: dict[str, Any] = {"by": sorted({change.by for change in new.proposed})}
                numbers = {"from": last - len(new.proposed) + 1, "to": last}
                body |= {"entries": numbers, "sha256": digest_of(new.proposed)}
                await record_within(connection, "register", body, now)
            await _keep(connection, RULING, rules, now)
            await _note(connection, rules, now)
            if first:
                await _keep(connection, APPLIED, NOTHING, now)
        return rules

    async def finish(self, done: Inputs) -> None:
        """Note that these inputs are applied without a rest; what was confirmed for them is over."""
        async with self.database.begin() as connection:
            await _keep(connection, APPLIED, done, self.clock.now())
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
        return None if row is None else Kept(inputs=Inputs(row.files, row.entries), at=row.at)


async def _keep(connection: AsyncConnection, role: str, kept: Inputs, at: datetime) -> None:
    row = {"role": role, "digest": kept.digest, "files": dict(kept.files), "at": at, "entries": kept.entries}
    await connection.execute(delete(inputs).where(inputs.c.role == role))
    await connection.execute(insert(inputs).values(**row))


async def _note(connection: AsyncConnection, kept: Inputs, at: datetime) -> None:
    """Note for good that inputs rule, where others ruled before."""
    latest = select(ruled).order_by(ruled.c.number.desc()).limit(1)
    last = (await connection.execute(latest)).first()
    if last is not None and last.digest == kept.digest:
        return
    texts = select(ruled.c.files).where(ruled.c.files.is_not(None)).order_by(ruled.c.number.desc()).limit(1)
    same = last is not None and (await connection.execute(texts)).scalar_one() == dict(kept.files)
    row = {
        "number": 1 if last is None else last.number + 1,
        "at": at,
        "digest": kept.digest,
        "files": null() if same else dict(kept.files),
        "entries": kept.entries,
    }
    await connection.execute(insert(ruled).values(**row))
