"""How the adapter speaks to a mail server, and what it makes of the answers."""

import asyncio
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from kit.errors import BadInput, MailFailure, Undeliverable
from kit.mail import NoMailer, SmtpMailer, mailer_of
from kit.mail.trouble import is_about_the_address
from kit.ports import Mail
from kit.settings import Encryption, MailSettings
from kit.testing import StillClock
from tests.contract.mail.server import PASSWORD, USER, MailServer, certificate, mail_server

ADA = "ada@example.org"
LETTER = Mail(to=ADA, subject="Your code", body="It is 1234.", key="one")


@pytest.fixture
async def server() -> AsyncIterator[MailServer]:
    async with mail_server() as server:
        yield server


def mailer(server: MailServer, **knobs: Any) -> SmtpMailer:
    """A mailer without encryption, or as the knobs have it."""
    usual = {"host": "127.0.0.1", "port": server.port, "sender": "palais@example.org", "timeout": 5}
    return SmtpMailer(MailSettings(**usual | {"encryption": Encryption.NONE} | knobs), StillClock())


async def why(mailer: SmtpMailer, letter: Mail = LETTER) -> str:
    """What is told of a sending that fails and is worth another try."""
    with pytest.raises(MailFailure) as failed:
        await mailer.send(letter)
    assert not isinstance(failed.value, Undeliverable)
    assert ADA not in str(failed.value)
    return str(failed.value)


async def test_a_mail_comes_from_the_sender_and_says_nothing_of_this_machine(server: MailServer) -> None:
    await mailer(server).send(LETTER)
    ((envelope, message),) = server.taken
    assert (envelope.mail_from, envelope.rcpt_tos) == ("palais@example.org", [ADA])
    assert server.hellos == ["example.org"]
    assert socket.gethostname() not in message.as_string()


async def test_encrypted_from_the_first_byte(tmp_path: Path) -> None:
    context, authority = certificate(tmp_path)
    async with mail_server(tls=context) as server:
        well = mailer(server, encryption=Encryption.TLS, certificates=authority)
        await well.send(LETTER)
        assert len(server.taken) == 1
        said = await why(mailer(server, encryption=Encryption.TLS))
        assert "its certificate is not trusted: self-signed certificate; see mail.certificates" in said


async def test_nothing_is_sent_to_a_server_that_cannot_encrypt(server: MailServer) -> None:
    assert "it offers no STARTTLS" in await why(mailer(server, encryption=Encryption.STARTTLS))
    assert "it does not speak TLS as we do" in await why(mailer(server, encryption=Encryption.TLS))
    assert server.taken == []


async def test_a_certificate_for_another_name_is_not_trusted(tmp_path: Path) -> None:
    context, authority = certificate(tmp_path)
    async with mail_server(starttls=context) as server:
        knobs: dict[str, Any] = {"encryption": Encryption.STARTTLS, "certificates": authority}
        said = await why(mailer(server, host="localhost", **knobs))
        assert "its certificate is not trusted: Hostname mismatch" in said


async def test_the_password_opens_the_server_and_a_wrong_one_is_told(tmp_path: Path) -> None:
    context, authority = certificate(tmp_path)
    async with mail_server(starttls=context) as server:
        knobs: dict[str, Any] = {"encryption": Encryption.STARTTLS, "certificates": authority, "user": USER}
        await mailer(server, password=SecretStr(PASSWORD), **knobs).send(LETTER)
        assert len(server.taken) == 1
        wrong = mailer(server, password=SecretStr("open barley"), **knobs)
        assert (
            await why(wrong)
            == f"the mail server 127.0.0.1:{server.port} refuses mail.user or mail.password (535 5.7.8)"
        )
        with pytest.raises(MailFailure, match=r"refuses mail\.user"):
            await wrong.check()


