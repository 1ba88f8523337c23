"""Shows cards in the stewards' room, and does what was decided: each thing once, whatever crashes between."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

import structlog

from bots.mandates.deciding import words
from bots.mandates.deciding.cards import Card, CardKind, CardState, Matter
from bots.mandates.deciding.commands import NO, YES
from bots.mandates.deciding.pages import Facts, accounts_of, card_page, decided_page
from bots.mandates.deciding.store import Cards
from bots.mandates.pages import Reader, reader
from bots.mandates.pointers import Pointers
from bots.mandates.rules import Vote
from bots.mandates.settings import MandatesSettings
from bots.mandates.speaking import Speaking
from bots.mandates.staff import Staff
from bots.mandates.verifying.kept import KeptCodes
from bots.mandates.watching.lookalikes import Lookalikes
from kit.effects import Edit, React, Say
from kit.errors import MatrixFailure, PalaisError, Refusal, SignedOut
from kit.ids import Language, PersonKey
from kit.message import saying
from kit.ports import Accounts, Clock, Mandates, Matrix, People, RoomRecord

log = structlog.stdlib.get_logger("palais.mandates")

MOST_SHOWN = 30
"""How many cards of people who ask to be known stand open in the stewards' room; more wait until some are
decided. Accounts that are to be taken from their person never wait: only staff ask for that."""

TOLD = {CardState.REFUSED: words.REFUSED_TOLD, CardState.LAPSED: words.LAPSED_TOLD}
"""What who asked is told where they did not become known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settling:
    """The clerk of the stewards' room."""

    matrix: Matrix
    mandates: Mandates
    people: People
    accounts: Accounts | None
    cards: Cards
    codes: KeptCodes
    staff: Staff
    speaking: Speaking
    lookalikes: Lookalikes
    clock: Clock
    settings: MandatesSettings
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def work(self) -> None:
        """Do all that is to be done; what fails is tried again and keeps nothing else waiting."""
        await self._close()
        await self.show()
        for card in await self.cards.waiting():
            await self._trying(card, self._attend)

    async def show(self) -> None:
        """Show the cards that are not shown yet; when this returns, it is known where each one stands."""
        async with self.turn:
            unshown = await self.cards.unshown()
            shown = await self.cards.on_show(CardKind.REVIEW) if unshown else 0
            for card in _next(unshown, MOST_SHOWN - shown):
                await self._trying(card, self._show)

    async def _trying(self, card: Card, doing: Callable[[Card], Awaitable[None]]) -> None:
        try:
            await doing(card)
        except SignedOut:
            raise
        except PalaisError as problem:
            log.warning("a card waits", card=card.id, because=type(problem).__name__, exc_info=problem)

    async def _close(self) -> None:
        """End what need not be decided any more."""
        lapsed = self.clock.now() - timedelta(days=self.settings.review_days)
        for card in await self.cards.open():
            known = self.mandates.owner(card.matter.user) is not None
            if known is (card.matter.kind is CardKind.REVIEW):
                await self.cards.close(card.id, CardState.VOID)
            elif card.matter.at < lapsed:
                await self.cards.close(card.id, CardState.LAPSED)

    async def _attend(self, card: Card) -> None:
        if card.state is CardState.APPROVED and not card.settled:
            await self._carry_out(card)
        now = await self.cards.get(card.id) or card
        if now.event is not None and now.drawn < now.revision:
            await self._draw(now)
        if now.state is not CardState.OPEN and not now.settled:
            await self._tell(now)
            await self.cards.settle(now.id)

    async def _show(self, card: Card) -> None:
        room = await self.staff.room()
        if room is None:
            return
        facts = await self._facts(card)
        page = await asyncio.to_thread(card_page, card, facts, self._reader(room))
        event = await self.matrix.say(Say(room=room.room, message=page, key=f"card:{card.id}"))
        await self.cards.show(card.id, room.room, event, page)
        if card.matter.kind is CardKind.RELEASE and card.matter.person is not None:
            await Pointers(self.cards.database, self.clock).remember(event, card.matter.person)
        for emoji in (YES, NO):
            key = f"card:{card.id}:{emoji}"
            await self.matrix.react(React(room=room.room, event=event, emoji=emoji, key=key))

    async def _facts(self, card: Card) -> Facts:
        matter = card.matter
        key = matter.person or self.mandates.claimed(matter.said)
        if key is not None and matter.person is None:
            await self.cards.name(card.id, key)
        person = None if key is None else self.mandates.person(key)
        two = matter.kind is CardKind.RELEASE or key is None or self.mandates.needs_two(key)
        since = None
        if self.accounts is not None:
            try:
                since = await self.accounts.account_since(matter.user)
            except MatrixFailure as failure:
                log.warning("nothing is known of an account's age", because=str(failure))
        return Facts(
            shown=await self.lookalikes.look(matter.user, key),
            since=since,
            person=person,
            seats=() if key is None else self.mandates.seats(key, self.clock.now()),
            two=two,
        )

    async def _carry_out(self, card: Card) -> None:
        """Do what was approved; a change that the register does not take is told on the card."""
        matter, votes = card.matter, await self.cards.votes(card.id)
        if matter.person is None:
            return
        by, reason = accounts_of(votes), _reasons(votes)
        try:
            if matter.kind is CardKind.REVIEW:
                await self.mandates.bind(matter.person, matter.user, by=by, how="review", reason=reason)
            elif self._is_still(matter):
                await self.mandates.release(matter.user, by=by, reason=reason)
        except Refusal as refusal:
            await self.cards.fail(card.id, refusal.say(Language.ENGLISH))
        await self._void(card, matter.person)

    def _is_still(self, matter: Matter) -> bool:
        """Whether an account is still that of the person about whom staff decided."""
        owner = self.mandates.owner(matter.user)
        return owner is not None and owner.key == matter.person

    async def _void(self, card: Card, person: PersonKey) -> None:
        """End whatever else was under way for the account and the person."""
        await self.codes.void_all(person, card.matter.user)
        other = await self.cards.open_for(card.matter.user, CardKind.REVIEW)
        if other is not None:
            await self.cards.close(other.id, CardState.VOID)

    async def _draw(self, card: Card) -> None:
        """Bring the card in the room to how it stands."""
        record = None if card.room is None else self.staff.rooms.record(card.room)
        if record is None or card.room is None or card.event is None:
            return
        to = self._reader(record)
        asked = card.page
        if asked is None:
            asked = await asyncio.to_thread(card_page, card, await self._facts(card), to)
        votes = [(vote, self._name(vote)) for vote in await self.cards.votes(card.id)]
        page = await asyncio.to_thread(decided_page, replace(card, page=asked), votes, to)
        key = f"card:{card.id}:{card.revision}"
        await self.matrix.edit(Edit(room=card.room, event=card.event, message=page, key=key))
        if card.page is None:
            await self.cards.write(card.id, asked)
        await self.cards.draw(card.id, card.revision)

    async def _tell(self, card: Card) -> None:
        """Tell who asked, kindly; an account that is taken from its person hears nothing."""
        matter = card.matter
        if matter.kind is not CardKind.REVIEW:
            return
        language = self.people.language(matter.user)
        person = None if matter.person is None else self.mandates.person(matter.person)
        if card.state is CardState.APPROVED and person is not None:
            message = saying(words.APPROVED_TOLD, language, name=person.name)
        elif card.state in TOLD:
            message = saying(TOLD[card.state], language)
        else:
            return
        await self.speaking.tell(matter.user, message, key=f"card:{card.id}:told")

    def _name(self, vote: Vote) -> str:
        owner = self.mandates.owner(vote.user)
        return vote.user if owner is None else owner.name

    def _reader(self, room: RoomRecord) -> Reader:
        return reader(room.language, self.people.zone(self.matrix.user), self.clock.now())


def _next(unshown: Sequence[Card], free: int) -> Sequence[Card]:
    """Return the cards to be shown now; however many strangers ask, they keep no lost account waiting."""
    asked = [card for card in unshown if card.matter.kind is CardKind.REVIEW]
    return [*(card for card in unshown if card.matter.kind is not CardKind.REVIEW), *asked[: max(free, 0)]]


def _reasons(votes: Sequence[Vote]) -> str:
    given = [vote.reason for vote in votes if vote.approves and vote.reason]
    return "; ".join(given) or "approved by reaction under the card"
