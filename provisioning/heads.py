"""Posts the head of the audit where staff read it: daily, and after each removal from a Confidential room.

What stands in an encrypted room nobody can take back who can write in the database. Each head is posted once;
the audit itself remembers which, so that a restart changes nothing.
"""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import date, datetime, tzinfo

from kit.database import Database
from kit.ids import RoomKey
from kit.ports import Clock
from provisioning.proof import Head
from provisioning.sentences import HEAD_POSTED
from provisioning.store.audit import AuditRow, newest, record, rows

KIND = "head"
"""What the audit calls a row that tells of a posted head."""
EXITS = frozenset({"RemovePerson", "RetireRoom", "BanPerson"})

Telling = Callable[..., Awaitable[bool]]
"""Says a sentence, with its key and values, in the stewards' room; false where there is none yet."""
Confidential = Callable[[RoomKey], bool]
"""Whether a room is Confidential or stricter."""


def due(
    last: AuditRow | None,
    since: Sequence[AuditRow],
    now: datetime,
    zone: tzinfo,
    is_confidential: Confidential,
) -> Head | None:
    """Return the head to be posted now, given the ``last`` posting and all rows ``since``, else ``None``."""
    newest_row = since[-1] if since else last
    if newest_row is None:
        return None
    posted_today = last is not None and last.at.astimezone(zone).date() >= now.astimezone(zone).date()
    if posted_today and not any(map(is_confidential, _emptied(since))):
        return None
    return Head(number=newest_row.number, hash=newest_row.hash, at=newest_row.at)


def _emptied(since: Sequence[AuditRow]) -> Iterator[RoomKey]:
    """Yield the rooms from which somebody was removed."""
    for row in since:
        if row.kind == "ban":
            yield RoomKey(row.body["key"])
        elif row.kind == "begun":
            for step in row.body["steps"].values():
                if step["step"] in EXITS:
                    yield RoomKey(step["key"])


class Heads:
    """Posts what is due; asked often, it looks into the database only where something may be."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._done: date | None = None

    def look_again(self) -> None:
        """Say that something was done since."""
        self._done = None

    async def post(self, tell: Telling, zone: tzinfo, is_confidential: Confidential) -> None:
        """Post the head if it is due. A crash in between posts nothing twice: its key is its number."""
        now = self._clock.now()
        today = now.astimezone(zone).date()
        if self._done == today:
            return
        last = await newest(self._database, KIND)
        since = await rows(self._database, after=0 if last is None else last.number)
        head = due(last, since, now, zone, is_confidential)
        if head is not None:
            await self._post(tell, head, today)
        self._done = today

    async def _post(self, tell: Telling, head: Head, today: date) -> None:
        key = f"head:{head.number}"
        if await tell(HEAD_POSTED, key, day=today.isoformat(), short=head.short, full=head.full):
            body = {"number": head.number, "hash": head.hash}
            await record(self._database, KIND, body, self._clock.now())
