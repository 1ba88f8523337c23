"""Hands mails to a mail server, one connection for each."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from aiosmtplib import SMTP, SMTPException

from kit.errors import BadInput, MailFailure, Undeliverable
from kit.mail.composing import composed, domain, travelling
from kit.mail.trouble import told
from kit.ports import Clock, Mail, Mailer
from kit.settings import Encryption, MailSettings

PORTS = {Encryption.STARTTLS: 587, Encryption.TLS: 465, Encryption.NONE: 25}
AT_ONCE = 4
"""Connections that are open at one time."""
GOODBYE = 2.0
"""Seconds for a server to take its leave, when the mail is its already."""


class SmtpMailer:
    """A :class:`kit.ports.Mailer` over SMTP."""

    def __init__(self, settings: MailSettings, clock: Clock) -> None:
        if settings.host is None or settings.sender is None:
            raise BadInput("mail.host and mail.sender say where mails go and whom they come from: set both")
        try:
            self._helo = domain(settings.sender)
        except Undeliverable:
            raise BadInput("mail.sender is not an address such as palais@example.org") from None
        self._settings = settings
        self._host, self._sender = settings.host, travelling(settings.sender)
        self._port = settings.port or PORTS[settings.encryption]
        self._clock = clock
        self._turns = asyncio.Semaphore(AT_ONCE)

    @property
    def server(self) -> str:
        """The server, as the operator names it."""
        return f"{self._host}:{self._port}"

    async def send(self, mail: Mail) -> None:
        """Hand the mail over; when this returns, the server has taken it."""
        name = self._settings.sender_name
        message = composed(mail, sender=self._sender, name=name, at=self._clock.now())
        async with self._speaking() as server:
            await server.send_message(message, sender=self._sender, recipients=[travelling(mail.to)])

    async def check(self) -> None:
        """Sign in and send nothing. Raises :class:`kit.errors.MailFailure` where that fails."""
        async with self._speaking() as server:
            await server.noop()

    @asynccontextmanager
    async def _speaking(self) -> AsyncIterator[SMTP]:
        """Give the server, signed in; whatever goes wrong in the block becomes a sentence of ours."""
        server = self._connection()
        patience = self._settings.timeout
        try:
            async with self._turns, asyncio.timeout(patience):
                await server.connect()
                yield server
        except (SMTPException, OSError) as problem:
            raise told(problem, self.server, patience) from None
        else:
            with suppress(SMTPException, OSError):
                await server.quit(timeout=GOODBYE)
        finally:
            server.close()

    def _connection(self) -> SMTP:
        settings = self._settings
        password = settings.password
        authorities = settings.certificates
        return SMTP(
            hostname=self._host,
            port=self._port,
            username=settings.user,
            password=None if password is None else password.get_secret_value(),
            # The machine's own name might take long to find out, and is nobody's business.
            local_hostname=self._helo,
            timeout=settings.timeout,
            use_tls=settings.encryption is Encryption.TLS,
            start_tls=settings.encryption is Encryption.STARTTLS,
            cert_bundle=None if authorities is None else str(authorities),
        )


class NoMailer:
    """A :class:`kit.ports.Mailer` where no mail server is set: it says so."""

    async def send(self, mail: Mail) -> None:  # noqa: ARG002 - it asks for what every mailer does
        """Say that no mail can be sent."""
        raise MailFailure(
            "no mail server is set: fill [mail] in palais.toml, as in config/palais.example.toml"
        )


def mailer_of(settings: MailSettings, clock: Clock) -> Mailer:
    """Return the mailer of the settings; without a server in them, one that says so."""
    return NoMailer() if settings.host is None else SmtpMailer(settings, clock)
