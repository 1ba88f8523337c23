"""What we know of rooms: who is in them, and whether they are encrypted, which is never forgotten."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kit.errors import NotFound, ReadersChanged, WouldLeak
from kit.events import Membership
from kit.ids import RoomId, UserId
from kit.matrix.hearing import membership
from kit.matrix.machine import MEGOLM
from kit.matrix.store import MatrixStore
from kit.matrix.transport import Transport, segment

PRESENT = frozenset({Membership.JOIN, Membership.INVITE})
"""The standings of those who are in a room, or may enter it when they like."""


@dataclass(slots=True)
class Known:
    """One room as far as we know it; ``None`` where we must ask. ``moves`` counts who came and went."""

    encrypted: bool | None = None
    history: str | None = None
    members: dict[UserId, Membership] | None = None
    moves: int = 0


@dataclass(slots=True)
class RoomBook:
    """Rooms as the stream shows them; asks the server what it does not know.

    ``follows`` is set while the stream is being read: only then is what we know kept, and exact as of the
    event that is being handled.
    """

    transport: Transport
    store: MatrixStore
    follows: asyncio.Event = field(default_factory=asyncio.Event)
    _rooms: dict[RoomId, Known] = field(default_factory=dict)
    _sealed: set[RoomId] = field(default_factory=set)

    @property
    def following(self) -> bool:
        """Whether the stream is being read."""
        return self.follows.is_set()

    async def load(self) -> None:
        """Recall which rooms are encrypted."""
        self._sealed = set(await self.store.encrypted_rooms())

    def known(self, room: RoomId) -> Known:
        """Return what we know of a room."""
        return self._rooms.setdefault(room, Known())

    def is_sealed(self, room: RoomId) -> bool:
        """Whether the room was ever seen encrypted; asks nobody."""
        return room in self._sealed

    async def seal(self, rooms: Iterable[RoomId]) -> None:
        """Remember for ever that rooms are encrypted."""
        new = set(rooms) - self._sealed
        if new:
            await self.store.note_encrypted(new)
            self._sealed |= new

    async def is_encrypted(self, room: RoomId) -> bool:
        """Whether what we say must be encrypted; the server is asked once where we do not know."""
        if room in self._sealed:
            return True
        known = self.known(room)
        if known.encrypted is None or not self.following:
            content = await self._state(room, "m.room.encryption")
            known.encrypted = content is not None
            await self._note(room, content)
        return known.encrypted

    async def readers(self, room: RoomId, *, judged: frozenset[UserId] | None = None) -> frozenset[UserId]:
        """Return who should be able to read what is said now: members, and the invited where history says.

        With ``judged`` the server is asked, and ``ReadersChanged`` raised where anybody else is present.
        """
        known = self.known(room)
        if known.history is None or not self.following:
            content = await self._state(room, "m.room.history_visibility") or {}
            known.history = str(content.get("history_visibility", "shared"))
        standings = {Membership.JOIN} if known.history == "joined" else {Membership.JOIN, Membership.INVITE}
        members = await self.members(room, fresh=judged is not None)
        if judged is not None:
            present = {user for user, standing in members.items() if standing in PRESENT}
            others = present - judged - {self.transport.user}
            if others:
                raise ReadersChanged(room, others)
        return frozenset(user for user, standing in members.items() if standing in standings)

    async def members(self, room: RoomId, *, fresh: bool = False) -> Mapping[UserId, Membership]:
        """Return everybody's standing in a room; ``fresh`` is the server's word, which is not kept.

        What we keep moves with the stream alone: a later look would be undone by an older event of it.
        """
        known = self.known(room)
        if known.members is not None and self.following and not fresh:
            return known.members
        moves = known.moves
        path = f"/_matrix/client/v3/rooms/{segment(room)}/members"
        answer = await self.transport.ask("GET", path, doing=f"see who is in {room}", as_service=True)
        members = dict(_standings(answer.get("chunk", ())))
        if known.moves == moves and (known.members is None or not fresh):
            known.members = members
        return members

    async def take_in(self, room: RoomId, events: Iterable[Mapping[str, Any]], *, gap: bool) -> None:
        """Learn from state and timeline events, oldest first; after a ``gap`` people are asked for again."""
        known = self.known(room)
        if gap:
            known.members, known.history = None, None
            known.moves += 1
        for event in events:
            await self._learn(room, known, event)

    def forget(self, room: RoomId) -> None:
        """Forget who is in a room that we left."""
        self._rooms.pop(room, None)

    async def _learn(self, room: RoomId, known: Known, event: Mapping[str, Any]) -> None:
        if "state_key" not in event:
            return
        content = event.get("content")
        if not isinstance(content, Mapping):
            return
        match event.get("type"):
            case "m.room.member":
                _move(known, UserId(str(event["state_key"])), content)
            case "m.room.encryption":
                await self._note(room, content)
            case "m.room.history_visibility":
                known.history = str(content.get("history_visibility", "shared"))

    async def _note(self, room: RoomId, content: Mapping[str, Any] | None) -> None:
        if content is None:
            return
        await self.seal([room])
        if content.get("algorithm", MEGOLM) != MEGOLM:
            raise WouldLeak(f"{room} asks for an encryption that we do not speak: nothing is said there")

    async def _state(self, room: RoomId, kind: str) -> Mapping[str, Any] | None:
        path = f"/_matrix/client/v3/rooms/{segment(room)}/state/{kind}/"
        try:
            return await self.transport.ask("GET", path, doing=f"look into {room}", as_service=True)
        except NotFound:
            return None


def _move(known: Known, user: UserId, content: Mapping[str, Any]) -> None:
    now = membership(content)
    known.moves += 1
    if known.members is None or now is None or known.members.get(user) is now:
        return
    known.members[user] = now


def _standings(events: Iterable[Mapping[str, Any]]) -> Iterable[tuple[UserId, Membership]]:
    for event in events:
        standing = membership(event.get("content", {}))
        if standing is not None:
            yield UserId(str(event["state_key"])), standing
