"""Where no code reaches somebody, staff decide on a card in the stewards' room."""

from datetime import timedelta

import pytest

from bots.mandates.deciding.cards import CardKind, Matter
from bots.mandates.deciding.settling import MOST_SHOWN
from bots.mandates.deciding.store import Cards
from bots.mandates.settings import MandatesSettings
from bots.mandates.verification import verification_of
from kit.errors import Refusal
from kit.ids import EventId, UserId
from kit.testing.mandates import GONE, Deed
from tests.bots.mandates.desk import ME
from tests.bots.mandates.house import (
    ADA,
    ADDRESS,
    EVE,
    LI,
    OMAR,
    OMAR_AT_HOME,
    P_ADA,
    House,
    away,
    forged,
    until,
)

REVIEW = "!mandate review Ada Ndiaye, Omar knows my voice"


async def card_for(house: House, user: UserId = EVE, text: str = REVIEW) -> EventId:
    assert "The staff will look at it" in await house.ask(house.chat(user), user, text)
    return await house.card()


def shown(house: House, card: EventId) -> str:
    return house.server.rooms[house.staff].timeline[card].body  # type: ignore[attr-defined,no-any-return]  # a message


async def test_a_card_says_who_asks_who_that_may_be_and_what_would_follow(house: House) -> None:
    house.server.names[ADA] = "Ada N."
    async with house.open():
        page = shown(house, await card_for(house, ADA))
    for words in (
        "Card \u20681\u2069",
        "says to be: \u2068Ada Ndiaye\u2069",
        "why: \u2068Omar knows my voice\u2069",
        f"account: \u2068{ADA}\u2069, of the server \u2068palais.localhost\u2069",
        "exists since: \u20681 February 2026",
        "calls itself: \u2068Ada N.\u2069",
        "in the register: \u2068Ada Ndiaye\u2069 (\u2068p1\u2069)",
        "would be in: \u2068CAT members\u2069",
        "!mandate approve 1 …",
    ):
        assert words in page


async def test_what_is_not_known_of_an_account_of_another_server_is_said_so(house: House) -> None:
    async with house.open():
        assert "since when it exists is not known here" in shown(house, await card_for(house))


async def test_the_card_offers_both_answers_to_be_tapped(house: House) -> None:
    async with house.open():
        card = await card_for(house)
        await until(lambda: len(house.server.reactions(house.staff, card)) == 2)
    assert {one.emoji for one in house.server.reactions(house.staff, card)} == {"✅", "❌"}
    assert house.mandates.deeds == [], "its own reactions decide nothing"


async def test_yes_makes_the_account_theirs_and_they_are_told_where_they_asked(house: House) -> None:
    chat = house.chat(EVE)
    async with house.open():
        await house.ask(chat, EVE, REVIEW)
        card = await house.card()
        house.server.react(house.staff, OMAR, card, "✅")
        page = await house.now_on(card, "Approved.")
        await until(lambda: len(house.said(chat)) == 2)
        await house.settle()
    assert "✅ \u2068Omar Diop\u2069: \u2068by reaction\u2069" in page
    assert "this account is now known to be yours" in house.said(chat)[-1].body
    assert house.mandates.deeds == [
        Deed(
            what="bind",
            person=P_ADA,
            by=(OMAR,),
            reason="approved by reaction under the card",
            user=EVE,
            how="review",
        )
    ]


async def test_no_changes_nothing_and_is_told_kindly_without_the_reason(house: House) -> None:
    chat = house.chat(EVE)
    async with house.open():
        await house.ask(chat, EVE, REVIEW)
        card = await house.card()
        assert "Refused." in await house.ask(house.staff, LI, "!mandate refuse 1 not her voice")
        assert "❌ \u2068Li Wei\u2069: \u2068not her voice\u2069" in await house.now_on(card, "Refused.")
        await until(lambda: len(house.said(chat)) == 2)
    assert "This is no judgement of you" in house.said(chat)[-1].body
    assert "voice" not in house.said(chat)[-1].body
    assert house.mandates.deeds == []


