"""However many strangers come, each pass of our work is bounded, and newcomers wait for nobody."""

from datetime import timedelta

from sqlalchemy import func, select

from bots.mandates.tables import greetings
from bots.mandates.verification import verification_of
from bots.mandates.verifying.guests import OF_A_SERVER, OF_ALL, OF_ONE, Guests
from bots.mandates.watching.greeting import AT_ONCE
from kit.events import InvitedHeard
from kit.ids import RoomId, UserId
from kit.testing import StillClock
from tests.bots.mandates.house import EVE, House


def invited(by: str) -> InvitedHeard:
    return InvitedHeard(room=RoomId("!chat:elsewhere.example"), by=UserId(by))


def accepted(guests: Guests, *, people: int, servers: int, times: int = 1) -> int:
    return sum(
        guests.accepts(invited(f"@guest{number}:s{server}.example"))
        for server in range(servers)
        for number in range(people)
        for _ in range(times)
    )


def test_invitations_are_accepted_up_to_a_number_of_one_of_a_server_and_of_all() -> None:
    assert accepted(Guests(clock=StillClock()), people=1, servers=1, times=OF_ONE + 2) == OF_ONE
    assert accepted(Guests(clock=StillClock()), people=OF_A_SERVER + 5, servers=1) == OF_A_SERVER
    assert accepted(Guests(clock=StillClock()), people=1, servers=OF_ALL + 50) == OF_ALL


async def test_those_who_cannot_read_us_keep_no_newcomer_waiting(house: House) -> None:
    house.bot = await verification_of(house.ports())
    greeting, clock = house.bot.greeting, house.clock
    deaf = [UserId(f"@deaf{number}:elsewhere.example") for number in range(AT_ONCE + 10)]
    house.identities.deaf |= set(deaf)
    for user in deaf:
        await greeting._note(user)
    await greeting.work()
    async with house.database.read() as connection:
        tried = select(func.count()).where(greetings.c.next_try.is_not(None))
        assert await connection.scalar(tried) == AT_ONCE
    await greeting.work()
    clock.advance(timedelta(minutes=2))
    await greeting._note(EVE)
    await greeting.work()
    assert "Welcome" in house.told(EVE)[-1].body
