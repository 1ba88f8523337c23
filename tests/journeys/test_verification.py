"""Somebody says who they are, and is in the right encrypted rooms once that is known to be so."""

import asyncio

import pytest

from tests.journeys.letters import Letter
from tests.journeys.node import ClientError
from tests.journeys.offices import Offices
from tests.journeys.people import Person
from tests.journeys.seeing import Seen, being, saying

pytestmark = pytest.mark.asyncio(loop_scope="session")

OF_ALL, OF_CEDAW, OF_CAT = (
    ("committees", "lobby"),
    ("cedaw", "cedaw/members", "cedaw/papers"),
    ("cat", "cat/members"),
)
CLAIM = "!mandate verify {}"
TRIES = 5
"""Wrong codes that burn the right one."""


async def is_in(offices: Offices, person: Person, *keys: str) -> None:
    """Wait until somebody is in these rooms."""
    await asyncio.gather(*(person.stands(offices.room(key)) for key in keys))


async def is_outside(offices: Offices, person: Person, *keys: str) -> None:
    """See that somebody does not even know of these rooms."""
    assert not (await person.rooms()).keys() & {offices.room(key) for key in keys}


async def reads_what_is_said_from_now_on(offices: Offices, person: Person, room: str) -> None:
    """Let a member say something, which somebody else reads without a warning."""
    ada = await offices.person("ada")
    said = await ada.say(offices.room(room), "the tide turns at noon")
    assert (await person.wait_for(being(said))).clear


async def gives(offices: Offices, person: Person, chat: str, code: str) -> Seen:
    """Give a code, and return the answer."""
    return await offices.ask(person, chat, code)


async def test_who_is_invited_opens_an_account_gives_the_code_and_is_in_their_rooms(offices: Offices) -> None:
    await offices.officer("register", "invite", "nour")
    letter = await offices.letter("nour.saltmarsh@experts.example")
    assert offices.bot in letter.text
    nour = await offices.newcomer("nour", letter.token)
    with pytest.raises(ClientError):
        await offices.newcomer("nour-again", letter.token)
    chat = await offices.chat(nour)
    told = await offices.ask(nour, chat, letter.code, "Nour Saltmarsh")
    assert told.clear
    assert 'dir="rtl"' in told.html
    assert "CEDAW members" in told.body
    await is_in(offices, nour, *OF_ALL, *OF_CEDAW)
    await is_outside(offices, nour, *OF_CAT, "stewards", "bench")
    await reads_what_is_said_from_now_on(offices, nour, "cedaw/members")


async def test_a_claim_is_answered_alike_for_everybody_and_its_code_is_for_the_asker_alone(
    offices: Offices,
) -> None:
    ines, stranger = await asyncio.gather(offices.person("ines"), offices.person("stranger"))
    chat, other = await asyncio.gather(offices.chat(ines), offices.chat(stranger))
    known, unknown = "ines.clairbois@experts.example", "nobody.at.all@experts.example"
    told = await offices.ask(ines, chat, CLAIM.format(known))
    refused = await offices.ask(stranger, other, CLAIM.format(unknown))
    assert told.body.replace(known, unknown) == refused.body
    letter = await offices.letter(known)
    assert ines.user in letter.text
    assert (await gives(offices, stranger, other, letter.code)).body.startswith("This code does not work")
    await is_outside(offices, stranger, *OF_ALL, *OF_CEDAW)
    assert not offices.platform.mails(unknown)

    await burnt(offices, ines, chat, letter)
    await offices.ask(ines, chat, "!mandate verify")
    await offices.ask(ines, chat, "Clairbois, Ines", "Clairbois")
    second = await offices.letter(known, number=2)
    assert (await offices.ask(ines, chat, f"voici : {second.code.lower()}", "Inès Clairbois")).clear
    await is_in(offices, ines, *OF_ALL, *OF_CEDAW)
    await is_outside(offices, ines, *OF_CAT)
    await reads_what_is_said_from_now_on(offices, ines, "cedaw/members")


async def burnt(offices: Offices, person: Person, chat: str, letter: Letter) -> None:
    """Try wrong codes until the right one no longer works either."""
    wrong = [await gives(offices, person, chat, letter.wrong) for _ in range(TRIES)]
    right = await gives(offices, person, chat, letter.code)
    assert {one.body for one in wrong} == {right.body}
    await is_outside(offices, person, *OF_CEDAW)


async def test_staff_decide_on_a_card_and_one_of_them_is_not_enough_for_confidential_rooms(
    offices: Offices,
) -> None:
    dee, ed, cyrus = await asyncio.gather(*map(offices.person, ("dee", "ed", "cyrus")))
    chat, stewards = await offices.chat(cyrus), offices.room("stewards")
    await offices.ask(cyrus, chat, "!mandate review Cy Meadow, Dee knows my voice", "staff")
    card = await dee.wait_for(saying("Cy Meadow", cyrus.user, by=offices.bot), room=stewards)
    assert card.clear
    for word in ("Dee knows my voice", "palais.localhost", "CAT members", "Two different people"):
        assert word in card.body
    await dee.react(stewards, card.event, "✅")
    await ed.wait_for(saying("✅ Dee Harbour"), room=stewards)
    await is_outside(offices, cyrus, *OF_ALL, *OF_CAT)
    since = cyrus.mark
    await ed.react(stewards, card.event, "✅")
    told = await cyrus.wait_for(saying("Cy Meadow", by=offices.bot), room=chat, since=since)
    assert told.clear
    await is_in(offices, cyrus, *OF_ALL, *OF_CAT)
    await is_outside(offices, cyrus, *OF_CEDAW, "bench")
    await dee.wait_for(saying("✅ Ed Pier", "Approved"), room=stewards)


async def test_one_no_is_enough_and_is_told_kindly(offices: Offices) -> None:
    ed, stranger = await asyncio.gather(offices.person("ed"), offices.person("stranger"))
    chat, stewards = await offices.chat(stranger), offices.room("stewards")
    await offices.ask(stranger, chat, "!mandate review Gil Ferryman, I row the boat", "staff")
    card = await ed.wait_for(saying("Gil Ferryman", stranger.user, by=offices.bot), room=stewards)
    since = stranger.mark
    await ed.react(stewards, card.event, "❌")
    told = await stranger.wait_for(saying("secretariat", by=offices.bot), room=chat, since=since)
    assert "Gil" not in told.body
    await ed.wait_for(saying("❌ Ed Pier", "Refused"), room=stewards)
    await is_outside(offices, stranger, *OF_ALL, *OF_CAT)