async def test_yes_by_command_gives_its_reason_to_the_register(house: House) -> None:
    async with house.open():
        card = await card_for(house)
        assert "Approved." in await house.ask(house.staff, OMAR, "!mandate approve 1 called her")
        await house.now_on(card, "called her")
        await house.settle()
    assert [deed.reason for deed in house.mandates.deeds] == ["called her"]


async def test_two_different_people_decide_where_a_confidential_room_would_open(house: House) -> None:
    house.mandates.strict.add(P_ADA)
    async with house.open():
        card = await card_for(house)
        assert "Two different people must say yes" in shown(house, card)
        house.server.react(house.staff, OMAR, card, "✅")
        await house.now_on(card, "Omar Diop")
        house.server.react(house.staff, OMAR, card, "✅")
        answer = await house.ask(house.staff, OMAR, "!mandate approve 1 once more")
        assert "A second person must say yes" in answer
        house.server.react(house.staff, OMAR_AT_HOME, card, "✅")
        answer = await house.ask(house.staff, OMAR_AT_HOME, "!mandate approve 1 with my other account")
        assert "A second person must say yes" in answer
        await house.settle()
        assert house.mandates.deeds == []
        house.server.react(house.staff, LI, card, "✅")
        await house.now_on(card, "Approved.")
        await house.settle()
    (deed,) = house.mandates.deeds
    assert set(deed.by) == {OMAR, OMAR_AT_HOME, LI}


async def test_one_no_is_enough_even_after_a_yes(house: House) -> None:
    house.mandates.strict.add(P_ADA)
    async with house.open():
        card = await card_for(house)
        house.server.react(house.staff, OMAR, card, "✅")
        await house.now_on(card, "Omar Diop")
        house.server.react(house.staff, LI, card, "❌\ufe0f")
        await house.now_on(card, "Refused.")
        assert "no open card" in await house.ask(house.staff, OMAR, "!mandate approve 1 but I know her")
        await house.settle()
    assert house.mandates.deeds == []


async def test_a_reaction_that_is_taken_back_counts_no_more(house: House) -> None:
    house.mandates.strict.add(P_ADA)
    async with house.open():
        card = await card_for(house)
        mine = house.server.react(house.staff, OMAR, card, "✅")
        await house.now_on(card, "Omar Diop")
        house.server.redact(house.staff, OMAR, mine)
        await until(lambda: "by reaction" not in house.said(house.staff)[-1].body)
        house.server.react(house.staff, LI, card, "✅")
        await house.now_on(card, "Li Wei")
        await house.settle()
    assert house.mandates.deeds == []


async def test_reactions_of_others_decide_nothing(house: House) -> None:
    """Not those of people in the room who are not staff, nor of staff who are not in it, nor of our own."""
    house.server.join(house.staff, ADA)
    async with house.open():
        card = await card_for(house)
        house.server.react(house.staff, ADA, card, "✅")
        house.server.react(house.staff, ME, card, "✅")
        house.server.react(house.staff, OMAR, house.server.say(house.staff, OMAR, "look"), "✅")
        house.server.react(house.staff, OMAR, card, "👍")
        house.server.leave(house.staff, LI)
        house.server.announce(forged(LI, card, house.staff), {ME})
        house.server.announce(forged(UserId("@omar:evil.example"), card, house.staff), {ME})
        await house.ask(house.staff, OMAR, "!mandate")
        await house.settle()
    assert house.mandates.deeds == []
    assert all(one.edits is None for one in house.said(house.staff))


async def test_a_reaction_in_another_room_to_a_card_decides_nothing(house: House) -> None:
    async with house.open():
        card = await card_for(house)
        house.server.announce(forged(OMAR, card, house.lobby), {ME})
        await house.ask(house.staff, OMAR, "!mandate")
        await house.settle()
    assert house.mandates.deeds == []


