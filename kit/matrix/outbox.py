"""What we promised to send: written down as it goes to the server, so that a crash sends it once."""

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from weakref import WeakValueDictionary

from kit.errors import MatrixFailure, SignedOut, Unreachable, WouldLeak
from kit.ids import EventId, RoomId, UserId
from kit.matrix.keyring import Keyring
from kit.matrix.rooms import RoomBook
from kit.matrix.store import MatrixStore, Outgoing
from kit.matrix.transport import Transport, segment

log = logging.getLogger(__name__)

PLAIN = frozenset({"m.reaction"})
"""What every Matrix client sends unencrypted: the server must see what a reaction is to."""


@dataclass(slots=True)
class Outbox:
    """Sends each key once, whatever crashes in between.

    ``taken_back`` are events that were redacted since we started: what quotes one of them and was under
    way at that moment is taken back as soon as it has arrived.
    """

    transport: Transport
    store: MatrixStore
    rooms: RoomBook
    keyring: Keyring
    taken_back: set[EventId] = field(default_factory=set)
    _locks: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    async def send(
        self,
        key: str,
        room: RoomId,
        kind: str,
        content: dict[str, Any],
        quoted: Collection[EventId] = (),
        *,
        readers: frozenset[UserId] | None = None,
    ) -> EventId:
        """Send an event, encrypted where the room is; a key that was sent gives its event again.

        Raises ``ReadersChanged`` where somebody else than its ``readers`` would read it.
        """

        async def made() -> dict[str, Any]:
            return content

        return await self.send_made(key, room, kind, made, quoted, readers=readers)

    async def send_made(
        self,
        key: str,
        room: RoomId,
        kind: str,
        make: Callable[[], Awaitable[dict[str, Any]]],
        quoted: Collection[EventId] = (),
        *,
        readers: frozenset[UserId] | None = None,
    ) -> EventId:
        """Send an event whose content is made, at some cost, only if the key was not sent before."""
        async with self._lock(key):
            before = await self.store.sent(key)
            if isinstance(before, Outgoing):
                return await self._deliver(before)
            if before is not None:
                return before
            kind, content = await self._sealed(room, kind, await make(), readers)
            sending = Outgoing(key, room, f"send/{segment(kind)}", content)
            await self.store.put_out(sending, quoted)
            event = await self._deliver(sending)
        if not self.taken_back.isdisjoint(quoted):
            await self.redact(f"unquote:{event}", room, event, None)
        return event

    async def redact(self, key: str, room: RoomId, event: EventId, reason: str | None) -> EventId:
        """Take an event back; a reason is given only where the server may read it."""
        async with self._lock(key):
            before = await self.store.sent(key)
            if isinstance(before, Outgoing):
                return await self._deliver(before)
            if before is not None:
                return before
            told = reason is not None and not await self.rooms.is_encrypted(room)
            content = {"reason": reason} if told else {}
            sending = Outgoing(key, room, f"redact/{segment(event)}", content)
            await self.store.put_out(sending, ())
            return await self._deliver(sending)

    async def resume(self) -> None:
        """Send what a crash left behind, in the order in which it was promised."""
        for sending in await self.store.waiting():
            async with self._lock(sending.key):
                if not isinstance(await self.store.sent(sending.key), Outgoing):
                    continue
                try:
                    await self._deliver(sending)
                except (MatrixFailure, WouldLeak) as failure:
                    log.warning("a message from before the restart could not be sent: %s", failure)

    async def _sealed(
        self, room: RoomId, kind: str, content: dict[str, Any], readers: frozenset[UserId] | None
    ) -> tuple[str, dict[str, Any]]:
        if kind not in PLAIN and await self._must_seal(room):
            return "m.room.encrypted", await self.keyring.seal(room, kind, content, readers)
        if readers is not None:
            await self.rooms.readers(room, judged=readers)
        return kind, content

    async def _must_seal(self, room: RoomId) -> bool:
        record = self.keyring.record_of(room)
        if record is not None and record.encrypted:
            await self.rooms.seal([room])
        return await self.rooms.is_encrypted(room)

    async def _deliver(self, sending: Outgoing) -> EventId:
        path = f"/_matrix/client/v3/rooms/{segment(sending.room)}/{sending.path}/{self.txn(sending.key)}"
        try:
            answer = await self.transport.ask(
                "PUT",
                path,
                doing=f"send to {sending.room}",
                body=sending.payload,
                as_service=True,
                patience=None,
                before=partial(self._refuse_to_leak, sending),
            )
        except (SignedOut, Unreachable):
            raise
        except MatrixFailure:
            await self.store.give_up(sending.key)
            raise
        event = EventId(str(answer["event_id"]))
        await self.store.arrived(sending.key, event)
        return event

    async def _refuse_to_leak(self, sending: Outgoing) -> None:
        """Look before each try: while a server is away, its room may have become encrypted."""
        kind = sending.path.removeprefix("send/")
        hidden = kind.startswith("redact/") or kind in ("m.room.encrypted", *PLAIN)
        record = self.keyring.record_of(sending.room)
        ours = record is not None and record.encrypted
        if not hidden and (ours or self.rooms.is_sealed(sending.room)):
            await self.store.give_up(sending.key)
            raise WouldLeak(f"a plain message was about to enter {sending.room}, which is encrypted")

    def txn(self, key: str) -> str:
        """Return a key's transaction ID, which the server takes once; no other account makes the same."""
        name = self.transport.user[1:].partition(":")[0]
        return f"{name}.{hashlib.sha256(key.encode()).hexdigest()[:40]}"

    def _lock(self, key: str) -> asyncio.Lock:
        return self._locks.setdefault(key, asyncio.Lock())
