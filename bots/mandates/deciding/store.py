"""Cards and votes as the database knows them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bots.mandates import rules
from bots.mandates.deciding.cards import Card, CardKind, CardState, Matter
from bots.mandates.deciding.tables import cards, votes
from bots.mandates.rules import Vote
from kit.database import Database, put
from kit.ids import EventId, PersonKey, RoomId, UserId
from kit.message import Message


@dataclass(frozen=True, slots=True)
class Cards:
    """All cards."""

    database: Database

    async def ask(self, matter: Matter, first: Vote | None = None) -> int | None:
        """Lay a card down, once for each cause and one at a time for each account; return its number.

        ``first`` is the vote of who asks. ``None`` where there is one for the account already.
        """
        same = (
            (cards.c.user == matter.user) & (cards.c.kind == matter.kind) & (cards.c.state == CardState.OPEN)
        )
        async with self.database.begin() as connection:
            known = (await connection.execute(select(cards.c.id, cards.c.cause).where(same))).first()
            if known is not None:
                return int(known.id) if known.cause == matter.cause else None
            await put(connection, cards, {"cause": matter.cause}, {}, new=_new(matter))
            number = await connection.scalar(select(cards.c.id).where(cards.c.cause == matter.cause))
            if first is not None and number is not None:
                await _put_vote(connection, int(number), first, 0)
        return None if number is None else int(number)

    async def get(self, number: int) -> Card | None:
        """Return a card by number."""
        return next(iter(await self._cards(cards.c.id == number)), None)

    async def shown_as(self, event: EventId) -> Card | None:
        """Return the card that a message shows."""
        return next(iter(await self._cards(cards.c.event == event)), None)

    async def open_for(self, user: UserId, kind: CardKind) -> Card | None:
        """Return the open card about an account."""
        mine = (cards.c.user == user) & (cards.c.kind == kind) & (cards.c.state == CardState.OPEN)
        return next(iter(await self._cards(mine)), None)

    async def open(self) -> Sequence[Card]:
        """Return all that is still to be decided."""
        return await self._cards(cards.c.state == CardState.OPEN)

    async def unshown(self) -> Sequence[Card]:
        """Return what is to be decided and nobody sees yet."""
        return await self._cards((cards.c.state == CardState.OPEN) & cards.c.event.is_(None))

    async def on_show(self, kind: CardKind) -> int:
        """Return how many open cards of a kind stand in the room."""
        there = (cards.c.kind == kind) & (cards.c.state == CardState.OPEN) & cards.c.event.is_not(None)
        async with self.database.read() as connection:
            return int(await connection.scalar(select(func.count()).select_from(cards).where(there)) or 0)

    async def waiting(self) -> Sequence[Card]:
        """Return the cards with which something is to be done: drawn anew, or settled."""
        stale = cards.c.event.is_not(None) & (cards.c.drawn < cards.c.revision)
        decided = (cards.c.state != CardState.OPEN) & ~cards.c.settled
        return await self._cards(stale | decided)

    async def votes(self, number: int) -> Sequence[Vote]:
        """Return what was said to a card, in order."""
        async with self.database.read() as connection:
            return await _votes(connection, number)

    async def vote(
        self, number: int, vote: Vote, needed: int, stands: Callable[[Vote], bool] = lambda _: True
    ) -> CardState | None:
        """Count a vote; return how the card stands then, ``None`` where it was decided before.

        ``stands`` says which votes still count; the others are forgotten.
        """
        async with self.database.begin() as connection:
            open_ = (cards.c.id == number) & (cards.c.state == CardState.OPEN)
            revision = await connection.scalar(select(cards.c.revision).where(open_))
            if revision is None:
                return None
            await _put_vote(connection, number, vote, revision + 1)
            for gone in [one.user for one in await _votes(connection, number) if not stands(one)]:
                theirs = (votes.c.card == number) & (votes.c.user == gone)
                await connection.execute(delete(votes).where(theirs))
            decided = rules.outcome(await _votes(connection, number), needed)
            state = _STATES[decided]
            values = {"state": state, "revision": cards.c.revision + 1}
            await connection.execute(update(cards).where(open_).values(**values))
        return state

    async def take_back(self, event: EventId) -> bool:
        """Forget the vote of a reaction that was taken back, where nothing was decided yet."""
        async with self.database.begin() as connection:
            found = (await connection.execute(select(votes).where(votes.c.event == event))).first()
            if found is None:
                return False
            open_ = (cards.c.id == found.card) & (cards.c.state == CardState.OPEN)
            changed = await connection.execute(
                update(cards).where(open_).values(revision=cards.c.revision + 1)
            )
            if not changed.rowcount:
                return False
            await connection.execute(delete(votes).where(votes.c.event == event))
        return True

    async def name(self, number: int, person: PersonKey) -> None:
        """Note whom a card is about that named nobody in the register."""
        async with self.database.begin() as connection:
            mine = (cards.c.id == number) & cards.c.person.is_(None)
            await connection.execute(update(cards).where(mine).values(person=person))

    async def identify(self, number: int, person: PersonKey) -> None:
        """Note whom staff say a card is about; its words are to be written anew before others agree."""
        async with self.database.begin() as connection:
            mine = (cards.c.id == number) & cards.c.person.is_(None) & (cards.c.state == CardState.OPEN)
            values = {"person": person, "page": None, "rich": None, "revision": cards.c.revision + 1}
            await connection.execute(update(cards).where(mine).values(**values))

    async def write(self, number: int, page: Message) -> None:
        """Note what stands on a card."""
        await self._set(number, page=page.plain, rich=page.rich)

    async def show(self, number: int, room: RoomId, event: EventId, page: Message) -> None:
        """Note where a card is shown, and what stands on it."""
        await self._set(number, room=room, event=event, page=page.plain, rich=page.rich)

    async def draw(self, number: int, revision: int) -> None:
        """Note up to what the room shows a card."""
        await self._set(number, drawn=revision)

    async def close(self, number: int, state: CardState) -> None:
        """End a card that was not decided."""
        async with self.database.begin() as connection:
            open_ = (cards.c.id == number) & (cards.c.state == CardState.OPEN)
            values = {"state": state, "revision": cards.c.revision + 1}
            await connection.execute(update(cards).where(open_).values(**values))

    async def fail(self, number: int, problem: str) -> None:
        """Note that a decision could not be carried out."""
        await self._set(number, state=CardState.FAILED, problem=problem, revision=cards.c.revision + 1)

    async def settle(self, number: int) -> None:
        """Note that all was done that a decision asks for."""
        await self._set(number, settled=True)

    async def asked_at(self, user: UserId, since: datetime, *, but: EventId) -> Sequence[datetime]:
        """Return when reviews were asked for by an account; a message that is read again asks for nothing."""
        mine = (cards.c.user == user) & (cards.c.kind == CardKind.REVIEW) & (cards.c.at >= since)
        async with self.database.read() as connection:
            return list(await connection.scalars(select(cards.c.at).where(mine, cards.c.cause != but)))

    async def _set(self, number: int, **values: object) -> None:
        async with self.database.begin() as connection:
            await connection.execute(update(cards).where(cards.c.id == number).values(**values))

    async def _cards(self, which: Any) -> Sequence[Card]:
        async with self.database.read() as connection:
            rows = await connection.execute(select(cards).where(which).order_by(cards.c.id))
            return [_card(row) for row in rows]


_STATES = {None: CardState.OPEN, True: CardState.APPROVED, False: CardState.REFUSED}


async def _votes(connection: AsyncConnection, number: int) -> Sequence[Vote]:
    rows = await connection.execute(select(votes).where(votes.c.card == number).order_by(votes.c.place))
    return [
        Vote(
            user=UserId(row.user),
            person=None if row.person is None else PersonKey(row.person),
            approves=row.approves,
            reason=row.reason,
            at=row.at,
            event=None if row.event is None else EventId(row.event),
        )
        for row in rows
    ]


async def _put_vote(connection: AsyncConnection, number: int, vote: Vote, place: int) -> None:
    values = {
        "person": vote.person,
        "approves": vote.approves,
        "reason": vote.reason,
        "event": vote.event,
        "at": vote.at,
        "place": place,
    }
    await put(connection, votes, {"card": number, "user": vote.user}, values)


def _new(matter: Matter) -> dict[str, object]:
    return {
        "kind": matter.kind,
        "user": matter.user,
        "person": matter.person,
        "said": matter.said,
        "why": matter.why,
        "at": matter.at,
        "state": CardState.OPEN,
        "settled": False,
        "revision": 0,
        "drawn": 0,
    }


def _card(row: Any) -> Card:
    matter = Matter(
        cause=EventId(row.cause),
        kind=CardKind(row.kind),
        user=UserId(row.user),
        person=None if row.person is None else PersonKey(row.person),
        said=row.said,
        why=row.why,
        at=row.at,
    )
    return Card(
        id=row.id,
        matter=matter,
        state=CardState(row.state),
        settled=row.settled,
        revision=row.revision,
        drawn=row.drawn,
        room=None if row.room is None else RoomId(row.room),
        event=None if row.event is None else EventId(row.event),
        page=None if row.page is None else Message(row.page, row.rich),
        problem=row.problem,
    )
