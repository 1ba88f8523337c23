"""Greets whoever comes to a lobby and is nobody's account yet: once, in a direct chat."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy import select, update

from bots.mandates.pace import Bell
from bots.mandates.speaking import Speaking
from bots.mandates.tables import greetings
from bots.mandates.usage import HOW_TO_VERIFY
from bots.mandates.watching import words
from bots.mandates.watching.lookalikes import Lookalikes
from kit.database import Database, put
from kit.effects import Effect
from kit.errors import MatrixFailure, SignedOut
from kit.events import Event, MemberHeard, Membership
from kit.ids import BotName, UserId
from kit.message import saying
from kit.ports import Clock, Identities, Mandates, People, Rooms

LOBBY = "lobby"
COMING = frozenset({Membership.JOIN, Membership.KNOCK})
AGAIN = timedelta(minutes=1)
"""How long we wait before we look again whether somebody could read us."""
AT_ONCE = 50
"""How many are greeted before others of our work have their turn."""
GIVE_UP = timedelta(days=14)
"""How long somebody is waited for who cannot read us."""

log = structlog.stdlib.get_logger("palais.mandates")


@dataclass(frozen=True, slots=True, kw_only=True)
class Greeting:
    """The guest book of the lobbies. ``programs`` are our own accounts."""

    name: BotName
    programs: AbstractSet[UserId]
    database: Database
    rooms: Rooms
    people: People
    identities: Identities | None
    mandates: Mandates
    speaking: Speaking
    lookalikes: Lookalikes
    clock: Clock
    bell: Bell

    async def hears(self, event: Event) -> Sequence[Effect]:
        """Note who comes to a lobby that we serve."""
        if isinstance(event, MemberHeard) and self._is_guest(event):
            await self._note(event.member)
        return ()

    async def work(self) -> None:
        """Greet whom we can."""
        now = self.clock.now()
        due = greetings.c.next_try.is_(None) | (greetings.c.next_try <= now)
        turn = (greetings.c.next_try.is_not(None), greetings.c.next_try, greetings.c.noticed)
        waiting = select(greetings).where(~greetings.c.done, due).order_by(*turn).limit(AT_ONCE)
        async with self.database.read() as connection:
            rows = (await connection.execute(waiting)).all()
        for row in rows:
            user = UserId(row.user)
            await self._set(user, done=row.noticed + GIVE_UP < now, next_try=now + AGAIN)
            try:
                if await self._greeted(user):
                    await self._set(user, done=True, next_try=now)
            except SignedOut:
                raise
            except MatrixFailure as failure:
                log.warning("a greeting waits", user=user, because=str(failure))

    def _is_guest(self, event: MemberHeard) -> bool:
        record = self.rooms.record(event.room)
        came = event.live and event.now in COMING and event.was is not event.now
        ours = record is not None and record.kind == LOBBY and self.name in record.bots
        return came and ours and event.member not in self.programs

    async def _note(self, user: UserId) -> None:
        new = {"noticed": self.clock.now(), "done": False}
        async with self.database.begin() as connection:
            if await put(connection, greetings, {"user": user}, {}, new=new):
                self.bell.ring()

    async def _greeted(self, user: UserId) -> bool:
        """Greet somebody, unless they are known; return whether nothing more is to be done."""
        if self.mandates.owner(user) is not None:
            return True
        if self.identities is not None and not await self.identities.reads_us(user):
            return False
        await self.lookalikes.look(user, None)
        hello = saying(words.GREETING, self.people.language(user), verify=HOW_TO_VERIFY)
        await self.speaking.tell(user, hello, key=f"greeting:{user}")
        return True

    async def _set(self, user: UserId, *, done: bool, next_try: datetime) -> None:
        async with self.database.begin() as connection:
            mine = greetings.c.user == user
            await connection.execute(update(greetings).where(mine).values(done=done, next_try=next_try))
