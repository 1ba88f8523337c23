"""What follows when somebody presses something under an answer: a narrower answer, more of it, its files."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

import structlog

from bots.library.answering.answers import FILES, MORE, NUMBERS
from bots.library.answering.finding import Finding
from bots.library.answering.sending import Sending
from bots.library.keeping.offering import KEPT, Offer, Offers
from bots.library.questions.asking import Inquiry
from bots.library.questions.turns import Choices, Turn
from kit.errors import SignedOut
from kit.events import ReactionHeard
from kit.ids import EventId, UserId
from kit.ports import Clock, People

log = structlog.stdlib.get_logger("palais.library")

SELECTOR = "\N{VARIATION SELECTOR-16}"
MOST_WAITING, MOST_OF_ONE = 500, 10
"""How many may wait for what they pressed, and how much of that may be one person's."""

PATIENCE = 300.0


@dataclass(frozen=True, slots=True)
class Press:
    """Somebody pressed something under a message."""

    target: EventId
    emoji: str
    heard: ReactionHeard


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressing:
    """Does what people press, beside everything else; each answer's choice is done once.

    Reactions are not encrypted, so the server could make them up: what they bring goes only to those who may
    have it anyway, judged anew.
    """

    finding: Finding
    sending: Sending
    offers: Offers
    people: People
    clock: Clock
    answering: asyncio.Queue[Press] = field(default_factory=lambda: asyncio.Queue(MOST_WAITING))
    fetching: asyncio.Queue[Press] = field(default_factory=lambda: asyncio.Queue(MOST_WAITING))
    waiting: Counter[UserId] = field(default_factory=Counter)

    def hear(self, heard: ReactionHeard) -> None:
        """Take a reaction that may be to an answer of ours."""
        emoji = _known(heard.emoji)
        if emoji is None or self.waiting[heard.sender] >= MOST_OF_ONE:
            return
        queue = self.fetching if emoji == FILES else self.answering
        try:
            queue.put_nowait(Press(heard.target, emoji, heard))
        except asyncio.QueueFull:
            log.warning("too many press at once", event_id=heard.target)
        else:
            self.waiting[heard.sender] += 1

    async def answer(self) -> None:
        """Answer what is pressed, for as long as the bot runs."""
        while True:
            await self.one(self.answering)

    async def fetch(self) -> None:
        """Send the files that are asked for, for as long as the bot runs."""
        while True:
            await self.one(self.fetching)

    async def one(self, queue: asyncio.Queue[Press]) -> None:
        """Do what was pressed next; whatever fails holds up nobody else."""
        press = await queue.get()
        try:
            async with asyncio.timeout(PATIENCE):
                await self._done(press, self._send if queue is self.fetching else self._answer)
        except SignedOut:
            raise
        except Exception as failure:  # noqa: BLE001 - whatever it is, the next one gets what they pressed
            log.warning("could not do what was pressed", event_id=press.target, because=repr(failure))
        finally:
            self.waiting[press.heard.sender] -= 1
            if not self.waiting[press.heard.sender]:
                del self.waiting[press.heard.sender]

    async def _done(self, press: Press, doing: Callable[[Press, Offer, Choices], Awaitable[None]]) -> None:
        offer = await self.offers.of(press.target)
        if offer is None or offer.room != press.heard.room or self.clock.now() - offer.at > KEPT:
            return
        if offer.direct and press.heard.sender != offer.asker:
            return
        await doing(press, offer, Choices.of(offer))

    async def _send(self, press: Press, offer: Offer, choices: Choices) -> None:
        user = press.heard.sender
        await self.sending.send(offer.event, choices.shown, user, self.people.language(user))

    async def _answer(self, press: Press, offer: Offer, choices: Choices) -> None:
        """Give the next answer, once for each choice; in a room it is judged for all who read there."""
        if press.emoji in choices.pressed:
            return
        turn = self._turn(press, offer, choices)
        if turn is None:
            return
        if offer.direct and offer.asked_in != offer.room:
            await self.finding.tell_asker(await self.finding.rest_of(turn))
        else:
            await self.finding.answered(turn)
        done = replace(choices, pressed=(*choices.pressed, press.emoji))
        await self.offers.keep(replace(offer, choices=done.kept()))

    def _turn(self, press: Press, offer: Offer, choices: Choices) -> Turn | None:
        """Return what was asked by pressing, ``None`` where the answer offers no such thing."""
        inquiry, before = Inquiry.recalled(offer.query), (*choices.before, *choices.shown)
        if press.emoji != MORE:
            number = NUMBERS.index(press.emoji)
            if number >= len(choices.facets):
                return None
            narrowed = (*inquiry.narrowed, choices.facets[number])
            inquiry, before = replace(inquiry, narrowed=narrowed), ()
        user = press.heard.sender
        return Turn(
            inquiry=inquiry,
            asker=user,
            language=self.people.language(user),
            room=offer.room,
            asked_in=offer.asked_in,
            direct=offer.direct,
            encrypted=True,
            cause=f"{offer.event}:{press.emoji}",
            thread=choices.thread,
            replies_to=offer.event,
            before=before,
            pressed=True,
            proven=choices.proven,
        )


def _known(emoji: str) -> str | None:
    """Return what of ours was pressed: clients write the same sign with or without a selector."""
    bare = emoji.replace(SELECTOR, "")
    return next((ours for ours in (*NUMBERS, MORE, FILES) if ours.replace(SELECTOR, "") == bare), None)
