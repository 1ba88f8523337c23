"""Raising a sample community from nothing, against the same requests from a bare loop."""

import asyncio
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from benchmarks.common import Figure, Figures, median, peak_memory
from benchmarks.community import Sample, bot_seats, fresh_server, raised_barely, sample, tell
from kit.clock import SystemClock
from kit.database import open_database
from palais.migrations import migrate
from provisioning.homeserver.embedded import EmbeddedHomeserver
from provisioning.homeserver.synapse import Synapse, open_synapse
from provisioning.office import Office, carry_out, review
from provisioning.shape import Desired, DesiredRoom, JoinRule
from provisioning.store import StoredRooms

WIDTHS = (1, 4, 8)
"""How many requests at a time the floor tries, on a small part, before it runs at its best."""
TRIAL_ROOMS, TRIAL_SEATS = 6, 12
EMPTY_PLANS = 5
SETTINGS = """\
[homeserver]
url = "{url}"
server_name = "{server_name}"
steward_registration = "{places.steward}"
bots_registration = "{places.bots}"
"""


@dataclass(frozen=True, slots=True)
class Ours:
    """What raising it our way took."""

    apply_s: float
    requests: int
    empty_plan_s: float
    plan_requests: int
    command_s: float
    memory: float


async def measure(*, people: int, seed: int) -> Figures:
    """Return our figures and the floor's; both start from a fresh server with all accounts made."""
    with tempfile.TemporaryDirectory(prefix="palais-provisioning-") as name:
        folder = Path(name)
        community = await sample(folder / "community", people=people, seed=seed)
        tell(f"{people} people, {len(community.wanted.rooms)} rooms, {community.seats} seats")
        ours = await _ours(folder, community)
        tell(f"ours took {ours.apply_s:.1f} s; now the floor")
        width = await _best_width(folder, community)
        async with fresh_server(folder / "floor", community.people) as server:
            floor_s, loop = await raised_barely(server, community.wanted, width)
    return {
        "apply_ratio": Figure(ours.apply_s / floor_s, "ratio", 1.15),
        "empty_plan_s": Figure(ours.empty_plan_s, "s", 1.0),
        "plan_command_s": Figure(ours.command_s, "s"),
        "apply_s": Figure(ours.apply_s, "s"),
        "floor_s": Figure(floor_s, "s"),
        "requests": Figure(ours.requests, "requests"),
        "floor_requests": Figure(loop.made, "requests"),
        "floor_width": Figure(width, "at a time"),
        "empty_plan_requests": Figure(ours.plan_requests, "requests"),
        "peak_memory_mb": Figure(ours.memory, "MB"),
        "rooms": Figure(len(community.wanted.rooms), "rooms"),
        "seats": Figure(community.seats, "seats"),
    }


async def _ours(folder: Path, community: Sample) -> Ours:
    async with fresh_server(folder / "ours", community.people) as server:
        database = folder / "state" / "palais.db"
        database.parent.mkdir()
        async with _office(server, database) as (office, door):
            began, before = time.perf_counter(), door.requests_made
            receipt = await carry_out(office, await review(office, community.loaded), by="benchmark")
            took, made = time.perf_counter() - began, door.requests_made - before
            if not receipt.complete:
                raise RuntimeError(f"apply left something undone: {receipt}")
        memory = peak_memory()
        plans = [await _empty_plan(server, database, community) for _ in range(EMPTY_PLANS)]
        command = await _whole_command(server, folder)
    return Ours(took, made, median([one for one, _ in plans]), plans[-1][1], command, memory)


@asynccontextmanager
async def _office(server: EmbeddedHomeserver, database: Path) -> AsyncIterator[tuple[Office, Synapse]]:
    store = open_database(database)
    try:
        await migrate(store)
        rooms = StoredRooms(store)
        await rooms.load()
        async with open_synapse(server.url, server.steward_registration, server.server_name) as door:
            yield (
                Office(database=store, homeserver=door, clock=SystemClock(), rooms=rooms, bots=bot_seats()),
                door,
            )
    finally:
        await store.close()


async def _empty_plan(server: EmbeddedHomeserver, database: Path, community: Sample) -> tuple[float, int]:
    """Time one plan that finds nothing to do, from connected, with nothing remembered in memory."""
    async with _office(server, database) as (office, door):
        began, before = time.perf_counter(), door.requests_made
        reviewed = await review(office, community.loaded)
        took = time.perf_counter() - began
    if reviewed.plan.steps:
        raise RuntimeError(f"the second plan is not empty: {list(reviewed.plan.steps)[:5]}")
    return took, door.requests_made - before


async def _whole_command(server: EmbeddedHomeserver, folder: Path) -> float:
    """Time ``palais plan`` from the shell, which finds nothing to do."""
    settings = folder / "palais.toml"
    told = {"url": server.url, "server_name": server.server_name, "places": server.places}
    settings.write_text(SETTINGS.format(**told))
    options = {"--state": folder / "state", "--community": folder / "community", "--settings": settings}
    words = [word for option, path in options.items() for word in (option, str(path))]
    began = time.perf_counter()
    command = await asyncio.create_subprocess_exec(
        Path(sys.executable).with_name("palais"),
        "plan",
        *words,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    said, _ = await command.communicate()
    if command.returncode:
        raise RuntimeError(f"palais plan ended with {command.returncode}: {said.decode()}")
    return time.perf_counter() - began


async def _best_width(folder: Path, community: Sample) -> int:
    """Find out on a small part, and a server of its own, how many requests at a time serve the floor best."""
    part = _part(community.wanted)
    async with fresh_server(folder / "trial", community.people) as server:
        await raised_barely(server, part, WIDTHS[-1])  # what is cold at first must not decide
        took = {width: (await raised_barely(server, part, width))[0] for width in WIDTHS}
    tell(", ".join(f"{width} at a time: {seconds:.1f} s" for width, seconds in took.items()))
    return min(took, key=lambda width: took[width])


def _part(wanted: Desired) -> Desired:
    """Return a few rooms, with a few seats each, that name no others."""
    chosen = [room for room in wanted.rooms.values() if len(room.seats) >= TRIAL_SEATS][:TRIAL_ROOMS]
    return Desired(at=wanted.at, rooms={room.key: _alone(room) for room in chosen})


def _alone(room: DesiredRoom) -> DesiredRoom:
    look = replace(room.look, join_rule=JoinRule.INVITE, allow=frozenset())
    return replace(room, look=look, parents=(), seats=dict(islice(room.seats.items(), TRIAL_SEATS)))
