"""Who gets our keys, seen by a client that is not ours and in our own words."""

import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest

from kit.classification import Classification
from kit.effects import Say, SayDirectly
from kit.errors import OtherIdentity
from kit.events import (
    FileHeard,
    IdentityChanged,
    InvitedHeard,
    MemberHeard,
    Membership,
    MessageHeard,
)
from kit.ids import Language, RoomId, RoomKey, UserId
from kit.message import Message
from kit.ports import RoomRecord
from kit.testing import listening
from provisioning.homeserver.embedded import EmbeddedHomeserver
from tests.journeys.people import Person, Signing
from tests.journeys.seeing import being

World = Any  # the real world of conftest.py, which tests cannot import
NewPerson = Callable[..., Awaitable[Person]]


@pytest.fixture
async def newcomer(synapse: EmbeddedHomeserver, unique: Callable[[str], str]) -> AsyncIterator[NewPerson]:
    """Bring a new person with matrix-js-sdk, which believes and serves signed devices only."""
    here: list[Person] = []

    async def arrive(name: str, *, signing: Signing = Signing.FIRST) -> Person:
        password = secrets.token_urlsafe(12)
        user = await synapse.create_account(unique(name), password, name.title())
        here.append(Person(user, password, homeserver=synapse.url))
        return await here[-1].login(signing=signing)

    yield arrive
    for person in here:
        await person.close()


def record(room: RoomId, classification: Classification) -> RoomRecord:
    return RoomRecord(
        key=RoomKey("hall"),
        room=room,
        name="Hall",
        classification=classification,
        encrypted=True,
        bots=frozenset(),
        language=Language.ENGLISH,
    )


async def a_room_with(bot: Any, person: Person) -> RoomId:
    room = RoomId(await person.create_room(name="Hall", invite=[bot.user]))
    await bot.join(room)
    return room


async def test_a_signed_persons_client_reads_us_without_a_warning_and_we_read_it(
    real: World, newcomer: NewPerson
) -> None:
    bot, ada = await real.account("library"), await newcomer("ada")
    room = await a_room_with(bot, ada)
    async with listening(bot) as ears:
        asked = await ada.say(room, "where is it?", mention=bot.user)
        heard = await ears.until(lambda event: isinstance(event, MessageHeard))
        uploaded = await ada.upload(room, "note.pdf", b"%PDF of a sort")
        file = await ears.until(lambda event: isinstance(event, FileHeard))
        told = await bot.say(Say(room=room, message=Message("here"), key="one", thread=heard.event))
    assert (heard.event, heard.body, heard.mentions) == (asked, "where is it?", {bot.user})
    assert (file.event, file.name, file.media_type) == (uploaded, "note.pdf", "application/pdf")
    assert await bot.download(file, 1000) == b"%PDF of a sort"
    seen = await ada.wait_for(being(told))
    assert seen.clear
    assert (seen.body, seen.thread, seen.notice) == ("here", asked, True)


async def test_a_stolen_login_reads_nothing_of_ours(real: World, newcomer: NewPerson) -> None:
    bot, ada = await real.account("library"), await newcomer("ada")
    room = await a_room_with(bot, ada)
    real.records[room] = record(room, Classification.UNCLASSIFIED)
    async with await ada.another_device() as thief:
        told = await bot.say(Say(room=room, message=Message("for signed devices"), key="one"))
        assert (await ada.wait_for(being(told))).clear
        assert (await thief.wait_for(being(told))).failure is not None


@pytest.mark.parametrize("classification", list(Classification))
async def test_who_never_signed_reads_unclassified_rooms_alone(
    real: World, newcomer: NewPerson, classification: Classification
) -> None:
    bot, ada = await real.account("library"), await newcomer("ada", signing=Signing.NEVER)
    room = await a_room_with(bot, ada)
    real.records[room] = record(room, classification)
    told = await bot.say(Say(room=room, message=Message("hello"), key="one"))
    seen = await ada.wait_for(being(told))
    assert (seen.failure is None) is (classification is Classification.UNCLASSIFIED)


