"""A command is answered where it was asked, in the language of who asked; what is not for us is not."""

from dataclasses import replace

import pytest
from structlog.typing import EventDict

from kit.errors import Forbidden
from kit.events import MessageHeard
from kit.testing import message
from tests.kit.house import ME, NADIA, OMAR, OTHER_BOT, House, until


async def test_a_command_is_answered_in_a_thread_under_it(house: House) -> None:
    async with house.open():
        asked = house.server.say(house.room, OMAR, '!echo say one "two three"')
        answer = await house.answer()
    assert (answer.body, answer.thread, answer.replies_to) == ("one|two three", asked, asked)
    assert answer.notice


async def test_a_command_in_a_thread_is_answered_in_that_thread(house: House) -> None:
    async with house.open():
        root = house.server.say(house.room, NADIA, "a topic")
        house.server.say(house.room, OMAR, "!echo say hello", thread=root)
        assert (await house.answer()).thread == root


async def test_a_mention_is_a_plain_sentence(house: House) -> None:
    async with house.open():
        house.server.say(house.room, OMAR, "@echo hello there", mentions=frozenset({ME}))
        assert (await house.answer()).body == "hello|there"


async def test_anything_in_a_direct_chat_is_for_the_bot(house: House) -> None:
    chat = house.server.room(ME, NADIA)
    async with house.open():
        house.server.say(chat, NADIA, "hello there")
        answer = await house.answer(chat)
    assert (answer.body, answer.thread) == ("hello|there", None)


async def test_a_refusal_is_said_in_the_language_of_who_asked(house: House) -> None:
    async with house.open():
        house.server.say(house.room, NADIA, "!echo refuse")
        answer = await house.answer()
    assert answer.body == "Pas aujourd’hui, \u2068Nadia\u2069."


async def test_a_failure_is_logged_with_the_reference_that_the_person_is_given(
    house: House, logs: list[EventDict]
) -> None:
    async with house.open():
        house.server.say(house.room, OMAR, "!echo fail")
        answer = await house.answer()
    assert [entry["reference"] in answer.body for entry in logs if entry["event"] == "failed"] == [True]
    assert "hunter2" not in answer.body


async def test_one_failure_does_not_keep_the_next_command_from_its_answer(house: House) -> None:
    async with house.open():
        house.server.say(house.room, OMAR, "!echo fail")
        house.server.say(house.room, OMAR, "!echo say still here")
        await until(lambda: len(house.answers()) == 2)
    assert house.answers()[-1].body == "still|here"


async def test_a_room_that_shuts_us_out_stops_nothing(house: House) -> None:
    house.server.fail(Forbidden("say", "M_FORBIDDEN"), doing="say", times=2)
    async with house.open():
        house.server.say(house.room, OMAR, "!echo say one")
        house.server.say(house.room, OMAR, "!echo say two")
        assert (await house.answer()).body == "two"


async def test_a_typo_is_answered_with_the_nearest_command(house: House) -> None:
    async with house.open():
        house.server.say(house.room, OMAR, "!echo refues")
        assert "!echo refuse words" in (await house.answer()).body


async def test_help_names_every_command_in_the_language_of_who_asks(house: House) -> None:
    async with house.open():
        house.server.say(house.room, NADIA, "!echo help")
        answer = await house.answer()
    assert "Ce que vous pouvez me demander" in answer.body
    assert all(f"!echo {command.name}" in answer.body for command in house.echo.part().commands)


async def test_a_bot_that_takes_no_sentences_points_to_its_help(house: House) -> None:
    chat = house.server.room(ME, OMAR)
    async with house.open(replace(house.echo.part(), sentence=None)):
        house.server.say(chat, OMAR, "good morning")
        assert "!echo help" in (await house.answer(chat)).body


async def test_in_a_room_that_is_not_the_communitys_the_bot_says_so(house: House) -> None:
    elsewhere = house.server.room(ME, OMAR, NADIA)
    async with house.open():
        house.server.say(elsewhere, OMAR, "!echo say hello")
        assert "not one of the community’s" in (await house.answer(elsewhere)).body


@pytest.mark.parametrize(
    "said",
    [
        message("!echo say x", sender=ME),
        message("!echo say x", sender=OTHER_BOT),
        message("!echo say x", sender=NADIA, notice=True),
        message("!echo say x", sender=NADIA, edits="$earlier"),
        message("!unknown say x", sender=NADIA),
    ],
    ids=["our own", "another bot's", "a notice", "an edit", "for an unknown bot"],
)
async def test_what_is_not_for_us_is_not_answered(house: House, said: MessageHeard) -> None:
    async with house.open():
        house.server.announce(replace(said, room=house.room), {ME})
        house.server.say(house.room, OMAR, "!echo say marker")
        assert (await house.answer()).body == "marker"
    assert len(house.answers()) == 1


@pytest.mark.parametrize(
    ("encrypted", "words"),
    [(False, "What is written here is not encrypted"), (True, "Please confirm the device")],
    ids=["plain", "unconfirmed device"],
)
async def test_a_guarded_command_that_another_can_have_written_is_not_run(
    house: House, words: str, *, encrypted: bool
) -> None:
    chat = house.server.room(ME, OMAR, encrypted=encrypted)
    async with house.open():
        for room in (house.room, chat):
            house.server.say(room, OMAR, "!echo grave one", encrypted=encrypted, verified=False)
            assert words in (await house.answer(room)).body


async def test_a_guarded_command_from_a_confirmed_device_is_run(house: House) -> None:
    async with house.open():
        house.server.say(house.room, OMAR, "!echo grave one")
        assert (await house.answer()).body == "one"
