"""Somebody says who they are, and is known once the code from their official address is given back."""

from datetime import timedelta

import pytest

from bots.mandates.settings import MandatesSettings
from kit.ids import Language
from kit.testing.mandates import Deed
from tests.bots.mandates.desk import ME
from tests.bots.mandates.house import ADA, ADDRESS, EVE, LI, P_ADA, House, until, wrong

ASKED = "is in the community’s register, a code is on its way"
WRONG = "This code does not work here"


async def test_a_claim_is_answered_and_its_code_makes_the_account_theirs(house: House) -> None:
    chat = house.chat(EVE)
    async with house.open():
        assert "your name" in await house.ask(chat, EVE, "!mandate verify")
        assert ASKED in await house.ask(chat, EVE, "Ndiaye, Ada")
        assert "now known to be yours, \u2068Ada Ndiaye\u2069" in await house.ask(
            chat, EVE, await house.code()
        )
        assert "CAT members" in house.said(chat)[-1].body
    assert house.mandates.deeds == [
        Deed(
            what="bind",
            person=P_ADA,
            by=(EVE,),
            reason="gave the code that was mailed to the official address (claim)",
            user=EVE,
            how="claim",
        )
    ]


@pytest.mark.parametrize("said", [ADDRESS, "ADA@UN.EXAMPLE", "ada ndiaye", "“Ada Ndiaye”"])
async def test_a_claim_can_be_made_in_one_line(house: House, said: str) -> None:
    chat = house.chat(ADA)
    async with house.open():
        assert ASKED in await house.ask(chat, ADA, f"!mandate verify {said}")
        code = (await house.code()).replace("-", " ").lower()
        assert "now known to be yours" in await house.ask(chat, ADA, f"!mandates verify {code}")
    assert house.mandates.owner(ADA) == house.mandates.person(P_ADA)


async def test_the_mail_names_account_and_server_and_what_to_do_if_it_was_not_you(house: House) -> None:
    chat = house.chat(EVE)
    house.mandates.enter(P_ADA, "Ada Ndiaye", email=ADDRESS, languages=(Language.FRENCH,))
    async with house.open():
        await house.ask(chat, EVE, "verify Ada Ndiaye")
        mail = await house.mailer.arrived(ADDRESS)
    assert f"\n{EVE}\n" in mail.body
    assert "elsewhere.example" in mail.body
    assert ME in mail.body
    assert "Si ce n’était pas vous" in mail.body, "in the person's own language"


async def test_a_code_works_only_from_the_account_that_asked(house: House) -> None:
    hers, his = house.chat(ADA), house.chat(EVE)
    async with house.open():
        await house.ask(hers, ADA, "verify Ada Ndiaye")
        code = await house.code()
        assert WRONG in await house.ask(his, EVE, code)
        assert house.mandates.deeds == []
        assert "now known to be yours" in await house.ask(hers, ADA, code)
    assert [deed.user for deed in house.mandates.deeds] == [ADA]


async def test_a_code_works_once(house: House) -> None:
    chat = house.chat(ADA)
    async with house.open():
        await house.ask(chat, ADA, "verify Ada Ndiaye")
        code = await house.code()
        await house.ask(chat, ADA, code)
        await house.mandates.release(ADA, by=[LI], reason="stolen")
        assert WRONG in await house.ask(chat, ADA, code)
    assert [deed.what for deed in house.mandates.deeds] == ["bind", "release"]


async def test_a_code_is_too_old_after_its_hours_counted_from_the_mail(house: House) -> None:
    chat = house.chat(ADA)
    async with house.open():
        await house.ask(chat, ADA, "verify Ada Ndiaye")
        code = await house.code()
        house.clock.advance(timedelta(hours=24))
        assert WRONG in await house.ask(chat, ADA, code)
    assert house.mandates.deeds == []


async def test_five_wrong_tries_burn_the_code_and_never_the_person(house: House) -> None:
    chat = house.chat(ADA)
    async with house.open():
        await house.ask(chat, ADA, "verify Ada Ndiaye")
        code = await house.code()
        answers = {await house.ask(chat, ADA, wrong(code)) for _ in range(5)}
        answers.add(await house.ask(chat, ADA, code))
        assert len(answers) == 1, "the right one is answered as the wrong ones were"
        house.clock.advance(timedelta(seconds=1))
        await house.ask(chat, ADA, "verify Ada Ndiaye")
        assert "now known to be yours" in await house.ask(chat, ADA, await house.code(2))


