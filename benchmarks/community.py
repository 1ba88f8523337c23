"""A sample community and a fresh homeserver with its people's accounts, for measuring on."""

import asyncio
import sys
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

import aiohttp

from benchmarks.floor import BareLoop, Job, side_by_side
from kit.clock import SystemClock
from kit.ids import BotName, UserId
from palais.ground import STEWARD, all_bots
from provisioning.desired import BotSeat, desired
from provisioning.homeserver.embedded import SERVER_NAME, EmbeddedHomeserver, free_port
from provisioning.homeserver.founding import register_claimed
from provisioning.homeserver.requests import Requests
from provisioning.loading import Loaded, load
from provisioning.sample.writing import write_sample
from provisioning.shape import Desired

LIBRARY = UserId(f"@library:{SERVER_NAME}")
NAMES = tuple(sorted(name for name in all_bots() if name != STEWARD))
PROGRAMS = frozenset(UserId(f"@{name}:{SERVER_NAME}") for name in NAMES)
"""The accounts of the bots."""


def bot_seats() -> dict[BotName, BotSeat]:
    """Return the seats of all bots of the house, as the platform gives them."""
    return {
        name: BotSeat(
            user=UserId(f"@{name}:{SERVER_NAME}"), power=bot.power, notice=bot.notice, indexes=bot.indexes
        )
        for name, bot in all_bots().items()
        if name != STEWARD
    }


@dataclass(frozen=True, slots=True)
class Sample:
    """A community as loaded, and what it wants now."""

    loaded: Loaded
    wanted: Desired

    @property
    def people(self) -> frozenset[UserId]:
        """All accounts with a seat, bots not counted."""
        return frozenset(user for room in self.wanted.rooms.values() for user in room.seats) - PROGRAMS

    @property
    def seats(self) -> int:
        """How many seats there are, the bots' included."""
        return sum(len(room.seats) for room in self.wanted.rooms.values())


async def sample(folder: Path, *, people: int, seed: int = 1) -> Sample:
    """Write and load a sample community."""

    def written() -> Loaded:
        write_sample(folder, people=people, seed=seed)
        return load(folder)

    loaded = await asyncio.to_thread(written)
    now: datetime = SystemClock().now()
    return Sample(
        loaded, desired(loaded.community, loaded.register, now, server_name=SERVER_NAME, bots=bot_seats())
    )


@asynccontextmanager
async def fresh_server(folder: Path, people: Iterable[UserId]) -> AsyncIterator[EmbeddedHomeserver]:
    """Start a homeserver of the make we embed, with everybody's account and nothing else."""
    server = EmbeddedHomeserver(folder, port=free_port(18_400), bot_names=(*NAMES, "echo"))
    await server.start()
    try:
        async with connected(server) as http:
            query = {"user_id": server.steward}

            def making(user: UserId) -> Job:
                async def make() -> None:
                    path = f"/_synapse/admin/v2/users/{quote(user, safe='')}"
                    async with http.put(path, params=query, json={}) as answer:
                        answer.raise_for_status()

                return make

            await side_by_side(map(making, sorted(people)), 4)
            claimed = Requests(http, server.url, server.bots_registration.as_token)
            for program in sorted(PROGRAMS):
                await register_claimed(claimed, program)
        yield server
    finally:
        await server.stop()


@asynccontextmanager
async def connected(server: EmbeddedHomeserver) -> AsyncIterator[aiohttp.ClientSession]:
    """Open a plain session that speaks with the steward's token."""
    headers = {"Authorization": f"Bearer {server.steward_registration.as_token}"}
    timeout = aiohttp.ClientTimeout(total=600)
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(
        server.url, headers=headers, timeout=timeout, connector=connector
    ) as http:
        yield http


async def raised_barely(server: EmbeddedHomeserver, wanted: Desired, width: int) -> tuple[float, BareLoop]:
    """Raise a community by the bare loop; return its seconds and the loop, which knows the rooms."""
    async with connected(server) as http:
        loop = BareLoop(http, server.steward, server.server_name)
        return await loop.raise_all(wanted, making=width, joining=width), loop


def tell(text: str) -> None:
    """Say to whoever waits what is being done."""
    print(text, file=sys.stderr, flush=True)
