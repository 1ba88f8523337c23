"""Staff decide about the person whom they see on the card, from where nobody can speak in their name."""

from datetime import timedelta

import pytest

from bots.mandates.deciding.settling import MOST_SHOWN
from kit.ids import EventId, PersonKey, UserId
from kit.testing import MemoryMandates
from tests.bots.mandates.house import ADA, ADDRESS, EVE, LI, OMAR, P_ADA, House, until

UNKNOWN = "!mandate review A. Ndiaye, Omar knows me"
P_BEN = PersonKey("p2")


@pytest.fixture
def two(house: House) -> House:
    house.mandates.strict |= {P_ADA, P_BEN}
    house.mandates.enter(P_BEN, "Ben Okoro")
    return house


async def card_of_nobody(house: House) -> EventId:
    await house.ask(house.chat(EVE), EVE, UNKNOWN)
    return await on_show(house)


async def on_show(house: House) -> EventId:
    """Return the card that is shown, as soon as it can be decided by reaction."""
    card = await house.card()
    await house.settle()
    return card


async def test_a_second_yes_that_names_somebody_else_is_not_counted(two: House) -> None:
    async with two.open():
        await card_of_nobody(two)
        await two.ask(two.staff, OMAR, "!mandate approve 1 p1 I called her")
        answer = await two.ask(two.staff, LI, "!mandate approve 1 p2 I called him")
        assert "is about \u2068Ada Ndiaye\u2069" in answer
        await two.settle()
        assert two.mandates.deeds == []
        two.clock.advance(timedelta(minutes=1))
        assert "Approved." in await two.ask(two.staff, LI, "!mandate approve 1 p1 I called her too")
        await two.settle()
    assert [(deed.person, deed.reason) for deed in two.mandates.deeds] == [
        (P_ADA, "I called her; I called her too")
    ]


async def test_who_was_named_stands_on_the_card_before_a_reaction_agrees(
    two: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with two.open():
        card = await card_of_nobody(two)
        with monkeypatch.context() as patch:
            patch.setattr(two.matrix, "edit", _refused)
            await two.ask(two.staff, OMAR, "!mandate approve 1 p1 I called her")
            two.server.react(two.staff, LI, card, "✅")
            await two.ask(two.staff, LI, "!mandate")
            assert two.mandates.deeds == []
        two.bot.bell.ring()
        page = await two.now_on(card, "in the register: \u2068Ada Ndiaye\u2069 (\u2068p1\u2069)")
        assert "would be in: \u2068CAT members\u2069" in page
        await two.settle()
        two.server.react(two.staff, LI, card, "✅")
        await two.now_on(card, "Approved.")
        await two.settle()
    assert [deed.person for deed in two.mandates.deeds] == [P_ADA]


async def _refused(*_given: object) -> None:
    raise TimeoutError


async def test_who_may_not_decide_about_somebody_does_not_name_them(
    two: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    decides = MemoryMandates.decides
    async with two.open():
        await card_of_nobody(two)
        with monkeypatch.context() as patch:
            patch.setattr(two.mandates, "decides", lambda _user, person: person != P_BEN)
            assert "That is for staff" in await two.ask(two.staff, OMAR, "!mandate approve 1 p2 it is he")
        assert decides(two.mandates, OMAR, P_BEN)
        await two.ask(two.staff, OMAR, "!mandate approve 1 p1 I called her")
        await two.ask(two.staff, LI, "!mandate approve 1 p1 me too")
        await two.settle()
    assert [deed.person for deed in two.mandates.deeds] == [P_ADA]


async def test_the_yes_of_somebody_who_may_no_longer_decide_does_not_count(two: House) -> None:
    """As where their account was stolen, and they were suspended before the second yes."""
    async with two.open():
        await two.ask(two.chat(EVE), EVE, "!mandate review Ada Ndiaye, Omar knows me")
        card = await on_show(two)
        two.server.react(two.staff, OMAR, card, "✅")
        await two.now_on(card, "Omar Diop")
        two.mandates.staff.discard(OMAR)
        answer = await two.ask(two.staff, LI, "!mandate approve 1 I called her")
        assert "A second person must say yes" in answer
        await two.settle()
    assert two.mandates.deeds == []


@pytest.mark.parametrize("verified", [True, False])
@pytest.mark.parametrize("text", ["approve 1 yes", "refuse 1 no", f"release {ADA} stolen"])
async def test_decisions_in_a_room_that_is_not_encrypted_are_none(
    house: House, text: str, verified: bool
) -> None:
    """There the homeserver, or who stole a password, could give them."""
    house.mandates.enter(P_ADA, "Ada Ndiaye", email=ADDRESS, accounts=(ADA,))
    house.server.join(house.lobby, OMAR)
    async with house.open():
        await house.ask(house.chat(EVE), EVE, "!mandate review Ada Ndiaye, Omar knows me")
        await on_show(house)
        answer = await house.ask(house.lobby, OMAR, f"!mandate {text}", verified=verified)
        assert "decided in the stewards’ room" in answer
        await house.settle()
    assert house.mandates.deeds == []
    assert len(house.said(house.staff)) == 1


async def test_an_account_that_is_another_persons_by_then_is_not_taken_from_them(two: House) -> None:
    two.mandates.enter(P_ADA, "Ada Ndiaye", email=ADDRESS, accounts=(ADA,))
    async with two.open():
        await two.ask(two.staff, OMAR, f"!mandate release {ADA} phone stolen")
        card = await on_show(two)
        two.mandates.enter(P_ADA, "Ada Ndiaye", email=ADDRESS)
        two.mandates.enter(P_BEN, "Ben Okoro", accounts=(ADA,))
        two.server.react(two.staff, LI, card, "✅")
        await until(lambda: any("Approved." in one.body for one in two.said(two.staff)))
        await two.settle()
    assert two.mandates.deeds == []


async def test_however_many_strangers_ask_a_lost_account_is_decided_about_at_once(house: House) -> None:
    house.mandates.enter(P_ADA, "Ada Ndiaye", email=ADDRESS, accounts=(ADA,))
    async with house.open():
        for number in range(MOST_SHOWN + 3):
            stranger = UserId(f"@mallory{number}:evil.example")
            await house.ask(house.chat(stranger), stranger, "!mandate review Ben, believe me")
        await until(lambda: len(house.said(house.staff)) == MOST_SHOWN)
        await house.ask(house.staff, OMAR, f"!mandate release {ADA} phone stolen")
        await until(
            lambda: any("is to be taken from its person" in one.body for one in house.said(house.staff))
        )
        assert sum("asks to be known" in one.body for one in house.said(house.staff)) == MOST_SHOWN
