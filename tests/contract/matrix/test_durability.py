"""Nothing is lost and nothing doubled, whoever is killed in between."""

import asyncio
import json
import random
import secrets
import sqlite3
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from kit.database import open_database
from kit.effects import Say
from kit.events import MessageHeard, StillUnreadable
from kit.ids import RoomId, UserId
from kit.matrix import Account, NioMatrix, sign_in
from kit.matrix.keyring import Keyring, Shared
from kit.matrix.transport import Transport
from kit.matrix.trust import Device
from kit.message import Message
from kit.testing import Listening, listening
from provisioning.homeserver.embedded import EmbeddedHomeserver, free_port

HOUSE = Path(__file__).resolve().parents[3]
WORDS = 60

World = Any  # the real world of conftest.py, which tests cannot import


@pytest.fixture
async def mortal(tmp_path: Path) -> AsyncIterator[EmbeddedHomeserver]:
    """A Synapse of one test alone, which may be killed."""
    port = free_port(20_000 + secrets.randbelow(12_000))
    server = EmbeddedHomeserver(tmp_path / "synapse", port=port, bot_names=("bot-[a-z]+",))
    await server.start()
    yield server
    await server.stop()


async def account_of(server: EmbeddedHomeserver, folder: Path, name: str) -> NioMatrix:
    database = await asyncio.to_thread(open_database, folder / f"{name}.db")
    await database.create_all()
    user = UserId(f"@{name}:{server.server_name}")
    account = Account(homeserver=server.url, user=user, token=server.bots_registration.as_token)
    return await sign_in(account, database=database, folder=folder / name)


async def closed(matrix: NioMatrix) -> None:
    await matrix.close()
    await matrix.store.database.close()


async def shared_room(speaker: NioMatrix, hearer: NioMatrix) -> RoomId:
    encryption = {"algorithm": "m.megolm.v1.aes-sha2"}
    state = [{"type": "m.room.encryption", "state_key": "", "content": encryption}]
    body = {"preset": "private_chat", "invite": [hearer.user], "initial_state": state}
    answer = await speaker.transport.ask(
        "POST", "/_matrix/client/v3/createRoom", doing="make a room", body=body, as_service=True
    )
    room = RoomId(answer["room_id"])
    await hearer.join(room)
    return room


async def sender(told: dict[str, str]) -> asyncio.subprocess.Process:
    command = [sys.executable, "-m", "tests.contract.matrix.sender", json.dumps(told)]
    return await asyncio.create_subprocess_exec(*command, cwd=HOUSE)


async def killed_in_mid_speech(told: dict[str, str], ears: Listening, chance: random.Random) -> None:
    """Kill a sender when a few more words have come, at no moment in particular."""
    process = await sender(told)
    wanted = len(words_in(ears.heard)) + chance.randint(1, 6)
    await ears.until(lambda _: len(words_in(ears.heard)) >= wanted)
    await asyncio.sleep(chance.random() * 0.05)
    assert process.returncode is None, "it had ended by itself"
    process.kill()
    await process.wait()


def words_in(heard: list[Any]) -> Counter[str]:
    return Counter(event.body for event in heard if isinstance(event, MessageHeard))


async def test_words_of_a_process_that_is_killed_again_and_again_come_once_each(
    mortal: EmbeddedHomeserver, tmp_path: Path
) -> None:
    speaker = await account_of(mortal, tmp_path, "bot-speaker")
    hearer = await account_of(mortal, tmp_path, "bot-hearer")
    room = await shared_room(speaker, hearer)
    await closed(speaker)
    told = {
        "homeserver": mortal.url,
        "user": speaker.user,
        "token": mortal.bots_registration.as_token,
        "folder": str(tmp_path / "bot-speaker"),
        "database": str(tmp_path / "bot-speaker.db"),
        "room": room,
        "words": str(WORDS),
    }
    chance = random.Random(4)
    async with listening(hearer) as ears:
        for _ in range(6):
            await killed_in_mid_speech(told, ears, chance)
        assert await (await sender(told)).wait() == 0
        await ears.until(lambda event: getattr(event, "body", "") == f"word {WORDS - 1}")
    assert words_in(ears.heard) == {f"word {number}": 1 for number in range(WORDS)}
    assert not [event for event in ears.heard if isinstance(event, StillUnreadable)]
    await closed(hearer)


async def test_words_said_while_the_server_is_killed_and_restarts_come_once_each(
    mortal: EmbeddedHomeserver, tmp_path: Path
) -> None:
    speaker = await account_of(mortal, tmp_path, "bot-speaker")
    hearer = await account_of(mortal, tmp_path, "bot-hearer")
    room = await shared_room(speaker, hearer)

    async def speak() -> None:
        for number in range(WORDS):
            await speaker.say(Say(room=room, message=Message(f"word {number}"), key=f"word:{number}"))

    async with listening(hearer) as ears, listening(speaker):
        speaking = asyncio.create_task(speak())
        for part in (10, 20):
            await ears.until(lambda event, part=part: getattr(event, "body", "") == f"word {part}")  # type: ignore[misc]  # mypy cannot infer a lambda with a default
            await mortal.kill()
            await mortal.start()
        await speaking
        await ears.until(lambda event: getattr(event, "body", "") == f"word {WORDS - 1}", seconds=40)
    assert words_in(ears.heard) == {f"word {number}": 1 for number in range(WORDS)}
    await closed(speaker)
    await closed(hearer)


