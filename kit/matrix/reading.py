"""Events as they come, decrypted where we can, in our own words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kit.events import Event
from kit.ids import RoomId, UserId
from kit.matrix.hearing import Raw, hear, unreadable
from kit.matrix.keyring import Keyring
from kit.matrix.machine import Machine
from kit.matrix.trust import owns


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads events. What was encrypted by a device that is not the sender's stays unreadable."""

    machine: Machine
    keyring: Keyring

    async def read(self, room: RoomId, source: Mapping[str, Any], *, live: bool = True) -> Event | None:
        """Return an event in our words, ``None`` where it says nothing (any more)."""
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
        if not owns(await self.keyring.keys_of(sender), opened.ed25519, opened.curve25519):
            return unreadable(raw)
        inside = dict(opened.content)
        if "m.relates_to" in content:  # what the server saw counts: it is what other clients show
            inside["m.relates_to"] = content["m.relates_to"]
        return hear(Raw(room, source, opened.kind, inside, encrypted=True, live=live))
