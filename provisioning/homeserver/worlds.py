"""A homeserver with people who act for themselves, pretended or real, for contract tests."""

import secrets
from typing import Any, Protocol
from urllib.parse import quote

import aiohttp

from kit.events import Membership
from kit.ids import RoomId, UserId
from provisioning.homeserver.embedded import EmbeddedHomeserver
from provisioning.homeserver.memory import MemoryHomeserver
from provisioning.homeserver.port import Homeserver
from provisioning.homeserver.requests import Requests
from provisioning.homeserver.someone import Someone, sign_in_someone


class World(Protocol):
    """A homeserver and the people on it."""

    @property
    def server(self) -> Homeserver:
        """The steward's door."""
        ...

    async def person(self, name: str) -> UserId:
        """Return a new person."""
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
        self.server = MemoryHomeserver()

    async def person(self, name: str) -> UserId:
        """Return a new person."""
        user = UserId(f"@{name}-{secrets.token_hex(4)}:{self.server.server_name}")
        self.server.people.add(user)
        return user

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
