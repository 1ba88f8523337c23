"""One account on a real homeserver, as :class:`kit.ports.Matrix`."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from collections.abc import Set as AbstractSet
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp

from kit.database import Database
from kit.effects import Edit, React, Redact, Say, SayDirectly, SendFile, SendGallery
from kit.errors import Forbidden, NotFound
from kit.events import Event, FileHeard, InvitedHeard, MemberHeard, Membership
from kit.ids import EventId, RoomId, UserId
from kit.matrix import calls, content, media
from kit.matrix.account import Account, cross_sign, kept_or_signed_in, sign_in_again
from kit.matrix.direct import DirectChats
from kit.matrix.ear import Ear
from kit.matrix.history import History
from kit.matrix.keyring import Keyring
from kit.matrix.machine import Machine
from kit.matrix.outbox import Outbox
from kit.matrix.reading import Reader
from kit.matrix.rooms import PRESENT, RoomBook
from kit.matrix.store import MatrixStore
from kit.matrix.transport import Transport, segment
from kit.ports import Past, RoomRecord


@dataclass(frozen=True, slots=True)
class NioMatrix:
    """A signed-in account; made by :func:`sign_in`, given back by :meth:`close`."""

    transport: Transport
    machine: Machine
    store: MatrixStore
    rooms: RoomBook
    keyring: Keyring
    outbox: Outbox
    reader: Reader
    chats: DirectChats
    ear: Ear
    past: History

    @property
    def user(self) -> UserId:
        """Who we are."""
        return self.transport.user

    async def say(self, say: Say) -> EventId:
        """Send, once for each key; encrypted wherever our record or the server says so."""
        return await self.outbox.send(
            say.key, say.room, "m.room.message", content.said(say), say.quotes, readers=say.readers
        )

    async def say_directly(self, say: SayDirectly) -> EventId:
        """Send in the encrypted direct chat with the person."""
        sent = await self.store.sent(say.key)
        if isinstance(sent, str):
            return sent
        room = await self.direct_chat(say.user)
        return await self.say(
            Say(room=room, message=say.message, key=say.key, quotes=say.quotes, readers=say.readers)
        )

    async def send_file(self, file: SendFile) -> EventId:
        """Send a file, sealed and uploaded first; a file that may not be shown is not even uploaded."""

        async def made() -> dict[str, Any]:
            if file.readers is not None:
                await self.rooms.readers(file.room, judged=file.readers)
            return content.filed(file, await media.upload(self.transport, file.data))

        return await self.outbox.send_made(
            file.key, file.room, "m.room.message", made, file.quotes, readers=file.readers
        )

    async def send_gallery(self, gallery: SendGallery) -> EventId:
        """Send pictures, each sealed and uploaded first."""

        async def made() -> dict[str, Any]:
            if gallery.readers is not None:
                await self.rooms.readers(gallery.room, judged=gallery.readers)
            sealed = [await media.upload(self.transport, picture.data) for picture in gallery.pictures]
            return content.hung(gallery, sealed)

        return await self.outbox.send_made(
            gallery.key, gallery.room, "m.room.message", made, gallery.quotes, readers=gallery.readers
        )

    async def edit(self, edit: Edit) -> EventId:
        """Replace an earlier message of ours."""
        return await self.outbox.send(edit.key, edit.room, "m.room.message", content.edited(edit))

    async def react(self, react: React) -> EventId:
        """React, once for each key."""
        return await self.outbox.send(react.key, react.room, "m.reaction", content.reacted(react))

    async def redact(self, redact: Redact) -> None:
        """Redact; what is redacted already stays so."""
        await self.outbox.redact(redact.key, redact.room, redact.event, redact.reason)

    async def direct_chat(self, user: UserId) -> RoomId:
        """Return our encrypted direct chat with the person: the one there is, else a new one."""
        return await self.chats.room_with(user)

    async def is_direct_chat(self, room: RoomId) -> bool:
        """Whether only we and one person are in the room, and it is not one that the community manages."""
        if self.keyring.record_of(room) is not None:
            return False
        members = await self.rooms.members(room)
        present = {user for user, standing in members.items() if standing in PRESENT}
        return self.user in present and len(present) == 2

    async def display_name(self, user: UserId) -> str | None:
        """Return what somebody calls themselves."""
        return await calls.display_name(self.transport, user)

    async def members(self, room: RoomId, *, fresh: bool = False) -> Mapping[UserId, Membership]:
        """Return everybody's standing in the room."""
        return dict(await self.rooms.members(room, fresh=fresh))

    async def joined_rooms(self) -> AbstractSet[RoomId]:
        """Return the rooms we are in."""
        return await calls.joined_rooms(self.transport)

    async def join(self, room: RoomId) -> None:
        """Accept an invitation."""
        await calls.join(self.transport, room)

    async def download(self, file: FileHeard, limit: int) -> bytes:
        """Return the decrypted bytes of an attachment."""
        return await media.download(self.transport, file, limit)

    async def event(self, room: RoomId, event: EventId) -> Event | None:
        """Return one event, decrypted, or ``None`` where it is gone, redacted or not for us."""
        path = f"/_matrix/client/v3/rooms/{segment(room)}/event/{segment(event)}"
        try:
            source = await self.transport.ask("GET", path, doing="look at an event", as_service=True)
        except (Forbidden, NotFound):
            return None
        return await self.reader.read(room, source)

    async def history(self, room: RoomId, before: str | None = None) -> Past:
        """Return what was said in a room: the newest of it, or what is older than ``before``."""
        return await self.past.page(room, before)

    async def comings(
        self, room: RoomId, counts: AbstractSet[Membership] = frozenset({Membership.JOIN})
    ) -> Mapping[UserId, MemberHeard]:
        """Return by which event each person present came, who is in the room without a break since."""
        return await self.past.comings(room, counts)

    async def sent_for(self, quoted: EventId) -> AbstractSet[tuple[RoomId, EventId]]:
        """Return what we sent that repeats words of the event."""
        return await self.store.sent_for(quoted)

    async def listen(self, heard: Callable[[Event], Awaitable[None]]) -> None:
        """Hand over each event, in order, until cancelled."""
        await self.ear.listen(heard)

    async def reads_us(self, user: UserId) -> bool:
        """Whether the person has signed in on a device that would be given the keys of our direct chat."""
        return await self.keyring.reaches(user)

    async def followed(self) -> None:
        """Return once we follow our rooms: what is said from then on is heard."""
        await self.rooms.follows.wait()

    async def accept_identity(self, user: UserId, seen: str) -> None:
        """Trust the cross-signing identity whose key is ``seen``; staff have asked the person."""
        await self.keyring.accept(user, seen)

    async def close(self) -> None:
        """Give the device's keys and the connection back."""
        await self.machine.close()
        await self.transport.http.close()


