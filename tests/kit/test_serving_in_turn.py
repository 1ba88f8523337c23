"""Long commands keep nobody else waiting, keep their order, and survive the death of the platform."""

import asyncio

import pytest

from kit.inbox import Inbox
from tests.kit.house import ME, NADIA, OMAR, House, serving_of, until


async def test_who_asks_much_at_once_keeps_nobody_else_waiting(house: House) -> None:
    async with house.open(patience=1):
        for number in range(20):
            house.server.say(house.room, NADIA, f"!echo linger {number}")
        house.server.say(house.room, OMAR, "!echo say quick")
        assert (await house.answer()).body == "quick"
        house.echo.gate.set()
        await until(lambda: len(house.answers()) == 21)
    assert [answer.body for answer in house.answers()[1:]] == [str(number) for number in range(20)]


async def test_a_command_that_never_ends_is_given_up_kindly(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kit.answering.GIVE_UP", 0.05)
    async with house.open():
        house.server.say(house.room, OMAR, "!echo linger")
        assert "something went wrong on my side" in (await house.answer()).body


async def test_a_long_command_keeps_nobody_else_waiting(house: House) -> None:
    async with house.open():
        house.server.say(house.room, NADIA, "!echo linger")
        house.server.say(house.room, OMAR, "!echo say quick")
        assert (await house.answer()).body == "quick"
        house.echo.gate.set()
        await until(lambda: len(house.answers()) == 2)


async def test_the_commands_of_one_person_keep_their_order(house: House) -> None:
    async with house.open():
        house.server.say(house.room, NADIA, "!echo linger first")
        house.server.say(house.room, NADIA, "!echo say second")
        await asyncio.sleep(0.1)
        house.echo.gate.set()
        await until(lambda: len(house.answers()) == 2)
    assert [answer.body for answer in house.answers()] == ["first", "second"]


async def test_who_asks_too_much_at_once_is_asked_once_to_wait(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kit.serving.MOST_ASKED", 2)
    async with house.open():
        house.server.say(house.room, OMAR, "!echo linger first")
        for word in ("second", "third", "fourth"):
            house.server.say(house.room, OMAR, f"!echo say {word}")
        assert "asked very many things" in (await house.answer()).body
        house.server.say(house.room, NADIA, "!echo say quick")
        await until(lambda: len(house.answers()) == 2)
        house.echo.gate.set()
        await until(lambda: len(house.answers()) == 4)
        house.server.say(house.room, OMAR, "!echo say later")
        await until(lambda: len(house.answers()) == 5)
    assert [answer.body for answer in house.answers()][1:] == ["quick", "first", "second", "later"]


async def test_nothing_is_kept_of_people_who_have_their_answers(house: House) -> None:
    async with asyncio.TaskGroup() as tasks:
        serving = serving_of(house, tasks)
        for person in (NADIA, OMAR):
            house.server.say(house.room, person, "!echo say one")
        await house.matrix.hear_all(serving.hear)
        await until(lambda: len(house.answers()) == 2)
    assert (serving.turns, serving.answering) == ({}, set())


async def test_a_long_command_survives_the_death_of_the_platform(house: House) -> None:
    async with house.open():
        house.server.say(house.room, NADIA, "!echo linger on")
        await until(lambda: bool(house.echo.runs))
        await asyncio.sleep(0.1)
    assert not house.answers()
    house.echo.gate.set()
    async with house.open():
        assert (await house.answer()).body == "on"
        await asyncio.sleep(0.05)
    assert len(house.answers()) == 1
    assert await Inbox(house.database, ME).kept() == []


async def test_a_long_command_that_was_taken_back_meanwhile_is_forgotten(house: House) -> None:
    async with house.open():
        asked = house.server.say(house.room, NADIA, "!echo linger on")
        await until(lambda: bool(house.echo.runs))
        await asyncio.sleep(0.1)
    house.server.redact(house.room, NADIA, asked)
    house.echo.gate.set()
    async with house.open():
        await asyncio.sleep(0.1)
    assert (house.answers(), await Inbox(house.database, ME).kept()) == ([], [])


async def test_a_command_cut_short_before_it_is_remembered_is_heard_again(house: House) -> None:
    async with house.open(patience=60):
        house.server.say(house.room, NADIA, "!echo linger on")
        await until(lambda: bool(house.echo.runs))
    house.echo.gate.set()
    async with house.open():
        assert (await house.answer()).body == "on"
    assert house.echo.runs == ["on", "on"]
