"""The bot comes when strangers call it to a direct chat, but not to any number of them."""

from datetime import timedelta

from bots.mandates.verifying.guests import OF_ONE, Guests
from kit.events import InvitedHeard
from kit.ids import RoomId, UserId
from kit.testing import StillClock
from tests.bots.mandates.desk import ME
from tests.bots.mandates.house import EVE, House, until


def invited(by: str) -> InvitedHeard:
    return InvitedHeard(room=RoomId("!r"), by=UserId(by))


async def test_a_stranger_of_any_server_is_visited(house: House) -> None:
    chat = house.server.room(EVE)
    async with house.open():
        house.server.invite(chat, ME, by=EVE)
        await until(lambda: ME in house.server.find(chat).joined)
        assert "your name" in await house.ask(chat, EVE, "!mandate verify")


def test_who_calls_too_often_may_call_again_an_hour_later_and_keeps_nobody_else_out() -> None:
    clock = StillClock()
    guests = Guests(clock=clock)
    assert [guests.accepts(invited("@eve:x")) for _ in range(OF_ONE + 2)] == [True] * OF_ONE + [False] * 2
    assert guests.accepts(invited("@bo:x"))
    clock.advance(timedelta(hours=1))
    assert guests.accepts(invited("@eve:x"))
