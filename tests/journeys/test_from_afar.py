"""People of another server take part like anybody else, and are out as soon as anybody else."""

import asyncio
import time
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio

from tests.journeys.abroad import ROOMS, Abroad
from tests.journeys.papers import pdf
from tests.journeys.people import Person
from tests.journeys.seeing import answering, being, reacting, saying

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.synapse]

SOON = 5.0
"""Seconds in which a person of another server sees that they are out."""


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def ada(abroad: Abroad) -> Person:
    """CEDAW's chair, at home."""
    ada = await abroad.person("ada", at_home=True)
    await asyncio.gather(*(ada.stands(abroad.platform.room(key)) for key in ROOMS))
    return ada


async def test_a_far_member_is_welcomed_in_their_language(abroad: Abroad, zoe: Person) -> None:
    steward = abroad.platform.bot("steward")
    chat = await zoe.direct_chat(steward)
    await zoe.older(chat)  # as clients do that show a room from its end
    welcome = await zoe.wait_for(saying("Bienvenue", "Zoe", by=steward), room=chat)
    assert welcome.clear


@pytest.mark.parametrize(
    ("key", "words", "bot"),
    [("lobby", "!help", "steward"), ("cedaw/members", "!library search unheard-of", "library")],
)
async def test_a_far_member_is_answered_in_encrypted_rooms(
    abroad: Abroad, zoe: Person, key: str, words: str, bot: str
) -> None:
    room = abroad.platform.room(key)
    asked = await zoe.say(room, words)
    answer = await zoe.wait_for(answering(asked), room=room)
    assert answer.sender == abroad.platform.bot(bot)
    assert answer.clear


async def test_papers_are_found_from_either_side(abroad: Abroad, zoe: Person, ada: Person) -> None:
    room, library = abroad.platform.room("cedaw/papers"), abroad.platform.bot("library")
    for author, reader, words in ((zoe, ada, "lighthouse keepers"), (ada, zoe, "harbour pilots")):
        paper = pdf(f"The {words} shall be heard.")
        upload = await author.upload(room, f"{words}.pdf", paper)
        await author.wait_for(reacting(upload, by=library))
        asked = await reader.say(room, f'!library search "{words}"')
        answer = await reader.wait_for(answering(asked), room=room)
        assert answer.clear
        assert upload in answer.body + answer.html
        assert await reader.download(await reader.wait_for(being(upload))) == paper


async def test_a_bot_comes_into_the_direct_chat_of_a_far_member_and_of_no_stranger(
    abroad: Abroad, zoe: Person
) -> None:
    library, stranger = abroad.platform.bot("library"), await abroad.person("stranger")
    alone = await stranger.create_room(is_direct=True, invite=[library], preset="trusted_private_chat")
    chat = await zoe.create_room(is_direct=True, invite=[library], preset="trusted_private_chat")
    await zoe.wait_for(lambda seen: seen.state_key == library and seen.content["membership"] == "join")
    asked = await zoe.say(chat, "unheard-of")
    answer = await zoe.wait_for(lambda seen: seen.message and seen.sender == library, room=chat)
    assert answer.clear
    assert answer.order > zoe.seen(being(asked))[0].order
    assert (await stranger.members(alone))[library] == "invite"


async def test_an_unsigned_device_of_a_far_member_reads_nothing_confidential(
    abroad: Abroad, zoe: Person
) -> None:
    room = abroad.platform.room("cedaw/members")
    async with await zoe.another_device() as thief:
        asked = await zoe.say(room, "!library search nothing-at-all")
        answer = await zoe.wait_for(answering(asked))
        stolen = await thief.wait_for(being(answer.event))
    assert answer.clear
    assert stolen.failure is not None


async def test_a_far_member_whose_seat_ends_is_out_within_seconds_and_reads_no_more(
    abroad: Abroad, ada: Person
) -> None:
    yan = await abroad.member("yan")
    room = abroad.platform.room("cedaw/members")
    await abroad.change(abroad.entry("yan"), "")
    applied = time.monotonic()
    await asyncio.gather(*(yan.stands(abroad.platform.room(key), "leave") for key in ROOMS))
    assert time.monotonic() - applied < SOON
    assert (await ada.members(room))[yan.user] == "leave"
    said = await ada.say(room, "among ourselves")
    await ada.wait_for(being(said))
    assert not yan.seen(being(said))


async def test_a_far_member_who_is_suspended_from_an_instant_on_is_out_within_seconds_of_it(
    abroad: Abroad,
) -> None:
    xi = await abroad.member("xi")
    at = datetime.now(UTC) + timedelta(seconds=10)
    suspended = f"    suspended: [{{from: {at.isoformat()}, reason: conflict}}]\n"
    await abroad.change(abroad.entry("xi"), abroad.entry("xi") + suspended)
    due = max(at, datetime.now(UTC))  # a busy machine may apply it late
    await asyncio.gather(*(xi.stands(abroad.platform.room(key), "leave") for key in ROOMS))
    assert datetime.now(UTC) - due < timedelta(seconds=SOON)
    exits = xi.seen(lambda seen: seen.state_key == xi.user and seen.content["membership"] == "leave")
    assert {out.room for out in exits} == {abroad.platform.room(key) for key in ROOMS}
    assert all(out.at >= at.timestamp() * 1000 for out in exits)
