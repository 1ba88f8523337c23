"""Tells staff when an account that somebody had on this homeserver was closed."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import delete, select

from bots.mandates.tables import accounts
from bots.mandates.usage import HOW_TO_RELEASE
from bots.mandates.watching.alarms import AlarmKind, Alarms
from kit.database import Database, put
from kit.ids import UserId, server_of
from kit.ports import Accounts, Clock, Mandates


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """Looks from time to time which of the register's accounts are open.

    Only those that were seen open once are missed: an account may stand in the register before it is opened.
    """

    us: UserId
    database: Database
    accounts: Accounts | None
    mandates: Mandates
    alarms: Alarms
    clock: Clock

    async def work(self) -> None:
        """Note the open accounts, and tell of those that are so no more."""
        if self.accounts is None:
            return
        there = await self.accounts.accounts()
        bound = {user for person in self.mandates.everybody() for user in person.accounts}
        here = {user for user in bound if server_of(user) == server_of(self.us)}
        async with self.database.read() as connection:
            rows = (await connection.execute(select(accounts))).all()
        seen = {UserId(row.user): row.seen for row in rows}
        for user in sorted((here & seen.keys()) - there):
            await self._tell(user, seen[user].isoformat())
        await self._forget(seen.keys() - (here & there))
        await self._note((here & there) - seen.keys())

    async def _tell(self, user: UserId, since: str) -> None:
        owner = self.mandates.owner(user)
        if owner is not None:
            release = f"{HOW_TO_RELEASE} {user}"
            about = f"{user}:{since}"
            await self.alarms.sound(
                AlarmKind.CLOSED, about, whose=owner.key, user=user, person=owner.name, release=release
            )

    async def _note(self, users: Iterable[UserId]) -> None:
        async with self.database.begin() as connection:
            for user in sorted(users):
                await put(connection, accounts, {"user": user}, {}, new={"seen": self.clock.now()})

    async def _forget(self, users: Iterable[UserId]) -> None:
        async with self.database.begin() as connection:
            await connection.execute(delete(accounts).where(accounts.c.user.in_(sorted(users))))
