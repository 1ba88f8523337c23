"""Serves one account of ours: what is heard goes to its part, and what the part decides is done.

An event counts as heard only when all that follows from it is in the durable outbox, or when it is a long
command that the inbox remembers. So a crash at any moment loses nothing, and the keys of the effects keep
what is done again from being seen twice.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from sqlalchemy.exc import OperationalError

from kit import words
from kit.answering import Answerer, Question
from kit.database import Database
from kit.errors import RateLimited, SignedOut, Unreachable
from kit.events import Event, Heard, InvitedHeard, MemberHeard, MessageHeard, StateHeard
from kit.ids import EventId, RoomId, UserId
from kit.inbox import Inbox
from kit.inviting import either, enter_soon, entered, from_ours
from kit.part import Bot, Part
from kit.perform import perform
from kit.ports import Matrix, People, Rooms
from kit.web.measures import Measures

AT_ONCE = 8
"""How many commands of one account run side by side."""

MOST_ASKED = 50
"""How many questions of one person wait for their answers; who asks more is asked to wait."""

GOOD_STRETCH = 60.0
"""Seconds of a part's own work after which a failure counts as the first one again."""

LONGEST_PAUSE = 60.0
FIRST_PAUSE = 0.5
PASSING = (Unreachable, RateLimited, OperationalError)
"""Failures that pass: the server restarts, the disk is full, another process holds the database."""


async def serve(
    matrix: Matrix,
    part: Part,
    bot: Bot,
    *,
    people: People,
    rooms: Rooms,
    database: Database,
    ours: Callable[[UserId], bool],
    accepts: Callable[[InvitedHeard], bool] | None = None,
    knows: Callable[[UserId], bool] = lambda _: False,
    also: Callable[[Event], Awaitable[None]] | None = None,
    measures: Measures | None = None,
    patience: float = 0.3,
) -> None:
    """Serve an account until cancelled.

    ``ours`` tells our own accounts, which are never answered. ``accepts`` decides on invitations; without it
    those into managed rooms, from people of this server and from those elsewhere whom it ``knows`` are
    accepted. The part may accept more. ``also`` gets every event first, our own included. A command that
    takes longer than ``patience`` seconds no longer keeps the others waiting. Raises
    :class:`kit.errors.SignedOut` when our token no longer works.
    """
    measures = measures or Measures()
    answerer = Answerer(matrix=matrix, part=part, bot=bot, people=people, rooms=rooms, measures=measures)
    try:
        async with asyncio.TaskGroup() as tasks:
            serving = Serving(
                matrix=matrix,
                answerer=answerer,
                inbox=Inbox(database, matrix.user),
                ours=ours,
                accepts=either(accepts or from_ours(matrix.user, rooms, knows), part.accepts),
                also=also,
                patience=patience,
                tasks=tasks,
            )
            beside = [tasks.create_task(serving.resume())]
            if part.works is not None:
                beside.append(tasks.create_task(serving.work(part.works)))
            await matrix.listen(serving.hear)
            for task in beside:
                task.cancel()
    except ExceptionGroup as group:
        raise group.exceptions[0] from group


def pause_after(pause: float, worked: float) -> float:
    """Return the seconds to wait after a failure, given the pause before it and how long all went well."""
    return 2 * FIRST_PAUSE if worked >= GOOD_STRETCH else min(2 * pause, LONGEST_PAUSE)


def _name_of(event: Event | None) -> str:
    return event.event if isinstance(event, Heard) else type(event).__name__


