"""Writes down at once what applying learns, so that a crash forgets nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kit.ids import Language, RoomId, RoomKey, UserId
from kit.ports import RoomRecord
from provisioning.plan import Plan
from provisioning.plan.steps import Relabel, SetHistory
from provisioning.shape import Desired
from provisioning.store.memory import Provisioned
from provisioning.store.rooms import StoredRooms, record_of


class Records:
    """Keeps our own record of the managed rooms as the plan makes them.

    What a step has yet to change, or a hold keeps from changing, stays on record as it was.
    """

    def __init__(self, rooms: StoredRooms, desired: Desired, plan: Plan, language: Language) -> None:
        self._rooms = rooms
        self._desired = desired
        self._language = language
        self._labels = {step.key: step.was for step in plan.steps if isinstance(step, Relabel)}
        self._histories = {step.key: step.was for step in plan.steps if isinstance(step, SetHistory)}

    async def write_all(self, known: Mapping[RoomKey, RoomId]) -> None:
        """Write the records of all rooms that exist, and forget those that are no longer wanted."""
        await self._rooms.write(
            *(self._record(key, room) for key, room in known.items() if key in self._desired.rooms)
        )
        for room, record in self._rooms.all.items():
            if record.key not in self._desired.rooms:
                await self._rooms.drop(room)

    async def write(self, key: RoomKey, room: RoomId) -> None:
        """Write the record of a room that has just been made."""
        if key in self._desired.rooms:
            await self._rooms.write(self._record(key, room))

    async def relabel(self, key: RoomKey) -> None:
        """Let a new label hold."""
        self._labels.pop(key, None)
        await self._rewrite(key)

    async def set_history(self, key: RoomKey) -> None:
        """Let a new say on who reads earlier words hold."""
        self._histories.pop(key, None)
        await self._rewrite(key)

    async def _rewrite(self, key: RoomKey) -> None:
        record = self._rooms.of_key(key)
        if record is not None:
            await self._rooms.write(self._record(key, record.room))

    def _record(self, key: RoomKey, room: RoomId) -> RoomRecord:
        record = record_of(self._desired.rooms[key], room, self._language)
        label = self._labels.get(key, record.classification)
        history = str(self._histories.get(key, record.history))
        return replace(record, classification=label, history=history)


@dataclass(frozen=True, slots=True)
class StoredLedger:
    """A :class:`provisioning.apply.Ledger` over the database."""

    provisioned: Provisioned
    records: Records

    async def bind(self, key: RoomKey, room: RoomId) -> None:
        """Bind the key, and let parts know the room."""
        await self.provisioned.bind(key, room)
        await self.records.write(key, room)

    async def relabelled(self, key: RoomKey) -> None:
        """Let the new label hold."""
        await self.records.relabel(key)

    async def history_set(self, key: RoomKey) -> None:
        """Let the new say on earlier words hold."""
        await self.records.set_history(key)

    async def inviting(self, key: RoomKey, user: UserId) -> None:
        """Note an invitation that is about to be sent."""
        await self.provisioned.inviting(key, user)

    async def invited(self, key: RoomKey, user: UserId) -> None:
        """Note an invitation that was sent."""
        await self.provisioned.invited(key, user)
