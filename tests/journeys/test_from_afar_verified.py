"""Somebody of another server is verified, comes in, and is out when their time is over."""

import asyncio
from urllib.parse import quote

import pytest

from tests.journeys.abroad import ROOMS, UNKNOWN, Abroad
from tests.journeys.letters import letter_in
from tests.journeys.people import Person
from tests.journeys.seeing import being, saying, standing

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.synapse]

ADDRESS = "wren@faraway.example"


async def chat_with(person: Person, bot: str) -> str:
    room = await person.create_room(is_direct=True, invite=[bot], preset="trusted_private_chat")
    await person.wait_for(standing(bot, "join"), room=room)
    return room


async def known_there(person: Person, room: str, user: str) -> str:
    """Return somebody's standing in a room as the person's own server has it."""
    path = f"/_matrix/client/v3/rooms/{quote(room, safe='')}/state/m.room.member/{quote(user, safe='')}"
    return str((await person.request("GET", path))["membership"])


async def test_who_is_far_away_is_verified_by_code_comes_in_and_is_put_out(
    abroad: Abroad, zoe: Person
) -> None:
    platform, bot = abroad.platform, abroad.platform.bot("mandates")
    wren = await abroad.person("wren")
    chat = await chat_with(wren, bot)
    await wren.say(chat, f"!mandate verify {ADDRESS}")
    await wren.wait_for(saying(ADDRESS, by=bot), room=chat)
    letter = letter_in(await abroad.post.mail_to(ADDRESS))
    assert wren.user in letter.text
    await wren.say(chat, letter.code)
    told = await wren.wait_for(saying("Wren Faraway", "CEDAW members", by=bot), room=chat)
    assert told.clear
    assert "vôtre" in told.body
    for key in ROOMS:
        await wren.stands(platform.room(key), "invite")
        await wren.join(platform.room(key))
    room = platform.room("cedaw/members")
    said = await zoe.say(room, "the ferry leaves at six")
    assert (await wren.wait_for(being(said))).clear

    suspended = "    suspended: [{from: 2026-01-01, reason: lost telephone}]\n"
    await abroad.change(UNKNOWN, UNKNOWN + suspended)
    await asyncio.gather(*(wren.stands(platform.room(key), "leave") for key in ROOMS))
    assert await known_there(zoe, room, wren.user) == "leave"
    said = await zoe.say(room, "among ourselves")
    await zoe.wait_for(being(said))
    assert not wren.seen(being(said))
