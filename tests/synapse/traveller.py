"""A person at a plain client who keeps an eye on the rooms that their own server shows them."""

import asyncio
from types import TracebackType
from typing import Any, Self

from kit.ids import EventId, RoomId
from provisioning.homeserver.embedded import EmbeddedHomeserver
from provisioning.homeserver.someone import Someone, sign_in_someone

PATIENCE = 20.0
"""Seconds for what another server should show at once: the machine may be busy."""
PASSWORD = "a long enough password"


class Traveller:
    """Somebody signed in to one server, and where they stand in rooms as far as that server knows."""

    def __init__(self, someone: Someone) -> None:
        self.user = someone.user
        self.someone = someone
        self.standings: dict[RoomId, str] = {}
        self.heard: set[EventId] = set()
        self._since: str | None = None

    @classmethod
    async def arrive(cls, server: EmbeddedHomeserver, name: str) -> Self:
        """Get an account on a server, and sign in."""
        user = await server.create_account(name, PASSWORD, name.title())
        traveller = cls(await sign_in_someone(server.url, user, PASSWORD))
        await traveller._look(wait=False)
        return traveller

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.someone.close()

    async def stands(self, room: RoomId, now: str) -> None:
        """Wait until their own server shows them this standing in the room."""
        async with asyncio.timeout(PATIENCE):
            while self.standings.get(room) != now:
                await self._look(wait=True)

    async def hears(self, event: EventId) -> None:
        """Wait until their own server shows them an event."""
        async with asyncio.timeout(PATIENCE):
            while event not in self.heard:
                await self._look(wait=True)

    async def join(self, room: RoomId) -> None:
        """Accept the invitation, once their own server has shown it."""
        await self.stands(room, "invite")
        await self.someone.join(room)
        await self.stands(room, "join")

    async def _look(self, *, wait: bool) -> None:
        query = {"timeout": "5000" if wait else "0"} | ({"since": self._since} if self._since else {})
        told: dict[str, Any] = await self.someone.requests.ask(
            "GET", "/_matrix/client/v3/sync", doing="look at the rooms", query=query
        )
        self._since = told["next_batch"]
        for standing, rooms in told.get("rooms", {}).items():
            self.standings |= dict.fromkeys(map(RoomId, rooms), standing)
            for room in rooms.values():
                self.heard.update(event["event_id"] for event in room.get("timeline", {}).get("events", ()))
