"""People of another server take part like anybody else, and are out as soon as anybody else."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from shutil import copytree
from typing import Any

import pytest
import pytest_asyncio

from tests.journeys.conftest import COMMUNITY, PASSWORD
from tests.journeys.papers import pdf
from tests.journeys.people import Person
from tests.journeys.platform import Platform
from tests.journeys.seeing import answering, being, reacting, saying
from tests.synapse.two_servers import TwoServers, elsewhere, running_servers, write_settings

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.synapse]

ROOMS = ("committees", "lobby", "cedaw", "cedaw/members", "cedaw/papers")
SOON = 5.0
"""Seconds in which a person of another server sees that they are out."""
FAR = """  {name}:
    name: {title} Faraway
    languages: [fr]
    accounts: ['{user}']
    holds:
      - {{mandate: cedaw, role: member, from: 2025-01-01, to: 2048-12-31}}
"""


@dataclass(frozen=True)
class Abroad:
    """The platform at home, and both servers."""

    platform: Platform
    servers: TwoServers
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


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Abroad]:
    """The small community, with CEDAW's rooms open to one other server, where three of its members are."""
    folder = tmp_path_factory.mktemp("abroad")
    with running_servers(folder / "servers") as servers:
        community = copytree(COMMUNITY, folder / "community")
        platform = Platform(
            folder / "state", community, settings=write_settings(servers.home, folder / "palais.toml")
        )
        abroad = Abroad(platform, servers)
        file, register = community / "community.yaml", community / "register.yaml"
        label = "            classification: confidential\n"
        open_to = f"{label}            federation: [{servers.away.server_name}]\n"
        file.write_text(file.read_text().replace(label, open_to))
        register.write_text(register.read_text() + "".join(map(abroad.entry, ("zoe", "yan", "xi"))))
        elsewhere(lambda: servers.home.create_account("ada", PASSWORD, "Ada"))
        platform.start()
        yield abroad
        assert platform.stop() == 0


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def abroad(running: Abroad) -> AsyncIterator[Abroad]:
    """The platform at home and people anywhere."""
    async with running.people:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def ada(abroad: Abroad) -> Person:
    """CEDAW's chair, at home."""
    ada = await abroad.person("ada", at_home=True)
    await asyncio.gather(*(ada.stands(abroad.platform.room(key)) for key in ROOMS))
    return ada


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def zoe(abroad: Abroad) -> Person:
    """A member of CEDAW whose account is far away."""
    return await abroad.member("zoe")


async def test_a_far_member_is_welcomed_in_their_language(abroad: Abroad, zoe: Person) -> None:
    steward = abroad.platform.bot("steward")
    chat = await zoe.direct_chat(steward)
    await zoe.older(chat)  # as clients do that show a room from its end
    welcome = await zoe.wait_for(saying("Bienvenue", "Zoe", by=steward), room=chat)
    assert welcome.clear


@pytest.mark.parametrize(
    ("key", "words", "bot"),
    [("lobby", "!help", "steward"), ("cedaw/members", "!library search unheard-of", "library")],
)
async def test_a_far_member_is_answered_in_encrypted_rooms(
    abroad: Abroad, zoe: Person, key: str, words: str, bot: str
) -> None:
    room = abroad.platform.room(key)
    asked = await zoe.say(room, words)
    answer = await zoe.wait_for(answering(asked), room=room)
    assert answer.sender == abroad.platform.bot(bot)
    assert answer.clear


async def test_papers_are_found_from_either_side(abroad: Abroad, zoe: Person, ada: Person) -> None:
    room, library = abroad.platform.room("cedaw/papers"), abroad.platform.bot("library")
    for author, reader, words in ((zoe, ada, "lighthouse keepers"), (ada, zoe, "harbour pilots")):
        paper = pdf(f"The {words} shall be heard.")
        upload = await author.upload(room, f"{words}.pdf", paper)
        await author.wait_for(reacting(upload, by=library))
        asked = await reader.say(room, f'!library search "{words}"')
        answer = await reader.wait_for(answering(asked), room=room)
        assert answer.clear
        assert upload in answer.body + answer.html
        assert await reader.download(await reader.wait_for(being(upload))) == paper


async def test_a_bot_comes_into_the_direct_chat_of_a_far_member_and_of_no_stranger(
    abroad: Abroad, zoe: Person
) -> None:
    library, stranger = abroad.platform.bot("library"), await abroad.person("stranger")
    alone = await stranger.create_room(is_direct=True, invite=[library], preset="trusted_private_chat")
    chat = await zoe.create_room(is_direct=True, invite=[library], preset="trusted_private_chat")
    await zoe.wait_for(lambda seen: seen.state_key == library and seen.content["membership"] == "join")
    asked = await zoe.say(chat, "unheard-of")
    answer = await zoe.wait_for(lambda seen: seen.message and seen.sender == library, room=chat)
    assert answer.clear
    assert answer.order > zoe.seen(being(asked))[0].order
    assert (await stranger.members(alone))[library] == "invite"


async def test_an_unsigned_device_of_a_far_member_reads_nothing_confidential(
    abroad: Abroad, zoe: Person
) -> None:
    room = abroad.platform.room("cedaw/members")
    async with await zoe.another_device() as thief:
        asked = await zoe.say(room, "!library search nothing-at-all")
        answer = await zoe.wait_for(answering(asked))
        stolen = await thief.wait_for(being(answer.event))
    assert answer.clear
    assert stolen.failure is not None


async def test_a_far_member_whose_seat_ends_is_out_within_seconds_and_reads_no_more(
    abroad: Abroad, ada: Person
) -> None:
    yan = await abroad.member("yan")
    room = abroad.platform.room("cedaw/members")
    await abroad.change(abroad.entry("yan"), "")
    applied = time.monotonic()
    await asyncio.gather(*(yan.stands(abroad.platform.room(key), "leave") for key in ROOMS))
    assert time.monotonic() - applied < SOON
    assert (await ada.members(room))[yan.user] == "leave"
    said = await ada.say(room, "among ourselves")
    await ada.wait_for(being(said))
    assert not yan.seen(being(said))


async def test_a_far_member_who_is_suspended_from_an_instant_on_is_out_within_seconds_of_it(
    abroad: Abroad,
) -> None:
    xi = await abroad.member("xi")
    at = datetime.now(UTC) + timedelta(seconds=10)
    suspended = f"    suspended: [{{from: {at.isoformat()}, reason: conflict}}]\n"
    await abroad.change(abroad.entry("xi"), abroad.entry("xi") + suspended)
    due = max(at, datetime.now(UTC))  # a busy machine may apply it late
    await asyncio.gather(*(xi.stands(abroad.platform.room(key), "leave") for key in ROOMS))
    assert datetime.now(UTC) - due < timedelta(seconds=SOON)
    exits = xi.seen(lambda seen: seen.state_key == xi.user and seen.content["membership"] == "leave")
    assert {out.room for out in exits} == {abroad.platform.room(key) for key in ROOMS}
    assert all(out.at >= at.timestamp() * 1000 for out in exits)