@dataclass(slots=True)
class Turn:
    """One person's questions, ``asked`` of them without an answer yet; ``told`` that they are too many."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    asked: int = 0
    told: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """One account at work."""

    matrix: Matrix
    answerer: Answerer
    inbox: Inbox
    ours: Callable[[UserId], bool]
    accepts: Callable[[InvitedHeard], bool]
    also: Callable[[Event], Awaitable[None]] | None
    patience: float
    tasks: asyncio.TaskGroup
    turns: dict[UserId, Turn] = field(default_factory=dict)
    answering: set[EventId] = field(default_factory=set)
    places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    async def hear(self, event: Event) -> None:
        """Take one event; return when nothing of it can be lost any more."""
        self.answerer.measures.heard(self.answerer.bot.name, type(event).__name__)
        if self.also is not None:
            await self.guarded(self.also(event), event)
        match event:
            case InvitedHeard():
                await self.guarded(self._invited(event), event)
            case MessageHeard() if event.notice or self.ours(event.sender):
                return
            case MessageHeard() if event.edits is None:
                await self.guarded(self._message(event), event)
            case _ if self._is_echo(event):
                return
            case _:
                await self.guarded(self._pass_on(event), event)

    async def resume(self) -> None:
        """Answer the long commands that a crash cut short."""
        for room, event in await self.inbox.kept():
            self.tasks.create_task(self._resumed(room, event))

    async def work(self, works: Callable[[], Awaitable[None]]) -> None:
        """Keep the part's own work running; after a failure it starts again, later each time in a row."""
        pause, now = FIRST_PAUSE, asyncio.get_running_loop().time
        began = now()
        while not await self.guarded(works(), None):
            pause = pause_after(pause, now() - began)
            await asyncio.sleep(pause)
            began = now()

    async def guarded(self, doing: Awaitable[None], event: Event | None) -> bool:
        """Do something and return whether it went well; a failure is reported and stops nothing else."""
        try:
            await doing
        except SignedOut:
            raise
        except Exception as problem:  # noqa: BLE001 - whatever it is, the account goes on serving
            self.answerer.report(problem, _name_of(event))
            return False
        return True

    async def _invited(self, invited: InvitedHeard) -> None:
        if self.accepts(invited) and not await entered(self.matrix, invited):
            self.tasks.create_task(self.guarded(enter_soon(self.matrix, invited.room), invited))

    def _is_echo(self, event: Event) -> bool:
        """Whether it is only what this account itself did in a timeline; its standing in rooms is news."""
        return (
            isinstance(event, Heard)
            and event.sender == self.matrix.user
            and not isinstance(event, MemberHeard | StateHeard)
        )

    async def _pass_on(self, event: Event) -> None:
        """Give the part what is not a command; while server or database fail, wait rather than lose it."""
        hears, pause = self.answerer.part.hears, FIRST_PAUSE
        if hears is None:
            return
        while True:
            try:
                await perform(await hears(event), self.matrix)
            except PASSING as problem:
                self.answerer.report(problem, _name_of(event))
                await asyncio.sleep(pause)
                pause = min(pause * 2, 30)
            else:
                return

    async def _message(self, heard: MessageHeard) -> None:
        """Wait for the answer, but not for long: then the inbox remembers it and it goes on beside."""
        question = await self.answerer.question(heard)
        if question is None:
            await self._pass_on(heard)
        elif heard.event in self.answering:
            return
        elif heard.sender in self.turns and self.turns[heard.sender].asked >= MOST_ASKED:
            await self._ask_to_wait(question)
        else:
            task = self.tasks.create_task(self._in_turn(question))
            patience = 0 if self._has_to_wait(heard.sender) else self.patience
            done, _ = await asyncio.wait({task}, timeout=patience)
            if not done:
                await self.inbox.keep(heard)
                self.tasks.create_task(self._forget_after(task, heard.event))

    def _has_to_wait(self, person: UserId) -> bool:
        return self.places.locked() or person in self.turns

    async def _ask_to_wait(self, question: Question) -> None:
        """Leave a question too many unanswered; say so once, until the person's others have answers."""
        turn = self.turns[question.heard.sender]
        if not turn.told:
            turn.told = True
            await self.answerer.decline(question, words.TOO_MANY)

    async def _in_turn(self, question: Question) -> None:
        """Answer; each person's questions keep their order."""
        heard = question.heard
        turn = self.turns.setdefault(heard.sender, Turn())
        turn.asked += 1
        self.answering.add(heard.event)
        try:
            async with turn.lock, self.places:
                with self.answerer.measures.answering(self.answerer.bot.name):
                    await self.answerer.answer(question)
        finally:
            self.answering.discard(heard.event)
            turn.asked -= 1
            if not turn.asked:
                del self.turns[heard.sender]

    async def _forget_after(self, task: asyncio.Task[None], event: EventId) -> None:
        await asyncio.wait({task})
        await self.guarded(self.inbox.forget(event), None)

    async def _resumed(self, room: RoomId, event: EventId) -> None:
        async def answered() -> None:
            heard = await self.matrix.event(room, event)
            question = await self.answerer.question(heard) if isinstance(heard, MessageHeard) else None
            if question is not None:
                await self._in_turn(question)
            await self.inbox.forget(event)

        await self.guarded(answered(), None)
