"""People learn what they hold and who their colleagues are, and nothing that is not for them."""

import asyncio

import pytest

from tests.journeys.offices import Offices
from tests.journeys.seeing import answering, saying

pytestmark = pytest.mark.asyncio(loop_scope="session")

HIDDEN = "Quiet Bench"


async def test_a_member_learns_what_they_hold_until_when_and_what_it_opens(offices: Offices) -> None:
    bo = await offices.person("bo")
    told = await offices.ask(bo, await offices.chat(bo), "!mandate status", "2048")
    assert told.clear
    for word in ("CEDAW members", "CAT members", "membre", "décembre"):
        assert word in told.body
    assert HIDDEN not in told.body


async def test_a_hidden_room_is_named_to_those_inside_alone(offices: Offices) -> None:
    ada, eve = await asyncio.gather(offices.person("ada"), offices.person("eve"))
    inside = await offices.ask(eve, await offices.chat(eve), "!mandate status all", "2048")
    outside = await offices.ask(ada, await offices.chat(ada), "!mandate status all", "2048")
    assert HIDDEN in inside.body
    assert "CAT papers" in outside.body
    assert HIDDEN not in outside.body + outside.html


async def test_a_stranger_learns_only_how_to_begin(offices: Offices) -> None:
    stranger = await offices.person("stranger")
    chat = await offices.chat(stranger)
    told = await offices.ask(stranger, chat, "!mandate status", "!mandate verify")
    colleagues = await offices.ask(stranger, chat, "!who cedaw")
    nobody = await offices.ask(stranger, chat, "!who no-such-thing")
    assert told.clear
    for answer in (told, colleagues):
        for word in ("Brisk", "CEDAW members", HIDDEN):
            assert word not in answer.body + answer.html
    assert colleagues.body == nobody.body


async def test_colleagues_are_listed_in_their_own_room_and_elsewhere_to_the_asker_alone(
    offices: Offices,
) -> None:
    ada, eve = await asyncio.gather(offices.person("ada"), offices.person("eve"))
    chat = await offices.chat(ada)
    await offices.ask(ada, chat, "!who cedaw", "Bo Lantern")
    asked = await ada.say(offices.room("cedaw/members"), "!who cedaw")
    listed = await ada.wait_for(answering(asked, "Bo Lantern"))
    assert listed.clear
    assert "French" in listed.body
    lobby, since = offices.room("lobby"), ada.mark
    asked = await ada.say(lobby, "!who cedaw")
    alone = await ada.wait_for(saying("CEDAW", "Bo Lantern", by=offices.bot), room=chat, since=since)
    assert alone.clear
    hint = await eve.wait_for(answering(asked), room=lobby)
    assert "Lantern" not in hint.body
    refused = await offices.ask(eve, await offices.chat(eve), "!who cedaw", "!who cat")
    assert "Lantern" not in refused.body
