"""The twin of the mailer lets a test wait for what arrives."""

import asyncio

import pytest

from kit.errors import MailFailure
from kit.ports import Mail
from kit.testing import MemoryMailer


def letter(key: str, to: str = "ada@example.org") -> Mail:
    return Mail(to=to, subject="Your code", body="1234", key=key)


async def test_a_test_can_wait_for_the_second_mail_to_somebody() -> None:
    mailer = MemoryMailer()
    waiting = asyncio.create_task(mailer.arrived("Ada@example.org", count=2))
    for mail in (letter("one"), letter("two", "bo@example.org"), letter("three")):
        assert not waiting.done()
        await mailer.send(mail)
    assert (await waiting).key == "three"
    assert [mail.key for mail in mailer.to("bo@example.org")] == ["two"]


async def test_nobody_waits_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kit.testing.mailer.PATIENCE", 0.01)
    with pytest.raises(TimeoutError):
        await MemoryMailer().arrived("ada@example.org")


async def test_what_fails_fails_as_told_until_it_recovers() -> None:
    mailer = MemoryMailer()
    mailer.fail("the mail server is on strike")
    with pytest.raises(MailFailure, match="on strike"):
        await mailer.send(letter("one"))
    mailer.recover()
    await mailer.send(letter("one"))
    assert len(mailer.mails) == 1
