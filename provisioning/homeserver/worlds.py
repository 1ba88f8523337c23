"""A homeserver with people who act for themselves, pretended or real, for contract tests."""

import asyncio
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol
from urllib.parse import quote

import aiohttp

from kit.events import Membership
from kit.ids import RoomId, UserId
from kit.testing import StillClock
from provisioning.homeserver.embedded import EmbeddedHomeserver
from provisioning.homeserver.memory import MemoryHomeserver
from provisioning.homeserver.port import Homeserver
from provisioning.homeserver.requests import Requests
from provisioning.homeserver.someone import Someone, sign_in_someone, sign_up_someone

_MOMENT = timedelta(milliseconds=5)


class World(Protocol):
    """A homeserver and the people on it."""

    @property
    def server(self) -> Homeserver:
        """The steward's door."""
        ...

    async def person(self, name: str) -> UserId:
        """Return a new person."""
        ...

    async def sign_up(self, localpart: str, token: str | None) -> UserId:
        """Let somebody make an account by themself. Raises :class:`kit.errors.MatrixFailure`."""
        ...

    async def pass_a_moment(self) -> datetime:
        """Return an instant that is later than all before, and earlier than all that comes."""
        ...

    async def stood_since(self, room: RoomId, user: UserId) -> datetime:
        """Return the very instant at which somebody came to stand where they stand now."""
        ...

    async def make_room(self, user: UserId, **creation_content: Any) -> RoomId:
        """Let somebody make a room of their own."""
        ...

    async def leave(self, room: RoomId, user: UserId) -> None:
        """Let somebody leave."""
        ...

    async def let_in(self, room: RoomId, host: UserId, guest: UserId) -> None:
        """Let somebody invite another, or the steward, who comes."""
        ...

    async def change(self, room: RoomId, user: UserId, kind: str, content: dict[str, Any]) -> None:
        """Let somebody set state, as far as they may."""
        ...


class MemoryWorld:
    """People of the twin."""

    def __init__(self) -> None:
        self.clock = StillClock()
        self.server = MemoryHomeserver(clock=self.clock, claimed=("library", "palais-bots"))

    async def person(self, name: str) -> UserId:
        """Return a new person."""
        user = UserId(f"@{name}-{secrets.token_hex(4)}:{self.server.server_name}")
        self.server.people.add(user)
        return user

    async def sign_up(self, localpart: str, token: str | None) -> UserId:
        """Let somebody make an account."""
        return self.server.sign_up(localpart, token)

    async def pass_a_moment(self) -> datetime:
        """Move the clock on, twice."""
        self.clock.advance(_MOMENT)
        now = self.clock.now()
        self.clock.advance(_MOMENT)
        return now

    async def stood_since(self, room: RoomId, user: UserId) -> datetime:
        """Return when the last membership event was."""
        changes = zip(self.server.changes, self.server.times, strict=True)
        return [at for (where, event), at in changes if (where, event.state_key) == (room, user)][-1]

    async def make_room(self, user: UserId, **creation_content: Any) -> RoomId:
        """Let somebody make a room of their own."""
        room = self.server.make_room(user, creation_content)
        self.server.change(room, user, "m.room.power_levels", {"users_default": 0})
        return room

    async def leave(self, room: RoomId, user: UserId) -> None:
        """Let somebody leave."""
        self.server.stand(room, user, Membership.LEAVE, by=user)

    async def let_in(self, room: RoomId, host: UserId, guest: UserId) -> None:
        """Let somebody invite another, who comes."""
        self.server.stand(room, guest, Membership.INVITE, by=host)
        self.server.stand(room, guest, Membership.JOIN, by=guest)

    async def change(self, room: RoomId, user: UserId, kind: str, content: dict[str, Any]) -> None:
        """Let somebody set state."""
        self.server.change(room, user, kind, content)


class SynapseWorld:
    """People of a real server; to be closed."""

    def __init__(self, server: Homeserver, embedded: EmbeddedHomeserver) -> None:
        self.server = server
        self._embedded = embedded
        self._people: dict[UserId, Someone] = {}

    async def person(self, name: str) -> UserId:
        """Return a new person, signed in."""
        user = await self._embedded.create_account(f"{name}-{secrets.token_hex(4)}", "secret", name.title())
        self._people[user] = await sign_in_someone(self._embedded.url, user, "secret")
        return user

    async def sign_up(self, localpart: str, token: str | None) -> UserId:
        """Let somebody make an account with a client."""
        person = await sign_up_someone(self._embedded.url, localpart, "secretsecret", token)
        self._people[person.user] = person
        return person.user

    async def pass_a_moment(self) -> datetime:
        """Wait until the server's milliseconds differ."""
        await asyncio.sleep(_MOMENT.total_seconds())
        now = datetime.now(UTC)
        await asyncio.sleep(_MOMENT.total_seconds())
        return now

    async def stood_since(self, room: RoomId, user: UserId) -> datetime:
        """Ask the server for the time of the event."""
        for event in await self._people[user].read(room):
            if (event["type"], event["state_key"]) == ("m.room.member", user):
                since = timedelta(milliseconds=event["origin_server_ts"])
                return datetime.fromtimestamp(0, UTC) + since
        raise AssertionError(f"{user} never stood in {room}")

    async def make_room(self, user: UserId, **creation_content: Any) -> RoomId:
        """Let somebody make a room of their own."""
        return await self._people[user].create_room(creation_content=creation_content)

    async def leave(self, room: RoomId, user: UserId) -> None:
        """Let somebody leave."""
        await self._people[user].leave(room)

    async def let_in(self, room: RoomId, host: UserId, guest: UserId) -> None:
        """Let somebody invite another, or the steward, who comes."""
        await self._people[host].invite(room, guest)
        if guest in self._people:
            await self._people[guest].join(room)
            return
        async with aiohttp.ClientSession() as http:
            registration = self._embedded.steward_registration
            steward = Requests(http, self._embedded.url, registration.as_token, guest)
            path = f"/_matrix/client/v3/join/{quote(room, safe='')}"
            await steward.ask("POST", path, doing="let the steward in")

    async def change(self, room: RoomId, user: UserId, kind: str, content: dict[str, Any]) -> None:
        """Let somebody set state."""
        await self._people[user].state(room, kind, content)

    async def close(self) -> None:
        """Sign everybody off."""
        for person in self._people.values():
            await person.close()
