"""The steward as people meet it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bots.steward.store import Welcomes
from kit.errors import NotFound
from kit.ports import Ban
from kit.testing import StillClock
from tests.bots.steward.house import LIBRARY, ME, NADIA, OMAR, House, until


async def test_a_person_is_welcomed_in_their_language_when_they_first_sign_in(house: House) -> None:
    house.identities.people.add(NADIA)
    async with house.open():
        house.server.sign_in_elsewhere(NADIA)
        await until(lambda: bool(house.welcomes(NADIA)))
    welcome = house.welcomes(NADIA)[0]
    assert "أهلًا وسهلًا بكم، \u2068Nadia Benali\u2069!" in welcome.body
    assert "أقرأ الملفات في غرفي." in welcome.body
    assert "في غرفة واحدة" in welcome.body
    assert '<div dir="rtl">' in (welcome.html or "")
    assert welcome.encrypted


async def test_nobody_is_welcomed_before_they_could_read_it(house: House) -> None:
    async with house.open():
        house.server.sign_in_elsewhere(OMAR)
        await house.settle()
        assert not house.welcomes(OMAR)
        house.identities.people.add(OMAR)
        house.server.sign_in_elsewhere(OMAR)
        await until(lambda: bool(house.welcomes(OMAR)))


async def test_nobody_is_welcomed_twice(house: House) -> None:
    house.identities.people.add(OMAR)
    for _start in range(2):
        async with house.open():
            house.server.sign_in_elsewhere(OMAR)
            house.server.say(house.hall, OMAR, "good morning")
            await house.settle()
    assert len(house.welcomes(OMAR)) == 1


async def test_who_was_noticed_before_a_crash_is_welcomed_after_it(house: House) -> None:
    await Welcomes(house.database).notice(OMAR, StillClock().now() - timedelta(days=1))
    house.identities.people.add(OMAR)
    async with house.open():
        await until(lambda: bool(house.welcomes(OMAR)))


async def test_one_welcome_that_fails_keeps_nobody_else_from_theirs(house: House) -> None:
    house.identities.people |= {NADIA, OMAR}
    house.server.fail(NotFound("open a direct chat"), doing="direct_chat")
    async with house.open():
        house.server.sign_in_elsewhere(NADIA)
        house.server.sign_in_elsewhere(OMAR)
        await until(lambda: bool(house.welcomes(OMAR)))
    async with house.open():
        await until(lambda: bool(house.welcomes(NADIA)))


async def test_where_nobody_can_tell_whom_we_reach_a_word_from_the_person_is_awaited(house: House) -> None:
    async with house.open(replace(house.ports(), identities=None)):
        house.server.sign_in_elsewhere(OMAR)
        await house.settle()
        assert not house.welcomes(OMAR)
        house.server.say(house.hall, OMAR, "good morning")
        await until(lambda: bool(house.welcomes(OMAR)))


async def test_who_asks_something_first_is_welcomed_beside_the_answer(house: House) -> None:
    house.identities.people.add(OMAR)
    async with house.open():
        house.server.say(house.hall, OMAR, "!help security")
        await house.answer(house.hall)
        await until(lambda: bool(house.welcomes(OMAR)))


async def test_programs_are_not_welcomed(house: House) -> None:
    house.identities.people.add(LIBRARY)
    async with house.open():
        house.server.sign_in_elsewhere(LIBRARY)
        await house.settle()
    assert not house.welcomes(LIBRARY)


async def test_help_names_the_programs_of_the_room_in_the_askers_language(house: House) -> None:
    async with house.open():
        asked = house.server.say(house.hall, OMAR, "!help")
        answer = await house.answer(house.hall)
    assert answer.thread == asked
    assert "Les programmes présents dans ce salon" in answer.body
    assert "!library help" in answer.body
    assert "!ban @user reason" in answer.body


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("!help lost-phone", "Vous avez perdu votre téléphone"),
        ("!help téléphone perdu", "Vous avez perdu votre téléphone"),
        ("!help security", "Six habitudes"),
        ("!aide sécurité", "Six habitudes"),
        ("!help bots", "Je lis les fichiers de mes salons."),
    ],
)
async def test_help_gives_advice_on_a_topic(house: House, typed: str, says: str) -> None:
    async with house.open():
        house.server.say(house.hall, OMAR, typed)
        assert says in (await house.answer(house.hall)).body


async def test_a_ban_is_recorded_with_who_and_why(house: House) -> None:
    async with house.open():
        house.server.say(house.hall, OMAR, f"!ban {NADIA} insults, twice")
        answer = await house.answer(house.hall)
    assert house.bans.bans == [
        Ban(room=house.hall, user=NADIA, by=OMAR, reason="insults, twice", at=StillClock().now())
    ]
    assert "\u2068Nadia Benali\u2069 n’a désormais plus accès" in answer.body
    assert "insults, twice" in answer.body


async def test_who_may_not_ban_is_told_so_and_nothing_happens(house: House) -> None:
    async with house.open():
        house.server.say(house.hall, NADIA, f"!ban {OMAR} rude")
        await house.answer(house.hall)
    assert house.bans.bans == []


async def test_a_ban_asked_for_in_a_direct_chat_is_sent_to_its_room(house: House) -> None:
    chat = house.server.room(ME, OMAR)
    async with house.open():
        house.server.say(chat, OMAR, f"!ban {NADIA} rude")
        assert "Donnez cette commande dans le salon concerné" in (await house.answer(chat)).body


async def test_a_ban_is_lifted_with_who_and_why(house: House) -> None:
    async with house.open():
        house.server.say(house.hall, OMAR, f"!unban {NADIA} they talked it over")
        await house.answer(house.hall)
    assert house.bans.lifted == [(house.hall, NADIA, OMAR, "they talked it over")]
