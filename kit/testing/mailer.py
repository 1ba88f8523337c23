"""The twin of the real mailer: it keeps mails instead of sending them."""

import asyncio

from kit.errors import MailFailure, Undeliverable
from kit.mail.composing import one_line, travelling
from kit.ports import Mail

PATIENCE = 5.0
"""Seconds that a test waits for a mail at most."""


class MemoryMailer:
    """A :class:`kit.ports.Mailer` in memory. ``mails`` are those that arrived, in order, each key once."""

    def __init__(self) -> None:
        self.mails: list[Mail] = []
        self._refused: set[str] = set()
        self._trouble: str | None = None
        self._news = asyncio.Condition()

    async def send(self, mail: Mail) -> None:
        """Keep the mail, or fail as told to."""
        address = travelling(mail.to).casefold()
        one_line(mail.subject)
        await asyncio.sleep(0)
        if self._trouble is not None:
            raise MailFailure(self._trouble)
        if address in self._refused:
            raise Undeliverable("the mail server refuses the address for good (550)")
        if all(mail.key != kept.key for kept in self.mails):
            self.mails.append(mail)
        async with self._news:
            self._news.notify_all()

    def refuse(self, address: str) -> None:
        """Refuse this address for good from now on."""
        self._refused.add(address.casefold())

    def fail(self, why: str = "the mail server cannot be reached") -> None:
        """Fail each sending from now on, as a server that is away does."""
        self._trouble = why

    def recover(self) -> None:
        """Fail no longer."""
        self._trouble = None

    def to(self, address: str) -> list[Mail]:
        """Return what arrived at an address, oldest first."""
        return [mail for mail in self.mails if mail.to.casefold() == address.casefold()]

    async def arrived(self, address: str, *, count: int = 1) -> Mail:
        """Wait until so many mails have arrived at the address; return the last of them."""
        async with asyncio.timeout(PATIENCE), self._news:
            await self._news.wait_for(lambda: len(self.to(address)) >= count)
        return self.to(address)[count - 1]
