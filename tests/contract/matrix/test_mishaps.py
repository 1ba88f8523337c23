"""What strangers, servers and accidents do to an account, and that it goes on."""

import json
from base64 import b64encode
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from kit.effects import Say
from kit.errors import MatrixFailure, SignedOut, Trouble, WouldLeak
from kit.events import DevicesChanged, GapHeard, MessageHeard
from kit.ids import UserId
from kit.matrix import Account, ear, sign_in
from kit.matrix.machine import MEGOLM, OLM
from kit.message import Message
from kit.testing import listening

World = Any  # the real world of conftest.py, which tests cannot import


def saying(body: str) -> Any:
    return lambda event: isinstance(event, MessageHeard) and event.body == body


async def test_odd_messages_of_a_stranger_do_not_stop_us(real: World) -> None:
    bot, ada = await real.account("library"), await real.account("ada")
    room = await real.room(bot, ada)
    junk: list[Any] = [{}, {"algorithm": "m.olm.v1.curve25519-aes-sha2"}, {"ciphertext": 3, "sender_key": []}]
    junk.append({"algorithm": "m.olm.v1.curve25519-aes-sha2", "sender_key": "x", "ciphertext": {"y": 1}})
    async with listening(bot) as ears:
        for number, content in enumerate(junk):
            await ada.keyring.to_device("m.room.encrypted", {bot.user: {bot.transport.device: content}})
            await ada.outbox.send(f"odd:{number}", room, "m.room.message", {"odd": content})
            await real.put_raw(ada, room, "m.room.encrypted", content | {"number": number})
        await ada.say(Say(room=room, message=Message("still there?"), key="last"))
        await ears.until(saying("still there?"))


async def test_what_is_made_to_break_us_is_passed_over_now_and_after_a_restart(real: World) -> None:
    bot, ada = await real.account("library"), await real.account("ada")
    room = await real.room(bot, ada)
    async with listening(bot) as ears:
        await ada.say(Say(room=room, message=Message("first"), key="first"))
        await ears.until(saying("first"))
        await ada.outbox.send("kind", room, "m.room.message", {"msgtype": [], "body": "of no kind"})
        await _send_nested(real, ada, bot, room)
        long = {"algorithm": MEGOLM, "session_id": "s" * 40_000, "ciphertext": "x", "device_id": "d"}
        await real.put_raw(ada, room, "m.room.encrypted", long)
        await _publish_odd_keys(ada)
        await ada.say(Say(room=room, message=Message("still there?"), key="last"))
        await ears.until(saying("still there?"))
    again = await real.sign_in(bot.user[1:].partition(":")[0])
    async with listening(again) as ears:
        await ada.say(Say(room=room, message=Message("and now?"), key="again"))
        await ears.until(saying("and now?"))


async def _send_nested(real: World, sender: Any, bot: Any, room: str) -> None:
    """Send what no parser goes to the bottom of, to the room and to the device."""
    sessions = sender.machine._olm
    session = sessions.outbound_group_sessions[room]
    nested = {"algorithm": MEGOLM, "session_id": session.id, "ciphertext": session.encrypt("[" * 20_000)}
    await real.put_raw(sender, room, "m.room.encrypted", nested)
    _, curve25519 = await bot.machine.device_keys()
    _, own = await sender.machine.device_keys()
    number, body = sessions.session_store.get(curve25519).encrypt("[" * 20_000).to_parts()
    sealed = {"type": number, "body": b64encode(body).decode().rstrip("=")}
    odd = {"algorithm": OLM, "sender_key": own, "ciphertext": {curve25519: sealed}}
    await sender.keyring.to_device("m.room.encrypted", {bot.user: {bot.transport.device: odd}})


async def _publish_odd_keys(person: Any) -> None:
    """Publish signatures that are none, as far as the server takes them."""
    path = "/_matrix/client/v3/keys/upload"
    odd = {"one_time_keys": {"signed_curve25519:ODD": "text"}}
    with suppress(MatrixFailure):
        await person.transport.ask("POST", path, doing="publish odd keys", body=odd)


async def test_a_gap_that_is_too_long_is_told(real: World, monkeypatch: pytest.MonkeyPatch) -> None:
    bot, ada = await real.account("library"), await real.account("ada")
    room = await real.room(bot, ada, encrypted=False)
    async with listening(bot) as ears:
        await ada.say(Say(room=room, message=Message("first"), key="first"))
        await ears.until(saying("first"))
    monkeypatch.setattr(ear, "MOST_PAGES", 1)
    monkeypatch.setattr(ear, "PAGE", 5)
    for number in range(70):
        await ada.say(Say(room=room, message=Message(f"word {number}"), key=f"word {number}"))
    async with listening(bot) as ears:
        await ears.until(saying("word 69"))
        await ears.until(lambda event: event == GapHeard(room=room))
    assert not any(saying("word 1")(event) for event in ears.heard)


