"""The two worlds in which the contract of ``Mailer`` is tested: the twin, and a real mail server."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest

from kit.mail import SmtpMailer
from kit.ports import Mailer
from kit.settings import MailSettings
from kit.testing import MemoryMailer, StillClock
from tests.contract.mail.server import MailServer, certificate, mail_server

Trouble = Literal["away", "busy", "slow", "untrusted"]
Arrived = tuple[str, str, str]


@dataclass
class MemoryWorld:
    """The twin."""

    mailer: MemoryMailer = field(default_factory=MemoryMailer)

    def arrived(self) -> list[Arrived]:
        return [(mail.to, mail.subject, mail.body) for mail in self.mailer.mails]

    def refuse(self, address: str) -> None:
        self.mailer.refuse(address)

    @asynccontextmanager
    async def trouble(self, _kind: Trouble, _address: str) -> AsyncIterator[None]:
        self.mailer.fail()
        yield
        self.mailer.recover()


@dataclass
class ServerWorld:
    """The adapter as the platform uses it, encrypted, and a server that takes its mails."""

    server: MailServer
    authority: Path
    mailer: Mailer = field(init=False)

    def __post_init__(self) -> None:
        self.mailer = self._mailer(certificates=self.authority)

    def _mailer(
        self, port: int | None = None, timeout: float = 5, certificates: Path | None = None
    ) -> Mailer:
        settings = MailSettings(
            host="127.0.0.1",
            port=port or self.server.port,
            sender="palais@example.org",
            certificates=certificates,
            timeout=timeout,
        )
        return SmtpMailer(settings, StillClock())

    def arrived(self) -> list[Arrived]:
        told = {str(message["Message-ID"]): message for _, message in self.server.taken}
        return [
            (str(one["To"]), str(one["Subject"]), one.get_content().replace("\r\n", "\n").removesuffix("\n"))
            for one in told.values()
        ]

    def refuse(self, address: str) -> None:
        self.server.to_addresses[address] = f"550 5.1.1 <{address}>: nobody of that name"

    @asynccontextmanager
    async def trouble(self, kind: Trouble, address: str) -> AsyncIterator[None]:
        well = self.mailer
        if kind == "away":
            async with mail_server() as gone:
                pass
            self.mailer = self._mailer(port=gone.port)
        elif kind == "busy":
            self.server.to_addresses[address] = "451 4.7.1 greylisted, try again"
        elif kind == "slow":
            self.server.greets.clear()
            self.mailer = self._mailer(timeout=0.2, certificates=self.authority)
        else:
            self.mailer = self._mailer()
        yield
        self.mailer = well
        self.server.to_addresses.clear()
        self.server.greets.set()


World = MemoryWorld | ServerWorld


@pytest.fixture(params=["memory", "smtp"])
async def world(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[World]:
    if request.param == "memory":
        yield MemoryWorld()
        return
    context, authority = certificate(tmp_path)
    async with mail_server(starttls=context) as server:
        yield ServerWorld(server, authority)
