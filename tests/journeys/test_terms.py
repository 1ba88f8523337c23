"""A term ends at its instant while people work: its rooms are gone, those of another mandate are not."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from tests.journeys.offices import Offices
from tests.journeys.papers import pdf
from tests.journeys.people import Person
from tests.journeys.seeing import being, reacting, saying, standing

pytestmark = pytest.mark.asyncio(loop_scope="session")

OVER = ("cedaw", "cedaw/members", "cedaw/papers")
KEPT = ("committees", "lobby", "cat", "cat/members", "cat/papers")
SOON = timedelta(seconds=2)
LIGHT = "lanterns of the harbour"


async def powers(person: Person, room: str) -> set[str]:
    """Return who has power in a room."""
    levels = await person.request("GET", f"/_matrix/client/v3/rooms/{room}/state/m.room.power_levels")
    return set(levels["users"])


async def shared_paper(offices: Offices, author: Person) -> str:
    """Let somebody share a paper in CEDAW's rooms that can be searched."""
    upload = await author.upload(offices.room("cedaw/papers"), "lights.pdf", pdf(f"The {LIGHT} shall burn."))
    await author.wait_for(reacting(upload, by=offices.platform.bot("library")))
    return upload


async def left_at(witness: Person, user: str, room: str) -> datetime:
    """Return when somebody was out of a room, by the server's own clock."""
    left = await witness.wait_for(standing(user, "leave"), room=room)
    return datetime.fromtimestamp(left.at / 1000, UTC)


async def test_a_term_ends_at_its_instant_and_takes_nothing_with_it_that_another_mandate_gives(
    offices: Offices,
) -> None:
    ada, bo, eve = await asyncio.gather(*map(offices.person, ("ada", "bo", "eve")))
    library, chat = await offices.chat(bo, "library"), await offices.chat(bo)
    await offices.ask(bo, chat, "!mandate status", "CEDAW members")
    upload = await shared_paper(offices, ada)
    found = await offices.ask(bo, library, f'!library search "{LIGHT}"', bot="library")
    assert upload in found.body + found.html
    assert bo.user in await powers(ada, offices.room("cedaw/members"))

    day = await offices.end_today("bo", "chair")
    before = bo.mark, eve.mark
    ends, moved = await offices.hurry(day, in_seconds=8)
    if moved < ends:
        assert (await bo.rooms())[offices.room("cedaw/members")].now == "join"

    await asyncio.gather(*(bo.stands(offices.room(key), "leave") for key in OVER))
    soon = max(ends, moved) + SOON  # a busy machine may move it late
    for key in OVER:
        assert ends <= await left_at(ada, bo.user, offices.room(key)) <= soon
    goodbye = await bo.wait_for(saying("CEDAW", "Merci", by=offices.bot), room=chat, since=before[0])
    assert goodbye.clear
    assert "CAT members" in goodbye.body
    assert "CEDAW members" not in goodbye.body
    assert bo.user not in await powers(ada, offices.room("cedaw/members"))

    said = await ada.say(offices.room("cedaw/members"), "among ourselves")
    await ada.wait_for(being(said))
    again = await offices.ask(bo, library, f'!library search "{LIGHT}"', bot="library")
    assert upload not in again.body + again.html
    assert "shall burn" not in again.body
    assert not bo.seen(being(said))
    listed = await bo.rooms()
    assert {listed[offices.room(key)].now for key in KEPT} == {"join"}
    assert not eve.seen(standing(bo.user), since=before[1])
    assert bo.user in (await eve.members(offices.room("cat/members")))
