"""People's keys: asked for, checked, pinned; and our room keys, given to the devices that may have them."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kit.errors import OtherIdentity
from kit.events import IdentityChanged
from kit.ids import RoomId, UserId
from kit.matrix.guard import passing_over
from kit.matrix.machine import CHUNK, MEGOLM, Machine, RoomKey
from kit.matrix.rooms import RoomBook
from kit.matrix.store import MatrixStore, Pin
from kit.matrix.transport import Transport
from kit.matrix.trust import Device, Keys, entitled, owns, read_keys
from kit.ports import RoomRecord

GONE = ""
"""What is seen of a master key that is no longer published."""
QUERY = 200
"""How many people one key query asks for."""


@dataclass(slots=True)
class Shared:
    """A room key of ours: for whom, which devices have it, which could not be reached, which may not."""

    key: RoomKey
    readers: frozenset[UserId]
    given: set[Device] = field(default_factory=set)
    unreached: set[Device] = field(default_factory=set)
    refused: set[Device] = field(default_factory=set)
    as_of: tuple[int, bool] | None = None


@dataclass(slots=True)
class Keyring:
    """Decides and does who gets our keys. ``noticed`` are changed identities that nobody was told of yet."""

    transport: Transport
    machine: Machine
    store: MatrixStore
    rooms: RoomBook
    record_of: Callable[[RoomId], RoomRecord | None]
    noticed: dict[UserId, IdentityChanged] = field(default_factory=dict)
    _keys: dict[UserId, Keys] = field(default_factory=dict)
    _stale: set[UserId] = field(default_factory=set)
    _pins: dict[UserId, Pin] = field(default_factory=dict)
    _shared: dict[RoomId, Shared] = field(default_factory=dict)
    _locks: defaultdict[RoomId, asyncio.Lock] = field(default_factory=lambda: defaultdict(asyncio.Lock))
    _asking: asyncio.Lock = field(default_factory=asyncio.Lock)
    _version: int = 0

    async def keys_of(self, user: UserId) -> Keys:
        """Return a person's keys, asked for once until they change."""
        await self._know({user})
        return self._keys[user]

    async def changed(self, users: Iterable[UserId]) -> None:
        """Ask again for the keys of people whom we know; who may read at last is given what they lack."""
        known = {user for user in users if user in self._keys}
        self._stale |= known
        await self._know(known)
        for room, shared in list(self._shared.items()):
            if known & shared.readers and self._lacks(room, shared, known):
                async with self._locks[room]:
                    await self._share(room)

    def _lacks(self, room: RoomId, shared: Shared, users: set[UserId]) -> bool:
        waiting = shared.refused | shared.unreached
        return self.record_of(room) is None or any(device.user in users for device in waiting)

    async def recall_changes(self) -> None:
        """Notice again the changed identities that staff have not accepted yet."""
        for pin in await self.store.changed_pins():
            self._notice(pin)

    def left(self, users: Iterable[UserId]) -> None:
        """Ask again before we next rely on keys whose changes we no longer hear of."""
        self._stale.update(user for user in users if user in self._keys)

    async def reaches(self, user: UserId) -> bool:
        """Whether the person has a device that may have the keys of a confidential room."""
        return any(True for _ in await self._confirmed(user))

    async def owns(self, user: UserId, ed25519: str, curve25519: str) -> bool:
        """Whether one of the person's devices, as far as the server tells, has these keys."""
        return owns((await self.keys_of(user)).devices, ed25519, curve25519)

    async def proves(self, user: UserId, ed25519: str, curve25519: str) -> bool:
        """Whether what these keys encrypted is the person's own word: the server cannot have made it up."""
        return owns(await self._confirmed(user), ed25519, curve25519)

    async def accept(self, user: UserId, seen: str) -> None:
        """Trust the identity whose key is ``seen``: staff have made sure that it is the person's."""
        if not await self.store.accept_pin(user, seen):
            raise OtherIdentity(f"{user} shows another identity by now: ask them again, then trust that one")
        self._pins[user] = Pin(user, seen, seen)
        self.noticed.pop(user, None)
        self._version += 1

    async def seal(
        self, room: RoomId, kind: str, content: dict[str, Any], judged: frozenset[UserId] | None = None
    ) -> dict[str, Any]:
        """Return a message encrypted for all who may read it, their keys given first.

        Raises ``ReadersChanged`` where that would be somebody who is not among the ``judged``.
        """
        async with self._locks[room]:
            await self._share(room, judged)
            return await self.machine.seal(room, kind, content)

    async def _confirmed(self, user: UserId) -> Iterator[Device]:
        keys = await self.keys_of(user)
        await self._recall([user])
        pin = self._pins.get(user)
        return entitled(keys, pin.master if pin else None, lenient=False)

    async def _recall(self, users: Iterable[UserId]) -> None:
        """Look whether staff have accepted changed identities meanwhile: another account took the command."""
        changed = [user for user in users if user in self._pins and self._pins[user].is_changed]
        found = await self.store.pins(changed) if changed else {}
        if any(self._pins[user] != pin for user, pin in found.items()):
            self._pins.update(found)
            self._version += 1

    async def _share(self, room: RoomId, judged: frozenset[UserId] | None = None) -> None:
        readers = await self.rooms.readers(room, judged=judged)
        await self._know(readers)
        await self._recall(readers)
        shared, lenient = self._shared.get(room), self._is_lenient(room)
        as_of = (self._version, lenient)
        fresh = shared is not None and not self.machine.needs_new_key(room)
        if shared is not None and fresh and shared.readers == readers and shared.as_of == as_of:
            return
        wanted, refused = self._sort(readers, lenient=lenient)
        if shared is None or not fresh or shared.readers != readers or not shared.given <= wanted:
            shared = Shared(await self.machine.new_key(room), readers)
            self._shared[room] = shared
        await self._give(shared, wanted - shared.given - shared.unreached)
        await self._refuse(shared, refused - shared.refused)
        shared.as_of = as_of

    def _is_lenient(self, room: RoomId) -> bool:
        record = self.record_of(room)
        return record is not None and not record.classification.is_confidential

    def _sort(self, readers: frozenset[UserId], *, lenient: bool) -> tuple[set[Device], set[Device]]:
        wanted: set[Device] = set()
        every: set[Device] = set()
        for user in readers:
            keys, pin = self._keys[user], self._pins.get(user)
            every.update(keys.devices)
            wanted.update(entitled(keys, pin.master or None if pin else None, lenient=lenient))
        ours = {device for device in every if device.id == self.transport.device}
        return wanted - ours, every - wanted - ours

    async def _give(self, shared: Shared, devices: set[Device]) -> None:
        await self._meet(devices)
        ordered = sorted(devices, key=lambda device: (device.user, device.id))
        for start in range(0, len(ordered), CHUNK):
            chunk = ordered[start : start + CHUNK]
            served, messages = await self.machine.wrap(shared.key, chunk)
            with passing_over(f"the giving of keys to {len(served)} devices"):
                if served:
                    await self.to_device("m.room.encrypted", messages)
                shared.given.update(served)
            shared.unreached.update(set(chunk) - shared.given)

    async def _refuse(self, shared: Shared, devices: set[Device]) -> None:
        if not devices:
            return
        _, own = await self.machine.device_keys()
        content = {
            "algorithm": MEGOLM,
            "room_id": shared.key.room,
            "session_id": shared.key.session,
            "sender_key": own,
            "code": "m.unverified",
            "reason": "Verify this session with your security key or another session of yours.",
        }
        messages: dict[str, Any] = {}
        for device in devices:
            messages.setdefault(device.user, {})[device.id] = content
        with passing_over("the word that keys are withheld"):
            await self.to_device("m.room_key.withheld", messages)
        shared.refused.update(devices)

    async def _meet(self, devices: Iterable[Device]) -> None:
        unmet = await self.machine.unmet(devices)
        wanted: dict[str, dict[str, str]] = {}
        for device in unmet:
            wanted.setdefault(device.user, {})[device.id] = "signed_curve25519"
        if wanted:
            with passing_over(f"the claiming of keys from {len(wanted)} people"):
                await self.claim(wanted)

    async def claim(self, wanted: dict[str, dict[str, str]]) -> None:
        """Claim one-time keys and start Olm sessions with them."""
        body = {"one_time_keys": wanted}
        path = "/_matrix/client/v3/keys/claim"
        answer = await self.transport.ask("POST", path, doing="claim one-time keys", body=body)
        await self.machine.claimed(answer.get("one_time_keys", {}))

    async def to_device(self, kind: str, messages: dict[str, Any]) -> None:
        """Send messages to devices."""
        self.transport.sent += 1
        txn = f"{self.transport.stamp}.{self.transport.sent}"
        path = f"/_matrix/client/v3/sendToDevice/{kind}/{txn}"
        await self.transport.ask("PUT", path, doing="send keys to devices", body={"messages": messages})

    async def _know(self, users: Iterable[UserId]) -> None:
        async with self._asking:
            unknown = sorted(user for user in set(users) if user in self._stale or user not in self._keys)
            for start in range(0, len(unknown), QUERY):
                await self._query(unknown[start : start + QUERY])

    async def _query(self, users: list[UserId]) -> None:
        self._stale -= set(users)  # what changes while we ask is asked for again
        body: dict[str, Any] = {"device_keys": {user: [] for user in users}}
        path = "/_matrix/client/v3/keys/query"
        try:
            answer = await self.transport.ask("POST", path, doing="ask for people's keys", body=body)
        except BaseException:
            self._stale |= set(users) & self._keys.keys()
            raise
        answered = [user for user in users if not _is_away(user, answer)]
        self._unanswered(set(users) - set(answered))
        found = await self.machine.run(lambda: {user: read_keys(answer, user) for user in answered})
        await self.machine.know(device for keys in found.values() for device in keys.devices)
        self._keys |= found
        await self._pin(answered)
        self._version += 1

    def _unanswered(self, users: set[UserId]) -> None:
        """Keep what we know of people whose server is away, and ask again before we next rely on it."""
        self._stale |= users
        for user in users - self._keys.keys():
            self._keys[user] = Keys(user, None, ())

    async def _pin(self, users: list[UserId]) -> None:
        pins = await self.store.pins(users)
        masters = {user: self._keys[user].master for user in users}
        new = {user: seen for user, seen in masters.items() if seen is not None and user not in pins}
        if new:
            pins |= await self.store.pin(new)
        for user, pin in list(pins.items()):
            seen = masters[user] or GONE
            if pin.seen != seen:
                pins[user] = await self.store.note_seen(user, seen)
                self._notice(pins[user])
        self._pins.update(pins)

    def _notice(self, pin: Pin) -> None:
        if pin.is_changed:
            self.noticed[pin.user] = IdentityChanged(user=pin.user, pinned=pin.master, seen=pin.seen)
        else:
            self.noticed.pop(pin.user, None)


def _is_away(user: UserId, answer: Mapping[str, Any]) -> bool:
    """Whether the server could not ask the person's own: it knows nothing of them, which is no news."""
    failures = answer.get("failures")
    return isinstance(failures, Mapping) and user.partition(":")[2] in failures
