"""A mail server of others: it takes what the platform sends, and shows it to who waits for a mail."""

import asyncio
import secrets
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from provisioning.homeserver.embedded import free_port


class Post:
    """All mails that came, each under the address that it went to."""

    def __init__(self) -> None:
        self._came: list[tuple[str, str]] = []

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        raw = envelope.content
        mail = message_from_bytes(
            raw if isinstance(raw, bytes) else (raw or "").encode(), policy=policy.default
        )
        assert isinstance(mail, EmailMessage)
        self._came += [(to.casefold(), mail.get_content().replace("\r\n", "\n")) for to in envelope.rcpt_tos]
        return "250 OK"

    def to(self, address: str) -> Sequence[str]:
        """Return the texts of the mails to an address, oldest first."""
        return [text for to, text in self._came if to == address.casefold()]

    async def mail_to(self, address: str, *, patience: float = 30.0) -> str:
        """Wait for a mail to an address, and return its text."""
        until = time.monotonic() + patience
        while not (came := self.to(address)):
            assert time.monotonic() < until, f"no mail came to {address}"
            await asyncio.sleep(0.1)
        return came[0]


@contextmanager
def listening_post() -> Iterator[tuple[Post, int]]:
    """Take mails in a thread of its own while the block runs; yield the port as well."""
    post = Post()
    port = free_port(20_000 + secrets.randbelow(20_000))
    controller = Controller(post, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield post, port
    finally:
        controller.stop()
