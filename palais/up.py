"""Raises a community and serves it in the foreground, on a homeserver of our own or on a given one."""

import asyncio
import signal
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

import structlog
from rich.console import Console, RenderableType

from kit.errors import Trouble
from kit.settings import Settings, WebSettings
from palais.admission import admitted
from palais.ground import Ground, all_bots, configured_ground, embedded_ground
from palais.house import House, opened_house
from palais.mailbox import Post, opened_post
from palais.pages import opened_pages
from palais.panel import SampleAccount, ready_panel, running_panel, worth_showing
from palais.ready import remove_ready, write_ready
from palais.running import Running, signed_in_house
from palais.sample_people import sample_accounts
from palais.showing import Stages
from palais.state import State
from provisioning.apply import Done
from provisioning.homeserver.embedded import EmbeddedHomeserver
from provisioning.loading import Loaded, load
from provisioning.office import Receipt

log = structlog.stdlib.get_logger("palais.up")
T = TypeVar("T")

AGAIN_AFTER = 10.0
"""Seconds between two attempts to bring our own homeserver back."""


async def serve_here(
    state: State, community: Path, settings: Settings, console: Console, *, port: int | None
) -> None:
    """Raise the community and serve it until interrupted.

    With a ``port`` the homeserver is our own and has accounts for the sample's people; without one it is
    the homeserver of the settings, whose people sign in as they always do.
    """
    stages = Stages(console)
    with state.held():
        remove_ready(state)
        async with until_interrupted(console), AsyncExitStack() as stack:
            with stages.shown():
                raising = Raising(state=state, settings=settings, stages=stages, stack=stack)
                loaded = await raising.loaded(community)
                ground = await raising.ground(port)
                post = await raising.post(ground)
                house = await raising.house(ground, post)
                accounts = await raising.accounts(ground, loaded, house)
                running = await raising.signed_in(house, loaded)
                receipt = await raising.applied(running, loaded)
                pages, mailbox = await raising.pages(house, post)
                serving = await raising.serving(running, ground)
            stack.callback(remove_ready, state)
            await asyncio.to_thread(write_ready, state, ground, accounts, house.rooms, mailbox)
            await asyncio.to_thread(state.remember, community=str(community), port=port)
            rooms = len(house.rooms.all)
            console.print(_closing_panel(ground, loaded, accounts, rooms=rooms, mailbox=mailbox))
            _mention(console, ground, receipt, asked=port)
            _mention_pages(console, pages, settings.web)
            await _end_of(serving)


class Raising:
    """The stages of a start, each shown; what they open is closed with the stack, in reverse order."""

    def __init__(self, *, state: State, settings: Settings, stages: Stages, stack: AsyncExitStack) -> None:
        self._state = state
        self._settings = settings
        self._stages = stages
        self._stack = stack

    async def loaded(self, community: Path) -> Loaded:
        """Read the files; every mistake in them is told at once."""
        with self._stages.stage("Reading the community"):
            return await asyncio.to_thread(load, community, bots=frozenset(all_bots()))

    async def ground(self, port: int | None) -> Ground:
        """Start our own homeserver, or take the one of the settings."""
        if port is None:
            return await self._given_ground()
        with self._stages.stage("Starting the homeserver"):
            return await self._open(embedded_ground(self._state, port))

    async def _given_ground(self) -> Ground:
        ground = configured_ground(self._settings)
        with self._stages.stage("Asking the homeserver"):
            await admitted(ground)
        return ground

    async def post(self, ground: Ground) -> Post:
        """Find out where mails go; on a homeserver of our own they may stay here."""
        ours = ground.embedded is not None
        return await self._open(opened_post(self._state.mail, self._settings.mail, trying=ours))

    async def house(self, ground: Ground, post: Post) -> House:
        """Open the database and the steward's door."""
        with self._stages.stage("Opening the database"):
            return await self._open(opened_house(self._state, self._settings, ground, mailer=post.mailer))

    async def accounts(self, ground: Ground, loaded: Loaded, house: House) -> Sequence[SampleAccount]:
        """Make the accounts of the sample's people on a homeserver of our own."""
        if ground.embedded is None:
            return ()
        with self._stages.stage("Accounts for the sample people") as stage:
            now = house.clock.now()
            return await sample_accounts(self._state, ground.embedded, loaded.register, now, stage.at)

    async def signed_in(self, house: House, loaded: Loaded) -> Running:
        """Sign the steward and the bots in."""
        with self._stages.stage("Signing in the bots"):
            return await self._open(signed_in_house(house, loaded))

    async def applied(self, running: Running, loaded: Loaded) -> Receipt:
        """Carry out what the files want."""
        with self._stages.stage("Rooms and seats") as stage:

            def progress(done: Done) -> None:
                stage.at(done.number, done.total)

            return await running.steward.apply(loaded, by="palais up", progress=progress)

    async def pages(self, house: House, post: Post) -> tuple[str, str | None]:
        """Open the pages for operators; return their address, and that of the mailbox where there is one."""
        return await self._open(opened_pages(house, post.mailbox))

    async def serving(self, running: Running, ground: Ground) -> "asyncio.Task[None]":
        """Begin to serve, and return what serves once every bot listens."""
        with self._stages.stage("Starting the bots"):
            serving = await self._open(_beside(running.run()))
            if ground.embedded is not None:
                await self._open(_beside(_kept_alive(ground.embedded)))
            ready = asyncio.create_task(running.ready.wait())
            await asyncio.wait({serving, ready}, return_when=asyncio.FIRST_COMPLETED)
            if serving.done():
                ready.cancel()
                await _end_of(serving)
            return serving

    async def _open(self, what: AbstractAsyncContextManager[T]) -> T:
        return await self._stack.enter_async_context(what)


