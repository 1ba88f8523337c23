"""Changes by hand that the steward heard of, kept until they are mended and told."""

from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update

from kit.database import Database
from kit.ids import RoomKey, UserId
from kit.ports import Clock
from provisioning.drift import Change
from provisioning.store.tables import changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A change on record; ``matters`` once a plan showed that it had to be mended."""

    change: Change
    matters: bool


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes on record."""

    database: Database
    clock: Clock

    async def add(self, change: Change) -> None:
        """Keep a change; the same event is kept once."""
        row = {
            "event": change.event,
            "key": change.key,
            "sender": change.sender,
            "what": change.what,
            "member": change.member,
            "at": self.clock.now(),
            "matters": False,
        }
        async with self.database.begin() as connection:
            known = select(changes.c.event).where(changes.c.event == change.event)
            if (await connection.execute(known)).first() is None:
                await connection.execute(insert(changes).values(**row))

    async def all(self, keys: AbstractSet[RoomKey] | None = None) -> Sequence[Noted]:
        """Return the changes of some rooms, or of all, oldest first."""
        async with self.database.read() as connection:
            rows = (await connection.execute(select(changes).order_by(changes.c.at, changes.c.event))).all()
        noted = (
            Noted(
                change=Change(
                    event=row.event,
                    key=RoomKey(row.key),
                    sender=UserId(row.sender),
                    what=row.what,
                    member=None if row.member is None else UserId(row.member),
                ),
                matters=row.matters,
            )
            for row in rows
        )
        return [one for one in noted if keys is None or one.change.key in keys]

    async def keep(self, those: Collection[Change]) -> None:
        """Note that these changes are about to be mended, and must be told whatever happens."""
        events = [change.event for change in those]
        async with self.database.begin() as connection:
            await connection.execute(update(changes).where(changes.c.event.in_(events)).values(matters=True))

    async def drop(self, those: Collection[Change]) -> None:
        """Forget changes that are told, or were none."""
        events = [change.event for change in those]
        async with self.database.begin() as connection:
            await connection.execute(delete(changes).where(changes.c.event.in_(events)))
