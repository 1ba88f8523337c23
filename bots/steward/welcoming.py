"""Welcomes each person once, when they can read it, without keeping anybody waiting."""

import asyncio
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

import structlog

from bots.steward import rules
from bots.steward.pages import welcome_page
from bots.steward.sharing import rooms_of
from bots.steward.store import Welcomes
from kit.effects import SayDirectly
from kit.errors import PalaisError, SignedOut
from kit.events import Event
from kit.ids import UserId
from kit.part import Ports

AGAIN = 60.0
"""Seconds after which a welcome that failed is tried again."""

log = structlog.stdlib.get_logger("palais.steward")


@dataclass(frozen=True, slots=True, kw_only=True)
class Welcoming:
    """The guest book at work: who may be new is noted at once, and welcomed beside all other work.

    Each person stands at the ``door`` once, however much is heard of them.
    """

    ports: Ports
    book: Welcomes
    programs: AbstractSet[UserId]
    welcomed: set[UserId] = field(default_factory=set)
    noticed: set[UserId] = field(default_factory=set)
    door: "asyncio.Queue[UserId]" = field(default_factory=asyncio.Queue)
    standing: set[UserId] = field(default_factory=set)

    async def hear(self, event: Event) -> None:
        """Note who may just have signed in for the first time."""
        user = rules.newcomer(event)
        if user is None or user in self.programs or user in self.welcomed:
            return
        if self.ports.identities is None and not rules.is_present(event):
            return
        if user not in self.noticed:
            await self.book.notice(user, self.ports.clock.now())
            self.noticed.add(user)
        self._to_the_door(user)

    async def work(self) -> None:
        """Welcome people, those first whom a crash left standing."""
        for user in await self.book.waiting():
            self._to_the_door(user)
        while True:
            user = await self.door.get()
            self.standing.discard(user)
            try:
                await self.welcome(user)
            except SignedOut:
                raise
            except PalaisError as problem:
                log.warning("welcome failed", user=user, exc_info=problem)
                asyncio.get_running_loop().call_later(AGAIN, self._to_the_door, user)

    def _to_the_door(self, user: UserId) -> None:
        if user not in self.standing:
            self.standing.add(user)
            self.door.put_nowait(user)

    async def welcome(self, user: UserId) -> None:
        """Welcome a person if they could read it; else wait until they sign in or confirm their device."""
        if user in self.welcomed:
            return
        identities = self.ports.identities
        if identities is not None and not await identities.reads_us(user):
            return
        language = self.ports.people.language(user)
        shared = await rooms_of(user, self.ports.matrix, self.ports.rooms)
        message = welcome_page(self.ports.people.name(user), self.ports.bots, shared, language)
        await self.ports.matrix.say_directly(SayDirectly(user=user, message=message, key=f"welcome:{user}"))
        await self.book.welcomed(user, self.ports.clock.now())
        self.welcomed.add(user)
        self.noticed.discard(user)
