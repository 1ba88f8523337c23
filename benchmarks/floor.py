"""The floor of provisioning: the same rooms, state events and joins from a bare loop, and nothing else."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from itertools import zip_longest
from typing import Any
from urllib.parse import quote

import aiohttp

from kit.ids import RoomId, RoomKey, UserId
from provisioning.homeserver.port import NewRoom
from provisioning.homeserver.state import creation, space_child
from provisioning.shape import Desired, DesiredRoom

Job = Callable[[], Awaitable[None]]


class BareLoop:
    """Issues requests as the steward, ``width`` at a time; it decides, checks and remembers nothing."""

    def __init__(self, http: aiohttp.ClientSession, steward: UserId, server_name: str) -> None:
        self.made = 0
        self._http = http
        self._query = {"user_id": steward}
        self._server_name = server_name
        self.rooms: dict[RoomKey, RoomId] = {}

    async def raise_all(self, desired: Desired, *, making: int, joining: int) -> float:
        """Make all rooms and seats; return the seconds that it took."""
        began = time.perf_counter()
        for generation in generations(desired.rooms):
            await side_by_side([self._making(room) for room in generation], making)
        links = [self._linking(room, parent) for room in desired.rooms.values() for parent in room.parents]
        await side_by_side(links, joining)
        await side_by_side([self._joining(key, user) for key, user in spread(desired.rooms)], joining)
        return time.perf_counter() - began

    def _making(self, room: DesiredRoom) -> Job:
        async def make() -> None:
            new = NewRoom(
                key=room.key,
                look=room.look,
                powers={user: int(seat.power) for user, seat in room.seats.items() if seat.power},
                parents=tuple(self.rooms[parent] for parent in room.parents),
                allow=tuple(self.rooms[key] for key in sorted(room.look.allow) if key in self.rooms),
            )
            body = creation(new, self._server_name)
            answer = await self._ask("POST", "/_matrix/client/v3/createRoom", body)
            self.rooms[room.key] = RoomId(answer["room_id"])

        return make

    def _linking(self, room: DesiredRoom, parent: RoomKey) -> Job:
        async def link() -> None:
            space, child = quote(self.rooms[parent], safe=""), quote(self.rooms[room.key], safe="")
            path = f"/_matrix/client/v3/rooms/{space}/state/m.space.child/{child}"
            await self._ask("PUT", path, space_child(self._server_name))

        return link

    def _joining(self, key: RoomKey, user: UserId) -> Job:
        async def join() -> None:
            path = f"/_synapse/admin/v1/join/{quote(self.rooms[key], safe='')}"
            await self._ask("POST", path, {"user_id": user})

        return join

    async def _ask(self, method: str, path: str, body: Mapping[str, Any]) -> Any:
        self.made += 1
        async with self._http.request(method, path, params=self._query, json=body) as answer:
            told = await answer.json()
            if answer.status != 200:
                raise RuntimeError(f"the floor was refused: {method} {path}: {told}")
            return told


async def side_by_side(jobs: Iterable[Job], width: int) -> None:
    """Do all jobs, ``width`` at a time, in their order."""
    waiting = iter(jobs)

    async def work() -> None:
        for job in waiting:
            await job()

    async with asyncio.TaskGroup() as tasks:
        for _ in range(width):
            tasks.create_task(work())


def generations(rooms: Mapping[RoomKey, DesiredRoom]) -> Iterable[list[DesiredRoom]]:
    """Yield rooms in groups, each after the parents and allowed spaces that its rooms name."""
    made: set[RoomKey] = set()
    left = dict(rooms)
    while left:
        ready = [room for room in left.values() if {*room.parents, *room.look.allow} & rooms.keys() <= made]
        if not ready:
            raise RuntimeError(f"rooms name each other in a circle: {sorted(left)}")
        yield ready
        for room in ready:
            made.add(room.key)
            del left[room.key]


def spread(rooms: Mapping[RoomKey, DesiredRoom]) -> Iterable[tuple[RoomKey, UserId]]:
    """Yield all seats, one of each room in turn: joins to different rooms do not wait for each other."""
    columns = [[(room.key, user) for user in room.seats] for room in rooms.values()]
    for row in zip_longest(*columns):
        yield from (seat for seat in row if seat is not None)
