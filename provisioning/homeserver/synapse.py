"""The Synapse adapter: the steward's requests, with the registration's token that no rate limit binds."""

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any
from urllib.parse import quote

import aiohttp

from kit.errors import Forbidden, MatrixFailure, NotFound, Unreachable
from kit.events import Membership
from kit.ids import RoomId, RoomKey, UserId, server_of
from provisioning.homeserver import reading
from provisioning.homeserver.accounts import Accounts
from provisioning.homeserver.changes import RememberedRooms
from provisioning.homeserver.past import membership_events, standing_at
from provisioning.homeserver.port import NewRoom, RoomState, Seating, StateEvent
from provisioning.homeserver.registration import STEWARD, Registration
from provisioning.homeserver.requests import Requests
from provisioning.homeserver.state import creation

_CLIENT = "/_matrix/client/v3"
_ADMIN = "/_synapse/admin"
_SIDE_BY_SIDE = 24
_FEW = 8


class Synapse:
    """A :class:`provisioning.homeserver.port.Homeserver` over HTTP; made by :func:`open_synapse`."""

    def __init__(self, requests: Requests, server_name: str, steward: UserId) -> None:
        self.server_name = server_name
        self.steward = steward
        self._requests = requests
        self._accounts = Accounts(requests)
        self._marks: dict[RoomId, RoomKey | None] = {}
        self._remembered = RememberedRooms(requests)
        self._whole_reading = asyncio.Lock()
        self._side_by_side = asyncio.Semaphore(_SIDE_BY_SIDE)

    @property
    def requests_made(self) -> int:
        """How many requests went out so far, repeats included."""
        return self._requests.made

    async def create_room(self, new: NewRoom) -> RoomId:
        """Make the room whole; where an answer is lost, look for the room before asking again."""
        for attempt in range(1, 4):
            try:
                return await self._create_room(new)
            except Unreachable:
                if (room := await self._half_made(new.key)) is not None:
                    await self.finish_room(room, new)
                    return room
                if attempt == 3:
                    raise
        raise AssertionError("the last attempt returns or raises")

    async def finish_room(self, room: RoomId, new: NewRoom) -> None:
        """Set what is missing or otherwise, the power levels first."""
        state = (await self.read([room])).get(room)
        if state is None:
            raise NotFound(f"finish the room {new.key}", "M_NOT_FOUND")
        for kind, state_key, content in reading.unfinished(state, new, self.steward):
            await self.set_state(room, kind, content, state_key)

    async def joined_rooms(self) -> frozenset[RoomId]:
        """Return the steward's rooms."""
        told = await self._requests.ask("GET", f"{_CLIENT}/joined_rooms", doing="list the steward's rooms")
        return frozenset(RoomId(room) for room in told["joined_rooms"])

    async def mark(self, room: RoomId) -> RoomKey | None:
        """Return the key; asked once, since a creation event cannot change."""
        if room not in self._marks:
            path, doing = _room(room, "state/m.room.create/"), "read a creation event"
            try:
                event = await self._requests.ask("GET", path, doing=doing, query={"format": "event"})
            except (Forbidden, NotFound):
                return None
            self._marks[room] = reading.mark_of(_state([event]), self.steward)
        return self._marks[room]

    async def read(self, rooms: Collection[RoomId]) -> Mapping[RoomId, RoomState]:
        """Return the states: many rooms by what changed since the last time, few by asking for each."""
        if len(rooms) > _FEW:
            # One after the other: what one reading remembers must not be older than what another asked about.
            async with self._whole_reading:
                await self._remembered.refresh()
                states = await asyncio.gather(*(self._remembered_or_read(room) for room in rooms))
        else:
            states = await asyncio.gather(*(self._read(room) for room in rooms))
        return {room: state for room, state in zip(rooms, states, strict=True) if state is not None}

    async def set_state(
        self, room: RoomId, kind: str, content: Mapping[str, Any], state_key: str = ""
    ) -> None:
        """Set state."""
        path = _room(room, f"state/{quote(kind, safe='')}/{quote(state_key, safe='')}")
        await self._requests.ask("PUT", path, doing=f"set {kind}", body=content)

    async def seat(self, room: RoomId, user: UserId) -> Seating:
        """Join a local person by the admin API, invite a remote one."""
        if server_of(user) != self.server_name:
            return await self._invite(room, user)
        path = f"{_ADMIN}/v1/join/{quote(room, safe='')}"
        try:
            await self._requests.ask("POST", path, doing=f"seat {user}", body={"user_id": user})
        except MatrixFailure as failure:
            if await self._standing(room, user) != "join":
                raise _told_apart(failure) from failure
        return Seating.JOINED

    async def invite(self, room: RoomId, user: UserId) -> None:
        """Invite who is not there yet."""
        await self._invite(room, user)

    async def remove(self, room: RoomId, user: UserId) -> None:
        """Remove a member, or take an invitation back."""
        await self._unless_stood(room, user, "kick", {"user_id": user}, {"leave", "ban", None})

    async def ban(self, room: RoomId, user: UserId) -> None:
        """Ban."""
        await self._unless_stood(room, user, "ban", {"user_id": user}, {"ban"})

    async def unban(self, room: RoomId, user: UserId) -> None:
        """Lift a ban."""
        await self._unless_stood(room, user, "unban", {"user_id": user}, {"leave", "invite", "join", None})

    async def account_exists(self, user: UserId) -> bool:
        """Whether there is an open account."""
        return await self._accounts.exists(user)

    async def accounts(self) -> frozenset[UserId]:
        """Return all open accounts."""
        return await self._accounts.all()

    async def account_since(self, user: UserId) -> datetime | None:
        """Return when a local account was made."""
        return await self._accounts.since(user) if server_of(user) == self.server_name else None

    async def registration_token(self, expires: datetime) -> str | None:
        """Return a token for one account, if accounts are made with tokens here."""
        return await self._accounts.token(expires)

    async def members_at(self, room: RoomId, at: datetime) -> Mapping[UserId, Membership] | None:
        """Return where everybody stood, told by all membership events of the room."""
        return standing_at(await membership_events(self._requests, room, await self.mark(room)), at)

    async def resolve(self, alias: str) -> RoomId:
        """Return the room behind the alias."""
        path = f"{_CLIENT}/directory/room/{quote(alias, safe='')}"
        told = await self._requests.ask("GET", path, doing=f"resolve {alias}")
        return RoomId(told["room_id"])

    async def inspect(self, room: RoomId) -> RoomState:
        """Return any room's state, by the admin API."""
        path = f"{_ADMIN}/v1/rooms/{quote(room, safe='')}/state"
        told = await self._requests.ask("GET", path, doing=f"inspect {room}")
        return _state(told["state"])

    async def take_over(self, room: RoomId) -> None:
        """Be made administrator of the room and come in."""
        path = f"{_ADMIN}/v1/rooms/{quote(room, safe='')}/make_room_admin"
        body = {"user_id": self.steward}
        await self._requests.ask("POST", path, doing=f"take over {room}", body=body)
        await self._requests.ask("POST", f"{_CLIENT}/join/{quote(room, safe='')}", doing=f"enter {room}")
        self._marks.pop(room, None)

    async def _remembered_or_read(self, room: RoomId) -> RoomState | None:
        state = self._remembered.get(room)
        if state is None and (state := await self._read(room)) is not None:
            self._remembered.keep(room, state)
        return state

    async def _read(self, room: RoomId) -> RoomState | None:
        async with self._side_by_side:
            try:
                return _state(await self._requests.ask("GET", _room(room, "state"), doing=f"read {room}"))
            except (Forbidden, NotFound):
                return None

    async def _create_room(self, new: NewRoom) -> RoomId:
        path, doing = f"{_CLIENT}/createRoom", f"make the room {new.key}"
        body = creation(new, self.server_name)
        made = await self._requests.ask("POST", path, doing=doing, body=body, again=False)
        room = RoomId(made["room_id"])
        self._marks[room] = new.key
        return room

    async def _half_made(self, key: RoomKey) -> RoomId | None:
        """Return a room of this key that we did not know of."""
        for room in sorted(await self.joined_rooms() - self._marks.keys()):
            if await self.mark(room) == key:
                return room
        return None

    async def _invite(self, room: RoomId, user: UserId) -> Seating:
        path, doing = _room(room, "invite"), f"invite {user}"
        try:
            await self._requests.ask("POST", path, doing=doing, body={"user_id": user})
        except MatrixFailure as failure:
            if await self._standing(room, user) != "join":
                raise _told_apart(failure) from failure
            return Seating.JOINED
        return Seating.INVITED

    async def _unless_stood(
        self, room: RoomId, user: UserId, verb: str, body: Mapping[str, Any], done: Collection[str | None]
    ) -> None:
        """Do it, and let an error pass where the person stands already as they should."""
        try:
            await self._requests.ask("POST", _room(room, verb), doing=f"{verb} {user}", body=body)
        except MatrixFailure:
            if await self._standing(room, user) not in done:
                raise

    async def _standing(self, room: RoomId, user: UserId) -> str | None:
        path = _room(room, f"state/m.room.member/{quote(user, safe='')}")
        try:
            content = await self._requests.ask("GET", path, doing=f"look where {user} stands")
        except NotFound:
            return None
        return str(content.get("membership"))


