"""Direct chats: one encrypted room for us and one person, found again after every start."""

import asyncio
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from kit.errors import Forbidden, NotFound
from kit.events import Membership
from kit.ids import RoomId, UserId
from kit.matrix.machine import MEGOLM
from kit.matrix.rooms import PRESENT, RoomBook
from kit.matrix.store import MatrixStore
from kit.matrix.transport import Transport, segment

LEVELS: dict[str, Any] = {
    "users_default": 0,
    "events_default": 0,
    "state_default": 100,
    "invite": 100,
    "kick": 100,
    "ban": 100,
    "redact": 100,
}
"""Nobody can be brought into a direct chat: what is said there is for one person."""


@dataclass(slots=True)
class DirectChats:
    """Our direct chats."""

    transport: Transport
    store: MatrixStore
    rooms: RoomBook
    _locks: defaultdict[UserId, asyncio.Lock] = field(default_factory=lambda: defaultdict(asyncio.Lock))

    async def room_with(self, user: UserId) -> RoomId:
        """Return our direct chat with a person: the one there is, else a new one."""
        async with self._locks[user]:
            known = await self.store.direct_room(user)
            if known is not None and await self._stands(known, user):
                return known
            return await self._open(user)

    async def _stands(self, room: RoomId, user: UserId) -> bool:
        try:
            members = await self.rooms.members(room)
        except (Forbidden, NotFound):
            return False
        return members.get(self.transport.user) is Membership.JOIN and members.get(user) in PRESENT

    async def _open(self, user: UserId) -> RoomId:
        answer = await self.transport.ask(
            "POST",
            "/_matrix/client/v3/createRoom",
            doing=f"open a direct chat with {user}",
            body=_direct_room(user),
            as_service=True,
            once=True,
        )
        room = RoomId(str(answer["room_id"]))
        await self.rooms.seal([room])
        await self.store.note_direct(user, room)
        await self._announce(user, room)
        return room

    async def _announce(self, user: UserId, room: RoomId) -> None:
        me = segment(self.transport.user)
        path = f"/_matrix/client/v3/user/{me}/account_data/m.direct"
        try:
            said = await self.transport.ask("GET", path, doing="look at our direct chats", as_service=True)
        except NotFound:
            said = {}
        said[user] = [room]
        await self.transport.ask("PUT", path, doing="note a direct chat", body=said, as_service=True)


def _direct_room(user: UserId) -> dict[str, Any]:
    state = [
        {"type": "m.room.encryption", "content": {"algorithm": MEGOLM}},
        {"type": "m.room.history_visibility", "content": {"history_visibility": "invited"}},
        {"type": "m.room.guest_access", "content": {"guest_access": "forbidden"}},
    ]
    return {
        "room_version": "12",
        "preset": "private_chat",
        "is_direct": True,
        "invite": [user],
        "initial_state": [entry | {"state_key": ""} for entry in state],
        "power_level_content_override": LEVELS,
    }
