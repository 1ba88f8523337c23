"""The room where staff hear what needs them."""

from dataclasses import dataclass

from kit.effects import Say
from kit.events import Membership
from kit.ids import EventId, RoomKey, UserId
from kit.language import Sentence
from kit.message import Message, saying
from kit.ports import Matrix, RoomRecord, Rooms


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """The stewards' room as this bot uses it; ``key`` is what the community file calls it."""

    matrix: Matrix
    rooms: Rooms
    key: RoomKey

    async def room(self) -> RoomRecord | None:
        """Return the room, ``None`` where we are not in it."""
        records = [self.rooms.record(room) for room in await self.matrix.joined_rooms()]
        return next((record for record in records if record is not None and record.key == self.key), None)

    async def tell(self, sentence: Sentence, *, key: str, **values: object) -> EventId | None:
        """Say a sentence there once for each ``key``; return the message, if there is such a room."""
        room = await self.room()
        if room is None:
            return None
        return await self.say(room, saying(sentence, room.language, **values), key=key)

    async def say(self, room: RoomRecord, message: Message, *, key: str) -> EventId:
        """Say something there once for each ``key``; return the message."""
        return await self.matrix.say(Say(room=room.room, message=message, key=key))

    async def among(self, user: UserId) -> bool:
        """Whether somebody is in the room at this moment."""
        room = await self.room()
        if room is None:
            return False
        return (await self.matrix.members(room.room, fresh=True)).get(user) is Membership.JOIN