@asynccontextmanager
async def open_synapse(
    url: str, registration: Registration, server_name: str, steward: str = STEWARD
) -> AsyncIterator[Synapse]:
    """Open the steward's door to a homeserver; nothing is asked of it yet. ``steward`` is a localpart."""
    user = UserId(f"@{steward}:{server_name}")
    connector = aiohttp.TCPConnector(limit=0)
    # Joining a large room can take long on a busy server; the loss of a connection is noticed at once anyway.
    async with aiohttp.ClientSession(connector=connector, timeout=aiohttp.ClientTimeout(total=180)) as http:
        yield Synapse(Requests(http, url, registration.as_token, user), server_name, user)


def _room(room: RoomId, rest: str) -> str:
    return f"{_CLIENT}/rooms/{quote(room, safe='')}/{rest}"


def _told_apart(failure: MatrixFailure) -> MatrixFailure:
    """Return what Synapse calls a bad state as what it is: the person is banned."""
    if failure.code != "M_BAD_STATE":
        return failure
    return Forbidden(failure.doing, failure.code, failure.message, status=failure.status)


def _state(events: Any) -> RoomState:
    return {
        (event["type"], event["state_key"]): StateEvent(
            event["type"], event["state_key"], UserId(event["sender"]), event["content"]
        )
        for event in events
    }
