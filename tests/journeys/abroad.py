"""A community at home whose Confidential rooms are open to one other server, and people on both."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copytree
from typing import Any

from tests.journeys.people import PASSWORD, Person
from tests.journeys.platform import Platform
from tests.journeys.post import Post, listening_post
from tests.synapse.two_servers import TwoServers, elsewhere, running_servers, write_settings

COMMUNITY = Path(__file__).parent / "community"
ROOMS = ("committees", "lobby", "cedaw", "cedaw/members", "cedaw/papers")
FAR = """  {name}:
    name: {title} Faraway
    languages: [fr]
    accounts: ['{user}']
    holds:
      - {{mandate: cedaw, role: member, from: 2025-01-01, to: 2048-12-31}}
"""
UNKNOWN = """  wren:
    name: Wren Faraway
    languages: [fr]
    email: wren@faraway.example
    holds:
      - {mandate: cedaw, role: member, from: 2025-01-01, to: 2048-12-31}
"""
"""Somebody whose account nobody knows yet."""
MAIL = """
        [mail]
        host = "127.0.0.1"
        port = {port}
        encryption = "none"
        sender = "palais@home.example"
"""


@dataclass(frozen=True)
class Abroad:
    """The platform at home, both servers, and the post."""

    platform: Platform
    servers: TwoServers
    post: Post
    people: AsyncExitStack = field(default_factory=AsyncExitStack)

    def far(self, name: str) -> str:
        """Return an account of the other server."""
        return f"@{name}:{self.servers.away.server_name}"

    async def person(self, name: str, *, at_home: bool = False) -> Person:
        """Sign somebody in, who is made where they are new."""
        server = self.servers.home if at_home else self.servers.away
        user = await server.create_account(name, PASSWORD, name.title())
        return await self.people.enter_async_context(Person(user, PASSWORD, homeserver=server.url))

    async def member(self, name: str) -> Person:
        """Sign a far member of CEDAW in, and let them accept all that they are invited to."""
        person = await self.person(name)
        for key in ROOMS:
            await person.stands(self.platform.room(key), "invite")
            await person.join(self.platform.room(key))
        return person

    async def change(self, was: str, now: str) -> None:
        """Change the register, and have the running platform apply it, whatever that holds."""
        register = self.platform.community / "register.yaml"
        text = register.read_text()
        assert was in text
        register.write_text(text.replace(was, now))
        receipt = await self._applied()
        if receipt["open_holds"]:
            receipt = await self._applied(*receipt["open_holds"])
        assert receipt["complete"]

    def entry(self, name: str) -> str:
        """Return the register's entry of a far member."""
        return FAR.format(name=name, title=name.title(), user=self.far(name))

    async def _applied(self, *holds: str) -> dict[str, Any]:
        confirmed = [word for hold in holds for word in ("--confirm", hold)]
        done = await asyncio.to_thread(self.platform.palais, "apply", "--json", *confirmed)
        receipt: dict[str, Any] = json.loads(done.stdout)
        return receipt


@contextmanager
def running_abroad(folder: Path) -> Iterator[Abroad]:
    """Run the small community, with three members of CEDAW far away, and a fourth whom nobody knows yet."""
    with running_servers(folder / "servers") as servers, listening_post() as (post, port):
        community = copytree(COMMUNITY, folder / "community")
        settings = write_settings(servers.home, folder / "palais.toml")
        settings.write_text(settings.read_text() + MAIL.format(port=port))
        platform = Platform(folder / "state", community, settings=settings)
        abroad = Abroad(platform, servers, post)
        file, register = community / "community.yaml", community / "register.yaml"
        label = "            classification: confidential\n"
        open_to = f"{label}            federation: [{servers.away.server_name}]\n"
        file.write_text(file.read_text().replace(label, open_to))
        far = "".join(map(abroad.entry, ("zoe", "yan", "xi")))
        register.write_text(register.read_text() + far + UNKNOWN)
        elsewhere(lambda: servers.home.create_account("ada", PASSWORD, "Ada"))
        platform.start()
        yield abroad
        assert platform.stop() == 0