async def test_nobody_decides_about_themselves(house: House) -> None:
    chat = house.chat(EVE)
    async with house.open():
        await house.ask(chat, EVE, "!mandate review Omar Diop, it is me on my own server")
        card = await house.card()
        house.server.react(house.staff, OMAR, card, "✅")
        answer = await house.ask(house.staff, OMAR, "!mandate approve 1 it is really me")
        assert "nobody decides about themselves" in answer
        await house.settle()
    assert house.mandates.deeds == []


async def test_where_reactions_are_not_trusted_commands_decide(house: House) -> None:
    house.settings = MandatesSettings(reactions=False)
    async with house.open():
        card = await card_for(house)
        house.server.react(house.staff, OMAR, card, "✅")
        await house.ask(house.staff, OMAR, "!mandate")
        await house.settle()
        assert house.mandates.deeds == []
        await house.ask(house.staff, OMAR, "!mandate approve 1 called her")
        await house.settle()
    assert len(house.mandates.deeds) == 1


async def test_a_command_that_the_server_may_have_made_up_decides_nothing(house: House) -> None:
    async with house.open():
        await card_for(house)
        for command in ("approve 1 yes", "refuse 1 no", f"release {OMAR} why"):
            answer = await house.ask(house.staff, LI, f"!mandate {command}", verified=False)
            assert "confirm the device" in answer
        await house.settle()
    assert house.mandates.deeds == []


@pytest.mark.parametrize("text", ["approve 1 yes", "approve 99 yes", "refuse 1 no", "release @omar:x why"])
async def test_strangers_learn_nothing_from_the_commands_of_staff(house: House, text: str) -> None:
    async with house.open():
        await card_for(house)
        assert "That is for staff" in await house.ask(house.chat(ADA), ADA, f"!mandate {text}")


@pytest.mark.parametrize("text", ["approve", "approve 1", "approve x yes", "approve 99 yes", "refuse ٣ no"])
async def test_staff_are_told_how_to_decide(house: House, text: str) -> None:
    async with house.open():
        await card_for(house)
        assert "no open card with this number" in await house.ask(house.staff, OMAR, f"!mandate {text}")


async def test_somebody_whom_no_name_finds_is_named_by_staff(house: House) -> None:
    async with house.open():
        card = await card_for(house, text="!mandate review A. Ndiaye, Omar knows me")
        assert "nobody, or more than one" in shown(house, card)
        house.server.react(house.staff, OMAR, card, "✅")
        assert "name the person by key" in await house.ask(house.staff, OMAR, "!mandate approve 1 known")
        await house.settle()
        assert house.mandates.deeds == []
        assert "Approved." in await house.ask(house.staff, OMAR, "!mandate approve 1 p1 I called her")
        await house.settle()
    assert [(deed.person, deed.reason) for deed in house.mandates.deeds] == [(P_ADA, "I called her")]


async def test_somebody_whom_no_name_finds_can_be_refused_by_a_reaction(house: House) -> None:
    async with house.open():
        card = await card_for(house, text="!mandate review A. Ndiaye, Omar knows me")
        house.server.react(house.staff, OMAR, card, "❌")
        await house.now_on(card, "Refused.")


async def test_an_account_has_one_card_at_a_time_and_gets_the_same_answer(house: House) -> None:
    async with house.open():
        await card_for(house)
        chat = house.chat(EVE)
        assert "The staff will look at it" in await house.ask(chat, EVE, REVIEW)
        await house.settle()
    assert len(house.cards()) == 1


async def test_staff_are_not_flooded_with_cards(house: House) -> None:
    async with house.open():
        for number in range(MOST_SHOWN + 3):
            user = UserId(f"@mallory{number}:evil.example")
            await house.ask(house.chat(user), user, "!mandate review Ada Ndiaye, believe me")
        await house.card(MOST_SHOWN)
        assert len(house.cards()) == MOST_SHOWN
        await house.ask(house.staff, OMAR, "!mandate refuse 1 no")
        await house.card(MOST_SHOWN + 1)


