"""Whoever comes to a lobby as nobody's account is greeted once, where only they read it."""

from datetime import timedelta

import pytest

from kit.events import Membership
from kit.ids import BotName, UserId
from tests.bots.mandates.desk import STEWARD
from tests.bots.mandates.house import ADA, EVE, LI, P_ADA, House, away, until

HELLO = "finds out who people are, so that"


def greetings(house: House, user: UserId) -> list[str]:
    return [one.body for one in house.told(user) if HELLO in one.body]


@pytest.mark.parametrize("how", [Membership.JOIN, Membership.KNOCK])
async def test_who_comes_to_the_lobby_is_greeted_and_told_how_to_be_known(
    house: House, how: Membership
) -> None:
    async with house.open():
        house.server.put_member(house.lobby, EVE, how, by=EVE)
        await until(lambda: bool(greetings(house, EVE)))
    (hello,) = greetings(house, EVE)
    assert "!mandate verify" in hello
    assert all(one.encrypted for one in house.told(EVE))
    assert house.said(house.lobby) == []


async def test_somebody_is_greeted_once_however_often_they_come(house: House) -> None:
    async with house.open():
        for _ in range(3):
            house.server.join(house.lobby, EVE)
            house.server.leave(house.lobby, EVE)
        await until(lambda: bool(greetings(house, EVE)))
        house.server.join(house.lobby, EVE)
        await house.ask(house.chat(LI), LI, "!mandate")
    async with house.open():
        house.server.leave(house.lobby, EVE)
        house.server.join(house.lobby, EVE)
        await house.ask(house.chat(LI), LI, "!mandate")
        await house.settle()
    assert len(greetings(house, EVE)) == 1


async def test_who_is_known_and_our_own_programs_are_not_greeted(house: House) -> None:
    async with house.open():
        house.server.join(house.lobby, LI)
        house.server.leave(house.lobby, STEWARD)
        house.server.join(house.lobby, STEWARD)
        await house.ask(house.lobby, LI, "!mandate")
        await house.settle()
    assert house.told(LI) == house.told(STEWARD) == []


async def test_rooms_that_are_no_lobby_or_not_ours_greet_nobody(house: House) -> None:
    lobby = house.records.known[house.lobby]
    other = house.server.room(STEWARD, house.matrix.user)
    house.records.known[other] = lobby.__class__(
        **{name: getattr(lobby, name) for name in lobby.__dataclass_fields__}
        | {"room": other, "bots": frozenset({BotName("library")})}
    )
    async with house.open():
        house.server.join(other, EVE)
        house.server.join(house.staff, EVE)
        await house.ask(house.chat(LI), LI, "!mandate")
        await house.settle()
    assert house.told(EVE) == []


async def test_who_cannot_read_us_yet_is_greeted_when_they_can(house: House) -> None:
    house.identities.deaf.add(EVE)
    async with house.open():
        house.server.join(house.lobby, EVE)
        await house.ask(house.chat(LI), LI, "!mandate")
        await house.settle()
        assert house.told(EVE) == []
        house.identities.deaf.discard(EVE)
        house.clock.advance(timedelta(minutes=1))
        house.bot.bell.ring()
        await until(lambda: bool(greetings(house, EVE)))


async def test_who_was_verified_before_the_greeting_needs_none(house: House) -> None:
    house.identities.deaf.add(EVE)
    async with house.open():
        house.server.join(house.lobby, EVE)
        await house.ask(house.chat(LI), LI, "!mandate")
        await house.settle()
        await house.mandates.bind(P_ADA, EVE, by=[LI], how="review", reason="known")
        house.identities.deaf.discard(EVE)
        house.clock.advance(timedelta(minutes=1))
        await house.settle()
    assert house.told(EVE) == []


async def test_one_who_cannot_be_reached_keeps_nobody_else_waiting(house: House) -> None:
    async with house.open():
        house.server.fail(away(), doing="direct_chat")
        house.server.join(house.lobby, EVE)
        house.server.join(house.lobby, ADA)
        await until(lambda: bool(greetings(house, ADA)) or bool(greetings(house, EVE)))
        house.clock.advance(timedelta(minutes=1))
        house.bot.bell.ring()
        await until(lambda: bool(greetings(house, ADA)) and bool(greetings(house, EVE)))
    assert len(greetings(house, ADA)) == len(greetings(house, EVE)) == 1


async def test_staff_hear_once_of_a_name_that_deceives(house: House) -> None:
    house.server.names[EVE] = "Li Wеi"  # its second word holds a Cyrillic letter
    async with house.open():
        house.server.join(house.lobby, EVE)
        await until(lambda: bool(greetings(house, EVE)))
        await house.ask(house.chat(EVE), EVE, "!mandate verify Somebody Else")
        await house.settle()
    (alarm,) = [one.body for one in house.said(house.staff)]
    assert all(word in alarm for word in (EVE, "Li Wеi", "looks like \u2068Li Wei\u2069"))


async def test_who_claims_to_be_somebody_under_that_persons_name_deceives_nobody(house: House) -> None:
    house.server.names[EVE] = "Ada Ndiaye"
    async with house.open():
        await house.ask(house.chat(EVE), EVE, "!mandate verify Ada Ndiaye")
        await house.settle()
    assert house.said(house.staff) == []


async def test_who_claims_to_be_another_than_their_name_says_is_told_of(house: House) -> None:
    house.mandates.enter("p2", "Bo Berg")
    house.server.names[EVE] = "Bo Berg"
    async with house.open():
        await house.ask(house.chat(EVE), EVE, "!mandate verify Ada Ndiaye")
        await house.settle()
    (alarm,) = [one.body for one in house.said(house.staff)]
    assert "looks like \u2068Bo Berg\u2069" in alarm
