"""A community whose people come and go: its secretariat at the command line, its people at their clients."""

import asyncio
import secrets
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from shutil import copytree

import aiohttp

from provisioning.homeserver.embedded import free_port
from tests.journeys.letters import Letter, letter_in
from tests.journeys.midnight import write_zone
from tests.journeys.people import PASSWORD, PATIENCE, Person
from tests.journeys.platform import Platform
from tests.journeys.seeing import Seen, saying, standing

SECRETARIAT = Path(__file__).parent / "secretariat"


@dataclass(frozen=True)
class Offices:
    """The platform, and everybody who is signed in. ``zones`` is where it finds time zones of our own."""

    platform: Platform
    zones: Path
    people: AsyncExitStack = field(default_factory=AsyncExitStack)
    _here: dict[str, asyncio.Task[Person]] = field(default_factory=dict)

    @property
    def bot(self) -> str:
        """The account that verifies people."""
        return self.platform.bot("mandates")

    def room(self, key: str) -> str:
        """Return a room's ID."""
        return self.platform.room(key)

    async def person(self, name: str) -> Person:
        """Give somebody at their own client, signed in once for all journeys.

        Who has no account in the register opens one, which is nobody's yet.
        """
        if name not in self._here:
            known = self.platform.has_account(name)
            self._here[name] = asyncio.create_task(self._sign_in(name) if known else self.newcomer(name))
        return await self._here[name]

    async def newcomer(self, name: str, token: str | None = None) -> Person:
        """Open an account with a registration token, and sign in."""
        if token is None:
            token = await self._token()
        person = await Person.newly(name, PASSWORD, homeserver=self.platform.homeserver, token=token)
        self.people.push_async_callback(person.close)
        return person

    async def chat(self, person: Person, bot: str = "mandates") -> str:
        """Open an encrypted direct chat with a bot, and wait until it is there."""
        host = self.platform.bot(bot)
        room = await person.create_room(is_direct=True, invite=[host], preset="trusted_private_chat")
        await person.wait_for(standing(host, "join"), room=room)
        return room

    async def ask(self, person: Person, room: str, text: str, *words: str, bot: str = "mandates") -> Seen:
        """Say something to a bot and return its next words there that hold all of ``words``."""
        since = person.mark
        await person.say(room, text)
        return await person.wait_for(saying(*words, by=self.platform.bot(bot)), room=room, since=since)

    async def told_alone(self, person: Person, *words: str, since: int = 0) -> Seen:
        """Return what the bot tells somebody alone, in their own chat or in one that it opens."""
        tells = saying(*words, by=self.bot)
        async with asyncio.timeout(PATIENCE):
            while True:
                for room in (await person.rooms()).values():
                    if room.host == self.bot and room.now == "invite":
                        await person.join(room.room)
                for seen in person.seen(tells, since=since):
                    if await self._is_chat(person, seen):
                        return seen
                await asyncio.sleep(0.2)

    async def officer(self, *words: str) -> str:
        """Give a command as an officer does, who sees it end well; return what it printed."""
        done = await asyncio.to_thread(self.platform.palais, *words)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    async def letter(self, to: str, *, number: int = 1) -> Letter:
        """Wait for a mail with a code, and read it."""
        mail = await self.platform.mail_to(to, number=number)
        return letter_in(mail["body"])

    async def end_today(self, person: str, fact: str) -> date:
        """Let an officer enter that something a person holds ends with today, hours ahead; return the day."""
        today = datetime.now(UTC).date()
        ground = ("--source", "letter of resignation", "--reason", "resigned")
        await self.officer("register", "end", person, fact, "--on", str(today), *ground, "--yes")
        return today

    async def hurry(self, day: date, *, in_seconds: float) -> tuple[datetime, datetime]:
        """Move the community into a zone in which a day ends soon; return when it does, and when it moved."""
        ends = (datetime.now(UTC) + timedelta(seconds=in_seconds)).replace(microsecond=0)
        name = f"Palais/{secrets.token_hex(4)}"
        write_zone(self.zones / name, day, ends)
        file = self.platform.community / "community.yaml"
        text = file.read_text()
        was = next(line for line in text.splitlines() if line.startswith("  zone: "))
        file.write_text(text.replace(was, f"  zone: {name}"))
        await self.officer("apply")
        return ends, datetime.now(UTC)

    async def _is_chat(self, person: Person, seen: Seen) -> bool:
        return (await person.members(seen.room)).keys() <= {person.user, self.bot}

    async def _sign_in(self, name: str) -> Person:
        password = self.platform.password(name)
        person = Person(self.platform.user(name), password, homeserver=self.platform.homeserver)
        return await self.people.enter_async_context(person)

    async def _token(self) -> str:
        headers = {"Authorization": f"Bearer {await asyncio.to_thread(self.platform.steward_token)}"}
        path = "/_synapse/admin/v1/registration_tokens/new"
        async with aiohttp.ClientSession(self.platform.homeserver, headers=headers) as http:
            steward = {"user_id": self.platform.user("steward")}
            async with http.post(path, params=steward, json={"uses_allowed": 1}) as answer:
                told = await answer.json()
        assert answer.status == 200, told
        return str(told["token"])


@contextmanager
def running_offices(folder: Path) -> Iterator[Offices]:
    """Run the platform with the community of the secretariat."""
    zones = folder / "zones"
    platform = Platform(
        folder / "state",
        copytree(SECRETARIAT, folder / "community"),
        port=free_port(20_000 + secrets.randbelow(20_000)),
        environment={"PYTHONTZPATH": str(zones)},
    )
    platform.start()
    yield Offices(platform, zones)
    assert platform.stop() == 0
