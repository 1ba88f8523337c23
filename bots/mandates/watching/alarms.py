"""What staff must hear about accounts: kept until it was said, and said once."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select, update

from bots.mandates.pace import Bell
from bots.mandates.pointers import Pointers
from bots.mandates.staff import Staff
from bots.mandates.tables import alarms
from bots.mandates.watching import words
from kit.database import Database, put
from kit.ids import PersonKey
from kit.language import Sentence
from kit.ports import Clock


class AlarmKind(StrEnum):
    """What can be the matter."""

    ELSEWHERE = "elsewhere"
    ANOTHER = "another"
    LOOKALIKE = "lookalike"
    CLOSED = "closed"
    UNDELIVERABLE = "undeliverable"
    NO_ADDRESS = "no-address"
    MAIL_WAITS = "mail-waits"


SENTENCES: Mapping[AlarmKind, Sentence] = {
    AlarmKind.ELSEWHERE: words.ELSEWHERE,
    AlarmKind.ANOTHER: words.ANOTHER,
    AlarmKind.LOOKALIKE: words.LOOKALIKE,
    AlarmKind.CLOSED: words.CLOSED,
    AlarmKind.UNDELIVERABLE: words.UNDELIVERABLE,
    AlarmKind.NO_ADDRESS: words.NO_ADDRESS,
    AlarmKind.MAIL_WAITS: words.MAIL_WAITS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarms:
    """The bell in the stewards' room."""

    database: Database
    clock: Clock
    staff: Staff
    bell: Bell

    async def sound(
        self, kind: AlarmKind, about: str, *, whose: PersonKey | None = None, **said: str
    ) -> None:
        """Let staff hear something; what is ``about`` the same is the same alarm, and heard once.

        ``whose`` account may be in wrong hands: staff can suspend that person by a reaction.
        """
        key = f"{kind}:{about}"
        new = {
            "kind": kind,
            "said": said | ({"whose": whose} if whose else {}),
            "at": self.clock.now(),
            "told": False,
        }
        async with self.database.begin() as connection:
            if await put(connection, alarms, {"key": key}, {}, new=new):
                self.bell.ring()

    async def tell(self) -> None:
        """Say what was not said yet, if there is a room to say it in."""
        waiting = select(alarms).where(~alarms.c.told).order_by(alarms.c.at)
        async with self.database.read() as connection:
            rows = (await connection.execute(waiting)).all()
        for row in rows:
            sentence = SENTENCES[AlarmKind(row.kind)]
            event = await self.staff.tell(sentence, key=f"alarm:{row.key}", **row.said)
            if event is None:
                return
            if "whose" in row.said:
                pointers = Pointers(self.database, self.clock)
                await pointers.remember(event, PersonKey(row.said["whose"]))
            async with self.database.begin() as connection:
                mine = alarms.c.key == row.key
                await connection.execute(update(alarms).where(mine).values(told=True))