@asynccontextmanager
async def _beside(work: Coroutine[Any, Any, None]) -> AsyncIterator["asyncio.Task[None]"]:
    """Run something beside the block, and end it with the block."""
    task = asyncio.create_task(work)
    try:
        yield task
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _end_of(serving: "asyncio.Task[None]") -> None:
    """Wait for the end of what should not end by itself, and raise what ended it."""
    await asyncio.wait({serving})
    serving.result()
    raise Trouble("the platform ended by itself; its log says why")


async def _kept_alive(server: EmbeddedHomeserver) -> None:
    """Start our own homeserver again when it dies, however often; the bots wait for it."""
    while True:
        await asyncio.sleep(0.5)
        if server.pid is not None:
            continue
        log.warning("the homeserver ended by itself and is started again")
        try:
            await server.stop()
            await server.start()
        except (Trouble, OSError) as trouble:
            log.error("the homeserver does not come up and is tried again", why=str(trouble))  # noqa: TRY400 - the sentence says it
            await asyncio.sleep(AGAIN_AFTER)


@asynccontextmanager
async def until_interrupted(console: Console) -> AsyncIterator[None]:
    """Let Ctrl-C and a polite kill end the block cleanly; a second one has no effect on the clean-up."""
    loop, task, asked = asyncio.get_running_loop(), asyncio.current_task(), False

    def stop() -> None:
        nonlocal asked
        if not asked and task is not None:
            asked = True
            console.print("Stopping …")
            task.cancel()

    for sign in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(sign, stop)
    try:
        yield
    except asyncio.CancelledError:
        if not asked:
            raise
    finally:
        for sign in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(sign)
    console.print("Stopped. Everything is kept; the next start continues here.")


def _closing_panel(
    ground: Ground, loaded: Loaded, accounts: Sequence[SampleAccount], *, rooms: int, mailbox: str | None
) -> RenderableType:
    name = loaded.community.spoken(loaded.community.name)
    if not accounts:
        return running_panel(address=ground.url, community=name, rooms=rooms, mailbox=mailbox)
    shown = worth_showing(accounts)
    return ready_panel(address=ground.url, community=name, rooms=rooms, mailbox=mailbox, accounts=shown)


def _mention(console: Console, ground: Ground, receipt: Receipt, *, asked: int | None) -> None:
    """Say what the officer should know beyond the panel."""
    if ground.embedded is not None and ground.embedded.port != asked:
        console.print(
            f"Port {asked} is in use, so the homeserver took {ground.embedded.port}.", style="yellow"
        )
    if receipt.open_holds:
        console.print(f"{len(receipt.open_holds)} change(s) wait for you: see “palais plan”.", style="yellow")
    for failed in receipt.failed:
        console.print(f"Not done: {failed.why}", style="red")


def _mention_pages(console: Console, pages: str, web: WebSettings) -> None:
    """Say where the pages for operators are, where that is not where they were wished for."""
    if not pages.endswith(f":{web.port}"):
        taken = f"Port {web.port} is in use, so " if web.port else ""
        console.print(f"{taken}/health and /metrics are at {pages}.", style="yellow")
