"""Who gets our keys, when servers are away, accounts race and rooms become confidential."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import pytest

from kit.classification import Classification
from kit.database import open_database
from kit.errors import OtherIdentity, ReadersChanged
from kit.events import IdentityChanged, Membership
from kit.ids import DeviceId, Language, RoomId, RoomKey, UserId
from kit.matrix.keyring import Keyring
from kit.matrix.machine import Machine
from kit.matrix.rooms import RoomBook
from kit.matrix.signing import identity_of, new_seeds
from kit.matrix.store import MatrixStore
from kit.matrix.transport import Transport
from kit.ports import RoomRecord

HALL = RoomId("!hall")
ADA, BOB = UserId("@ada:x"), UserId("@bob:away")


@dataclass
class Server:
    """What a homeserver shows of people: their keys, and which other servers it cannot ask."""

    shown: dict[str, dict[str, Any]] = field(
        default_factory=lambda: {"device_keys": {}, "master_keys": {}, "self_signing_keys": {}}
    )
    one_time: dict[str, Any] = field(default_factory=dict)
    away: set[str] = field(default_factory=set)
    members: dict[str, str] = field(default_factory=dict)
    to_device: list[dict[str, Any]] = field(default_factory=list)

    async def answer(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        if path.endswith("/keys/query"):
            users = [user for user in body["device_keys"] if user.partition(":")[2] not in self.away]
            found = {
                part: {user: said[user] for user in users if user in said}
                for part, said in self.shown.items()
            }
            return found | {"failures": {server: {} for server in self.away}}
        if path.endswith("/keys/claim"):
            return {"one_time_keys": {user: self.one_time.get(user, {}) for user in body["one_time_keys"]}}
        if "/sendToDevice/" in path:
            self.to_device.append(body["messages"])
            return {}
        if path.endswith("/members"):
            states = [
                {"state_key": user, "content": {"membership": now}} for user, now in self.members.items()
            ]
            return {"chunk": states}
        return {"history_visibility": "joined"}


class Line:
    """A transport to that server."""

    def __init__(self, server: Server, user: UserId) -> None:
        self.server, self.user, self.device = server, user, DeviceId("BOT")
        self.stamp, self.sent = "s", 0

    async def ask(self, method: str, path: str, **given: Any) -> dict[str, Any]:
        return await self.server.answer(path, given.get("body") or {})


@dataclass
class House:
    """Keyrings of several accounts over one database, and the people's own machines."""

    folder: Path
    store: Callable[[UserId], MatrixStore]
    server: Server = field(default_factory=Server)
    records: dict[RoomId, RoomRecord] = field(default_factory=dict)
    machines: list[Machine] = field(default_factory=list)

    async def account(self, name: str) -> Keyring:
        user = UserId(f"@{name}:x")
        machine = await self.machine(user, "BOT")
        line = cast("Transport", Line(self.server, user))
        store = self.store(user)
        return Keyring(line, machine, store, RoomBook(line, store), self.records.get)

    async def machine(self, user: UserId, device: str) -> Machine:
        folder = self.folder / user
        folder.mkdir()
        self.machines.append(await Machine.open(folder, user, DeviceId(device), "pickle"))
        return self.machines[-1]

    async def person(self, user: UserId, *, signed: bool = True) -> Machine:
        """Somebody with one device, which they have confirmed or not."""
        machine = await self.machine(user, "PHONE")
        keys = await machine.to_upload()
        assert keys is not None
        self.server.shown["device_keys"][user] = {"PHONE": keys["device_keys"]}
        name, key = next(iter(keys["one_time_keys"].items()))
        self.server.one_time[user] = {"PHONE": {name: key}}
        self.server.members[user] = "join"
        if signed:
            await self.identify(user, machine)
        return machine

    async def identify(self, user: UserId, machine: Machine) -> None:
        """Give somebody a new cross-signing identity, and confirm their device with it."""
        identity = identity_of(user, new_seeds())
        upload = identity.upload(DeviceId("PHONE"), await machine.sign(identity.master_object()))
        self.server.shown["master_keys"][user] = upload["master_key"]
        self.server.shown["self_signing_keys"][user] = upload["self_signing_key"]
        device = self.server.shown["device_keys"][user]["PHONE"]
        signed = identity.vouch(DeviceId("PHONE"), device)[user]["PHONE"]["signatures"][user]
        device["signatures"][user] |= signed

    def seen(self, user: UserId) -> str:
        keys: dict[str, str] = self.server.shown["master_keys"][user]["keys"]
        return next(iter(keys.values()))

    def record(self, classification: Classification) -> None:
        self.records[HALL] = RoomRecord(
            key=RoomKey("hall"),
            room=HALL,
            name="Hall",
            classification=classification,
            encrypted=True,
            bots=frozenset(),
            language=Language.ENGLISH,
        )

    def served(self) -> set[str]:
        """Who was given something since the last look: room keys, or the word that there is none."""
        people = {user for messages in self.server.to_device for user in messages}
        self.server.to_device.clear()
        return people


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """An empty house."""
    database = await asyncio.to_thread(open_database, tmp_path / "palais.db")
    await database.create_all()
    made = House(tmp_path, lambda user: MatrixStore(database, user))
    yield made
    for machine in made.machines:
        await machine.close()
    await database.close()


