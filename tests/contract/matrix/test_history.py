"""What every :class:`kit.ports.Matrix` promises of a room's past, on the twin and on a real Synapse."""

from datetime import timedelta
from typing import Any

import pytest

from kit.effects import Redact, Say
from kit.errors import Forbidden
from kit.events import Event, FileHeard, MemberHeard, Membership, MessageHeard, StillUnreadable
from kit.ids import RoomId
from kit.matrix.keyring import Keyring, Shared
from kit.matrix.trust import Device
from kit.message import Message
from kit.ports import Matrix
from kit.testing import listening

World = Any  # the two worlds of conftest.py, which tests cannot import


@pytest.fixture
async def bot(world: World) -> Matrix:
    account: Matrix = await world.account("library")
    return account


@pytest.fixture
async def ada(world: World) -> Matrix:
    account: Matrix = await world.account("ada")
    return account


async def all_of(matrix: Matrix, room: RoomId) -> list[Event]:
    """Return the whole past, the newest first."""
    past = await matrix.history(room)
    events = list(past.events)
    while past.before is not None:
        past = await matrix.history(room, past.before)
        events += past.events
    return events


def bodies(events: list[Event]) -> list[str]:
    return [event.body for event in events if isinstance(event, MessageHeard)]


async def say(matrix: Matrix, room: RoomId, *words: str) -> None:
    for word in words:
        await matrix.say(Say(room=room, message=Message(word), key=f"{room}:{word}"))


@pytest.mark.parametrize("encrypted", [True, False])
async def test_the_past_is_shown_whole_and_the_newest_first(
    world: World, bot: Matrix, ada: Matrix, *, encrypted: bool
) -> None:
    room = await world.room(bot, ada, encrypted=encrypted)
    words = [f"word {number}" for number in range(12)]
    await say(bot, room, *words)
    found = await all_of(bot, room)
    assert bodies(found) == words[::-1]
    assert not [event for event in found if isinstance(event, MemberHeard)]
    assert {event.encrypted for event in found if isinstance(event, MessageHeard)} == {encrypted}


async def test_a_file_of_the_past_can_be_fetched(world: World, bot: Matrix, ada: Matrix) -> None:
    room = await world.room(bot, ada)
    event = await world.upload(bot, room, "report.txt", b"zebra")
    (file,) = [event for event in await all_of(bot, room) if isinstance(event, FileHeard)]
    assert (file.event, file.name) == (event, "report.txt")
    assert await bot.download(file, 100) == b"zebra"


async def test_what_was_redacted_is_not_in_the_past(world: World, bot: Matrix, ada: Matrix) -> None:
    room = await world.room(bot, ada)
    gone = await bot.say(Say(room=room, message=Message("gone"), key="gone"))
    await say(bot, room, "here")
    await bot.redact(Redact(room=room, event=gone, key="redact"))
    assert bodies(await all_of(bot, room)) == ["here"]


async def test_the_past_of_a_room_is_for_those_in_it(world: World, bot: Matrix, ada: Matrix) -> None:
    room = await world.room(ada)
    with pytest.raises(Forbidden):
        await bot.history(room)


async def test_what_was_said_before_one_came_is_not_shown_where_the_history_is_not_shared(
    world: World, bot: Matrix, ada: Matrix
) -> None:
    room = await world.room(ada, encrypted=False, history="joined")
    await say(ada, room, "before")
    await world.enter(bot, room, by=ada)
    await say(ada, room, "after")
    assert bodies(await all_of(bot, room)) == ["after"]
    assert bodies(await all_of(ada, room)) == ["after", "before"]


async def test_where_the_history_is_shared_all_of_it_is_shown(world: World, bot: Matrix, ada: Matrix) -> None:
    room = await world.room(ada, encrypted=False, history="shared")
    await say(ada, room, "before")
    await world.enter(bot, room, by=ada)
    assert bodies(await all_of(bot, room)) == ["before"]


async def test_how_people_came_is_told_whatever_they_call_themselves_since(
    world: World, bot: Matrix, ada: Matrix
) -> None:
    room = await world.room(bot, ada, encrypted=False, history="shared")
    await world.leave(ada, room)
    assert ada.user not in await bot.comings(room)
    await world.enter(ada, room, by=bot)
    came = (await bot.comings(room))[ada.user]
    await world.rename(ada, "Ada Brisk")
    await say(ada, room, "hello")
    again = (await bot.comings(room))[ada.user]
    assert (came.event, came.at) == (again.event, again.at)
    assert (came.member, came.now) == (ada.user, Membership.JOIN)


async def test_who_is_invited_counts_as_there_from_then_on_where_asked(
    world: World, bot: Matrix, ada: Matrix
) -> None:
    room = await world.room(bot, encrypted=False)
    await world.invite(ada, room, by=bot)
    assert set(await bot.comings(room)) == {bot.user}
    counts = frozenset({Membership.JOIN, Membership.INVITE})
    invited = (await bot.comings(room, counts))[ada.user]
    await ada.join(room)
    assert (await bot.comings(room, counts))[ada.user].event == invited.event
    came = (await bot.comings(room))[ada.user]
    assert came.event != invited.event
    assert timedelta() <= came.at - invited.at


async def test_what_cannot_be_decrypted_is_told_and_heard_when_its_key_comes(
    real: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    bot, ada = await real.account("library"), await real.account("ada")
    room = await real.room(bot, ada)
    given = Keyring._give
    kept: list[Shared] = []

    async def to_nobody(keyring: Keyring, shared: Shared, _: set[Device]) -> None:
        kept.append(shared)

    monkeypatch.setattr(Keyring, "_give", to_nobody)
    event = await ada.say(Say(room=room, message=Message("late"), key="one"))
    (unreadable,) = await all_of(bot, room)
    assert isinstance(unreadable, StillUnreadable)
    assert unreadable.event == event
    async with listening(bot) as ears:
        await given(ada.keyring, kept[0], set((await ada.keyring.keys_of(bot.user)).devices))
        heard = await ears.until(lambda event: isinstance(event, MessageHeard))
    assert (heard.event, heard.body) == (event, "late")


async def test_a_command_that_was_looked_back_at_first_is_still_obeyed_when_it_is_heard(real: World) -> None:
    bot, ada = await real.account("library"), await real.account("ada")
    room = await real.room(bot, ada)
    async with listening(bot) as ears:
        await ada.say(Say(room=room, message=Message("hello"), key="one"))
        await ears.until(lambda event: isinstance(event, MessageHeard))
    await ada.say(Say(room=room, message=Message("!ban"), key="two"))
    past = [event for event in await all_of(bot, room) if isinstance(event, MessageHeard)]
    assert [event.verified for event in past] == [False] * len(past)
    async with listening(bot) as ears:
        heard = await ears.until(lambda event: getattr(event, "body", "") == "!ban")
    assert heard.verified