async def test_what_was_said_while_we_slept_is_heard_on_waking_without_a_hole(real: World) -> None:
    bot, ada = await real.account("library"), await real.account("ada")
    room = await real.room(bot, ada)
    async with listening(bot) as ears:
        await ada.say(Say(room=room, message=Message("word -1"), key="before"))
        await ears.until(lambda event: isinstance(event, MessageHeard))
    for number in range(130):  # more than one sync and one page bring
        await ada.say(Say(room=room, message=Message(f"word {number}"), key=f"word:{number}"))
    again = await real.sign_in(bot.user[1:].partition(":")[0])
    async with listening(again) as ears:
        await ears.until(lambda event: getattr(event, "body", "") == "word 129")
    heard = [event.body for event in ears.heard if isinstance(event, MessageHeard)]
    new = [body for body in heard if body != "word -1"]  # it comes again where it was not noted as handled
    assert new == [f"word {number}" for number in range(130)]


async def test_what_was_said_before_we_came_is_not_said_to_us(real: World) -> None:
    bot, ada = await real.account("library"), await real.account("ada")
    room = await real.room(ada, encrypted=False)
    async with listening(bot) as ears:
        await ada.say(Say(room=room, message=Message("not for the bot"), key="one"))
        await real.let_in(ada, room, bot)
        await ada.say(Say(room=room, message=Message("for the bot"), key="two"))
        await ears.until(lambda event: getattr(event, "body", "") == "for the bot")
    assert [event.body for event in ears.heard if isinstance(event, MessageHeard)] == ["for the bot"]


async def test_a_room_is_encrypted_for_ever_even_to_an_empty_store(
    real: World, unique: Callable[[str], str]
) -> None:
    bot, ada = await real.account("library"), await real.account("ada")
    room = await real.room(bot, ada)
    name = bot.user[1:].partition(":")[0]
    await bot.close()
    real.accounts.remove(bot)
    await asyncio.to_thread(forget_all_but_the_device, real.folder / name / "olm.db")
    again = await real.sign_in(name)
    event = await again.say(Say(room=room, message=Message("secret"), key=unique("key")))
    raw = await real.raw(ada, room, event)
    assert raw["type"] == "m.room.encrypted"
    assert "secret" not in json.dumps(raw)


def forget_all_but_the_device(store: Path) -> None:
    """Empty every table that tells of rooms, people and keys that were shared."""
    with closing(sqlite3.connect(store)) as database, database:
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in tables:
            if table not in {"accounts", "storeversion"}:
                database.execute(f"DELETE FROM {table}")


async def test_a_promise_is_kept_encrypted_on_disk(real: World, monkeypatch: pytest.MonkeyPatch) -> None:
    bot, ada = await real.account("library"), await real.account("ada")
    room = await real.room(bot, ada)

    async def crash(*_: object, **__: object) -> None:
        raise RuntimeError("the process died here")

    monkeypatch.setattr(type(bot.outbox), "_deliver", crash)
    with pytest.raises(RuntimeError):
        await bot.say(Say(room=room, message=Message("secret"), key="one"))
    monkeypatch.undo()
    (promise,) = await bot.store.waiting()
    assert "secret" not in json.dumps(promise.payload)
    async with listening(ada) as hers:
        async with listening(bot):
            heard = await hers.until(lambda event: isinstance(event, MessageHeard))
        assert (heard.body, heard.encrypted) == ("secret", True)
    assert await bot.store.waiting() == []


async def test_a_message_whose_key_comes_late_is_heard_when_it_comes(
    real: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    bot, ada = await real.account("library"), await real.account("ada")
    room = await real.room(bot, ada)
    given = Keyring._give
    kept: list[Shared] = []

    async def to_nobody(keyring: Keyring, shared: Shared, _: set[Device]) -> None:
        kept.append(shared)

    monkeypatch.setattr(Keyring, "_give", to_nobody)
    async with listening(bot) as ears:
        await ada.say(Say(room=room, message=Message("late"), key="one"))
        unreadable = await ears.until(lambda event: isinstance(event, StillUnreadable))
        await given(ada.keyring, kept[0], set((await ada.keyring.keys_of(bot.user)).devices))
        heard = await ears.until(lambda event: isinstance(event, MessageHeard))
        async with asyncio.timeout(10):
            while await bot.store.unread():
                await asyncio.sleep(0.01)
    assert (heard.event, heard.body) == (unreadable.event, "late")


async def test_a_message_is_heard_once_its_writers_server_shows_their_device(
    real: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    bot, ada = await real.account("library"), await real.account("ada")
    room = await real.room(bot, ada)
    ask = Transport.ask
    failing = {"failures": {real.synapse.server_name: {"status": 503}}}

    async def away(transport: Transport, method: str, path: str, **given: Any) -> Any:
        asks_for_ada = path.endswith("/keys/query") and ada.user in given["body"]["device_keys"]
        mine = asks_for_ada and transport is bot.transport
        return failing if mine else await ask(transport, method, path, **given)

    async with listening(bot) as ears:
        monkeypatch.setattr(Transport, "ask", away)
        await ada.say(Say(room=room, message=Message("from afar"), key="one"))
        unreadable = await ears.until(lambda event: isinstance(event, StillUnreadable))
        monkeypatch.undo()
        path = f"/_matrix/client/v3/devices/{ada.transport.device}"
        await ada.transport.ask("PUT", path, doing="rename a device", body={"display_name": "telephone"})
        heard = await ears.until(lambda event: isinstance(event, MessageHeard))
    assert (heard.event, heard.body) == (unreadable.event, "from afar")
