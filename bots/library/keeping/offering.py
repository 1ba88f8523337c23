"""Remembers what answers offer by their reactions, for as long as they can be pressed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select

from bots.library.tables import answers
from kit.database import Database, put
from kit.ids import EventId, RoomId, UserId

KEPT = timedelta(days=7)
"""How long an answer's reactions can be pressed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """An answer of ours, ``event`` in ``room``, and how to go on from it.

    ``asked_in`` is the room in which it was asked. ``query`` and ``choices`` are values that JSON can hold.
    """

    event: EventId
    room: RoomId
    asked_in: RoomId
    asker: UserId
    query: Mapping[str, Any]
    offset: int
    choices: Any
    direct: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Offers:
    """What answers offer."""

    database: Database

    async def keep(self, offer: Offer) -> None:
        """Remember it; the same answer again replaces what was known of it."""
        values = {
            "room": offer.room,
            "asked_in": offer.asked_in,
            "asker": offer.asker,
            "query": dict(offer.query),
            "offset": offer.offset,
            "choices": offer.choices,
            "direct": offer.direct,
            "at": offer.at,
        }
        async with self.database.begin() as connection:
            await put(connection, answers, {"event": offer.event}, values)

    async def of(self, event: EventId) -> Offer | None:
        """Return what an answer offers, ``None`` where it is none of ours or forgotten."""
        async with self.database.read() as connection:
            row = (await connection.execute(select(answers).where(answers.c.event == event))).first()
        return None if row is None else _offer(row)

    async def forget(self, events: Iterable[EventId]) -> None:
        """Forget answers that were taken back."""
        async with self.database.begin() as connection:
            await connection.execute(delete(answers).where(answers.c.event.in_(list(events))))

    async def forget_old(self, now: datetime) -> None:
        """Forget what nobody can press any more."""
        async with self.database.begin() as connection:
            await connection.execute(delete(answers).where(answers.c.at < now - KEPT))


def _offer(row: Any) -> Offer:
    return Offer(
        event=EventId(row.event),
        room=RoomId(row.room),
        asked_in=RoomId(row.asked_in),
        asker=UserId(row.asker),
        query=row.query,
        offset=row.offset,
        choices=row.choices,
        direct=row.direct,
        at=row.at,
    )
