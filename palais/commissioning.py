"""Has a bot do something for the operator: in the platform that runs, else here and now."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Any

from kit.clock import SystemClock
from kit.errors import Trouble
from kit.ids import BotName
from kit.part import Bot, Part, Ports
from kit.ports import Matrix
from kit.settings import bot_settings
from palais.errands import kind_of
from palais.ground import all_bots
from palais.house import House, opened_database
from palais.planning import Desk, reached_house
from palais.running import account_of
from provisioning.handing import follow
from provisioning.loading import Loaded
from provisioning.register.directory import RegisterDirectory
from provisioning.shape import Desired
from provisioning.store import StoredBans, WorkList


async def commissioned(
    desk: Desk, bot: BotName, errand: str, asked: Mapping[str, Any], *, by: str
) -> dict[str, Any]:
    """Have one errand of a bot done; ``work`` is asked where nobody else will do what is left waiting."""
    if desk.state.is_held():
        async with opened_database(desk.state, desk.settings) as database:
            work = WorkList(database, SystemClock())
            number = await work.add(kind_of(bot, errand), asked, by)
            return dict(await follow(work, number, alive=desk.state.is_held))
    loaded = await asyncio.to_thread(desk.loaded)
    async with reached_house(desk, to_change=True) as house:
        known = all_bots()[bot]
        async with account_of(house, known) as matrix:
            part = await known.start(_ports(house, known, loaded, matrix))
            async with _working(part):
                return dict(await part.errands[errand]({**asked, "work": True}))


@asynccontextmanager
async def _working(part: Part) -> AsyncIterator[None]:
    """Let the part's own work run for as long as the block lasts."""
    working = None if part.works is None else asyncio.ensure_future(part.works())
    try:
        yield
    finally:
        if working is not None:
            working.cancel()
            with suppress(asyncio.CancelledError):
                await working


def _unknown() -> Desired:
    raise Trouble("nobody can be banned by an errand")


def _ports(house: House, bot: Bot, loaded: Loaded, matrix: Matrix) -> Ports:
    return Ports(
        matrix=matrix,
        people=RegisterDirectory(loaded.community, loaded.register, house.ground.server_name),
        rooms=house.rooms,
        bans=StoredBans(house.database, house.office.homeserver, house.rooms, house.clock, _unknown),
        database=house.database,
        clock=house.clock,
        state=house.state.bot(bot.name),
        settings=bot_settings(house.settings, bot.name, bot.settings) if bot.settings else None,
        bots=tuple(all_bots().values()),
    )