async def test_wrong_codes_of_others_burn_nothing_of_hers(house: House) -> None:
    hers, his = house.chat(ADA), house.chat(EVE)
    async with house.open():
        await house.ask(hers, ADA, "verify Ada Ndiaye")
        code = await house.code()
        for _ in range(8):
            await house.ask(his, EVE, wrong(code))
        assert "now known to be yours" in await house.ask(hers, ADA, code)


async def test_who_tries_very_many_codes_is_asked_to_rest_and_may_go_on_later(house: House) -> None:
    chat = house.chat(EVE)
    async with house.open():
        for number in range(12):
            assert WRONG in await house.ask(chat, EVE, f"CDFH-2345-WX{number % 8 + 2}Y")
        assert "wait an hour" in await house.ask(chat, EVE, "CDFH-2345-WXYK")
        house.clock.advance(timedelta(hours=1))
        assert WRONG in await house.ask(chat, EVE, "CDFH-2345-WXYK")


async def test_a_person_gets_three_mails_a_day_whoever_asks(house: House) -> None:
    async with house.open():
        for number in range(5):
            user = house.chat(EVE)
            await house.ask(user, EVE, "verify Ada Ndiaye")
            await house.settle()
            assert len(house.mailer.to(ADDRESS)) == min(number + 1, 3)
        house.clock.advance(timedelta(days=1))
        await house.ask(house.chat(ADA), ADA, "verify Ada Ndiaye")
        await house.code(4)


async def test_an_account_asks_only_so_often_a_day(house: House) -> None:
    house.settings = MandatesSettings(asks_a_day=2)
    chat = house.chat(EVE)
    async with house.open():
        for name in ("Nobody One", "Nobody Two"):
            assert ASKED in await house.ask(chat, EVE, f"verify {name}")
        assert "as many codes as it may" in await house.ask(chat, EVE, "verify Ada Ndiaye")
        await house.settle()
        assert house.mailer.mails == []
        house.clock.advance(timedelta(days=1))
        assert ASKED in await house.ask(chat, EVE, "verify Ada Ndiaye")


async def test_our_question_waits_for_an_hour_and_only_in_private(house: House) -> None:
    chat, hall = house.chat(EVE), house.server.room(EVE, LI, ME)
    async with house.open():
        await house.ask(chat, EVE, "verify")
        house.server.say(hall, EVE, "Ada Ndiaye")
        house.server.say(hall, LI, "Ada Ndiaye")
        house.clock.advance(timedelta(minutes=61))
        assert "I find out who people are" in await house.ask(chat, EVE, "Ada Ndiaye")
        await house.settle()
    assert house.mailer.mails == []
    assert house.said(hall) == []


async def test_nobody_else_answers_our_question(house: House) -> None:
    hers, his = house.chat(ADA), house.chat(EVE)
    async with house.open():
        await house.ask(hers, ADA, "verify")
        assert "I find out who people are" in await house.ask(his, EVE, "Ada Ndiaye")
        await house.settle()
    assert house.mailer.mails == []


async def test_a_chat_that_a_third_person_enters_is_no_dialogue_any_more(house: House) -> None:
    chat = house.chat(EVE)
    async with house.open():
        await house.ask(chat, EVE, "verify")
        house.server.join(chat, LI)
        house.server.say(chat, EVE, "Ada Ndiaye")
        assert "not one of the community’s" in await house.ask(chat, EVE, "!mandate verify Ada Ndiaye")
        await house.settle()
    assert house.mailer.mails == []


async def test_in_a_room_the_dialogue_goes_to_the_direct_chat(house: House) -> None:
    house.server.join(house.lobby, EVE)
    async with house.open():
        assert "in an encrypted direct chat" in await house.ask(
            house.lobby, EVE, "!mandate verify Ada Ndiaye"
        )
        await until(lambda: any("your name" in one.body for one in house.told(EVE)))
        chat = next(one.room for one in house.told(EVE) if "your name" in one.body)
        house.server.join(chat, EVE)
        await house.settle()
        assert house.mailer.mails == [], "what others could read is asked for again"
        assert ASKED in await house.ask(chat, EVE, "Ada Ndiaye")
        await house.code()


