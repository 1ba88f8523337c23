"""Bans asked for by moderators: recorded with who and why, enforced at once, lifted by staff alone."""

from collections.abc import Callable

from sqlalchemy import ColumnElement, insert, select, update

from kit.database import Database
from kit.errors import Refusal
from kit.ids import RoomId, RoomKey, UserId
from kit.ports import Ban, Clock
from provisioning.homeserver.port import Homeserver
from provisioning.sentences import BAN_NOT_HERE, BAN_NOT_YOURS, BAN_PROTECTED, BAN_UNKNOWN, LIFT_NOT_YOURS
from provisioning.shape import Desired, Power, RoomKind
from provisioning.store.audit import record_within
from provisioning.store.rooms import StoredRooms
from provisioning.store.tables import bans


class StoredBans:
    """A :class:`kit.ports.Bans`.

    ``desired`` returns what should be at this moment: who moderates a room may ban there, who sits in the
    stewards' room is staff.
    """

    def __init__(
        self,
        database: Database,
        homeserver: Homeserver,
        rooms: StoredRooms,
        clock: Clock,
        desired: Callable[[], Desired],
    ) -> None:
        self._database = database
        self._homeserver = homeserver
        self._rooms = rooms
        self._clock = clock
        self._desired = desired

    async def ban(self, ban: Ban) -> None:
        """Record it and enforce it; a crash between the two is mended by the next plan.

        The reason stays in our record: the room's state, which everybody reads, gets none.
        """
        key = self._key(ban.room)
        if not self._may_ban(key, ban.by):
            raise Refusal(BAN_NOT_YOURS)
        if self._is_protected(key, ban.user):
            raise Refusal(BAN_PROTECTED, user=ban.user)
        row = {"key": key, "user": ban.user, "by": ban.by, "reason": ban.reason, "at": ban.at}
        async with self._database.begin() as connection:
            known = await connection.execute(select(bans.c.id).where(_standing(key, ban.user)))
            if known.first() is None:
                await connection.execute(insert(bans).values(**row))
                told = row | {"at": ban.at.isoformat()}
                await record_within(connection, "ban", told, self._clock.now())
        await self._homeserver.ban(ban.room, ban.user)

    def keeps_order(self, room: RoomId, user: UserId) -> bool:
        """Whether somebody moderates a managed room, or is staff."""
        record = self._rooms.record(room)
        return record is not None and self._may_ban(record.key, user)

    async def lift(self, room: RoomId, user: UserId, by: UserId, reason: str) -> None:
        """Lift it; the next plan gives the seat back where there is one."""
        key = self._key(room)
        if by not in self._staff():
            raise Refusal(LIFT_NOT_YOURS)
        now = self._clock.now()
        lifted = {"lifted_by": by, "lifted_reason": reason, "lifted_at": now}
        async with self._database.begin() as connection:
            changed = await connection.execute(update(bans).where(_standing(key, user)).values(**lifted))
            if not changed.rowcount:
                raise Refusal(BAN_UNKNOWN, user=user)
            body = {"key": key, "user": user, "by": by, "reason": reason}
            await record_within(connection, "unban", body, now)
        await self._homeserver.unban(room, user)

    def _key(self, room: RoomId) -> RoomKey:
        record = self._rooms.record(room)
        if record is None:
            raise Refusal(BAN_NOT_HERE)
        return record.key

    def _may_ban(self, key: RoomKey, user: UserId) -> bool:
        room = self._desired().rooms.get(key)
        seat = None if room is None else room.seats.get(user)
        return user in self._staff() or (seat is not None and seat.power >= Power.MODERATOR)

    def _is_protected(self, key: RoomKey, user: UserId) -> bool:
        if user == self._homeserver.steward:
            return True
        room = self._desired().rooms.get(key)
        seat = None if room is None else room.seats.get(user)
        return seat is not None and (seat.person is None or seat.power >= Power.MODERATOR)

    def _staff(self) -> frozenset[UserId]:
        rooms = (room for room in self._desired().rooms.values() if room.kind is RoomKind.STEWARDS)
        return frozenset(user for room in rooms for user, seat in room.seats.items() if seat.person)


def _standing(key: RoomKey, user: UserId) -> ColumnElement[bool]:
    return (bans.c.key == key) & (bans.c.user == user) & bans.c.lifted_at.is_(None)