async def test_a_check_signs_in_and_sends_nothing(server: MailServer) -> None:
    await mailer(server).check()
    assert (len(server.hellos), server.taken) == (1, [])


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ("550 5.7.1 relaying denied", "refuses to take the mail (550 5.7.1)"),
        ("530 authentication required", "refuses to take the mail (530)"),
        ("450 mailbox busy", "asks to try again later (450)"),
    ],
)
async def test_a_refusal_that_is_not_the_address_is_no_reason_to_give_it_up(
    server: MailServer, answer: str, says: str
) -> None:
    server.to_addresses[ADA] = answer
    assert says in await why(mailer(server))


async def test_a_server_may_refuse_the_mail_or_its_sender(server: MailServer) -> None:
    server.to_mails = "554 this looks like spam"
    assert "refuses to take the mail (554)" in await why(mailer(server))
    server.to_senders = f"550 5.1.8 not you, {ADA}"
    assert "takes no mail from mail.sender (550 5.1.8)" in await why(mailer(server))
    server.to_senders = "451 4.3.0 later"
    assert "asks to try again later (451 4.3.0)" in await why(mailer(server))


async def test_an_address_refused_after_the_mail_is_undeliverable_too(server: MailServer) -> None:
    server.to_mails = f"550 5.1.1 <{ADA}> is nobody"
    with pytest.raises(Undeliverable, match=r"refuses the address for good \(550 5\.1\.1\)"):
        await mailer(server).send(LETTER)


@pytest.mark.parametrize(
    ("code", "message", "asked", "about"),
    [
        (550, "no such user", True, True),
        (550, "5.1.1 no such user", True, True),
        (552, "5.2.2 mailbox full", True, True),
        (550, "5.4.1 Recipient address rejected: Access denied", True, True),
        (554, "5.7.1 Relay access denied", True, False),
        (552, "5.3.4 message too big", True, False),
        (503, "need MAIL first", True, False),
        (550, "no such user", False, False),
        (550, "5.1.1 no such user", False, True),
        (550, "5.1.1000 odd", False, False),
    ],
)
def test_which_refusals_are_about_the_address(code: int, message: str, asked: bool, about: bool) -> None:
    assert is_about_the_address(code, message, asked=asked) is about


async def test_an_address_beyond_ascii_needs_a_server_that_takes_it(server: MailServer) -> None:
    zoe = Mail(to="zoë@bücher.example", subject="s", body="b", key="k")
    await mailer(server).send(zoe)
    ((envelope, _),) = server.taken
    assert envelope.rcpt_tos == ["zoë@xn--bcher-kva.example"]
    async with mail_server(utf8=False) as old:
        with pytest.raises(Undeliverable, match="beyond ASCII"):
            await mailer(old).send(zoe)


async def test_a_name_that_is_none_is_told(server: MailServer, monkeypatch: pytest.MonkeyPatch) -> None:
    async def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", unknown)
    knobs: dict[str, Any] = {"host": "mail.invalid", "encryption": Encryption.TLS}
    assert "cannot be reached: there is no such name; see mail.host" in await why(mailer(server, **knobs))


async def test_a_mail_that_was_taken_is_sent_even_if_the_server_says_no_goodbye(server: MailServer) -> None:
    server.leaves_rudely = True
    await mailer(server).send(LETTER)
    assert len(server.taken) == 1


def test_a_mail_shows_nothing_of_itself() -> None:
    assert repr(LETTER) == "Mail()"


async def test_without_a_server_each_sending_says_what_to_set() -> None:
    none = mailer_of(MailSettings(), StillClock())
    assert isinstance(none, NoMailer)
    with pytest.raises(MailFailure, match=r"no mail server is set: fill \[mail\]"):
        await none.send(LETTER)


def test_a_sender_that_is_no_address_is_told_at_the_start() -> None:
    with pytest.raises(BadInput, match=r"mail\.sender is not an address"):
        mailer_of(MailSettings(host="mail.example.org", sender="Palais <palais>"), StillClock())
