"""Does what bots hand over, in the platform itself or in a process of its own on any machine."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import structlog
from rich.console import Console
from sqlalchemy.exc import OperationalError

from kit.clock import SystemClock
from kit.database import Database, open_database
from kit.errors import BadInput
from kit.jobs import Jobs, Parcels, Seal, Task, Workplace, make_key, open_queue, read_key
from kit.jobs.queue import GRACE, HEARTBEAT, LOST_AFTER
from kit.settings import Settings, bot_settings
from palais.ground import all_bots
from palais.migrations import is_newest
from palais.state import State

log = structlog.stdlib.get_logger("palais.worker")

PAUSE = 5.0
"""Seconds after which a worker begins again that the database sent away."""

NO_POSTGRES = (
    "workers share their work through PostgreSQL: set database.url to one, for the platform and its workers. "
    "Without it “palais run” reads files itself"
)


def key_file(state: State, settings: Settings) -> Path:
    """Return where the key is that seals what waits for workers."""
    return settings.jobs.key or state.jobs_key


@asynccontextmanager
async def opened_jobs(state: State, settings: Settings, database: Database) -> AsyncIterator[Jobs | None]:
    """Give the platform its queue; ``None`` on SQLite, where it does all its work itself."""
    if database.engine.dialect.name != "postgresql":
        yield None
        return
    key = await asyncio.to_thread(make_key, key_file(state, settings))
    parcels = Parcels(database, Seal(key), SystemClock())
    await parcels.leave_probe()
    async with open_queue(database, make=True) as queue:
        yield Jobs(parcels=parcels, queue=queue, at_once=settings.jobs.at_once)


@asynccontextmanager
async def opened_for_worker(state: State, settings: Settings) -> AsyncIterator[tuple[Jobs, Database]]:
    """Give a worker the platform's queue. Raises :class:`BadInput` where it cannot serve this platform."""
    url = settings.database.url
    if url is None:
        raise BadInput(NO_POSTGRES)
    database = await asyncio.to_thread(open_database, url.get_secret_value())
    try:
        if database.engine.dialect.name != "postgresql":
            raise BadInput(NO_POSTGRES)
        if not await is_newest(database):
            raise BadInput(
                "the platform's database cannot be reached, or is of another version: install the same "
                "version of Palais here, and start “palais run” before its workers"
            )
        key = await asyncio.to_thread(read_key, key_file(state, settings))
        parcels = Parcels(database, Seal(key), SystemClock())
        await parcels.probe()
        async with open_queue(database, make=False) as queue:
            yield Jobs(parcels=parcels, queue=queue, at_once=settings.jobs.at_once), database
    finally:
        await database.close()


async def labour(
    jobs: Jobs,
    database: Database,
    settings: Settings,
    *,
    at_once: int,
    grace: float = GRACE,
    heartbeat: float = HEARTBEAT,
    lost_after: float = LOST_AFTER,
) -> None:
    """Do what all bots hand over until cancelled; where the database goes away, wait for it."""
    async with AsyncExitStack() as stack:
        tasks: dict[str, Task] = {}
        for bot in (await asyncio.to_thread(all_bots)).values():
            if bot.workshop is not None:
                known = bot_settings(settings, bot.name, bot.settings) if bot.settings else None
                place = Workplace(database=database, parcels=jobs.parcels, at_once=at_once, settings=known)
                tasks |= await stack.enter_async_context(bot.workshop(place))
        while True:
            try:
                await jobs.queue.work(
                    tasks, at_once=at_once, grace=grace, heartbeat=heartbeat, lost_after=lost_after
                )
            except* (OSError, OperationalError, _queue_failure()) as group:
                log.warning("a worker begins again", because=type(group.exceptions[0]).__name__)
            await asyncio.sleep(PAUSE)


def _queue_failure() -> type[Exception]:
    from procrastinate.exceptions import ProcrastinateException

    return ProcrastinateException


async def work_here(state: State, settings: Settings, console: Console, *, at_once: int) -> None:
    """Be a worker until interrupted."""
    from palais.up import until_interrupted

    async with until_interrupted(console), opened_for_worker(state, settings) as (jobs, database):
        console.print(f"Reading files for the platform, {at_once} side by side, until Ctrl-C.")
        log.info("a worker begins", at_once=at_once)
        await labour(jobs, database, settings, at_once=at_once)
