"""A suspension takes somebody out of everything at once, whoever says so, and its end brings them back."""

import asyncio

import pytest

from tests.journeys.offices import Offices
from tests.journeys.people import Person
from tests.journeys.seeing import answering, being, saying, standing

pytestmark = pytest.mark.asyncio(loop_scope="session")

ROOMS = ("committees", "lobby", "bench", "cat", "cat/members", "cat/papers")
AT_ONCE = 2_000
"""Milliseconds from the first exit to the last, by the server's own clock."""


async def is_out(offices: Offices, eve: Person, since: int) -> None:
    """Wait until somebody is out of everything at once, and reads nothing that is said from then on."""
    await asyncio.gather(*(eve.stands(offices.room(key), "leave") for key in ROOMS))
    exits = [seen.at for seen in eve.seen(standing(eve.user, "leave"), since=since)]
    assert len(exits) == len(ROOMS)
    assert max(exits) - min(exits) <= AT_ONCE
    bo = await offices.person("bo")
    said = await bo.say(offices.room("cat/members"), "among ourselves")
    await bo.wait_for(being(said))
    assert not eve.seen(being(said))


async def is_back(offices: Offices, eve: Person) -> None:
    """Wait until somebody is in all their rooms again, and reads what is said from then on."""
    await asyncio.gather(*(eve.stands(offices.room(key)) for key in ROOMS))
    bo = await offices.person("bo")
    said = await bo.say(offices.room("cat/members"), "good to see you")
    assert (await eve.wait_for(being(said))).clear


async def test_an_officer_suspends_at_the_command_line_and_ends_it(offices: Offices) -> None:
    eve, _ = await asyncio.gather(offices.person("eve"), offices.person("bo"))
    chat, since = await offices.chat(eve), eve.mark
    await offices.officer("register", "suspend", "eve", "--reason", "telephone left in a taxi")
    await is_out(offices, eve, since)
    told = await offices.told_alone(eve, "الأمانة", since=since)
    assert told.clear
    assert "taxi" not in told.body
    status = await offices.ask(eve, chat, "!mandate status", "Eve Orchard")
    assert "CAT" not in status.body
    since = eve.mark
    await offices.officer("register", "resume", "eve", "--reason", "found again")
    await is_back(offices, eve)
    assert (await offices.told_alone(eve, "Eve Orchard", since=since)).clear


async def test_staff_suspend_with_a_reason_in_their_room_and_nobody_else_can(offices: Offices) -> None:
    eve, dee, bo = await asyncio.gather(*map(offices.person, ("eve", "dee", "bo")))
    stewards, since = offices.room("stewards"), eve.mark
    chat = await offices.chat(bo)
    await offices.ask(bo, chat, f"!mandate suspend {eve.user} I would like to chair")
    asked = await dee.say(stewards, f"!mandate suspend {eve.user} telephone stolen")
    answer = await dee.wait_for(answering(asked, "Eve Orchard", "telephone stolen"))
    assert answer.clear
    await is_out(offices, eve, since)
    resumed = await dee.say(stewards, "!mandate resume eve another telephone")
    await dee.wait_for(answering(resumed, "Eve Orchard", "another telephone"))
    await is_back(offices, eve)


async def test_a_reaction_to_a_card_stops_somebody_at_once(offices: Offices) -> None:
    eve, dee, ed = await asyncio.gather(*map(offices.person, ("eve", "dee", "ed")))
    stewards, since = offices.room("stewards"), eve.mark
    asked = await dee.say(stewards, f"!mandate release {eve.user} her telephone is gone")
    await dee.wait_for(answering(asked, "second person"))
    card = await ed.wait_for(saying("her telephone is gone", by=offices.bot), room=stewards)
    assert (await eve.rooms())[offices.room("cat/members")].now == "join"
    await ed.react(stewards, card.event, "⛔")
    await is_out(offices, eve, since)
    await dee.wait_for(saying("Eve Orchard", "Ed Pier", "suspended"), room=stewards)
    await ed.react(stewards, card.event, "❌")
    await dee.wait_for(saying("her telephone is gone", "Refused"), room=stewards)
    await dee.say(stewards, "!mandate resume eve it was under the sofa")
    await is_back(offices, eve)
