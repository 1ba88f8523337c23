"""Handing work to the platform that runs, and following it there: one applier, however many commands."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from kit.errors import Trouble
from provisioning.apply import Done, Telling
from provisioning.loading import Loaded
from provisioning.plan import HoldId
from provisioning.plan.words import words
from provisioning.register.changes import Change, entered_by
from provisioning.store.inputs import Inputs
from provisioning.store.work import Progress, Work, WorkList, WorkState

APPLY = "apply"


TOLD_EVERY = 0.25
"""Seconds between two words on how far handed-over work is."""


class HandedBack(Trouble):
    """The platform could not do the work that it was handed; the message is its own."""


async def hand_over(
    work: WorkList,
    loaded: Loaded,
    *,
    by: str,
    confirmed: AbstractSet[HoldId] = frozenset(),
    expected: str | None = None,
) -> int:
    """Ask the running platform to apply these very files; returns the number to follow."""
    asked = {
        "files": dict(loaded.inputs.files),
        "changes": [change.as_json() for change in entered_by(loaded.inputs.proposed, by)],
        "confirmed": sorted(confirmed),
        "expected": expected,
    }
    return await work.add(APPLY, asked, by)


async def follow(
    work: WorkList,
    number: int,
    *,
    alive: Callable[[], bool],
    progress: Callable[[Progress], None] | None = None,
    every: float = 0.2,
) -> Mapping[str, Any]:
    """Show how the work goes and return its result, a receipt in JSON's own types.

    ``alive`` says whether the platform still runs. Raises :class:`HandedBack` where it could not do it.
    """
    last = 0
    while True:
        there = await asyncio.to_thread(alive)
        piece = await work.get(number)
        for line in await work.told(number, after=last):
            last = line.number
            if progress is not None:
                progress(line)
        if piece is not None and piece.state.ended:
            return _result(piece)
        if not there:
            await work.withdraw(number)
            raise HandedBack("the platform has stopped; give the command again and the work is completed")
        await asyncio.sleep(every)


def _result(piece: Work) -> Mapping[str, Any]:
    result = piece.result or {}
    if piece.state is WorkState.FAILED:
        raise HandedBack(str(result.get("error", "it failed and did not say why")))
    return result


async def take_work(
    work: WorkList,
    do: Callable[[Work], Awaitable[Mapping[str, Any]]],
    kinds: Collection[str] = frozenset({APPLY}),
) -> bool:
    """Do the oldest piece of some kinds that waits, if there is one, and say how it ended."""
    piece = await work.take(kinds)
    if piece is None:
        return False
    try:
        result = await do(piece)
    except Trouble as trouble:
        await work.end(piece.id, WorkState.FAILED, {"error": str(trouble)})
    except BaseException:
        await work.end(piece.id, WorkState.FAILED, {"error": "the platform failed; its log says how"})
        raise
    else:
        await work.end(piece.id, WorkState.DONE, result)
    return True


def telling(work: WorkList, piece: Work) -> Telling:
    """Return what writes down how far a piece of work is, every now and then and at its end."""
    last = 0.0

    async def progress(done: Done) -> None:
        nonlocal last
        now = asyncio.get_running_loop().time()
        if now - last > TOLD_EVERY or done.number == done.total:
            last = now
            await work.tell(piece.id, done.number, done.total, words(done.step))

    return progress


def files_of(piece: Work) -> Inputs:
    """Return the files that were handed over."""
    files = {str(name): str(text) for name, text in piece.asked["files"].items()}
    return Inputs(files, proposed=tuple(map(Change.from_json, piece.asked.get("changes", ()))))
