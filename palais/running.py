"""Gives the parts what they stand on and keeps them running, in a :mod:`palais.house` put together."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

import structlog

from kit.effects import Say
from kit.errors import Trouble
from kit.ids import BotName
from kit.jobs import Jobs
from kit.matrix import Account, NioMatrix, signed_in
from kit.part import Bot, Ports
from kit.serving import serve
from kit.settings import bot_settings
from kit.web.health import Standing
from palais.errands import do_errands
from palais.ground import STEWARD, all_bots
from palais.house import House
from palais.trusting import SharedIdentities
from palais.worker import labour, opened_jobs
from provisioning.loading import Loaded
from provisioning.mandates import RegisterMandates
from provisioning.register.directory import RegisterDirectory
from provisioning.steward import Steward
from provisioning.store import StoredBans, WorkList

log = structlog.stdlib.get_logger("palais.running")

MANDATES = BotName("mandates")
"""The one bot that may change the register."""

LONGEST_PAUSE = 60.0
"""Seconds between two attempts to bring a bot back."""


class Voice:
    """The steward's voice: whoever is signed in as the steward at this moment speaks."""

    def __init__(self) -> None:
        self._matrix: NioMatrix | None = None
        self._there = asyncio.Event()

    def is_now(self, matrix: NioMatrix) -> None:
        """Let this sign-in speak from now on."""
        self._matrix = matrix
        self._there.set()

    async def say(self, say: Say) -> object:
        """Speak; wait for the steward to be signed in."""
        await self._there.wait()
        assert self._matrix is not None  # noqa: S101 - set together with the event
        return await self._matrix.say(say)


@dataclass(frozen=True, kw_only=True)
class Running:
    """A house whose accounts are signed in. ``ready`` is set once each of them listens.

    ``accounts`` wait to be served, ``serving`` are being served.
    """

    house: House
    steward: Steward
    voice: Voice
    people: RegisterDirectory
    bans: StoredBans
    mandates: RegisterMandates
    accounts: dict[BotName, NioMatrix]
    jobs: Jobs | None = None
    serving: dict[BotName, NioMatrix] = field(default_factory=dict)
    ready: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Serve every account and keep the community as it should be, until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.steward.run())
            if self.jobs is not None and self.house.settings.jobs.here:
                tasks.create_task(self._labour(self.jobs))
            for bot in all_bots().values():
                self.house.health.say(bot.name, Standing.STARTING)
                tasks.create_task(self._keep(bot))

    async def _labour(self, jobs: Jobs) -> None:
        """Do jobs beside the workers, as many at once as the settings say."""
        house = self.house
        await labour(jobs, house.database, house.settings, at_once=house.settings.jobs.here, grace=0.5)

    async def _keep(self, bot: Bot) -> None:
        """Serve one account; when that fails, say so and begin again, waiting a little longer each time."""
        pause = 1.0
        while True:
            began = self.house.clock.now()
            why = await self._served(bot)
            if (self.house.clock.now() - began).total_seconds() > LONGEST_PAUSE:
                pause = 1.0
            self.house.health.say(bot.name, Standing.TROUBLED, why)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _served(self, bot: Bot) -> str:
        """Serve until it ends; return why it did."""
        try:
            async with AsyncExitStack() as stack:
                matrix = self.accounts.pop(bot.name, None)
                if matrix is None:
                    matrix = await stack.enter_async_context(account_of(self.house, bot))
                await self._serve(bot, matrix, stack)
        except Trouble as trouble:
            log.warning("a bot stopped and begins again", bot=bot.name, why=str(trouble))
            return str(trouble)
        except Exception:
            log.exception("a bot stopped and begins again", bot=bot.name)
            return "it met something unforeseen; the log says what"
        return "it stopped listening"

    async def _serve(self, bot: Bot, matrix: NioMatrix, stack: AsyncExitStack) -> None:
        house = self.house
        self.serving[bot.name] = matrix
        stack.callback(self.serving.pop, bot.name, None)
        if bot.name == STEWARD:
            self.voice.is_now(matrix)
        part = await bot.start(self._ports(bot, matrix))
        noticing = asyncio.create_task(self._notice(bot.name, matrix))
        stack.callback(noticing.cancel)
        errands = asyncio.create_task(do_errands(WorkList(house.database, house.clock), bot.name, part))
        stack.callback(errands.cancel)
        await serve(
            matrix,
            part,
            bot,
            people=self.people,
            rooms=house.rooms,
            database=house.database,
            ours=house.ground.is_ours,
            knows=self.people.knows,
            also=self.steward.hears if bot.name == STEWARD else None,
            measures=house.measures,
        )

    def _ports(self, bot: Bot, matrix: NioMatrix) -> Ports:
        house = self.house
        return Ports(
            matrix=matrix,
            people=self.people,
            rooms=house.rooms,
            bans=self.bans,
            database=house.database,
            clock=house.clock,
            state=house.state.bot(bot.name),
            settings=bot_settings(house.settings, bot.name, bot.settings) if bot.settings else None,
            bots=tuple(all_bots().values()),
            identities=SharedIdentities(matrix, self.serving),
            mailer=house.mailer,
            mandates=self.mandates if bot.name == MANDATES else None,
            accounts=house.office.homeserver if bot.name == MANDATES else None,
            jobs=self.jobs,
        )

    async def _notice(self, name: BotName, matrix: NioMatrix) -> None:
        await matrix.followed()
        self.house.health.say(name, Standing.READY)
        if self.house.health.ready:
            self.ready.set()


@asynccontextmanager
async def signed_in_house(house: House, loaded: Loaded) -> AsyncIterator[Running]:
    """Sign in every account and put the platform together; nothing is served yet."""
    async with AsyncExitStack() as stack:
        jobs = await stack.enter_async_context(opened_jobs(house.state, house.settings, house.database))
        accounts = {
            name: await stack.enter_async_context(account_of(house, bot)) for name, bot in all_bots().items()
        }
        people = RegisterDirectory(loaded.community, loaded.register, house.ground.server_name)
        voice = Voice()
        steward = Steward(
            house.office, voice.say, renewed=lambda now: people.renew(now.community, now.register)
        )
        bans = StoredBans(
            house.database, house.office.homeserver, house.rooms, house.clock, lambda: steward.desired
        )
        mandates = RegisterMandates(steward=steward, clock=house.clock, server_name=house.ground.server_name)
        yield Running(
            house=house,
            steward=steward,
            voice=voice,
            people=people,
            bans=bans,
            mandates=mandates,
            accounts=accounts,
            jobs=jobs,
        )


def account_of(house: House, bot: Bot) -> AbstractAsyncContextManager[NioMatrix]:
    """Return a bot's account, signed in for as long as the block lasts."""
    account = Account(
        homeserver=house.ground.url,
        user=house.ground.user(bot.name),
        token=house.ground.registration(bot.name).as_token,
        display_name=bot.title.en,
    )
    folder = house.state.bot(bot.name) / "keys"
    return signed_in(account, database=house.database, folder=folder, record_of=house.rooms.record)