async def test_a_device_that_was_signed_out_signs_in_again_and_reads_on(real: World) -> None:
    bot, ada = await real.account("library"), await real.account("ada")
    room = await real.room(bot, ada)
    async with listening(bot) as ears, listening(ada) as hers:
        await ada.say(Say(room=room, message=Message("before"), key="one"))
        await ears.until(saying("before"))
        await bot.transport.ask("POST", "/_matrix/client/v3/logout", doing="be signed out", body={})
        hers.heard.clear()
        await bot.keyring.changed({ada.user})  # the next request shows that the token is gone
        await hers.until(lambda event: event == DevicesChanged(user=bot.user))
        await ada.say(Say(room=room, message=Message("after"), key="two"))
        await ears.until(saying("after"), seconds=40)
        await bot.say(Say(room=room, message=Message("I am back"), key="three"))
        await hers.until(saying("I am back"))


async def test_an_unknown_registration_is_said_plainly(real: World) -> None:
    user = UserId(f"@{real.unique('bot-library')}:{real.synapse.server_name}")
    account = Account(homeserver=real.synapse.url, user=user, token="not-the-token")
    with pytest.raises(SignedOut, match="register"):
        await sign_in(account, database=real.database, folder=real.folder / "unknown")


async def test_an_account_whose_identity_is_not_ours_is_not_taken_over(real: World) -> None:
    bot = await real.account("library")
    name = bot.user[1:].partition(":")[0]
    (real.folder / name).rename(real.folder / "elsewhere")
    with pytest.raises(Trouble, match="cross-signing keys"):
        await real.sign_in(name)


async def test_a_device_whose_keys_are_gone_is_not_given_others(real: World) -> None:
    bot = await real.account("library")
    name = bot.user[1:].partition(":")[0]
    kept = real.folder / name / "olm.db"
    kept.unlink()
    with pytest.raises(Trouble, match=r"keys of .* device are not the ones kept here: put your last copy"):
        await real.sign_in(name)


async def test_secrets_are_readable_by_us_alone(real: World) -> None:
    bot = await real.account("library")
    folder: Path = real.folder / bot.user[1:].partition(":")[0]
    assert folder.stat().st_mode & 0o077 == 0
    assert (folder / "account.json").stat().st_mode & 0o077 == 0
    said = json.loads((folder / "account.json").read_text())
    shown = repr(bot)
    assert not any(secret in shown for secret in (said["token"], said["pickle_key"], *said["seeds"].values()))
    assert bot.transport.service not in shown


async def test_a_plain_message_that_waits_when_its_room_is_encrypted_is_never_sent(
    real: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    bot, ada = await real.account("library"), await real.account("ada")
    room = await real.room(bot, ada, encrypted=False)

    async def crash(*_: object, **__: object) -> None:
        raise RuntimeError("the process died here")

    plain = Say(room=room, message=Message("plain"), key="one")
    monkeypatch.setattr(type(bot.outbox), "_deliver", crash)
    with pytest.raises(RuntimeError):
        await bot.say(plain)
    monkeypatch.undo()
    await bot.rooms.seal([room])
    with pytest.raises(WouldLeak):
        await bot.say(plain)
    await bot.say(plain)
    assert await real.bodies(ada, room) == []


async def test_an_answer_that_quotes_what_was_just_taken_back_goes_too(real: World) -> None:
    bot, ada = await real.account("library"), await real.account("ada")
    room = await real.room(bot, ada)
    source = await ada.say(Say(room=room, message=Message("the source"), key="one"))
    bot.outbox.taken_back.add(source)
    late = await bot.say(Say(room=room, message=Message("as it said"), key="two", quotes=(source,)))
    assert await bot.event(room, late) is None


async def test_what_the_server_refuses_can_be_said_again_later(real: World) -> None:
    bot, ada = await real.account("library"), await real.account("ada")
    room = await real.room(ada, encrypted=False)
    hello = Say(room=room, message=Message("hello"), key="one")
    with pytest.raises(MatrixFailure):
        await bot.say(hello)
    await real.let_in(ada, room, bot)
    assert await bot.say(hello)


async def test_two_accounts_with_one_key_in_one_room_are_both_heard(real: World) -> None:
    bot, other = await real.account("library"), await real.account("forum")
    room = await real.room(bot, other, encrypted=False)
    for account in (bot, other):
        await account.say(Say(room=room, message=Message(f"from {account.user}"), key="reply:$same"))
    assert sorted(await real.bodies(bot, room)) == sorted(f"from {who.user}" for who in (bot, other))
