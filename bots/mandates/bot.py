"""The bot that verifies people and tells them what they hold, put together from its pieces.

Each piece is a module with ``async def open_…(ports: Ports) -> Part`` of its own commands, ears and work.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from bots.mandates import words
from bots.mandates.colleagues import open_colleagues
from bots.mandates.ending.piece import open_endings
from bots.mandates.settings import MandatesSettings
from bots.mandates.status import open_status
from bots.mandates.verification import open_verification
from kit.effects import Effect
from kit.events import Event, InvitedHeard
from kit.ids import BotName
from kit.part import Bot, Part, Ports

NAME = BotName("mandates")
CALLED = "mandate"

PIECES: tuple[Callable[[Ports], Awaitable[Part]], ...] = (
    open_verification,
    open_status,
    open_colleagues,
    open_endings,
)
"""What opens each piece, in the order in which their commands are shown."""


async def start(ports: Ports) -> Part:
    """Open every piece."""
    return together([await opening(ports) for opening in PIECES])


def together(pieces: Sequence[Part]) -> Part:
    """Return the pieces as one: each hears everything, and one answers plain sentences."""
    ears = [piece.hears for piece in pieces if piece.hears is not None]
    labours = [piece.works for piece in pieces if piece.works is not None]

    async def hears(event: Event) -> Sequence[Effect]:
        return [effect for ear in ears for effect in await ear(event)]

    def accepts(invited: InvitedHeard) -> bool:
        return any(piece.accepts(invited) for piece in pieces if piece.accepts is not None)

    async def works() -> None:
        try:
            async with asyncio.TaskGroup() as tasks:
                for labour in labours:
                    tasks.create_task(_working(labour))
        except ExceptionGroup as group:
            raise _first(group) from group

    return Part(
        commands=tuple(command for piece in pieces for command in piece.commands),
        sentence=next((piece.sentence for piece in pieces if piece.sentence is not None), None),
        hears=hears,
        works=works if labours else None,
        accepts=accepts,
    )


def _first(problem: Exception) -> Exception:
    """Return what went wrong first: pieces may have several labours of their own."""
    return _first(problem.exceptions[0]) if isinstance(problem, ExceptionGroup) else problem


async def _working(labour: Callable[[], Awaitable[None]]) -> None:
    await labour()


BOT = Bot(
    name=NAME,
    called=CALLED,
    title=words.TITLE,
    about=words.ABOUT,
    reads=words.READS,
    start=start,
    settings=MandatesSettings,
)
