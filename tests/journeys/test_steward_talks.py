"""The steward welcomes once, helps in the person's language, and bans for moderators."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from tests.journeys.node import ClientError
from tests.journeys.people import Person, Signing
from tests.journeys.platform import Platform
from tests.journeys.seeing import answering, saying

pytestmark = pytest.mark.asyncio(loop_scope="session")

Expert = Callable[[str], Awaitable[Person]]


def is_arabic(text: str) -> bool:
    """Whether most letters of the text are Arabic."""
    letters = [letter for letter in text if letter.isalpha()]
    return sum("\u0600" <= letter <= "\u06ff" for letter in letters) * 2 > len(letters)


async def test_a_newcomer_is_welcomed_once_in_their_language_and_can_read_it(platform: Platform) -> None:
    steward = platform.user("steward")
    async with Person(platform.user("eve"), platform.password("eve"), homeserver=platform.homeserver) as eve:
        chat = await eve.direct_chat(steward)
        welcome = await eve.wait_for(saying(by=steward), room=chat)
        assert welcome.clear
        assert is_arabic(welcome.body)
        assert 'dir="rtl"' in welcome.html
        assert "library" in welcome.body.casefold()
        async with await eve.another_device(signing=Signing.FIRST):
            await eve.never(saying(by=steward), since=welcome.order + 1)


@pytest.mark.parametrize("topic", ["", "lost-phone", "security"])
async def test_help_comes_in_the_threads_language_of_the_asker(
    platform: Platform, expert: Expert, topic: str
) -> None:
    ada, bo = await asyncio.gather(expert("ada"), expert("bo"))
    room = platform.room("lobby")
    english = await ada.say(room, f"!help {topic}".strip())
    french = await bo.say(room, f"!help {topic}".strip())
    for person, asked in ((ada, english), (bo, french)):
        helped = await person.wait_for(answering(asked), room=room)
        assert helped.sender == platform.user("steward")
        assert helped.clear
        assert helped.notice
    told = {asked: (await ada.wait_for(answering(asked))).body for asked in (english, french)}
    assert told[english] != told[french]


async def test_a_typo_gets_the_nearest_command_and_an_unknown_bot_silence(
    platform: Platform, expert: Expert
) -> None:
    ada = await expert("ada")
    room = platform.room("lobby")
    typo = await ada.say(room, "!hlep")
    assert "!help" in (await ada.wait_for(answering(typo))).body
    unknown = await ada.say(room, "!jukebox play tides")
    await ada.never(answering(unknown))


async def test_the_library_lists_its_commands_and_answers_to_its_name(
    platform: Platform, expert: Expert
) -> None:
    ada = await expert("ada")
    room = platform.room("lobby")
    asked = await ada.say(room, "!library help")
    helped = (await ada.wait_for(answering(asked))).body
    assert all(
        word in helped for word in ("!cite", "!library export", "!library follow", "!library versions")
    )
    named = await ada.say(room, "tides and dams?", mention=platform.bot("library"))
    assert (await ada.wait_for(answering(named))).sender == platform.bot("library")


async def test_a_moderators_ban_holds_until_staff_lift_it(platform: Platform, expert: Expert) -> None:
    ada, bo, dee = await asyncio.gather(expert("ada"), expert("bo"), expert("dee"))
    room, cy = platform.room("lobby"), await expert("cy")
    asked = await bo.say(room, f"!ban {cy.user} because")
    assert (await bo.wait_for(answering(asked))).sender == platform.user("steward")
    assert (await bo.members(room))[cy.user] == "join"
    await ada.say(room, f"!ban {cy.user} shouted at the tea")
    await cy.stands(room, "ban")
    try:
        with pytest.raises(ClientError):
            await cy.join(room)
        planned = await asyncio.to_thread(platform.palais, "plan", "--json")
        assert planned.returncode == 0, planned.stdout + planned.stderr
    finally:
        await dee.say(room, f"!unban {cy.user} tea was apologised for")
    await cy.stands(room, "join")


async def test_a_second_plan_finds_nothing_to_do(platform: Platform) -> None:
    planned = await asyncio.to_thread(platform.palais, "plan")
    assert planned.returncode == 0, planned.stdout + planned.stderr
