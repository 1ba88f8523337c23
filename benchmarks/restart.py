"""A bot of a large community: from its start to its first answer, with and without its sync token."""

import asyncio
import secrets
import sqlite3
import tempfile
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.asking import Asker
from benchmarks.common import Figure, Figures
from benchmarks.community import LIBRARY, Sample, fresh_server, raised_barely, sample, tell
from benchmarks.side import Side
from kit.ids import RoomKey
from provisioning.homeserver.embedded import EmbeddedHomeserver
from provisioning.shape import Desired, DesiredRoom, Power, Seat

COMMAND = "!echo say something"
ASK_EVERY = 0.25
"""Seconds between questions while the bot starts: it answers none from before it first listened."""
SEAT = Seat(person=None, rule="serves the room", fact="the benchmark", power=Power.BOT)


@dataclass(frozen=True, slots=True)
class Start:
    """One start of the bot: seconds to its first answer, and the longest time its loop was blocked."""

    ready_s: float
    blocked_s: float


async def measure(*, people: int, rooms: int) -> Figures:
    """Raise the community by a bare loop, then start the bot three times: new, with its token, without."""
    with tempfile.TemporaryDirectory(prefix="palais-restart-") as name:
        folder = Path(name)
        community = await sample(folder / "community", people=people)
        wanted = served(community, rooms)
        tell(f"{people} people, {len(wanted.rooms)} rooms: raising them takes some minutes")
        async with fresh_server(folder / "server", community.people) as server:
            _, loop = await raised_barely(server, wanted, 2)
            largest = max(wanted.rooms.values(), key=lambda room: len(room.seats))
            starts = await _starts(server, folder, str(loop.rooms[largest.key]), largest)
    return {
        **{f"ready_s_{name}": Figure(start.ready_s, "s") for name, start in starts.items()},
        **{f"blocked_s_{name}": Figure(start.blocked_s, "s") for name, start in starts.items()},
        "rooms": Figure(len(wanted.rooms), "rooms"),
        "members_of_all_rooms": Figure(sum(len(room.seats) for room in wanted.rooms.values()), "seats"),
        "members_of_the_room": Figure(len(largest.seats), "seats"),
    }


def served(community: Sample, rooms: int) -> Desired:
    """Return so many rooms of the community, the largest kept, the bot in each of them."""
    order = sorted(community.wanted.rooms.values(), key=lambda room: (room.look.space, -len(room.seats)))
    chosen: dict[RoomKey, DesiredRoom] = {}
    for room in order[:rooms]:
        look = replace(room.look, allow=frozenset())
        chosen[room.key] = replace(room, look=look, parents=(), seats={**room.seats, LIBRARY: SEAT})
    return replace(community.wanted, rooms=chosen)


async def _starts(
    server: EmbeddedHomeserver, folder: Path, room: str, details: DesiredRoom
) -> dict[str, Start]:
    password = secrets.token_urlsafe()
    person = next(user for user in sorted(details.seats) if user != LIBRARY)
    await server.create_account(person[1:].partition(":")[0], password)
    async with Asker(server.url, person, password, folder / "asker") as asker:
        await asker.knows(room, LIBRARY)
        first = await _start(server, folder, asker, room)
        kept = await _start(server, folder, asker, room)
        _forget_the_token(folder / "bot" / "palais.db")
        lost = await _start(server, folder, asker, room)
    return {"new": first, "with_token": kept, "without_token": lost}


async def _start(server: EmbeddedHomeserver, folder: Path, asker: Asker, room: str) -> Start:
    words = [server.url, LIBRARY, str(folder / "bot")]
    token = server.bots_registration.as_token
    async with Side("benchmarks.ours", words, token, folder / "bot.log") as bot:
        asked: set[str] = set()  # a late answer of the bot that ran before must not count
        asking = asyncio.create_task(_ask_on(asker, room, asked))
        try:
            answered = await asker.first_answer_to(asked)
        finally:
            asking.cancel()
            with suppress(asyncio.CancelledError):
                await asking
        await bot.tell("longest")
        blocked = float(await bot.says("longest"))
    start = Start(answered - bot.started, blocked)
    tell(f"{start}")
    return start


async def _ask_on(asker: Asker, room: str, asked: set[str]) -> None:
    while True:
        asked.add(await asker.say(room, COMMAND))
        await asyncio.sleep(ASK_EVERY)


def _forget_the_token(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        gone = connection.execute("DELETE FROM matrix_tokens").rowcount
    if gone != 1:
        raise RuntimeError("the bot had no place in the stream to forget")