async def test_a_card_that_nobody_decides_lapses_and_who_asked_is_told(house: House) -> None:
    chat = house.chat(EVE)
    async with house.open():
        await house.ask(chat, EVE, REVIEW)
        card = await house.card()
        house.clock.advance(timedelta(days=15))
        house.bot.bell.ring()
        await house.now_on(card, "Lapsed")
        await until(lambda: len(house.said(chat)) == 2)
        assert "it has lapsed" in house.said(chat)[-1].body
        house.server.react(house.staff, OMAR, card, "✅")
        await house.ask(house.staff, OMAR, "!mandate")
        await house.settle()
    assert house.mandates.deeds == []


async def test_a_card_is_void_once_a_code_has_made_the_account_theirs(house: House) -> None:
    async with house.open():
        card = await card_for(house, ADA)
        await house.ask(house.chat(ADA), ADA, f"!mandate verify {ADDRESS}")
        await house.ask(house.chat(ADA), ADA, await house.code())
        house.bot.bell.ring()
        await house.now_on(card, "nothing to decide any more")


async def test_a_binding_that_the_register_does_not_take_is_told_on_the_card(house: House) -> None:
    async with house.open():
        card = await card_for(house)
        house.mandates.fail(Refusal(GONE))
        house.server.react(house.staff, OMAR, card, "✅")
        assert "it could not be done: \u2068gone\u2069" in await house.now_on(card, "Approved, but")


@pytest.mark.parametrize("moment", ["say", "react", "edit", "say_directly"])
async def test_a_server_that_fails_at_any_moment_delays_and_repeats_nothing(
    house: House, moment: str
) -> None:
    chat = house.chat(EVE)
    async with house.open():
        assert "staff will look at it" in await house.ask(chat, EVE, REVIEW)
        card = await house.card()
        await house.settle()
        house.server.fail(away(), doing=moment)
        house.server.react(house.staff, OMAR, card, "✅")
        await until(lambda: bool(house.mandates.deeds))
        for _ in range(3):
            house.bot.bell.ring()
            await house.settle()
    assert len(house.mandates.deeds) == 1
    assert sum("now known to be yours" in one.body for one in house.said(chat)) == 1
    assert house.cards() == [card]


async def test_cards_outlive_a_restart(house: House) -> None:
    chat = house.chat(EVE)
    async with house.open():
        await house.ask(chat, EVE, REVIEW)
        card = await house.card()
        await house.settle()
    house.server.react(house.staff, OMAR, card, "✅")
    async with house.open():
        await house.now_on(card, "Approved.")
        await until(lambda: len(house.said(chat)) == 2)
    assert house.cards() == [card]
    assert len(house.mandates.deeds) == 1


async def test_a_reaction_to_a_card_that_a_crash_kept_us_from_noting_counts(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.bot = await verification_of(house.ports())
    house.mandates.strict.add(P_ADA)
    matter = Matter(
        cause=EventId("$asked"),
        kind=CardKind.REVIEW,
        user=EVE,
        person=P_ADA,
        said="Ada Ndiaye",
        why="known",
        at=house.clock.now(),
    )
    await house.bot.settling.cards.ask(matter)
    with monkeypatch.context() as patch:
        patch.setattr(Cards, "show", _killed)
        with pytest.raises(KeyboardInterrupt):
            await house.bot.settling.work()
    (card,) = house.cards()
    await house.bot.deciding.hears(forged(OMAR, card, house.staff))
    assert [vote.user for vote in await house.bot.settling.cards.votes(1)] == [OMAR]
    assert house.cards() == [card]


async def _killed(*_given: object) -> None:
    raise KeyboardInterrupt


async def test_in_a_room_the_wish_goes_to_the_direct_chat(house: House) -> None:
    house.server.join(house.lobby, EVE)
    async with house.open():
        assert "in an encrypted direct chat" in await house.ask(house.lobby, EVE, REVIEW)
        await until(lambda: any("Please write your name, a comma" in one.body for one in house.told(EVE)))
        await house.settle()
    assert house.said(house.staff) == []


async def test_who_gives_no_reason_is_told_how(house: House) -> None:
    async with house.open():
        answer = await house.ask(house.chat(EVE), EVE, "!mandate review Ada Ndiaye")
    assert "!mandate review Ada Example, " in answer
