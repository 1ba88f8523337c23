"""Speaks to people where they spoke to us: a second direct chat beside their own would only confuse."""

from dataclasses import dataclass, field

from sqlalchemy import select

from bots.mandates.tables import chats
from kit.database import Database, put
from kit.effects import Say, SayDirectly
from kit.errors import Forbidden, NotFound, ReadersChanged
from kit.events import Membership
from kit.ids import RoomId, UserId
from kit.message import Message
from kit.part import Asked
from kit.ports import Matrix


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaking:
    """Our voice towards single people. ``known`` saves writing down what stands there already."""

    matrix: Matrix
    database: Database
    known: dict[UserId, RoomId] = field(default_factory=dict)

    async def note(self, asked: Asked) -> None:
        """Remember where somebody speaks to us, where that is an encrypted direct chat."""
        user, room = asked.heard.sender, asked.heard.room
        if not is_private(asked) or self.known.get(user) == room:
            return
        async with self.database.begin() as connection:
            await put(connection, chats, {"user": user}, {"room": room})
        self.known[user] = room

    async def tell(self, user: UserId, message: Message, *, key: str) -> None:
        """Say something to a person alone, once for each ``key``."""
        readers = frozenset({user, self.matrix.user})
        room = await self._chat(user)
        if room is not None:
            try:
                await self.matrix.say(Say(room=room, message=message, key=key, readers=readers))
            except (ReadersChanged, Forbidden, NotFound):
                pass  # it is no chat of us two any more
            else:
                return
        await self.matrix.say_directly(SayDirectly(user=user, message=message, key=key, readers=readers))

    async def _chat(self, user: UserId) -> RoomId | None:
        if user not in self.known:
            async with self.database.read() as connection:
                row = (await connection.execute(select(chats.c.room).where(chats.c.user == user))).first()
            if row is None:
                return None
            self.known[user] = RoomId(row.room)
        room = self.known[user]
        return room if await self._stands(room, user) else None

    async def _stands(self, room: RoomId, user: UserId) -> bool:
        try:
            if not await self.matrix.is_direct_chat(room):
                return False
            return (await self.matrix.members(room)).get(user) is Membership.JOIN
        except (Forbidden, NotFound):
            return False


def is_private(asked: Asked) -> bool:
    """Whether something was asked in an encrypted direct chat."""
    return asked.direct and asked.heard.encrypted