async def test_a_plain_direct_chat_is_no_private_one(house: House) -> None:
    chat = house.chat(EVE, encrypted=False)
    async with house.open():
        assert "in an encrypted direct chat" in await house.ask(chat, EVE, "verify Ada Ndiaye")
        await until(lambda: any("your name" in one.body for one in house.told(EVE)))
        assert all(one.encrypted for one in house.told(EVE) if "your name" in one.body)
        await house.settle()
    assert house.mailer.mails == []


async def test_who_could_not_read_us_is_told_what_to_do_first(house: House) -> None:
    house.server.join(house.lobby, EVE)
    house.identities.deaf.add(EVE)
    async with house.open():
        assert "none of your devices is confirmed" in await house.ask(house.lobby, EVE, "!mandate verify")


async def test_who_is_known_already_is_told_so_in_private(house: House) -> None:
    chat = house.chat(LI)
    house.server.join(house.lobby, LI)
    async with house.open():
        assert "it belongs to \u2068Li Wei\u2069" in await house.ask(chat, LI, "verify Ada Ndiaye")
        in_the_room = await house.ask(house.lobby, LI, "!mandate verify")
        assert "Li Wei" not in in_the_room
        await house.settle()
    assert house.mailer.mails == []


async def test_a_code_from_an_unconfirmed_device_is_kept_for_a_confirmed_one(house: House) -> None:
    chat = house.chat(ADA)
    async with house.open():
        await house.ask(chat, ADA, "verify Ada Ndiaye")
        code = await house.code()
        assert "confirm the device" in await house.ask(chat, ADA, code, verified=False)
        assert "confirm the device" in await house.ask(chat, ADA, f"verify {code}", verified=False)
        assert house.mandates.deeds == []
        assert "now known to be yours" in await house.ask(chat, ADA, code)


async def test_a_code_in_plain_text_is_burnt_and_said_so(house: House) -> None:
    chat, plain = house.chat(ADA), house.chat(ADA, encrypted=False)
    async with house.open():
        await house.ask(chat, ADA, "verify Ada Ndiaye")
        code = await house.code()
        assert "no longer works" in await house.ask(plain, ADA, code)
        assert WRONG in await house.ask(chat, ADA, code)
    assert house.mandates.deeds == []


@pytest.mark.parametrize("text", ["{}", "here it is: {}", "!mandate verify {}", "@mandates {}"])
async def test_a_code_that_a_room_can_read_is_burnt_and_said_so(house: House, text: str) -> None:
    chat = house.chat(ADA)
    house.server.join(house.lobby, ADA)
    async with house.open():
        await house.ask(chat, ADA, "verify Ada Ndiaye")
        code = await house.code()
        assert "no longer works" in await house.ask(house.lobby, ADA, text.format(code))
        await house.settle()
        assert WRONG in await house.ask(chat, ADA, code)
    assert house.mandates.deeds == []


async def test_somebody_elses_eyes_on_a_code_burn_it_too(house: House) -> None:
    chat = house.chat(ADA)
    house.server.join(house.lobby, EVE)
    async with house.open():
        await house.ask(chat, ADA, "verify Ada Ndiaye")
        code = await house.code()
        assert "no longer works" in await house.ask(house.lobby, EVE, f"found this: {code}")
        assert WRONG in await house.ask(chat, ADA, code)


async def test_twelve_letters_that_are_nobodys_code_are_left_alone_in_a_room(house: House) -> None:
    house.server.join(house.lobby, ADA)
    async with house.open():
        house.server.say(house.lobby, ADA, "CDFH-2345-WXYK")
        await house.ask(house.chat(ADA), ADA, "!mandate")
    assert house.said(house.lobby) == []


async def test_an_account_that_is_somebody_elses_gets_nothing_and_staff_hear_of_it_once(
    house: House,
) -> None:
    chat = house.chat(EVE)
    async with house.open():
        await house.ask(chat, EVE, "verify Ada Ndiaye")
        code = await house.code()
        house.mandates.enter("p9", "Eve Other", accounts=(EVE,))
        for _ in range(2):
            assert "somebody else’s already" in await house.ask(chat, EVE, code)
        await house.settle()
    alarms = [one.body for one in house.said(house.staff)]
    assert len(alarms) == 1
    assert all(word in alarms[0] for word in (EVE, "Eve Other", "Ada Ndiaye"))
    assert house.mandates.deeds == []
