"""The steward on a real Synapse: it welcomes when it can be read, and answers in encrypted rooms."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest

from bots.steward import BOT
from kit.classification import Classification
from kit.database import Database, open_database
from kit.effects import Say
from kit.events import Event, InvitedHeard, Membership, MessageHeard
from kit.ids import BotName, EventId, Language, RoomId, RoomKey, UserId
from kit.matrix import Account, NioMatrix, sign_in
from kit.matrix.transport import segment
from kit.message import Message
from kit.part import Ports
from kit.ports import Ban, RoomRecord
from kit.serving import serve
from kit.testing import StillClock, listening
from provisioning.homeserver.embedded import EmbeddedHomeserver


class FrenchReaders:
    """Everybody reads French."""

    def language(self, user: UserId) -> Language:
        return Language.FRENCH

    def name(self, user: UserId) -> str:
        return user[1:].partition(":")[0]

    def zone(self, user: UserId) -> str:
        return "UTC"


@dataclass
class Records:
    """The managed rooms."""

    known: dict[RoomId, RoomRecord] = field(default_factory=dict)

    def add(self, room: RoomId) -> None:
        self.known[room] = RoomRecord(
            key=RoomKey("hall"),
            room=room,
            name="Hall",
            classification=Classification.CONFIDENTIAL,
            encrypted=True,
            bots=frozenset(),
            language=Language.ENGLISH,
        )

    def record(self, room: RoomId) -> RoomRecord | None:
        return self.known.get(room)

    def served_by(self, bot: BotName) -> Mapping[RoomId, RoomRecord]:
        return {}


@dataclass(frozen=True)
class BansByTheSteward:
    """Bans whoever a moderator names, on the server itself."""

    steward: NioMatrix

    async def ban(self, ban: Ban) -> None:
        await self._move("ban", ban.room, ban.user)

    def keeps_order(self, room: RoomId, user: UserId) -> bool:
        return True

    async def lift(self, room: RoomId, user: UserId, by: UserId, reason: str) -> None:
        await self._move("unban", room, user)

    async def _move(self, verb: str, room: RoomId, user: UserId) -> None:
        path = f"/_matrix/client/v3/rooms/{segment(room)}/{verb}"
        body = {"user_id": user}
        await self.steward.transport.ask("POST", path, doing=verb, body=body, as_service=True)


@dataclass
class Town:
    """A real server, a database, and accounts signed in as the platform does it."""

    synapse: EmbeddedHomeserver
    database: Database
    folder: Path
    unique: Callable[[str], str]
    closing: AsyncExitStack
    records: Records = field(default_factory=Records)

    async def account(self, name: str) -> NioMatrix:
        localpart = self.unique(f"bot-{name}")
        account = Account(
            homeserver=self.synapse.url,
            user=UserId(f"@{localpart}:{self.synapse.server_name}"),
            token=self.synapse.bots_registration.as_token,
        )
        folder = self.folder / localpart
        matrix = await sign_in(account, database=self.database, folder=folder, record_of=self.records.record)
        self.closing.push_async_callback(matrix.close)
        return matrix

    async def hall(self, first: NioMatrix, *others: NioMatrix) -> RoomId:
        encryption = {"algorithm": "m.megolm.v1.aes-sha2"}
        body = {
            "preset": "private_chat",
            "invite": [other.user for other in others],
            "initial_state": [{"type": "m.room.encryption", "state_key": "", "content": encryption}],
        }
        made = await first.transport.ask(
            "POST", "/_matrix/client/v3/createRoom", doing="make a room", body=body, as_service=True
        )
        room = RoomId(made["room_id"])
        for other in others:
            await other.join(room)
        self.records.add(room)
        return room

    async def serve(self, steward: NioMatrix) -> None:
        """Serve the steward until the town closes."""
        ports = Ports(
            matrix=steward,
            people=FrenchReaders(),
            rooms=self.records,
            bans=BansByTheSteward(steward),
            database=self.database,
            clock=StillClock(),
            state=self.folder,
            bots=(BOT,),
            identities=steward,
        )
        task = asyncio.create_task(
            serve(
                steward,
                await BOT.start(ports),
                BOT,
                people=ports.people,
                rooms=self.records,
                database=self.database,
                ours={steward.user}.__contains__,
            )
        )

        async def stop() -> None:
            task.cancel()
            await asyncio.wait({task})

        self.closing.push_async_callback(stop)


@pytest.fixture
async def town(
    synapse: EmbeddedHomeserver, tmp_path: Path, unique: Callable[[str], str]
) -> AsyncIterator[Town]:
    database = await asyncio.to_thread(open_database, tmp_path / "palais.db")
    await database.create_all()
    async with AsyncExitStack() as closing:
        closing.push_async_callback(database.close)
        yield Town(synapse, database, tmp_path, unique, closing)


def is_in_thread(root: EventId, event: Event) -> bool:
    return isinstance(event, MessageHeard) and event.thread == root


async def test_a_person_is_answered_in_an_encrypted_room_and_welcomed_in_private(town: Town) -> None:
    steward, nadia = await town.account("steward"), await town.account("nadia")
    hall = await town.hall(steward, nadia)
    await town.serve(steward)
    async with listening(nadia) as ears:
        asked = await nadia.say(
            Say(room=hall, message=Message("!help security"), key=f"ask:{nadia.user}", notice=False)
        )

        answer = await ears.until(partial(is_in_thread, asked))
        assert answer.body.startswith("Six habitudes")
        assert answer.encrypted
        invited = await ears.until(lambda event: isinstance(event, InvitedHeard) and event.by == steward.user)
        await nadia.join(invited.room)

        def is_welcome(event: Event) -> bool:
            return isinstance(event, MessageHeard) and event.room == invited.room

        welcome = await ears.until(is_welcome)
        assert welcome.body.startswith("Bienvenue")
        assert welcome.encrypted


async def test_a_ban_asked_for_in_an_encrypted_room_is_made_and_lifted(town: Town) -> None:
    steward, nadia, omar = [await town.account(name) for name in ("steward", "nadia", "omar")]
    hall = await town.hall(steward, nadia, omar)
    await town.serve(steward)
    async with listening(nadia) as ears:
        for command, answer, standing in (
            ("!ban", "n’a désormais plus accès", Membership.BAN),
            ("!unban", "peut de nouveau entrer", Membership.LEAVE),
        ):
            message = Message(f"{command} {omar.user} shouted at tea")
            asked = await nadia.say(Say(room=hall, message=message, key=command, notice=False))
            answered = await ears.until(partial(is_in_thread, asked))
            assert answer in answered.body
            assert (await nadia.members(hall, fresh=True))[omar.user] is standing


async def test_only_who_has_a_confirmed_device_is_reached(
    town: Town, synapse: EmbeddedHomeserver, unique: Callable[[str], str]
) -> None:
    steward, nadia = await town.account("steward"), await town.account("nadia")
    absent = await synapse.create_account(unique("omar"), "never signed in", "Omar")
    assert await steward.reads_us(nadia.user)
    assert not await steward.reads_us(absent)
