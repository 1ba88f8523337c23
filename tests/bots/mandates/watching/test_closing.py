"""Staff hear once of an account that was closed, and of everything as soon as there is a room to hear it."""

from kit.ids import UserId
from tests.bots.mandates.desk import ME
from tests.bots.mandates.house import EVE, LI, OMAR, House


def alarms(house: House) -> list[str]:
    return [one.body for one in house.said(house.staff)]


async def look(house: House) -> None:
    await house.bot.closing.work()
    await house.settle()


async def test_an_account_that_was_open_and_is_no_more_is_told_of_once(house: House) -> None:
    house.accounts.since |= dict.fromkeys((LI, OMAR), house.clock.now())
    async with house.open():
        await look(house)
        del house.accounts.since[LI]
        await look(house)
        await look(house)
    (alarm,) = alarms(house)
    assert f"account \u2068{LI}\u2069 of \u2068Li Wei\u2069 was closed" in alarm
    assert f"!mandate release {LI}" in alarm


async def test_it_is_told_again_when_it_was_opened_and_closed_again(house: House) -> None:
    house.accounts.since[LI] = house.clock.now()
    async with house.open():
        for _ in range(2):
            await look(house)
            since = house.accounts.since.pop(LI)
            await look(house)
            house.clock.advance(since - since.replace(year=since.year - 1))
            house.accounts.since[LI] = since
    assert len(alarms(house)) == 2


async def test_accounts_that_were_never_open_or_live_elsewhere_are_not_missed(house: House) -> None:
    house.mandates.enter("p9", "Eve Far", accounts=(EVE, UserId("@later:palais.localhost")))
    async with house.open():
        await look(house)
        await look(house)
    assert alarms(house) == []


async def test_what_staff_must_hear_waits_for_their_room(house: House) -> None:
    house.accounts.since[LI] = house.clock.now()
    async with house.open():
        await look(house)
        house.server.leave(house.staff, ME)
        del house.accounts.since[LI]
        await house.bot.closing.work()
        await house.bot.alarms.tell()
        assert alarms(house) == []
        house.server.join(house.staff, ME)
        await house.settle()
        assert len(alarms(house)) == 1
