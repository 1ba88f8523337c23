"""The house that every command enters: the database, the homeserver behind its door, and what was kept."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

from kit.clock import SystemClock
from kit.database import Database, open_database
from kit.mail import NoMailer, mailer_of
from kit.ports import Clock, Mailer
from kit.settings import Settings
from kit.web.health import Health
from kit.web.measures import Measures
from palais.ground import Ground
from palais.migrations import migrate
from palais.state import State
from provisioning.homeserver.synapse import open_synapse
from provisioning.office import Office
from provisioning.store import StoredRooms


@dataclass(frozen=True, kw_only=True)
class House:
    """A platform put together, ready to be asked or run."""

    state: State
    settings: Settings
    ground: Ground
    database: Database
    clock: Clock
    rooms: StoredRooms
    office: Office
    mailer: Mailer = field(default_factory=NoMailer)
    health: Health = field(default_factory=Health)
    measures: Measures = field(default_factory=Measures)


@asynccontextmanager
async def opened_database(state: State, settings: Settings) -> AsyncIterator[Database]:
    """Open the platform's database, brought to its newest shape."""
    await asyncio.to_thread(state.prepare)
    url = settings.database.url
    place = url.get_secret_value() if url else state.database
    database = await asyncio.to_thread(open_database, place)
    try:
        await migrate(database)
        yield database
    finally:
        await database.close()


@asynccontextmanager
async def opened_house(
    state: State, settings: Settings, ground: Ground, *, mailer: Mailer | None = None
) -> AsyncIterator[House]:
    """Put together what every command that looks at the homeserver stands on.

    Without a ``mailer`` mails go where the settings say.
    """
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(opened_database(state, settings))
        homeserver = await stack.enter_async_context(
            open_synapse(ground.url, ground.steward, ground.server_name)
        )
        clock = SystemClock()
        rooms = StoredRooms(database)
        await rooms.load()
        office = Office(
            database=database, homeserver=homeserver, clock=clock, rooms=rooms, bots=ground.seats()
        )
        yield House(
            state=state,
            settings=settings,
            ground=ground,
            database=database,
            clock=clock,
            rooms=rooms,
            office=office,
            mailer=mailer or mailer_of(settings.mail, clock),
        )
