"""Staff invite people; a mail leads them, step by step, to the chat where their code is given."""

import asyncio
from datetime import timedelta

import pytest
from structlog.typing import EventDict

from bots.mandates.verifying.mailing import pause
from bots.mandates.verifying.store import Invitations, State
from kit.errors import Undeliverable, Unreachable
from kit.ids import Language, PersonKey
from kit.ports import Mail
from kit.testing import MemoryAccounts, MemoryMailer
from tests.bots.mandates.desk import ME
from tests.bots.mandates.house import ADA, ADDRESS, EVE, P_ADA, House, code_of, wrong


async def invite(house: House, *people: PersonKey) -> int:
    numbers = await house.bot.mailing.invitations.add(people or [P_ADA], "omar", house.clock.now())
    return numbers[0]


async def state_of(house: House, number: int) -> tuple[State, str | None]:
    (invitation,) = await house.bot.mailing.invitations.get([number])
    return invitation.state, invitation.why


async def test_an_invitation_leads_to_the_rooms_from_any_account(house: House) -> None:
    chat = house.chat(EVE)
    async with house.open():
        number = await invite(house)
        answer = await house.ask(chat, EVE, await house.code())
        assert "now known to be yours, \u2068Ada Ndiaye\u2069" in answer
        await house.settle()
        assert await state_of(house, number) == (State.SENT, None)
    (deed,) = house.mandates.deeds
    assert (deed.user, deed.how, deed.person) == (EVE, "invitation", P_ADA)


async def test_the_mail_has_plain_steps_in_the_persons_language_and_what_is_copied_stands_alone(
    house: House,
) -> None:
    house.mandates.enter(P_ADA, "Ada Ndiaye", email=ADDRESS, languages=(Language.FRENCH,))
    async with house.open():
        await invite(house)
        mail = await house.mailer.arrived(ADDRESS)
    lines = mail.body.splitlines()
    assert mail.subject == "Votre invitation dans les salons de « The Village »"
    assert {"token1", ME, code_of(mail.body)} <= set(lines)
    assert [line[:2] for line in lines if line[1:2] == "."] == ["1.", "2.", "3.", "4."]
    assert "palais.localhost" in mail.body
    assert "pendant 14 jours" in mail.body
    assert house.accounts.tokens == {"token1": house.clock.now() + timedelta(days=14)}


@pytest.mark.parametrize("language", list(Language))
async def test_every_language_has_its_mail(house: House, language: Language) -> None:
    house.mandates.enter(P_ADA, "Ada Ndiaye", email=ADDRESS, languages=(language,))
    async with house.open():
        await invite(house)
        mail = await house.mailer.arrived(ADDRESS)
    assert {"token1", ME, code_of(mail.body)} <= set(mail.body.splitlines())


async def test_where_no_accounts_are_opened_the_mail_speaks_of_the_account_one_has(house: House) -> None:
    house.accounts = MemoryAccounts(opens=False)
    async with house.open():
        await invite(house)
        mail = await house.mailer.arrived(ADDRESS)
    assert "token" not in mail.body
    assert "Sign in with the Matrix account that you have" in mail.body


async def test_the_first_account_that_gives_the_code_has_it_and_no_other(house: House) -> None:
    hers, his = house.chat(ADA), house.chat(EVE)
    async with house.open():
        await invite(house)
        code = await house.code()
        assert "now known to be yours" in await house.ask(hers, ADA, code)
        assert "does not work" in await house.ask(his, EVE, code)
    assert [deed.user for deed in house.mandates.deeds] == [ADA]


async def test_a_second_invitation_is_void_once_the_first_was_used(house: House) -> None:
    async with house.open():
        await invite(house, P_ADA, P_ADA)
        first, second = await house.code(1), await house.code(2)
        assert first != second
        await house.ask(house.chat(ADA), ADA, first)
        assert "does not work" in await house.ask(house.chat(EVE), EVE, second)


async def test_five_wrong_tries_of_an_invitation_burn_it(house: House) -> None:
    chat = house.chat(EVE)
    async with house.open():
        await invite(house)
        code = await house.code()
        for _ in range(5):
            await house.ask(chat, EVE, wrong(code))
        assert "does not work" in await house.ask(house.chat(ADA), ADA, code)


async def test_who_has_no_address_is_not_invited_and_staff_are_told(house: House) -> None:
    house.mandates.enter(P_ADA, "Ada Ndiaye")
    async with house.open():
        number = await invite(house)
        await house.settle()
        assert (await state_of(house, number))[0] is State.FAILED
    assert "no official address" in house.said(house.staff)[-1].body


async def test_who_left_the_register_meanwhile_is_not_invited(house: House) -> None:
    del house.mandates.people[P_ADA]
    async with house.open():
        number = await invite(house)
        await house.settle()
        assert (await state_of(house, number))[0] is State.FAILED


async def test_a_refused_address_voids_the_code_and_is_told_to_staff_alone(house: House) -> None:
    chat = house.chat(EVE)
    house.mailer.refuse(ADDRESS)
    async with house.open():
        number = await invite(house)
        await house.ask(chat, EVE, "!mandate verify Ada Ndiaye")
        await house.settle()
        assert (await state_of(house, number))[0] is State.FAILED
        assert await house.bot.mailing.codes.mailed(P_ADA, house.clock.now())
    told = [one.body for one in house.said(house.staff)]
    assert len(told) == 2
    assert all("could not be mailed to \u2068Ada Ndiaye\u2069" in one for one in told)
    assert len(house.said(chat)) == 1


