"""The mailbox for trying out keeps what the platform sends, for its owner alone and not for ever."""

import asyncio
import os
import stat
from collections.abc import AsyncIterator
from dataclasses import fields
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import aiohttp
import pytest
from aiosmtplib import SMTP

from kit.errors import MailFailure, Undeliverable
from kit.mail import NoMailer, SmtpMailer
from kit.ports import Mail
from kit.settings import Encryption, MailSettings, WebSettings
from kit.testing import StillClock
from kit.web.health import Health
from kit.web.measures import Measures
from palais.mailbox import LARGEST, Mailbox, listening, opened_post
from palais.pages import opened_pages
from palais.running import Running


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def mailbox(tmp_path: Path, clock: StillClock) -> Mailbox:
    return Mailbox(tmp_path / "mail", clock, kept=3)


@pytest.fixture
async def mailer(mailbox: Mailbox, clock: StillClock) -> AsyncIterator[SmtpMailer]:
    async with listening(mailbox) as reached:
        yield SmtpMailer(reached, clock)


def letter(key: str, *, to: str = "ada@example.org", subject: str = "Your code", body: str = "1234") -> Mail:
    return Mail(to=to, subject=subject, body=body, key=key)


async def test_what_is_sent_can_be_read(mailbox: Mailbox, mailer: SmtpMailer, clock: StillClock) -> None:
    await mailer.send(letter("one", subject="رمزك", body="مرحبًا\nرمزك هو 1234"))
    (kept,) = await mailbox.letters()
    assert (kept.to, kept.subject, kept.body) == ("ada@example.org", "رمزك", "مرحبًا\nرمزك هو 1234")
    assert (kept.sender, kept.at) == ("Palais <palais@palais.localhost>", clock.now())


async def test_the_newest_stands_first_and_the_oldest_make_room(
    mailbox: Mailbox, mailer: SmtpMailer, clock: StillClock
) -> None:
    for number in range(5):
        await mailer.send(letter(str(number), subject=f"Mail {number}"))
        clock.advance(timedelta(seconds=1))
    assert [kept.subject for kept in await mailbox.letters()] == ["Mail 4", "Mail 3", "Mail 2"]


async def test_a_mail_sent_again_is_kept_once(
    mailbox: Mailbox, mailer: SmtpMailer, clock: StillClock
) -> None:
    await mailer.send(letter("one"))
    clock.advance(timedelta(hours=1))
    await asyncio.gather(*(mailer.send(letter("one")) for _ in range(4)))
    assert len(await mailbox.letters()) == 1


async def test_mails_are_for_their_owner_alone(mailbox: Mailbox, mailer: SmtpMailer, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        await mailer.send(letter("one"))
    finally:
        os.umask(before)
    folder = tmp_path / "mail"
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (folder, *folder.iterdir())]
    assert modes == [0o700, 0o600]


async def test_mails_outlive_the_platform(mailbox: Mailbox, tmp_path: Path, clock: StillClock) -> None:
    async with listening(mailbox) as reached:
        await SmtpMailer(reached, clock).send(letter("one"))
    assert len(await Mailbox(tmp_path / "mail", clock).letters()) == 1


async def test_what_is_no_mail_of_ours_is_passed_over(
    mailbox: Mailbox, mailer: SmtpMailer, tmp_path: Path
) -> None:
    await mailer.send(letter("one"))
    for name, words in {"a": "", "b": "{}", "c": '{"sender": 1'}.items():
        (tmp_path / "mail" / f"{name}.json").write_text(words)
    assert len(await mailbox.letters()) == 1


