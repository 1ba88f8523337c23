"""Events as they come, decrypted where we can, in our own words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kit.events import Event
from kit.ids import RoomId, UserId
from kit.matrix.hearing import Raw, hear, unreadable
from kit.matrix.keyring import Keyring
from kit.matrix.machine import Machine, Opened
from kit.matrix.store import MatrixStore


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads events. What was encrypted by a device that is not the sender's stays unreadable.

    ``_read`` is how far each session was read since it was last noted, ``_before`` how far it had been
    noted when we started: a server that shows us an older message again proves nothing by it.
    """

    machine: Machine
    keyring: Keyring
    store: MatrixStore
    _read: dict[str, int] = field(default_factory=dict)
    _before: dict[str, int] = field(default_factory=dict)

    async def read(
        self, room: RoomId, source: Mapping[str, Any], *, live: bool = True, past: bool = False
    ) -> Event | None:
        """Return an event in our words, ``None`` where it says nothing (any more).

        What is ``past`` was not said now, so it is never verified; nor does it count as read.
        """
        kind, content = str(source.get("type", "")), source.get("content")
        content = content if isinstance(content, Mapping) else {}
        raw = Raw(room, source, kind, content, live=live)
        if kind != "m.room.encrypted" or "state_key" in source:
            return hear(raw)
        if not content:
            return None
        opened = await self.machine.open_event(source, room)
        if opened is None:
            return unreadable(raw)
        sender = UserId(str(source["sender"]))
        if not await self.keyring.owns(sender, opened.ed25519, opened.curve25519):
            return unreadable(raw)
        await self.keyring.rooms.seal([room])  # whoever speaks in cipher is answered in cipher
        verified = (
            not past
            and await self._is_new(opened)
            and await self.keyring.proves(sender, opened.ed25519, opened.curve25519)
        )
        inside = dict(opened.content)
        if "m.relates_to" in content:  # what the server saw counts: it is what other clients show
            inside["m.relates_to"] = content["m.relates_to"]
        return hear(Raw(room, source, opened.kind, inside, encrypted=True, verified=verified, live=live))

    def take_read(self) -> dict[str, int]:
        """Return how far sessions were read since the last call."""
        read = dict(self._read)
        self._read.clear()
        return read

    async def _is_new(self, opened: Opened) -> bool:
        if opened.session not in self._before:
            self._before[opened.session] = await self.store.read_up_to(opened.session)
        self._read[opened.session] = max(opened.index, self._read.get(opened.session, -1))
        return opened.index > self._before[opened.session]
