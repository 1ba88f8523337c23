"""The book of what was told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bots.mandates.ending.deciding import Decided, Memory
from bots.mandates.ending.letters import Kind, Known, Letter, Past, end_of, line_in, told_in
from bots.mandates.ending.tables import announced, known, letters
from kit.database import Database, put
from kit.ids import PersonKey

KEPT = timedelta(days=400)
"""How long what was told is remembered: longer than any notice goes before an end."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A letter that was not told yet, and when it was written."""

    letter: Letter
    made: datetime


@dataclass(frozen=True, slots=True)
class Book:
    """What is to be told, what was, and what was known of people then."""

    database: Database

    async def memory(self) -> Memory:
        """Return all that decides what is still to be told."""
        async with self.database.read() as connection:
            people = {PersonKey(row.person): _known(row) for row in await connection.execute(select(known))}
            told = [_letter(row) for row in await connection.execute(_deciding())]
            rows = await connection.execute(select(announced))
            ends = frozenset((PersonKey(row.person), row.until, row.days) for row in rows)
        staff = (Kind.ENDINGS, Kind.REVIEWS)
        return Memory(
            known=people,
            past=_past(told),
            announced=ends,
            lists=frozenset(letter.key for letter in told if letter.kind in staff),
        )

    async def keep(self, decided: Decided, at: datetime) -> None:
        """Write all of a decision down at once; a letter that was written before stays as it is."""
        async with self.database.begin() as connection:
            for letter in decided.letters:
                await _write(connection, letter, at)
            for person, now in decided.known.items():
                lines = sorted(map(list, now.lines))
                values = {"lines": lines, "suspended": now.suspended, "turns": now.turns}
                await put(connection, known, {"person": person}, values)
            for person, until, days in decided.announced:
                await put(connection, announced, {"person": person, "until": until, "days": days}, {})

    async def waiting(self) -> list[Waiting]:
        """Return what was not told yet, in the order in which it was written."""
        query = select(letters).where(letters.c.sent.is_(None)).order_by(letters.c.made, letters.c.key)
        async with self.database.read() as connection:
            return [Waiting(_letter(row), row.made) for row in await connection.execute(query)]

    async def told(self, keys: Iterable[str], at: datetime) -> None:
        """Note that letters were told, or need not be any more."""
        async with self.database.begin() as connection:
            for key in keys:
                await connection.execute(update(letters).where(letters.c.key == key).values(sent=at))

    async def forget(self, before: datetime) -> None:
        """Forget what was told long ago."""
        old = before - KEPT
        async with self.database.begin() as connection:
            await connection.execute(delete(letters).where(letters.c.sent < old))
            await connection.execute(delete(announced).where(announced.c.until < old))


def _deciding() -> Any:
    kinds = (Kind.NOTICE, Kind.CORRECTION, Kind.ENDINGS, Kind.REVIEWS)
    return select(letters).where(or_(*(letters.c.kind == kind for kind in kinds)))


async def _write(connection: AsyncConnection, letter: Letter, at: datetime) -> None:
    new = {
        "kind": letter.kind,
        "person": letter.person,
        "what": dict(letter.what),
        "since": letter.since,
        "made": at,
    }
    await put(connection, letters, {"key": letter.key}, {}, new=new)


def _letter(row: Any) -> Letter:
    return Letter(
        key=row.key, kind=Kind(row.kind), what=row.what, since=row.since, person=PersonKey(row.person)
    )


def _known(row: Any) -> Known:
    return Known(lines=frozenset(map(line_in, row.lines)), suspended=row.suspended, turns=row.turns)


def _past(told: Sequence[Letter]) -> dict[PersonKey, Past]:
    of_each: dict[PersonKey, list[Letter]] = {}
    for letter in told:
        of_each.setdefault(letter.person, []).append(letter)
    return {person: _past_of(own) for person, own in of_each.items()}


def _past_of(told: Sequence[Letter]) -> Past:
    notices = {(end_of(one), one.what["days"]): told_in(one) for one in told if one.kind is Kind.NOTICE}
    corrected = [told_in(one) for one in told if one.kind is Kind.CORRECTION]
    return Past(
        notices=notices,
        corrected=frozenset((one.end, line) for one in corrected for line in one.lines),
    )
