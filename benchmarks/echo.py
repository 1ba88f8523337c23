"""A command and its answer in an encrypted room, against a bare loop that answers with a fixed text."""

import secrets
import tempfile
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path

from benchmarks.asking import Asker
from benchmarks.common import Figure, Figures, median, p95
from benchmarks.side import Side
from kit.ids import RoomId, UserId
from provisioning.homeserver.embedded import EmbeddedHomeserver, free_port
from provisioning.homeserver.someone import sign_in_someone

BLOCK = 20
"""Questions asked of one side before it is the other's turn, so that both meet the same machine."""
COMMAND = "!echo say something"
ENCRYPTED = {
    "type": "m.room.encryption",
    "state_key": "",
    "content": {"algorithm": "m.megolm.v1.aes-sha2"},
}


async def measure(*, rounds: int) -> Figures:
    """Return medians of ``rounds`` answers of each side, and their ratio."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="palais-echo-")))
        server = EmbeddedHomeserver(folder / "server", port=free_port(18_200), bot_names=("echo",))
        await server.start()
        stack.push_async_callback(server.stop)
        return await _compare(server, folder, rounds, stack)


async def _compare(server: EmbeddedHomeserver, folder: Path, rounds: int, stack: AsyncExitStack) -> Figures:
    password = secrets.token_urlsafe()
    ada = await server.create_account("ada", password, "Ada")
    loop = await server.create_account("loop", password, "Bare loop")
    echo = UserId(f"@echo:{server.server_name}")
    theirs = Side("benchmarks.bare", [server.url, loop, str(folder / "bare")], password, folder / "bare.log")
    ours = Side(
        "benchmarks.ours",
        [server.url, echo, str(folder / "ours")],
        server.bots_registration.as_token,
        folder / "ours.log",
    )
    for side in (theirs, ours):
        await stack.enter_async_context(side)
        await side.says("ready")
    rooms = [await room_of_two(server, ada, bot, password) for bot in (loop, echo)]
    asker = await stack.enter_async_context(Asker(server.url, ada, password, folder / "ada"))
    for room, bot in zip(rooms, (loop, echo), strict=True):
        await asker.knows(room, bot)
        await asker.ask(room, COMMAND)
    return figures(*await _in_turn(asker, rooms, rounds))


async def room_of_two(server: EmbeddedHomeserver, host: UserId, bot: UserId, password: str) -> RoomId:
    """Make an encrypted room and invite the bot."""
    async with await sign_in_someone(server.url, host, password) as person:
        return await person.create_room(preset="private_chat", initial_state=[ENCRYPTED], invite=[bot])


async def _in_turn(asker: Asker, rooms: Sequence[str], rounds: int) -> tuple[list[float], list[float]]:
    """Ask one side for a block, then the other, until both have answered ``rounds`` times."""
    times: tuple[list[float], list[float]] = ([], [])
    while len(times[-1]) < rounds:
        for room, side in zip(rooms, times, strict=True):
            for _ in range(min(BLOCK, rounds - len(side))):
                side.append(await asker.ask(room, COMMAND))
    return times


def figures(theirs: Sequence[float], ours: Sequence[float]) -> Figures:
    """Return what the answers' times amount to."""
    return {
        "echo_ratio": Figure(median(ours) / median(theirs), "ratio", 1.5),
        "p95_ratio": Figure(p95(ours) / p95(theirs), "ratio"),
        "ours_ms": Figure(median(ours) * 1000, "ms"),
        "ours_p95_ms": Figure(p95(ours) * 1000, "ms"),
        "bare_ms": Figure(median(theirs) * 1000, "ms"),
        "bare_p95_ms": Figure(p95(theirs) * 1000, "ms"),
    }
