"""The twin fails on demand, and repeats what was not handled to its end."""

import pytest

from kit.effects import Say, SayDirectly
from kit.errors import ReadersChanged, Unreachable
from kit.events import DevicesChanged, Event, FileHeard, InvitedHeard, Membership, MessageHeard
from kit.ids import UserId
from kit.message import Message
from kit.testing import MemoryServer

ADA = UserId("@ada:palais.localhost")
BOT = UserId("@library:palais.localhost")
EVE = UserId("@eve:palais.localhost")


async def test_a_failure_asked_for_is_raised_as_often_as_asked() -> None:
    server = MemoryServer()
    bot = server.account(BOT)
    room = server.room(BOT, ADA)
    server.fail(Unreachable("say"), doing="say", times=1)
    hello = Say(room=room, message=Message("hello"), key="one")
    with pytest.raises(Unreachable):
        await bot.say(hello)
    await bot.say(hello)
    assert [said.body for said in server.messages(room)] == ["hello"]


async def test_an_event_whose_handling_failed_is_handed_over_again() -> None:
    server = MemoryServer()
    bot = server.account(BOT)
    room = server.room(BOT, ADA)
    server.say(room, ADA, "hello")
    heard: list[Event] = []

    async def stumble_once(event: Event) -> None:
        heard.append(event)
        if isinstance(event, MessageHeard) and heard.count(event) == 1:
            raise RuntimeError("stumbled")

    with pytest.raises(RuntimeError, match="stumbled"):
        await bot.hear_all(stumble_once)
    await bot.hear_all(stumble_once)
    assert [event.body for event in heard if isinstance(event, MessageHeard)] == ["hello", "hello"]


async def test_a_direct_chat_is_an_encrypted_room_with_an_invitation() -> None:
    server = MemoryServer()
    bot, ada = server.account(BOT), server.account(ADA)
    said = await bot.say_directly(SayDirectly(user=ADA, message=Message("for you"), key="one"))
    room = await bot.direct_chat(ADA)
    heard: list[Event] = []

    async def note(event: Event) -> None:
        heard.append(event)

    await ada.hear_all(note)
    assert heard == [InvitedHeard(room=room, by=BOT)]
    await ada.join(room)
    assert (await ada.event(room, said)) == server.messages(room)[0]
    assert server.find(room).encrypted


async def test_people_upload_files_and_get_new_devices() -> None:
    server = MemoryServer()
    bot = server.account(BOT)
    room = server.room(BOT, ADA)
    server.upload(room, ADA, "note.txt", b"all of it", media_type="text/plain")
    server.sign_in_elsewhere(ADA)
    heard: list[Event] = []

    async def note(event: Event) -> None:
        heard.append(event)

    await bot.hear_all(note)
    files = [event for event in heard if isinstance(event, FileHeard)]
    assert await bot.download(files[0], 100) == b"all of it"
    assert heard[-1] == DevicesChanged(user=ADA)


async def test_who_came_between_judging_and_saying_stops_the_message() -> None:
    server = MemoryServer()
    bot = server.account(BOT)
    room = server.room(BOT, ADA)
    server.before("say", lambda: server.join(room, EVE))
    judged = Say(room=room, message=Message("for two"), key="one", readers=frozenset({ADA}))
    with pytest.raises(ReadersChanged) as stopped:
        await bot.say(judged)
    assert stopped.value.others == {EVE}
    assert server.messages(room) == []
    server.leave(room, EVE)
    assert await bot.say(judged) == server.messages(room)[0].event


async def test_a_fresh_look_sees_who_left_while_the_stream_is_late() -> None:
    server = MemoryServer()
    bot = server.account(BOT)
    room = server.room(BOT, ADA)
    bot.lag(room)
    server.leave(room, ADA)
    assert (await bot.members(room))[ADA] is Membership.JOIN
    assert (await bot.members(room, fresh=True))[ADA] is Membership.LEAVE
