"""A lost or stolen account is taken from its person by two of staff, and leaves everything at once."""

import pytest

from kit.testing.mandates import Deed
from tests.bots.mandates.house import (
    ADA,
    ADDRESS,
    EVE,
    LI,
    OMAR,
    OMAR_AT_HOME,
    P_ADA,
    P_OMAR,
    House,
    away,
    until,
)

RELEASE = f"!mandate release {ADA} phone stolen"


@pytest.fixture
def known(house: House) -> House:
    house.mandates.enter(P_ADA, "Ada Ndiaye", email=ADDRESS, accounts=(ADA,))
    return house


async def test_two_of_staff_take_an_account_from_its_person(known: House) -> None:
    async with known.open():
        assert "✅ under card \u20681\u2069" in await known.ask(known.staff, OMAR, RELEASE)
        card = await known.card()
        assert known.mandates.deeds == []
        known.server.react(known.staff, LI, card, "✅")
        page = await known.now_on(card, "Approved.")
        await known.settle()
    assert "\u2068Omar Diop\u2069: \u2068phone stolen\u2069" in page
    assert known.mandates.deeds == [
        Deed(what="release", person=P_ADA, by=(OMAR, LI), reason="phone stolen", user=ADA)
    ]
    assert known.mandates.owner(ADA) is None


async def test_the_same_command_by_a_second_person_agrees(known: House) -> None:
    async with known.open():
        await known.ask(known.staff, OMAR, RELEASE)
        await known.card()
        assert "Approved." in await known.ask(known.chat(LI), LI, f"!mandate release {ADA} she called me")
        await known.settle()
    (deed,) = known.mandates.deeds
    assert (deed.by, deed.reason) == ((OMAR, LI), "phone stolen; she called me")


async def test_one_person_is_not_two_with_another_account_or_another_try(known: House) -> None:
    async with known.open():
        await known.ask(known.staff, OMAR, RELEASE)
        card = await known.card()
        for user in (OMAR, OMAR_AT_HOME):
            assert "A second person" in await known.ask(known.staff, user, RELEASE)
            known.server.react(known.staff, user, card, "✅")
        await known.settle()
    assert known.mandates.deeds == []


async def test_one_no_keeps_the_account(known: House) -> None:
    async with known.open():
        await known.ask(known.staff, OMAR, RELEASE)
        card = await known.card()
        known.server.react(known.staff, LI, card, "❌")
        await known.now_on(card, "Refused.")
        await known.settle()
    assert known.mandates.owner(ADA) is not None


async def test_what_is_pending_is_void_and_binding_starts_anew(known: House) -> None:
    thief, hers = known.chat(ADA), known.chat(EVE)
    async with known.open():
        await known.bot.mailing.invitations.add([P_ADA], "omar", known.clock.now())
        stolen = await known.code()
        await known.ask(known.staff, OMAR, RELEASE)
        known.server.react(known.staff, LI, await known.card(), "✅")
        await until(lambda: bool(known.mandates.deeds))
        await known.settle()
        assert "does not work" in await known.ask(thief, ADA, stolen)
        assert "does not work" in await known.ask(hers, EVE, stolen)
        assert "is on its way" in await known.ask(hers, EVE, f"!mandate verify {ADDRESS}")
        assert "now known to be yours" in await known.ask(hers, EVE, await known.code(2))
    assert [(deed.what, deed.user) for deed in known.mandates.deeds] == [("release", ADA), ("bind", EVE)]


async def test_the_account_itself_is_told_nothing(known: House) -> None:
    chat = known.chat(ADA)
    async with known.open():
        await known.ask(known.staff, OMAR, RELEASE)
        known.server.react(known.staff, LI, await known.card(), "✅")
        await until(lambda: bool(known.mandates.deeds))
        await known.settle()
    assert known.said(chat) == known.told(ADA) == []


async def test_nobodys_account_is_not_taken(known: House) -> None:
    async with known.open():
        assert "nobody’s account" in await known.ask(known.staff, OMAR, f"!mandate release {EVE} why")
        assert "which account and why" in await known.ask(known.staff, OMAR, f"!mandate release {ADA}")
        assert "which account and why" in await known.ask(known.staff, OMAR, "!mandate release her phone")


async def test_staff_do_not_take_their_own(known: House) -> None:
    async with known.open():
        answer = await known.ask(known.staff, OMAR, f"!mandate release {OMAR_AT_HOME} lost it")
        assert "nobody decides about themselves" in answer
        await known.ask(known.staff, LI, f"!mandate release {OMAR_AT_HOME} he lost it")
        card = await known.card()
        known.server.react(known.staff, OMAR, card, "✅")
        await known.ask(known.staff, LI, "!mandate")
        await known.settle()
    assert known.mandates.person(P_OMAR) is not None
    assert known.mandates.deeds == []


async def test_a_release_that_a_crash_cut_short_is_completed_once(known: House) -> None:
    async with known.open():
        await known.ask(known.staff, OMAR, RELEASE)
        card = await known.card()
        await known.settle()
    known.mandates.fail(away())
    known.server.react(known.staff, LI, card, "✅")
    async with known.open():
        await until(lambda: not known.mandates._failing)
    async with known.open():
        await known.now_on(card, "Approved.")
        await known.settle()
    assert [deed.what for deed in known.mandates.deeds] == ["release"]
