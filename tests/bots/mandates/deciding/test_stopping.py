"""⛔ under a message of ours means whose account may be in wrong hands, and never who is merely claimed."""

from dataclasses import replace

from bots.mandates.pointers import Pointers
from bots.mandates.watching.alarms import AlarmKind
from tests.bots.mandates.house import ADA, EVE, OMAR, P_ADA, House


async def test_a_card_about_a_stolen_account_means_its_person(house: House) -> None:
    house.mandates.people[P_ADA] = replace(house.mandates.people[P_ADA], accounts=(ADA,))
    async with house.open():
        await house.ask(house.staff, OMAR, f"!mandate release {ADA} phone stolen")
        await house.bot.settling.work()
        cards = [said.event for said in house.said(house.staff) if str(ADA) in said.body]
        about = [await Pointers(house.database, house.clock).about(card) for card in cards]
    assert P_ADA in about


async def test_a_card_about_somebody_who_claims_to_be_a_person_does_not_mean_that_person(
    house: House,
) -> None:
    chat = house.chat(EVE)
    async with house.open():
        await house.ask(chat, EVE, "!mandate review Ada Ndiaye, I am she")
        await house.bot.settling.work()
        card = await house.card()
    assert await Pointers(house.database, house.clock).about(card) is None


async def test_an_alarm_about_an_account_means_whose_it_is(house: House) -> None:
    async with house.open():
        alarms = house.bot.alarms
        known = {"user": ADA, "person": "Ada Ndiaye", "release": "!mandate release"}
        await alarms.sound(AlarmKind.CLOSED, "one", whose=P_ADA, **known)
        await house.settle()
        about = await Pointers(house.database, house.clock).about(house.said(house.staff)[-1].event)
    assert about == P_ADA
