"""A library on a real Synapse finds what was uploaded while it was away, for those who were there."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from nio.crypto.attachments import encrypt_attachment

from bots.library.bot import Library, open_library
from bots.library.settings import LibrarySettings
from kit.classification import Classification
from kit.clock import SystemClock
from kit.database import open_database
from kit.events import Event
from kit.ids import BotName, EventId, Language, RoomId, RoomKey, UserId
from kit.matrix import Account, NioMatrix, sign_in
from kit.matrix.machine import MEGOLM
from kit.matrix.transport import segment
from kit.part import Ports
from kit.perform import perform
from kit.ports import RoomRecord
from kit.search.visibility import Place
from provisioning.homeserver.embedded import EmbeddedHomeserver

pytestmark = pytest.mark.synapse


@dataclass
class Town:
    """A server, and accounts signed in as the platform does it, each with a database of its own."""

    synapse: EmbeddedHomeserver
    folder: Path
    unique: Callable[[str], str]
    closing: AsyncExitStack
    records: dict[RoomId, RoomRecord] = field(default_factory=dict)

    async def account(self, name: str) -> NioMatrix:
        user = UserId(f"@{self.unique(f'bot-{name}')}:{self.synapse.server_name}")
        account = Account(
            homeserver=self.synapse.url, user=user, token=self.synapse.bots_registration.as_token
        )
        database = await asyncio.to_thread(open_database, self.folder / f"{name}.db")
        await database.create_all()
        matrix = await sign_in(
            account, database=database, folder=self.folder / name, record_of=self.records.get
        )
        self.closing.push_async_callback(database.close)
        self.closing.push_async_callback(matrix.close)
        return matrix

    async def room(self, first: NioMatrix, *others: NioMatrix) -> RoomId:
        """Make an encrypted room that shows its history to those alone who were there."""
        state = [
            {"type": "m.room.encryption", "state_key": "", "content": {"algorithm": MEGOLM}},
            {"type": "m.room.history_visibility", "content": {"history_visibility": "joined"}},
        ]
        body = {"preset": "private_chat", "initial_state": state}
        made = await first.transport.ask(
            "POST", "/_matrix/client/v3/createRoom", doing="make a room", body=body, as_service=True
        )
        room = RoomId(made["room_id"])
        self.records[room] = RoomRecord(
            key=RoomKey("hall"),
            room=room,
            name="Hall",
            classification=Classification.UNCLASSIFIED,
            encrypted=True,
            bots=frozenset({BotName("library")}),
            language=Language.ENGLISH,
        )
        for other in others:
            await self.let_in(first, room, other)
        return room

    async def let_in(self, host: NioMatrix, room: RoomId, guest: NioMatrix) -> None:
        path = f"/_matrix/client/v3/rooms/{segment(room)}/invite"
        body = {"user_id": guest.user}
        await host.transport.ask("POST", path, doing="invite", body=body, as_service=True)
        await guest.join(room)

    async def upload(self, matrix: NioMatrix, room: RoomId, name: str, text: str) -> EventId:
        sealed, keys = encrypt_attachment(text.encode())
        headers = {"Authorization": f"Bearer {matrix.transport.token}"}
        url = f"{self.synapse.url}/_matrix/media/v3/upload"
        async with matrix.transport.http.post(url, data=sealed, headers=headers) as answer:
            mxc = str((await answer.json())["content_uri"])
        content = {"msgtype": "m.file", "body": name, "file": {**keys, "url": mxc}, "info": {}}
        return await matrix.outbox.send(f"file:{mxc}", room, "m.room.message", content)

    def record(self, room: RoomId) -> RoomRecord | None:
        return self.records.get(room)

    def served_by(self, bot: BotName) -> Mapping[RoomId, RoomRecord]:
        return self.records

    def keeps_order(self, room: RoomId, user: UserId) -> bool:
        return False

    def language(self, user: UserId) -> Language:
        return Language.ENGLISH

    def name(self, user: UserId) -> str:
        return user

    def zone(self, user: UserId) -> str:
        return "UTC"

    @asynccontextmanager
    async def library(self, matrix: NioMatrix) -> AsyncIterator[Library]:
        """Let the library work for as long as the block lasts."""
        ours: Any = self
        library = await open_library(
            Ports(
                matrix=matrix,
                people=ours,
                rooms=ours,
                bans=ours,
                database=matrix.store.database,
                clock=SystemClock(),
                state=self.folder,
                settings=LibrarySettings(encoder="none"),
            )
        )

        async def hear(event: Event) -> None:
            if getattr(event, "sender", None) != matrix.user:
                await perform(await library.hears(event), matrix)

        tasks = [asyncio.create_task(matrix.listen(hear)), asyncio.create_task(library.works())]
        try:
            yield library
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)


@pytest.fixture
async def town(
    synapse: EmbeddedHomeserver, tmp_path: Path, unique: Callable[[str], str]
) -> AsyncIterator[Town]:
    async with AsyncExitStack() as closing:
        yield Town(synapse, tmp_path, unique, closing)


async def findable(library: Library, count: int) -> None:
    """Wait until so many documents can be found."""
    async with asyncio.timeout(60):
        while await library.catalogue.count() < count or library.shelf.size < count:
            await asyncio.sleep(0.05)


async def sees(library: Library, user: UserId, room: RoomId, event: EventId) -> bool:
    """Whether somebody alone may be shown an upload."""
    heard = await library.matrix.event(room, event)
    place = Place(room=RoomId("!alone"), readers=frozenset({user}), record=None)
    span = (await library.sight.allowed(place)).get(room)
    return span is not None and span.holds(heard.at)  # type: ignore[union-attr]  # it is there


async def test_what_was_uploaded_before_its_first_start_is_found_by_those_who_were_there(town: Town) -> None:
    bot, ada, cy = [await town.account(name) for name in ("library", "ada", "cy")]
    room = await town.room(ada, bot)
    early = await town.upload(ada, room, "early.txt", "a zebra crosses")
    await town.let_in(ada, room, cy)
    late = await town.upload(ada, room, "late.txt", "another zebra crosses")
    async with town.library(bot) as library:
        await findable(library, 2)
        async with asyncio.timeout(20):
            while not await sees(library, ada.user, room, early):
                await asyncio.sleep(0.05)
        assert await sees(library, ada.user, room, late)
        assert await sees(library, cy.user, room, late)
        assert not await sees(library, cy.user, room, early)
        looked = await library.backfill.histories.of(room)
        assert looked is not None
        assert (looked.done, looked.unreadable) == (True, 0)


async def test_what_was_redacted_meanwhile_is_not_found(town: Town) -> None:
    bot, ada = [await town.account(name) for name in ("library", "ada")]
    room = await town.room(ada, bot)
    gone = await town.upload(ada, room, "gone.txt", "a zebra crosses")
    await ada.outbox.redact("gone", room, gone, None)
    await town.upload(ada, room, "here.txt", "another zebra crosses")
    async with town.library(bot) as library:
        await findable(library, 1)
        assert gone not in await library.catalogue.uploads_of(room)