async def test_a_first_word_becomes_readable_when_the_person_signs_in_and_then_signs(
    real: World, synapse: EmbeddedHomeserver, unique: Callable[[str], str]
) -> None:
    bot = await real.account("steward")
    user = await synapse.create_account(unique("ada"), "a password", "Ada")
    async with listening(bot):
        told = await bot.say_directly(SayDirectly(user=user, message=Message("welcome"), key="one"))
        ada = Person(user, "a password", homeserver=synapse.url)
        async with await ada.login(signing=Signing.LATE):
            await ada.join(await bot.direct_chat(user))
            await ada.until(lambda: any(seen.clear for seen in ada.seen(being(told))))


async def test_what_a_stolen_login_says_is_heard_and_proves_nothing(real: World, newcomer: NewPerson) -> None:
    bot, ada = await real.account("library"), await newcomer("ada")
    room = await a_room_with(bot, ada)
    async with listening(bot) as ears, await ada.another_device() as thief:
        await ada.say(room, "it is I")
        mine = await ears.until(lambda event: isinstance(event, MessageHeard) and event.body == "it is I")
        await thief.say(room, "it is I, too")
        other = await ears.until(
            lambda event: isinstance(event, MessageHeard) and event.body == "it is I, too"
        )
    assert (mine.encrypted, mine.verified) == (True, True)
    assert (other.encrypted, other.verified) == (True, False)


async def test_a_message_that_the_server_shows_again_after_a_restart_proves_nothing(real: World) -> None:
    bot, ada = await real.account("library"), await real.account("ada")
    room = await real.room(bot, ada)
    async with listening(bot) as ears:
        event = await ada.say(Say(room=room, message=Message("lift it"), key="one"))
        first = await ears.until(lambda event: isinstance(event, MessageHeard))
        await ada.say(Say(room=room, message=Message("handled"), key="two"))
        await ears.until(lambda event: isinstance(event, MessageHeard) and event.body == "handled")
    sealed = await real.raw(ada, room, event)
    again = await real.sign_in(bot.user[1:].partition(":")[0])
    async with listening(again) as ears:
        await real.put_raw(ada, room, "m.room.encrypted", sealed["content"])
        repeated = await ears.until(lambda event: isinstance(event, MessageHeard) and event.body == "lift it")
    assert first.verified
    assert not repeated.verified


async def test_a_changed_identity_is_told_once_and_gets_no_keys_until_staff_accept_it(
    real: World, newcomer: NewPerson, synapse: EmbeddedHomeserver
) -> None:
    bot, ada = await real.account("library"), await newcomer("ada")
    room = await a_room_with(bot, ada)
    before = await bot.say(Say(room=room, message=Message("before"), key="one"))
    assert (await ada.wait_for(being(before))).clear
    async with (
        listening(bot) as ears,
        Person(ada.user, ada._password, homeserver=synapse.url) as impostor,
    ):
        changed = await ears.until(lambda event: isinstance(event, IdentityChanged))
        assert changed.user == ada.user
        withheld = await bot.say(Say(room=room, message=Message("withheld"), key="two"))
        assert (await impostor.wait_for(being(withheld))).failure is not None
        with pytest.raises(OtherIdentity):
            await bot.accept_identity(UserId(ada.user), changed.pinned)
        await bot.accept_identity(UserId(ada.user), changed.seen)
        after = await bot.say(Say(room=room, message=Message("after"), key="three"))
        await impostor.wait_for(lambda seen: seen.event == after and seen.failure is None)
    assert sum(isinstance(event, IdentityChanged) for event in ears.heard) == 1


async def test_an_invitation_is_accepted_where_we_are_told_to(real: World) -> None:
    bot, ada = await real.account("library"), await real.account("ada")

    async def from_ada(invited: InvitedHeard) -> bool:
        return bool(invited.by == ada.user)

    bot.ear.accepts = from_ada
    async with listening(bot), listening(ada) as hers:
        room = await ada.direct_chat(bot.user)
        await hers.until(
            lambda event: (
                isinstance(event, MemberHeard) and (event.member, event.now) == (bot.user, Membership.JOIN)
            )
        )
    assert room in await bot.joined_rooms()
