"""The Olm machine takes what strangers publish, and goes on."""

import asyncio
import json
import sqlite3
import sys
from base64 import b64encode
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from kit.ids import DeviceId, RoomId, UserId
from kit.matrix.machine import MEGOLM, OLM, Machine
from kit.matrix.trust import Device

BOT = UserId("@library:palais.localhost")
ADA = UserId("@ada:palais.localhost")
EVE = UserId("@eve:palais.localhost")


@pytest.fixture
async def machines(tmp_path: Path) -> AsyncIterator[tuple[Machine, Machine]]:
    """Ours and hers."""
    opened = []
    for user in (BOT, ADA):
        (tmp_path / user).mkdir()
        opened.append(await Machine.open(tmp_path / user, user, DeviceId("DEV"), "pickle"))
    yield opened[0], opened[1]
    for machine in opened:
        await machine.close()


async def device_of(machine: Machine, user: UserId) -> Device:
    ed25519, curve25519 = await machine.device_keys()
    return Device(user, DeviceId("DEV"), ed25519, curve25519, signed=True)


@pytest.mark.parametrize(
    "hostile",
    [
        "text",
        {},
        [],
        None,
        {"signed_curve25519:A": "text"},
        {"signed_curve25519:A": {"key": "x"}},
        {"signed_curve25519:A": {"key": "x", "signatures": {EVE: {"ed25519:DEV": "x"}}}},
        {"signed_curve25519:A": {"key": "x", "signatures": {EVE: "x"}}},
        {"signed_curve25519:A": {"key": "x", "signatures": {EVE: {"ed25519:DEV": 5}}}},
        {"curve25519:A": "x"},
    ],
)
async def test_a_hostile_one_time_key_keeps_nobody_else_from_getting_ours(
    machines: tuple[Machine, Machine], hostile: Any
) -> None:
    bot, ada = machines
    hers = await device_of(ada, ADA)
    evil = Device(EVE, DeviceId("DEV"), hers.ed25519, "bm9ib2R5", signed=False)
    await bot.know([hers, evil])
    keys = await ada.to_upload()
    assert keys is not None
    name, key = next(iter(keys["one_time_keys"].items()))
    await bot.claimed({EVE: {"DEV": hostile}, "@odd:x": hostile, ADA: {"DEV": {name: key}}})
    assert await bot.unmet([evil, hers]) == [evil]


async def test_work_that_stops_short_is_an_error_and_no_endless_wait(
    machines: tuple[Machine, Machine],
) -> None:
    with pytest.raises(RuntimeError, match="stopped short"):
        await machines[0].run(lambda: next(iter([])))


async def test_a_plaintext_nested_without_end_is_not_readable(machines: tuple[Machine, Machine]) -> None:
    bot, ada = machines
    hers = await device_of(ada, ADA)
    await _meet(ada, bot)
    room = RoomId("!hall")
    key = await ada.new_key(room)
    _, messages = await ada.wrap(key, [await device_of(bot, BOT)])
    sealed = {"type": "m.room.encrypted", "sender": ADA, "content": messages[BOT]["DEV"]}
    assert await bot.receive([sealed]) == [key.session]
    nested = ada._olm.outbound_group_sessions[room].encrypt("[" * 50_000)
    content = {"algorithm": MEGOLM, "session_id": key.session, "ciphertext": nested}
    assert await bot.open_event({"event_id": "$one", "content": content}, room) is None
    clear = await ada.seal(room, "m.room.message", {"body": "hello"})
    opened = await bot.open_event({"event_id": "$two", "content": clear}, room)
    assert opened is not None
    assert (opened.content, opened.curve25519) == ({"body": "hello"}, hers.curve25519)


async def test_a_nested_to_device_message_is_passed_over(machines: tuple[Machine, Machine]) -> None:
    bot, ada = machines
    theirs = await device_of(bot, BOT)
    await _meet(ada, bot)
    session = ada._olm.session_store.get(theirs.curve25519)
    assert session is not None
    number, body = session.encrypt("[" * 50_000).to_parts()
    sealed = {
        "algorithm": OLM,
        "sender_key": (await device_of(ada, ADA)).curve25519,
        "ciphertext": {theirs.curve25519: {"type": number, "body": b64encode(body).decode().rstrip("=")}},
    }
    odd = {"type": "m.room.encrypted", "sender": ADA, "content": sealed}
    assert await bot.receive([odd, {"type": "m.room.encrypted"}, json.loads("{}")]) == []


async def _meet(here: Machine, there: Machine) -> None:
    """Give ``here`` an Olm session with ``there``; both know each other."""
    theirs, ours = await device_of(there, BOT), await device_of(here, ADA)
    await here.know([theirs])
    await there.know([ours])
    keys = await there.to_upload()
    assert keys is not None
    name, key = next(iter(keys["one_time_keys"].items()))
    await here.claimed({BOT: {"DEV": {name: key}}})


async def test_accounts_at_work_side_by_side_keep_their_keys_apart(
    machines: tuple[Machine, Machine], tmp_path: Path
) -> None:
    async def busy(machine: Machine) -> set[str]:
        keys = [await machine.new_key(RoomId(f"!{number}")) for number in range(60)]
        return {key.session for key in keys}

    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # threads take turns in the midst of everything
    made = await asyncio.gather(*(busy(machine) for machine in machines))
    sys.setswitchinterval(usual)
    for user, theirs in zip((BOT, ADA), made, strict=True):
        with sqlite3.connect(tmp_path / user / "olm.db") as store:
            kept = {row[0] for row in store.execute("SELECT session_id FROM megolminboundsessions")}
        store.close()
        assert kept == theirs
