"""Which of the community's rooms a person is in: of others they are told nothing, not even how many."""

import asyncio

from kit.errors import Forbidden, NotFound
from kit.events import Membership
from kit.ids import UserId
from kit.ports import Matrix, RoomRecord, Rooms

AT_ONCE = 8
"""How many rooms are looked into side by side, where we do not know yet who is in them."""


async def rooms_of(user: UserId, matrix: Matrix, rooms: Rooms) -> tuple[RoomRecord, ...]:
    """Return the managed rooms that the person has joined, spaces among them, by name."""
    managed = [record for room in await matrix.joined_rooms() if (record := rooms.record(room)) is not None]
    places = asyncio.Semaphore(AT_ONCE)

    async def is_in(record: RoomRecord) -> bool:
        async with places:
            try:
                standings = await matrix.members(record.room)
            except (Forbidden, NotFound):
                return False  # we were put out meanwhile: what we cannot see we do not tell of
        return standings.get(user) is Membership.JOIN

    there = await asyncio.gather(*map(is_in, managed))
    shared = (record for record, is_there in zip(managed, there, strict=True) if is_there)
    return tuple(sorted(shared, key=lambda record: record.name.casefold()))
