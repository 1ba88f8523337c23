"""Claims, invitations and the mails they wait for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import case, delete, insert, select, update

from bots.mandates.verifying.tables import claims, dialogues, invitations
from kit.database import Database, put
from kit.ids import EventId, PersonKey, UserId


class State(StrEnum):
    """How far something is that leads to a mail."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """Somebody who is to be invited by mail; ``why`` says what stands in the way."""

    id: int
    person: PersonKey
    by: str
    state: State = State.WAITING
    tries: int = 0
    why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Who an account says to be."""

    event: EventId
    user: UserId
    said: str
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Invitations:
    """The invitations that staff asked for."""

    database: Database

    async def add(self, people: Sequence[PersonKey], by: str, at: datetime) -> Sequence[int]:
        """Queue invitations; return their numbers."""
        rows = [
            {"person": person, "by": by, "at": at, "state": State.WAITING, "tries": 0} for person in people
        ]
        async with self.database.begin() as connection:
            made = [
                await connection.execute(insert(invitations).values(row).returning(invitations.c.id))
                for row in rows
            ]
            return [int(one.scalar_one()) for one in made]

    async def get(self, numbers: Sequence[int]) -> Sequence[Invitation]:
        """Return invitations as they stand."""
        wanted = select(invitations).where(invitations.c.id.in_(numbers)).order_by(invitations.c.id)
        async with self.database.read() as connection:
            return [_invitation(row) for row in await connection.execute(wanted)]

    async def due(self, now: datetime) -> Invitation | None:
        """Return the invitation to be sent next, those that failed least first."""
        open_ = (invitations.c.state == State.WAITING) & _due(invitations, now)
        turn = (invitations.c.tries, invitations.c.id)
        async with self.database.read() as connection:
            row = (
                await connection.execute(select(invitations).where(open_).order_by(*turn).limit(1))
            ).first()
        return None if row is None else _invitation(row)

    async def put_off(self, number: int, tries: int, until: datetime, why: str) -> None:
        """Try again later."""
        await self._set(number, tries=tries, next_try=until, why=why)

    async def end(self, number: int, state: State, why: str | None = None) -> None:
        """Note that it was sent, or never will be."""
        await self._set(number, state=state, why=why)

    async def _set(self, number: int, **values: object) -> None:
        async with self.database.begin() as connection:
            mine = invitations.c.id == number
            await connection.execute(update(invitations).where(mine).values(**values))


@dataclass(frozen=True, slots=True)
class Claims:
    """Who says to be whom, and whom we have asked."""

    database: Database

    async def ask(self, user: UserId, at: datetime) -> None:
        """Note that we ask somebody who they are."""
        async with self.database.begin() as connection:
            await put(connection, dialogues, {"user": user}, {"began": at})

    async def asked(self, user: UserId, since: datetime) -> bool:
        """Whether we asked somebody who they are, no longer ago, and have no answer yet."""
        mine = (dialogues.c.user == user) & (dialogues.c.began >= since)
        async with self.database.read() as connection:
            return (await connection.execute(select(dialogues).where(mine))).first() is not None

    async def asked_at(self, user: UserId, since: datetime, *, but: EventId) -> Sequence[datetime]:
        """Return when an account claimed to be somebody; a message that is read again is no new claim."""
        mine = (claims.c.user == user) & (claims.c.at >= since) & (claims.c.event != but)
        async with self.database.read() as connection:
            return list(await connection.scalars(select(claims.c.at).where(mine)))

    async def add(self, event: EventId, user: UserId, said: str, at: datetime) -> None:
        """Note a claim, once for each message; the question who they are is answered by it."""
        row = {"event": event, "user": user, "said": said, "at": at, "state": State.WAITING, "tries": 0}
        row["looked"] = False
        async with self.database.begin() as connection:
            await put(connection, claims, {"event": event}, {}, new=row)
            await connection.execute(delete(dialogues).where(dialogues.c.user == user))

    async def due(self, now: datetime) -> Claim | None:
        """Return the claim to be looked at next, those that failed least first."""
        open_ = (claims.c.state == State.WAITING) & _due(claims, now)
        turn = (claims.c.tries, claims.c.at, claims.c.event)
        async with self.database.read() as connection:
            row = (await connection.execute(select(claims).where(open_).order_by(*turn).limit(1))).first()
        return None if row is None else _claim(row)

    async def put_off(self, event: EventId, tries: int, until: datetime) -> None:
        """Try again later."""
        await self._set(event, tries=tries, next_try=until)

    async def end(self, event: EventId) -> None:
        """Note that all was done that a claim asks for, whatever that was, and forget its words."""
        rest = case((claims.c.looked, None), else_=claims.c.said)
        await self._set(event, state=State.SENT, said=rest)

    async def unlooked(self) -> Claim | None:
        """Return the oldest claim whose account nobody has looked at."""
        open_ = select(claims).where(~claims.c.looked).order_by(claims.c.at, claims.c.event).limit(1)
        async with self.database.read() as connection:
            row = (await connection.execute(open_)).first()
        return None if row is None else _claim(row)

    async def look(self, event: EventId) -> None:
        """Note that an account was looked at."""
        rest = case((claims.c.state == State.WAITING, claims.c.said), else_=None)
        await self._set(event, looked=True, said=rest)

    async def _set(self, event: EventId, **values: object) -> None:
        async with self.database.begin() as connection:
            await connection.execute(update(claims).where(claims.c.event == event).values(**values))

    async def forget(self, before: datetime) -> None:
        """Forget old claims."""
        async with self.database.begin() as connection:
            await connection.execute(delete(claims).where(claims.c.at < before))
            await connection.execute(delete(dialogues).where(dialogues.c.began < before))


def _due(table: Any, now: datetime) -> Any:
    return table.c.next_try.is_(None) | (table.c.next_try <= now)


def _claim(row: Any) -> Claim:
    return Claim(event=EventId(row.event), user=UserId(row.user), said=row.said or "", tries=row.tries)


def _invitation(row: Any) -> Invitation:
    return Invitation(
        id=row.id,
        person=PersonKey(row.person),
        by=row.by,
        state=State(row.state),
        tries=row.tries,
        why=row.why,
    )