async def test_a_full_disk_is_worth_another_try(
    mailer: SmtpMailer, monkeypatch: pytest.MonkeyPatch, mailbox: Mailbox
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("palais.mailbox.write_private", full)
        with pytest.raises(MailFailure, match=r"asks to try again later \(451 4\.3\.0\)") as failed:
            await mailer.send(letter("one"))
    assert not isinstance(failed.value, Undeliverable)
    await mailer.send(letter("one"))
    assert len(await mailbox.letters()) == 1


async def test_a_mail_that_is_too_large_is_not_taken(mailbox: Mailbox, mailer: SmtpMailer) -> None:
    with pytest.raises(MailFailure, match=r"refuses to take the mail \(552\)"):
        await mailer.send(letter("one", body="word " * LARGEST))
    assert await mailbox.letters() == []


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe\r\n\r\n\xff",
        b"Subject: =?utf-8?b?7aCA?=\r\n\r\nhalf a letter",
        b"Subject: a\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\xed\xa0\x80",
    ],
)
async def test_odd_mails_of_others_on_this_machine_do_no_harm(mailbox: Mailbox, raw: bytes) -> None:
    async with (
        listening(mailbox) as reached,
        SMTP(hostname="127.0.0.1", port=reached.port, start_tls=False) as s,
    ):
        await s.sendmail("x@example.org", ["y@example.org"], raw)
    for kept in await mailbox.letters():
        (kept.subject + kept.body).encode()


async def test_a_silent_guest_does_not_keep_the_mailbox_from_closing(mailbox: Mailbox) -> None:
    async with listening(mailbox) as reached:
        reader, writer = await asyncio.open_connection("127.0.0.1", reached.port)
        assert (await reader.readline()).startswith(b"220 localhost Palais")
    assert await asyncio.wait_for(reader.read(), 5) == b""
    writer.close()


async def test_mails_stay_here_only_where_no_server_is_set_and_we_are_trying(tmp_path: Path) -> None:
    given = MailSettings(host="127.0.0.1", port=1, encryption=Encryption.NONE, sender="palais@example.org")
    async with opened_post(tmp_path, given, trying=True) as post:
        assert (isinstance(post.mailer, SmtpMailer), post.mailbox) == (True, None)
    async with opened_post(tmp_path, MailSettings(), trying=False) as post:
        assert (isinstance(post.mailer, NoMailer), post.mailbox) == (True, None)
    async with opened_post(tmp_path, MailSettings(), trying=True) as post:
        await post.mailer.send(letter("one"))
        assert post.mailbox is not None
        assert len(await post.mailbox.letters()) == 1


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0.0.0.0"])
async def test_the_mailbox_has_a_page_on_this_machine_wherever_the_others_are(
    mailbox: Mailbox, mailer: SmtpMailer, host: str
) -> None:
    web = WebSettings(host=host, port=0)
    house: Any = SimpleNamespace(settings=SimpleNamespace(web=web), health=Health(), measures=Measures())
    await mailer.send(letter("one"))
    async with (
        opened_pages(house, mailbox) as (pages, shown),
        aiohttp.ClientSession() as http,
        http.get(f"{shown}.json") as answer,
    ):
        assert [mail["subject"] for mail in await answer.json()] == ["Your code"]
        assert shown is not None
        assert shown.startswith(pages) is (host != "0.0.0.0")
        async with http.get(f"{pages}/mailbox".replace("0.0.0.0", "127.0.0.1")) as there:
            assert there.status == (404 if host == "0.0.0.0" else 200)


async def test_without_a_mailbox_there_is_no_page_of_it() -> None:
    web = WebSettings(port=0)
    house: Any = SimpleNamespace(settings=SimpleNamespace(web=web), health=Health(), measures=Measures())
    async with (
        opened_pages(house) as (pages, shown),
        aiohttp.ClientSession() as http,
        http.get(f"{pages}/mailbox") as answer,
    ):
        assert (shown, answer.status) == (None, 404)


def test_each_bot_is_given_the_mailer_of_the_house(tmp_path: Path) -> None:
    mailer = NoMailer()
    state = SimpleNamespace(bot=lambda _: tmp_path)
    house: Any = SimpleNamespace(
        rooms=0, database=0, clock=0, state=state, settings=0, mailer=mailer, office=0, health=0, measures=0
    )
    anything: Any = object()
    parts: Any = dict.fromkeys(field.name for field in fields(Running))
    running = Running(**parts | {"house": house})
    bot: Any = SimpleNamespace(name="anybody", settings=None)
    assert running._ports(bot, anything).mailer is mailer
