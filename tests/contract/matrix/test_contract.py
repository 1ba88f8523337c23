"""What every :class:`kit.ports.Matrix` promises, proven on the twin and on a real Synapse."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from kit.effects import Edit, React, Redact, Say, SayDirectly
from kit.errors import MatrixFailure, ReadersChanged, TooLarge
from kit.events import (
    Event,
    FileHeard,
    InvitedHeard,
    MemberHeard,
    Membership,
    MessageHeard,
    ReactionHeard,
    RedactionHeard,
)
from kit.ids import UserId
from kit.message import Message
from kit.ports import Matrix
from kit.testing import listening

World = Any  # the two worlds of conftest.py, which tests cannot import


def said(body: str) -> Callable[[Event], bool]:
    return lambda event: isinstance(event, MessageHeard) and event.body == body


def is_a(kind: type) -> Callable[[Event], bool]:
    return lambda event: isinstance(event, kind)


@pytest.fixture
async def bot(world: World) -> Matrix:
    account: Matrix = await world.account("library")
    return account


@pytest.fixture
async def ada(world: World) -> Matrix:
    account: Matrix = await world.account("ada")
    return account


@pytest.mark.parametrize("encrypted", [True, False])
async def test_what_one_says_the_other_hears_word_for_word(
    world: World, bot: Matrix, ada: Matrix, *, encrypted: bool
) -> None:
    room = await world.room(bot, ada, encrypted=encrypted)
    async with listening(bot) as ears:
        words = Message("bonjour", "<b>bonjour</b>")
        event = await ada.say(Say(room=room, message=words, key="one", mentions=(bot.user,), notice=False))
        heard = await ears.until(is_a(MessageHeard))
    assert (heard.event, heard.sender, heard.room) == (event, ada.user, room)
    assert (heard.body, heard.html) == ("bonjour", "<b>bonjour</b>")
    assert heard.mentions == {bot.user}
    assert heard.encrypted is encrypted
    assert heard.verified is encrypted
    assert not heard.notice


async def test_a_key_is_sent_once(world: World, bot: Matrix, ada: Matrix) -> None:
    room = await world.room(bot, ada)
    once = Say(room=room, message=Message("once"), key="same")
    assert await ada.say(once) == await ada.say(once)
    assert (await world.bodies(ada, room)).count("once") == 1


async def test_an_answer_in_a_thread_is_heard_in_its_thread(world: World, bot: Matrix, ada: Matrix) -> None:
    room = await world.room(bot, ada)
    async with listening(ada) as ears:
        root = await ada.say(Say(room=room, message=Message("a question"), key="question"))
        await bot.say(Say(room=room, message=Message("an answer"), key="answer", thread=root))
        heard = await ears.until(said("an answer"))
    assert heard.thread == root
    assert heard.notice


async def test_an_edit_says_what_it_replaces(world: World, bot: Matrix, ada: Matrix) -> None:
    room = await world.room(bot, ada)
    async with listening(bot) as ears:
        first = await ada.say(Say(room=room, message=Message("frist"), key="one"))
        await ada.edit(Edit(room=room, event=first, message=Message("first"), key="two"))
        heard = await ears.until(said("first"))
    assert heard.edits == first


async def test_reactions_and_redactions_are_heard(world: World, bot: Matrix, ada: Matrix) -> None:
    room = await world.room(bot, ada)
    async with listening(bot) as ears:
        event = await ada.say(Say(room=room, message=Message("mark me"), key="one"))
        await ada.react(React(room=room, event=event, emoji="📗", key="two"))
        await ada.redact(Redact(room=room, event=event, key="three"))
        reaction = await ears.until(is_a(ReactionHeard))
        redaction = await ears.until(is_a(RedactionHeard))
    assert (reaction.target, reaction.emoji) == (event, "📗")
    assert redaction.target == event
    assert await bot.event(room, event) is None


async def test_redacting_twice_is_no_error(world: World, bot: Matrix, ada: Matrix) -> None:
    room = await world.room(ada)
    event = await ada.say(Say(room=room, message=Message("gone"), key="one"))
    for key in ("two", "two", "three"):
        await ada.redact(Redact(room=room, event=event, key=key))
    assert await ada.event(room, event) is None


async def test_an_event_can_be_looked_at_by_those_in_the_room_alone(
    world: World, bot: Matrix, ada: Matrix
) -> None:
    room = await world.room(ada, encrypted=False)
    event = await ada.say(Say(room=room, message=Message("for us"), key="one"))
    found = await ada.event(room, event)
    assert isinstance(found, MessageHeard)
    assert found.body == "for us"
    assert await bot.event(room, event) is None


async def test_an_attachment_comes_back_byte_for_byte(world: World, bot: Matrix, ada: Matrix) -> None:
    room = await world.room(bot, ada)
    data = bytes(range(256)) * 40
    async with listening(bot) as ears:
        await world.upload(ada, room, "note.pdf", data)
        heard = await ears.until(is_a(FileHeard))
    assert (heard.name, heard.size, heard.encrypted) == ("note.pdf", len(data), True)
    assert await bot.download(heard, len(data)) == data
    with pytest.raises(TooLarge):
        await bot.download(heard, len(data) - 1)


async def test_members_are_told_with_those_who_left(world: World, bot: Matrix, ada: Matrix) -> None:
    room = await world.room(bot, ada)
    assert await bot.members(room) == {bot.user: Membership.JOIN, ada.user: Membership.JOIN}
    async with listening(bot) as ears:
        assert (await bot.members(room))[ada.user] is Membership.JOIN
        said = await ada.say(Say(room=room, message=Message("here still"), key="here"))
        await ears.until(lambda event: isinstance(event, MessageHeard) and event.event == said)
        await world.leave(ada, room)
        await ears.until(lambda event: isinstance(event, MemberHeard) and event.now is Membership.LEAVE)
        assert await bot.members(room) == {bot.user: Membership.JOIN, ada.user: Membership.LEAVE}


@pytest.mark.parametrize("encrypted", [True, False])
async def test_what_was_judged_for_some_is_not_said_before_others(
    world: World, bot: Matrix, ada: Matrix, *, encrypted: bool
) -> None:
    other = await world.account("other")
    room = await world.room(bot, ada, other, encrypted=encrypted)
    answer = Say(room=room, message=Message("for ada"), key="one", readers=frozenset({ada.user}))
    with pytest.raises(ReadersChanged) as stopped:
        await bot.say(answer)
    assert stopped.value.others == {other.user}
    await world.leave(other, room)
    assert (await bot.members(room, fresh=True))[other.user] is Membership.LEAVE
    assert await bot.say(answer) == await bot.say(answer)
    assert await world.bodies(bot, room) == ["for ada"]


async def test_what_was_judged_for_one_goes_into_their_direct_chat(
    world: World, bot: Matrix, ada: Matrix
) -> None:
    judged = SayDirectly(user=ada.user, message=Message("it"), key="one", readers=frozenset({ada.user}))
    assert await bot.say_directly(judged)
    with pytest.raises(ReadersChanged):
        await bot.say_directly(replace(judged, key="two", readers=frozenset({bot.user})))


async def test_a_direct_chat_is_for_two_and_readable_once_accepted(
    world: World, bot: Matrix, ada: Matrix
) -> None:
    async with listening(ada) as ears:
        event = await bot.say_directly(SayDirectly(user=ada.user, message=Message("for you"), key="one"))
        invited = await ears.until(is_a(InvitedHeard))
        assert invited == InvitedHeard(room=await bot.direct_chat(ada.user), by=bot.user)
        assert await bot.is_direct_chat(invited.room)
        await ada.join(invited.room)
        found = await ada.event(invited.room, event)
    assert isinstance(found, MessageHeard)
    assert (found.body, found.encrypted) == ("for you", True)


async def test_a_direct_chat_stays_until_the_person_leaves(world: World, bot: Matrix, ada: Matrix) -> None:
    room = await bot.direct_chat(ada.user)
    assert await bot.direct_chat(ada.user) == room
    await ada.join(room)
    assert await bot.direct_chat(ada.user) == room
    await world.leave(ada, room)
    assert await bot.direct_chat(ada.user) != room


async def test_a_room_of_three_is_no_direct_chat(world: World, bot: Matrix, ada: Matrix) -> None:
    third = await world.account("third")
    assert not await bot.is_direct_chat(await world.room(bot, ada, third))
    assert await bot.is_direct_chat(await world.room(bot, ada))


async def test_what_quotes_an_event_is_known_and_can_be_taken_back(
    world: World, bot: Matrix, ada: Matrix
) -> None:
    room = await world.room(bot, ada)
    source = await ada.say(Say(room=room, message=Message("the source"), key="one"))
    quoting = Say(room=room, message=Message("as it says"), key="two", quotes=(source,))
    said_here = await bot.say(quoting)
    await bot.say_directly(SayDirectly(user=ada.user, message=Message("it"), key="three", quotes=(source,)))
    assert (room, said_here) in await bot.sent_for(source)
    assert len(await bot.sent_for(source)) == 2
    await bot.redact(Redact(room=room, event=said_here, key="taken back"))
    assert await bot.event(room, said_here) is None


async def test_joined_rooms_are_the_rooms_we_are_in(world: World, bot: Matrix, ada: Matrix) -> None:
    room = await world.room(bot, ada)
    assert room in await ada.joined_rooms()
    await world.leave(ada, room)
    assert room not in await ada.joined_rooms()


async def test_what_somebody_calls_themselves_is_told_where_anybody_tells(
    world: World, bot: Matrix, ada: Matrix
) -> None:
    await world.rename(ada, "Ada Lovelace")
    assert await bot.display_name(ada.user) == "Ada Lovelace"
    assert await bot.display_name(UserId("@nobody:palais.localhost")) is None


async def test_a_room_that_is_not_ours_refuses_us(world: World, bot: Matrix, ada: Matrix) -> None:
    room = await world.room(ada, encrypted=False)
    with pytest.raises(MatrixFailure):
        await bot.say(Say(room=room, message=Message("hello"), key="one"))
    with pytest.raises(MatrixFailure):
        await bot.join(room)


async def test_what_was_not_handled_to_its_end_is_heard_again(world: World, bot: Matrix, ada: Matrix) -> None:
    room = await world.room(bot, ada)
    async with listening(bot) as ears:
        await ada.say(Say(room=room, message=Message("first"), key="one"))
        await ears.until(said("first"))

    async def stumble(event: Event) -> None:
        if isinstance(event, MessageHeard) and event.body == "second":
            raise RuntimeError("stumbled")

    await ada.say(Say(room=room, message=Message("second"), key="two"))
    with pytest.raises(RuntimeError, match="stumbled"):
        await bot.listen(stumble)
    async with listening(bot) as ears:
        await ears.until(said("second"))
