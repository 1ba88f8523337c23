"""What every mailer promises, the twin and the real one alike."""

import asyncio

import pytest

from kit.errors import MailFailure, Undeliverable
from kit.ports import Mail
from tests.contract.mail.conftest import Trouble, World

ADA = "ada@example.org"


def letter(key: str = "one", *, to: str = ADA, subject: str = "Your code", body: str = "It is 1234.") -> Mail:
    return Mail(to=to, subject=subject, body=body, key=key)


async def test_a_mail_arrives_as_it_was_written(world: World) -> None:
    await world.mailer.send(letter(body="Hello Ada,\n\nit is 1234.\n.\nFrom us."))
    assert world.arrived() == [(ADA, "Your code", "Hello Ada,\n\nit is 1234.\n.\nFrom us.")]


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("رمزك الشخصي للدخول إلى غرف اللجنة المعنية بحقوق الإنسان", "مرحبًا ليلى،\nرمزك هو 1234."),
        ("您的个人代码", "您好，\n" + "代码" * 600),
        ("Votre code — « éphémère »", "Chère Zoë,\nвот код: 1234 🙂"),
    ],
    ids=["arabic", "chinese", "mixed"],
)
async def test_a_mail_may_be_in_any_script(world: World, subject: str, body: str) -> None:
    await world.mailer.send(letter(subject=subject, body=body))
    assert world.arrived() == [(ADA, subject, body)]


async def test_a_mail_sent_again_is_the_same_mail(world: World) -> None:
    await world.mailer.send(letter())
    await world.mailer.send(letter("two"))
    await world.mailer.send(letter())
    assert len(world.arrived()) == 2


async def test_many_mails_go_at_once(world: World) -> None:
    await asyncio.gather(*(world.mailer.send(letter(str(number))) for number in range(12)))
    assert len(world.arrived()) == 12


async def test_a_refused_address_is_undeliverable_and_others_are_not(world: World) -> None:
    world.refuse(ADA)
    with pytest.raises(Undeliverable):
        await world.mailer.send(letter())
    await world.mailer.send(letter("two", to="bo@example.org"))
    assert [to for to, _, _ in world.arrived()] == ["bo@example.org"]


@pytest.mark.parametrize("kind", ["away", "busy", "slow", "untrusted"])
async def test_trouble_with_the_server_is_worth_another_try(world: World, kind: Trouble) -> None:
    async with world.trouble(kind, ADA):
        with pytest.raises(MailFailure) as failed:
            await world.mailer.send(letter())
        assert not isinstance(failed.value, Undeliverable)
        assert world.arrived() == []
    await world.mailer.send(letter())
    assert len(world.arrived()) == 1


@pytest.mark.parametrize(
    "address",
    [
        "ada@example.org\r\nBcc: all@example.org",
        "ada@example.org\nRCPT TO:<all@example.org>",
        "ada@example.org, bo@example.org",
        "Ada <ada@example.org>",
        '"ada bo"@example.org',
        "ada@[127.0.0.1]",
        "ada@exa\u200bmple.org",
        "ada@example..org",
        "ada",
        "@example.org",
        "ada@",
        "",
        "a" * 250 + "@example.org",
    ],
)
async def test_what_is_not_one_plain_address_is_undeliverable(world: World, address: str) -> None:
    with pytest.raises(Undeliverable, match="not one that mail can be sent to"):
        await world.mailer.send(letter(to=address))
    assert world.arrived() == []


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\x00", "\x0b", "\x85", "\u2028", "\ud800"])
async def test_a_subject_of_more_than_one_line_is_undeliverable(world: World, end: str) -> None:
    with pytest.raises(Undeliverable, match="not one line"):
        await world.mailer.send(letter(subject=f"Hello{end}Bcc: all@example.org"))
    assert world.arrived() == []


async def test_no_failure_repeats_address_or_words(world: World) -> None:
    world.refuse(ADA)
    with pytest.raises(Undeliverable) as refused:
        await world.mailer.send(letter())
    assert refused.value.__suppress_context__ or refused.value.__context__ is None
    assert ADA not in str(refused.value)
    assert "1234" not in str(refused.value)
