"""Tells staff of accounts whose name may deceive."""

import asyncio
from dataclasses import dataclass

from bots.mandates.verifying.store import Claims
from bots.mandates.watching.alarms import AlarmKind, Alarms
from bots.mandates.watching.names import looked_like
from kit.errors import MatrixFailure, SignedOut
from kit.ids import PersonKey, UserId
from kit.ports import Mandates, Matrix

LONGEST = 100
"""How much of a name is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookalikes:
    """Looks at what accounts call themselves."""

    matrix: Matrix
    mandates: Mandates
    alarms: Alarms
    claims: Claims

    async def work(self) -> None:
        """Look at the accounts that claimed to be somebody."""
        while (claim := await self.claims.unlooked()) is not None:
            key = self.mandates.claimed(claim.said) if claim.said else None
            await self.look(claim.user, key)
            await self.claims.look(claim.event)

    async def look(self, user: UserId, claims: PersonKey | None) -> str | None:
        """Look at one account, which ``claims`` to be somebody; return what it calls itself."""
        shown = await self._shown(user)
        if shown is None:
            return None
        everybody = self.mandates.everybody()
        for person in await asyncio.to_thread(looked_like, shown, user, claims, everybody):
            await self.alarms.sound(
                AlarmKind.LOOKALIKE, f"{user}:{person.key}", user=user, shown=shown, person=person.name
            )
        return shown

    async def _shown(self, user: UserId) -> str | None:
        try:
            shown = await self.matrix.display_name(user)
        except SignedOut:
            raise
        except MatrixFailure:
            return None  # a name that nobody tells deceives nobody
        return None if shown is None else shown[:LONGEST]