async def session_of(keyring: Keyring) -> str:
    sealed = await keyring.seal(HALL, "m.room.message", {"body": "hello"})
    return str(sealed["session_id"])


async def test_a_room_that_becomes_confidential_gets_a_new_key_for_confirmed_devices_alone(
    house: House,
) -> None:
    bot = await house.account("library")
    await house.person(ADA)
    await house.person(BOB, signed=False)
    house.record(Classification.UNCLASSIFIED)
    before = await session_of(bot)
    assert house.served() == {ADA, BOB}
    assert await session_of(bot) == before
    house.record(Classification.CONFIDENTIAL)
    assert await session_of(bot) != before
    withheld = [messages for messages in house.server.to_device if "ciphertext" not in str(messages)]
    assert [set(messages) for messages in withheld] == [{BOB}]


async def test_a_server_that_is_away_takes_nobodys_identity(house: House) -> None:
    bot = await house.account("library")
    await house.person(BOB)
    assert await bot.reaches(BOB)
    house.server.away.add("away")
    await bot.changed([BOB])
    assert await bot.reaches(BOB)
    assert bot.noticed == {}
    house.server.shown["master_keys"].pop(BOB)
    house.server.away.clear()
    assert not await bot.reaches(BOB)
    assert set(bot.noticed) == {BOB}


async def test_somebody_first_met_while_their_server_is_away_is_asked_for_again(house: House) -> None:
    bot = await house.account("library")
    await house.person(BOB)
    house.server.away.add("away")
    assert not await bot.reaches(BOB)
    house.server.away.clear()
    assert await bot.reaches(BOB)


async def test_who_pins_second_hears_that_the_first_saw_another_identity(house: House) -> None:
    library, steward = await house.account("library"), await house.account("steward")
    machine = await house.person(ADA)
    assert await library.reaches(ADA)
    first = house.seen(ADA)
    await house.identify(ADA, machine)
    assert not await steward.reaches(ADA)
    assert steward.noticed == {ADA: IdentityChanged(user=ADA, pinned=first, seen=house.seen(ADA))}
    assert await library.reaches(ADA)


async def test_two_who_pin_at_once_trust_the_same(house: House) -> None:
    library, steward = await house.account("library"), await house.account("steward")
    await asyncio.gather(library.store.pin({ADA: "one"}), steward.store.pin({ADA: "two"}))
    found = await library.store.pins([ADA])
    assert found == await steward.store.pin({ADA: "three"})
    assert found[ADA].master in ("one", "two")


async def test_what_staff_accept_through_one_account_counts_for_all(house: House) -> None:
    library, steward = await house.account("library"), await house.account("steward")
    machine = await house.person(ADA)
    await house.identify(ADA, machine)
    for account in (library, steward):
        assert await account.reaches(ADA)
    await house.identify(ADA, machine)
    for account in (library, steward):
        await account.changed([ADA])
        assert not await account.reaches(ADA)
    await steward.accept(ADA, house.seen(ADA))
    assert await steward.reaches(ADA)
    assert await library.reaches(ADA)


async def test_an_identity_that_was_swapped_after_the_alarm_is_not_accepted(house: House) -> None:
    bot = await house.account("steward")
    machine = await house.person(ADA)
    assert await bot.reaches(ADA)
    pinned = house.seen(ADA)
    await house.identify(ADA, machine)
    await bot.changed([ADA])
    alarmed = bot.noticed[ADA].seen
    await house.identify(ADA, machine)
    await bot.changed([ADA])
    with pytest.raises(OtherIdentity):
        await bot.accept(ADA, alarmed)
    assert (await bot.store.pins([ADA]))[ADA].master == pinned
    assert not await bot.reaches(ADA)


async def test_who_is_in_the_room_by_now_counts_and_not_who_was(house: House) -> None:
    bot = await house.account("library")
    await house.person(ADA)
    assert await bot.rooms.members(HALL) == {ADA: Membership.JOIN}
    bot.rooms.follows.set()
    house.server.members[ADA] = "leave"
    assert await bot.rooms.members(HALL) == {ADA: Membership.JOIN}
    assert await bot.rooms.members(HALL, fresh=True) == {ADA: Membership.LEAVE}


async def test_nobody_is_given_the_key_of_a_message_that_was_not_judged_for_them(house: House) -> None:
    bot = await house.account("library")
    await house.person(ADA)
    bot.rooms.follows.set()
    judged = frozenset({ADA})
    before = (await bot.seal(HALL, "m.room.message", {"body": "for her"}, judged))["session_id"]
    house.served()
    for standing in ("join", "invite"):
        house.server.members[BOB] = standing
        with pytest.raises(ReadersChanged) as stopped:
            await bot.seal(HALL, "m.room.message", {"body": "for her"}, judged)
        assert stopped.value.others == {BOB}
        assert house.served() == set()
    house.server.members[BOB] = "leave"
    after = await bot.seal(HALL, "m.room.message", {"body": "for her"}, judged)
    assert after["session_id"] == before