async def test_a_code_whose_mail_was_refused_works_for_nobody(house: House) -> None:
    class Refusing(MemoryMailer):
        async def send(self, mail: Mail) -> None:
            await super().send(mail)
            raise Undeliverable("the mail server refuses the address for good (550)")

    house.mailer = Refusing()
    async with house.open():
        await invite(house)
        code = await house.code()
        await house.settle()
        assert "does not work" in await house.ask(house.chat(EVE), EVE, code)
    assert house.mandates.deeds == []


async def test_a_mail_server_that_is_away_gets_the_very_same_mail_later(house: House) -> None:
    house.mailer.fail()
    async with house.open():
        number = await invite(house)
        await house.settle()
        state, why = await state_of(house, number)
        assert (state, why) == (State.WAITING, "the mail server does not take the mail yet")
        house.mailer.recover()
        house.clock.advance(timedelta(seconds=30))
        code = await house.code()
        assert "now known to be yours" in await house.ask(house.chat(ADA), ADA, code)
        assert len(await house.bot.mailing.codes.mailed(P_ADA, house.clock.now() - timedelta(days=1))) == 1


async def test_a_code_works_for_its_whole_time_however_late_its_mail_went(house: House) -> None:
    house.mailer.fail()
    async with house.open():
        await invite(house)
        await house.settle()
        house.clock.advance(timedelta(days=13))
        house.mailer.recover()
        code = await house.code()
        await house.settle()
        house.clock.advance(timedelta(days=13))
        assert "now known to be yours" in await house.ask(house.chat(ADA), ADA, code)


async def test_staff_hear_once_a_day_that_mails_wait(house: House) -> None:
    house.mailer.fail("no mail server is set")
    async with house.open():
        await invite(house)
        for minutes in (0, 1, 2, 4, 8, 16):
            house.clock.advance(timedelta(minutes=minutes))
            await house.settle()
    told = [one.body for one in house.said(house.staff)]
    assert len(told) == 1
    assert "no mail server is set" in told[0]


async def test_one_mail_that_waits_keeps_no_other_waiting(house: House) -> None:
    house.mandates.enter("p2", "Bo Berg", email="bo@un.example")
    house.mailer.refuse("bo@un.example")
    async with house.open():
        await invite(house, PersonKey("p2"), P_ADA)
        await house.code()


async def test_a_homeserver_that_makes_no_token_now_makes_the_mail_wait(house: House) -> None:
    class Away(MemoryAccounts):
        away = True

        async def registration_token(self, expires):  # type: ignore[no-untyped-def]
            if self.away:
                raise Unreachable("make a token", status=503)
            return await super().registration_token(expires)

    house.accounts = accounts = Away()
    async with house.open():
        number = await invite(house)
        await house.settle()
        assert "registration token" in str((await state_of(house, number))[1])
        accounts.away = False
        house.clock.advance(timedelta(seconds=30))
        await house.code()


async def test_a_crash_after_the_mail_sends_another_and_both_codes_work(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is on its way cannot be taken back; nobody must be left with a code that does not work."""
    invitations = Invitations(house.database)
    number = (await invitations.add([P_ADA], "omar", house.clock.now()))[0]
    with monkeypatch.context() as patch:
        patch.setattr(type(invitations), "end", _killed)
        async with house.open():
            first = await house.code()
    async with house.open():
        second = await house.code(2)
        await house.settle()
        assert (await state_of(house, number))[0] is State.SENT
        assert first != second
        assert "now known to be yours" in await house.ask(house.chat(ADA), ADA, first)


async def _killed(*_given: object) -> None:
    await asyncio.Event().wait()  # the process ends while this is going on


async def test_a_person_is_invited_no_more_than_three_times_a_day(house: House) -> None:
    async with house.open():
        numbers = [await invite(house) for _ in range(4)]
        await house.settle()
        assert len(house.mailer.to(ADDRESS)) == 3
        assert "tomorrow" in str((await state_of(house, numbers[-1]))[1])
        house.clock.advance(timedelta(days=1))
        await house.code(4)


async def test_no_code_stands_in_the_database_or_in_the_log(house: House, logs: list[EventDict]) -> None:
    async with house.open():
        await invite(house)
        code = await house.code()
        await house.settle()
        await house.ask(house.chat(EVE), EVE, wrong(code))
    house.mailer.fail()
    files = b"".join(
        file.read_bytes() for file in house.state.parent.iterdir() if file.name.startswith("palais.db")
    )
    for letters in (code, code.replace("-", ""), wrong(code), wrong(code).replace("-", "")):
        assert letters.encode() not in files
        assert letters not in repr(logs)
    assert ADDRESS not in repr(logs)


def test_waiting_grows_and_ends_at_half_an_hour() -> None:
    assert [pause(tries).total_seconds() for tries in (0, 1, 2, 6, 50)] == [30, 60, 120, 1800, 1800]
