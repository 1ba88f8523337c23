"""What only our database knows and a plan needs: one repository that reads and writes it."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from kit.database import Database
from kit.errors import BadInput
from kit.events import Membership
from kit.ids import RoomId, RoomKey, UserId
from kit.ports import Clock
from provisioning.shape import BanFact, Desired, Found, Memory
from provisioning.store.tables import bans, bindings, invitations


@dataclass(frozen=True, slots=True)
class Provisioned:
    """Bindings, bans and invitations."""

    database: Database
    clock: Clock

    async def memory(self) -> Memory:
        """Return all of it, as a plan wants it."""
        async with self.database.read() as connection:
            bound = (await connection.execute(select(bindings))).all()
            standing = (await connection.execute(select(bans).where(bans.c.lifted_at.is_(None)))).all()
            invited = (await connection.execute(select(invitations).where(invitations.c.sent))).all()
        return Memory(
            bound={RoomKey(row.key): RoomId(row.room) for row in bound},
            adopted=frozenset(RoomKey(row.key) for row in bound if row.adopted),
            reinvited=frozenset((RoomKey(row.key), UserId(row.user)) for row in invited),
            bans=tuple(map(_ban, standing)),
        )

    async def bans_at(self, at: datetime) -> tuple[BanFact, ...]:
        """Return the bans that stood at an instant."""
        stood = (bans.c.at <= at) & (bans.c.lifted_at.is_(None) | (bans.c.lifted_at > at))
        async with self.database.read() as connection:
            return tuple(map(_ban, await connection.execute(select(bans).where(stood))))

    async def with_invitations(self, memory: Memory, found: Found) -> Memory:
        """Count invitations that a crash kept from being noted as sent, where the homeserver shows them."""
        async with self.database.read() as connection:
            open_ones = (await connection.execute(select(invitations).where(~invitations.c.sent))).all()
        there = {
            (RoomKey(row.key), UserId(row.user)) for row in open_ones if _stands(found, row.key, row.user)
        }
        return replace(memory, reinvited=memory.reinvited | there) if there else memory

    async def bind(self, key: RoomKey, room: RoomId, *, adopted: bool = False) -> None:
        """Let a key stand for a room from now on; an earlier room of that key is forgotten."""
        row = {"key": key, "room": room, "adopted": adopted, "at": self.clock.now()}
        async with self.database.begin() as connection:
            await connection.execute(delete(bindings).where(bindings.c.key == key))
            try:
                await connection.execute(insert(bindings).values(**row))
            except IntegrityError as error:
                raise BadInput(f"the room {room} already stands for another key than {key}") from error

    async def unbind(self, key: RoomKey) -> None:
        """Let a key stand for no room; the room itself stays as it is."""
        async with self.database.begin() as connection:
            await connection.execute(delete(bindings).where(bindings.c.key == key))

    async def bind_found(self, found: Found, memory: Memory) -> None:
        """Bind rooms that carry our mark and were made just before a crash."""
        for key, room in found.rooms.items():
            if memory.bound.get(key) != room.id:
                await self.bind(key, room.id, adopted=room.adopted)

    async def inviting(self, key: RoomKey, user: UserId) -> None:
        """Note that somebody who left by their own wish is about to get their one invitation."""
        await self._note(key, user, self.clock.now(), sent=False)

    async def invited(self, key: RoomKey, user: UserId) -> None:
        """Note that the invitation is with the homeserver."""
        await self._note(key, user, self.clock.now(), sent=True)

    async def _note(self, key: RoomKey, user: UserId, at: datetime, *, sent: bool) -> None:
        here = (invitations.c.key == key) & (invitations.c.user == user)
        async with self.database.begin() as connection:
            await connection.execute(delete(invitations).where(here))
            await connection.execute(insert(invitations).values(key=key, user=user, at=at, sent=sent))

    async def settle_invitations(self, desired: Desired, found: Found) -> None:
        """Finish notes that a crash left open, and forget those of seats that are given no more."""
        async with self.database.read() as connection:
            rows = (await connection.execute(select(invitations))).all()
        for row in rows:
            here = (invitations.c.key == row.key) & (invitations.c.user == row.user)
            room = desired.rooms.get(row.key)
            async with self.database.begin() as connection:
                if room is None or row.user not in room.seats:
                    await connection.execute(delete(invitations).where(here))
                elif not row.sent and _stands(found, row.key, row.user):
                    await connection.execute(update(invitations).where(here).values(sent=True))


def _ban(row: Row[Any]) -> BanFact:
    key, user, by = RoomKey(row.key), UserId(row.user), UserId(row.by)
    return BanFact(room=key, user=user, by=by, reason=row.reason, at=row.at)


def _stands(found: Found, key: RoomKey, user: UserId) -> bool:
    room = found.rooms.get(key)
    member = None if room is None else room.members.get(user)
    return member is not None and member.membership in {Membership.INVITE, Membership.JOIN}
