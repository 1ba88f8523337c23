"""A mailbox for trying out: it takes the mails that the platform sends, and shows them on a page."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from kit.clock import SystemClock
from kit.files import write_private
from kit.mail import SmtpMailer, mailer_of
from kit.ports import Clock, Mailer
from kit.settings import Encryption, MailSettings
from kit.web.mailbox import Letter

if TYPE_CHECKING:
    from aiosmtpd.smtp import SMTP, Envelope, Session

log = structlog.stdlib.get_logger("palais.mailbox")

KEPT = 500
"""Mails that are kept; the oldest make room."""
LARGEST = 256 * 1024
"""Bytes of the largest mail that is taken."""
IDLE = 30.0
"""Seconds after which a silent connection is closed."""


class Mailbox:
    """Keeps mails in a folder, one file each, for its owner alone."""

    def __init__(self, folder: Path, clock: Clock, *, kept: int = KEPT) -> None:
        self._folder = folder
        self._clock = clock
        self._kept = kept
        self._one_at_a_time = asyncio.Lock()

    async def letters(self) -> Sequence[Letter]:
        """Return the mails, newest first."""
        return await asyncio.to_thread(self._read)

    async def keep(self, to: str, raw: bytes) -> None:
        """Keep a mail; one that came already, by its Message-ID, is kept once."""
        async with self._one_at_a_time:
            await asyncio.to_thread(self._keep, to, raw, self._clock.now())

    def _read(self) -> Sequence[Letter]:
        found = (_letter(file) for file in sorted(self._folder.glob("*.json"), reverse=True))
        return [letter for letter in found if letter is not None]

    def _keep(self, to: str, raw: bytes, at: datetime) -> None:
        message = message_from_bytes(raw, policy=policy.default)
        assert isinstance(message, EmailMessage)  # noqa: S101 - the policy makes no other
        mark = sha256(f"{to} {message['Message-ID'] or raw!r}".encode("utf-8", "replace")).hexdigest()[:16]
        self._folder.mkdir(exist_ok=True, mode=0o700)
        if any(self._folder.glob(f"*-{mark}.json")):
            return
        said = {
            "sender": _clean(message["From"]),
            "to": _clean(to),
            "subject": _clean(message["Subject"]),
            "body": _clean(message.get_content()).replace("\r\n", "\n").removesuffix("\n"),
            "at": at.isoformat(),
        }
        write_private(self._folder / f"{at:%Y%m%dT%H%M%S%f}-{mark}.json", json.dumps(said))
        for old in sorted(self._folder.glob("*.json"))[: -self._kept]:
            old.unlink(missing_ok=True)


class _Slot:
    """What the mail server asks when a mail comes in."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox

    async def handle_DATA(  # noqa: N802 - aiosmtpd calls it so
        self, _server: "SMTP", _session: "Session", envelope: "Envelope"
    ) -> str:
        content = envelope.content
        raw = content.encode() if isinstance(content, str) else content or b""
        for to in envelope.rcpt_tos:
            await self._mailbox.keep(to, raw)
        return "250 2.0.0 kept"

    async def handle_exception(self, error: Exception) -> str:
        log.warning("the mailbox could not keep a mail", why=type(error).__name__)
        return "451 4.3.0 the mailbox cannot keep it now"


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Where the platform's mails go; ``mailbox`` is set where they stay here."""

    mailer: Mailer
    mailbox: Mailbox | None = None


@asynccontextmanager
async def opened_post(folder: Path, settings: MailSettings, *, trying: bool) -> AsyncIterator[Post]:
    """Give the mailer of the settings; without one in them, a mailbox of our own where we are ``trying``."""
    clock = SystemClock()
    if settings.host is not None or not trying:
        yield Post(mailer=mailer_of(settings, clock))
        return
    mailbox = Mailbox(folder, clock)
    async with listening(mailbox) as reached:
        yield Post(mailer=SmtpMailer(reached, clock), mailbox=mailbox)


@asynccontextmanager
async def listening(mailbox: Mailbox) -> AsyncIterator[MailSettings]:
    """Take mails on a free port of this machine while the block runs; yield what a mailer needs for that."""
    from aiosmtpd.smtp import SMTP

    loop = asyncio.get_running_loop()
    slot, open_now = _Slot(mailbox), set["SMTP"]()

    def session() -> "SMTP":
        open_now.difference_update([one for one in open_now if one.transport is None])
        new = SMTP(
            slot,
            hostname="localhost",
            ident="Palais",
            data_size_limit=LARGEST,
            enable_SMTPUTF8=True,
            timeout=IDLE,
            loop=loop,
        )
        open_now.add(new)
        return new

    server = await loop.create_server(session, "127.0.0.1", 0)
    try:
        port = server.sockets[0].getsockname()[1]
        yield MailSettings(
            host="127.0.0.1", port=port, encryption=Encryption.NONE, sender="palais@palais.localhost"
        )
    finally:
        server.close()
        for one in open_now:
            if one.transport is not None:
                one.transport.close()


def _letter(file: Path) -> Letter | None:
    """Read one; a file that went meanwhile, or is none of ours, is passed over."""
    try:
        said = json.loads(file.read_text())
        return Letter(
            id=file.stem,
            sender=said["sender"],
            to=said["to"],
            subject=said["subject"],
            body=said["body"],
            at=datetime.fromisoformat(said["at"]),
        )
    except (OSError, ValueError, KeyError):
        return None


def _clean(words: object) -> str:
    """Return text that every page can show, whatever came in."""
    return str(words or "").encode("utf-8", "replace").decode("utf-8")
