"""Does the steps of a plan: what must come first first, the rest side by side, and nothing twice.

A crash at any line leaves a homeserver from which the next plan completes: a room carries its key from the
moment it exists, and every other step is one the homeserver takes again without harm.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from kit.errors import Forbidden, NotFound, PalaisError
from kit.ids import RoomId, RoomKey, UserId
from provisioning.deeds import Deeds
from provisioning.homeserver.port import Homeserver
from provisioning.plan.order import waits_for
from provisioning.plan.steps import Step, StepId

NO_MORE = StepId("")
SIDE_BY_SIDE = 4
"""How many steps run at once; more gains nothing on a homeserver of one process."""


class Ledger(Protocol):
    """Where applying writes down, at once, what only we can know."""

    async def bind(self, key: RoomKey, room: RoomId) -> None:
        """A key stands for this room from now on."""
        ...

    async def relabelled(self, key: RoomKey) -> None:
        """The room's new classification holds from now on."""
        ...

    async def history_set(self, key: RoomKey) -> None:
        """The room's new say on who reads earlier words holds from now on."""
        ...

    async def inviting(self, key: RoomKey, user: UserId) -> None:
        """Somebody is about to get their one invitation."""
        ...

    async def invited(self, key: RoomKey, user: UserId) -> None:
        """They have it."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One step done, as the ``number``-th of ``total``."""

    step: Step
    number: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """One step that could not be done, and why; what depends on it was not begun."""

    step: Step
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of the steps; ``left`` were not begun, ``trouble`` is what stopped everything."""

    done: tuple[StepId, ...] = ()
    failed: tuple[Failed, ...] = ()
    left: tuple[StepId, ...] = ()
    trouble: BaseException | None = None


Telling = Callable[[Done], Awaitable[None] | None]


async def apply(
    steps: Mapping[StepId, Step],
    known: Mapping[RoomKey, RoomId],
    homeserver: Homeserver,
    ledger: Ledger,
    *,
    progress: Telling | None = None,
    side_by_side: int = SIDE_BY_SIDE,
) -> Outcome:
    """Do the steps and return what became of each.

    A step that the homeserver refuses stops only what depends on it. A homeserver that is gone, a token that
    no longer works or a database that cannot be written stops everything; the next plan completes it.
    """
    run = _Run(steps, Deeds(homeserver, ledger, dict(known)), progress)
    workers = [asyncio.create_task(run.work()) for _ in range(min(side_by_side, len(steps)))]
    try:
        await asyncio.gather(*workers)
    finally:
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)
    return run.outcome()


@dataclass
class _Run:
    """Steps on their way: which wait for which, and which may begin."""

    steps: Mapping[StepId, Step]
    deeds: Deeds
    progress: Telling | None
    done: list[StepId] = field(default_factory=list)
    failed: list[Failed] = field(default_factory=list)
    trouble: BaseException | None = None

    def __post_init__(self) -> None:
        self.rank = {name: number for number, name in enumerate(self.steps)}
        self.before = {name: set(waits) for name, waits in waits_for(self.steps).items()}
        self.after: dict[StepId, list[StepId]] = {}
        for name, waits in self.before.items():
            for earlier in waits:
                self.after.setdefault(earlier, []).append(name)
        self.running = 0
        self.ready: asyncio.PriorityQueue[tuple[int, StepId]] = asyncio.PriorityQueue()
        for name, waits in self.before.items():
            if not waits:
                self.ready.put_nowait((self.rank[name], name))

    async def work(self) -> None:
        """Do ready steps until none can become ready any more."""
        while True:
            self._dismiss_when_idle()
            _, name = await self.ready.get()
            if name == NO_MORE or self.trouble is not None:
                self.ready.put_nowait((-1, NO_MORE))
                return
            self.running += 1
            try:
                await self._do(name)
            finally:
                self.running -= 1

    def _dismiss_when_idle(self) -> None:
        if self.running == 0 and self.ready.empty():
            self.ready.put_nowait((-1, NO_MORE))

    async def _do(self, name: StepId) -> None:
        step = self.steps[name]
        try:
            await self.deeds.do(step)
            self.done.append(name)
            self._release(name)
            await self._tell(step)
        except (Forbidden, NotFound) as refused:
            self.failed.append(Failed(step=step, why=str(refused)))
        except Exception as trouble:  # noqa: BLE001 - given back in the outcome, after all else has ended
            known = isinstance(trouble, PalaisError)
            self.failed.append(Failed(step=step, why=str(trouble) if known else repr(trouble)))
            self.trouble = self.trouble or trouble

    def _release(self, name: StepId) -> None:
        for later in self.after.get(name, ()):
            self.before[later].discard(name)
            if not self.before[later]:
                self.ready.put_nowait((self.rank[later], later))

    async def _tell(self, step: Step) -> None:
        if self.progress is not None:
            telling = self.progress(Done(step=step, number=len(self.done), total=len(self.steps)))
            if telling is not None:
                await telling

    def outcome(self) -> Outcome:
        """Return what became of the steps."""
        tried = {*self.done, *(name for name, step in self.steps.items() if self._has_failed(step))}
        left = tuple(name for name in self.steps if name not in tried)
        return Outcome(done=tuple(self.done), failed=tuple(self.failed), left=left, trouble=self.trouble)

    def _has_failed(self, step: Step) -> bool:
        return any(failed.step is step for failed in self.failed)
