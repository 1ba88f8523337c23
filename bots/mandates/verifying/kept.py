"""Codes as the database knows them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bots.mandates.rules import FRESH, Code, CodeState, KeptCode, Kind, Try
from bots.mandates.verifying.codes import Codes
from bots.mandates.verifying.store import State
from bots.mandates.verifying.tables import claims, codes, dialogues, tries
from kit.database import Database, put
from kit.ids import EventId, PersonKey, UserId

LIVE = (*FRESH, CodeState.GIVEN)


@dataclass(frozen=True, slots=True)
class KeptCodes:
    """Every code that is good for something, and who tried which."""

    database: Database
    codes: Codes

    async def mailed(self, person: PersonKey, since: datetime) -> Sequence[datetime]:
        """Return when a person was mailed."""
        mailed = codes.c.state != CodeState.UNSURE
        mine = (codes.c.person == person) & (codes.c.made >= since) & mailed
        async with self.database.read() as connection:
            return list(await connection.scalars(select(codes.c.made).where(mine)))

    async def make(
        self, kind: Kind, person: PersonKey, user: UserId | None, at: datetime, lasts: timedelta
    ) -> tuple[int, Code]:
        """Make a code; from here on only its mail knows it. Return its number as well."""
        code = self.codes.new()
        row = {
            "kind": kind,
            "person": person,
            "user": user,
            "finder": code.finder,
            "digest": self.codes.digest(code),
            "made": at,
            "expires": at + lasts,
            "state": CodeState.MADE,
        }
        async with self.database.begin() as connection:
            made = await connection.execute(insert(codes).values(row).returning(codes.c.id))
            return int(made.scalar_one()), code

    async def tried_at(self, user: UserId, since: datetime, *, but: EventId) -> Sequence[datetime]:
        """Return when an account gave codes; a message that is read again is no new try."""
        mine = (tries.c.user == user) & (tries.c.at >= since) & (tries.c.event != but)
        async with self.database.read() as connection:
            return list(await connection.scalars(select(tries.c.at).where(mine)))

    async def note(self, event: EventId, given: Try) -> None:
        """Note that a code was given, before anybody knows whether it is right."""
        row = {"user": given.user, "finder": given.finder, "at": given.at}
        async with self.database.begin() as connection:
            await put(connection, tries, {"event": event}, {}, new=row)

    async def found(self, code: Code) -> Sequence[KeptCode]:
        """Return the codes that this one is; every code that begins alike is compared, and all of it."""
        async with self.database.read() as connection:
            rows = await connection.execute(select(codes).where(codes.c.finder == code.finder))
            alike = [_code(row) for row in rows]
        return [one for one in alike if self.codes.matches(code, one.digest)]

    async def earlier(self, event: EventId, given: Try) -> Sequence[Try]:
        """Return the tries before this one that may count: of the same account, or of the same code."""
        related = (tries.c.user == given.user) | (tries.c.finder == given.finder)
        wanted = select(tries).where(related, tries.c.event != event, tries.c.at <= given.at)
        async with self.database.read() as connection:
            rows = await connection.execute(wanted)
            return [Try(user=UserId(row.user), finder=row.finder, at=row.at) for row in rows]

    async def take(self, number: int, user: UserId) -> bool:
        """Take a code for an account; no two accounts get the same, and one that began may go on."""
        same = (codes.c.state == CodeState.GIVEN) & (codes.c.given_by == user)
        mine = (codes.c.id == number) & (codes.c.state.in_(FRESH) | same)
        async with self.database.begin() as connection:
            taken = await connection.execute(
                update(codes).where(mine).values(state=CodeState.GIVEN, given_by=user)
            )
        return bool(taken.rowcount)

    async def give_back(self, number: int) -> None:
        """Let a code work again that could not be used."""
        await self._set(codes.c.id == number, CodeState.OPEN, given_by=None)

    async def use(self, number: int, person: PersonKey, user: UserId) -> None:
        """Note that a code has bound an account; what else is open for either is void."""
        async with self.database.begin() as connection:
            used = update(codes).where(codes.c.id == number).values(state=CodeState.USED)
            await connection.execute(used)
            await _void_all(connection, person, user)

    async def burn(self, numbers: Sequence[int]) -> None:
        """Let codes work no more that others could read."""
        await self._set(codes.c.id.in_(numbers), CodeState.BURNT)

    async def lasts_until(self, number: int, end: datetime) -> None:
        """Let a code work until then: its mail has only now been sent."""
        mine = codes.c.id == number
        sent = case((codes.c.state == CodeState.MADE, CodeState.OPEN.value), else_=codes.c.state)
        async with self.database.begin() as connection:
            await connection.execute(update(codes).where(mine).values(expires=end, state=sent))

    async def doubt(self, *, but: Collection[int]) -> None:
        """Note which mails may never have been handed over, as where the process died, ``but`` those on their
        way: they are written anew, and count as no mails; where one did arrive, its code works."""
        left = (codes.c.state == CodeState.MADE) & codes.c.id.not_in(but)
        async with self.database.begin() as connection:
            await connection.execute(update(codes).where(left).values(state=CodeState.UNSURE))

    async def void(self, number: int) -> None:
        """Let a code work no more."""
        await self._set(codes.c.id == number, CodeState.VOID)

    async def void_all(self, person: PersonKey, user: UserId) -> None:
        """Let nothing work any more that is open for a person or asked for by an account."""
        async with self.database.begin() as connection:
            await _void_all(connection, person, user)

    async def forget(self, before: datetime) -> None:
        """Forget old codes and tries."""
        async with self.database.begin() as connection:
            await connection.execute(delete(codes).where(codes.c.expires < before))
            await connection.execute(delete(tries).where(tries.c.at < before))

    async def _set(self, which: ColumnElement[bool], state: CodeState, **more: object) -> None:
        async with self.database.begin() as connection:
            live = codes.c.state.in_(LIVE)
            await connection.execute(update(codes).where(which, live).values(state=state, **more))


async def _void_all(connection: AsyncConnection, person: PersonKey, user: UserId) -> None:
    theirs = ((codes.c.person == person) | (codes.c.user == user)) & codes.c.state.in_(LIVE)
    asked = (claims.c.user == user) & (claims.c.state == State.WAITING)
    await connection.execute(update(codes).where(theirs).values(state=CodeState.VOID))
    await connection.execute(update(claims).where(asked).values(state=State.SENT, said=None))
    await connection.execute(delete(dialogues).where(dialogues.c.user == user))


def _code(row: Any) -> KeptCode:
    return KeptCode(
        id=row.id,
        kind=Kind(row.kind),
        person=PersonKey(row.person),
        user=None if row.user is None else UserId(row.user),
        finder=row.finder,
        digest=row.digest,
        made=row.made,
        expires=row.expires,
        state=CodeState(row.state),
        given_by=None if row.given_by is None else UserId(row.given_by),
    )