async def sign_in(
    account: Account,
    *,
    database: Database,
    folder: Path,
    record_of: Callable[[RoomId], RoomRecord | None] = lambda _: None,
    accepts: Callable[[InvitedHeard], Awaitable[bool]] | None = None,
) -> NioMatrix:
    """Sign an account in, registering it where it is new; its device is cross-signed before it speaks.

    ``folder`` is the account's own, for its keys. ``record_of`` tells what our database knows of a room: a
    room it does not know is treated as confidential. ``accepts`` decides on invitations; without it they
    are only heard.
    """
    await asyncio.to_thread(folder.mkdir, mode=0o700, parents=True, exist_ok=True)
    async with AsyncExitStack() as closing:
        http = await closing.enter_async_context(aiohttp.ClientSession())
        transport = Transport(http, account.homeserver.rstrip("/"), account.user, account.token)
        kept = await kept_or_signed_in(account, transport, folder)
        machine = await Machine.open(folder, kept.user, kept.device, kept.pickle_key)
        closing.push_async_callback(machine.close)
        await cross_sign(transport, machine, kept)
        transport.renew = partial(sign_in_again, account, transport, machine, folder, kept)
        made = await _assembled(transport, machine, MatrixStore(database, account.user), record_of, accepts)
        closing.pop_all()
        return made


async def _assembled(
    transport: Transport,
    machine: Machine,
    store: MatrixStore,
    record_of: Callable[[RoomId], RoomRecord | None],
    accepts: Callable[[InvitedHeard], Awaitable[bool]] | None,
) -> NioMatrix:
    rooms = RoomBook(transport, store)
    await rooms.load()
    keyring = Keyring(transport, machine, store, rooms, record_of)
    outbox = Outbox(transport, store, rooms, keyring)
    reader = Reader(machine, keyring, store)
    chats = DirectChats(transport, store, rooms)
    hearing = Ear(transport, store, machine, rooms, keyring, outbox, reader, accepts)
    past = History(transport, store, reader)
    return NioMatrix(transport, machine, store, rooms, keyring, outbox, reader, chats, hearing, past)


@asynccontextmanager
async def signed_in(
    account: Account,
    *,
    database: Database,
    folder: Path,
    record_of: Callable[[RoomId], RoomRecord | None] = lambda _: None,
    accepts: Callable[[InvitedHeard], Awaitable[bool]] | None = None,
) -> AsyncIterator[NioMatrix]:
    """Sign in for as long as the block lasts."""
    matrix = await sign_in(account, database=database, folder=folder, record_of=record_of, accepts=accepts)
    try:
        yield matrix
    finally:
        await matrix.close()
