"""The managed rooms as parts may know them, from our own database alone."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, insert, select

from kit.classification import Classification
from kit.database import Database
from kit.ids import BotName, Language, RoomId, RoomKey
from kit.ports import RoomRecord
from provisioning.shape import DesiredRoom
from provisioning.store.tables import rooms


class StoredRooms:
    """A :class:`kit.ports.Rooms`: answers at once from what :meth:`load` read and :meth:`write` wrote."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._records: dict[RoomId, RoomRecord] = {}

    async def load(self) -> None:
        """Read all records; call it at start, and where another process may have written."""
        async with self._database.read() as connection:
            rows = (await connection.execute(select(rooms))).mappings().all()
        self._records = {RoomId(row["room"]): _record({**row}) for row in rows}

    def record(self, room: RoomId) -> RoomRecord | None:
        """Return what we know of the room."""
        return self._records.get(room)

    def served_by(self, bot: BotName) -> Mapping[RoomId, RoomRecord]:
        """Return the rooms given to a bot."""
        return {room: record for room, record in self._records.items() if bot in record.bots}

    def of_key(self, key: RoomKey) -> RoomRecord | None:
        """Return the record of the room that a key stands for."""
        return next((record for record in self._records.values() if record.key == key), None)

    @property
    def all(self) -> Mapping[RoomId, RoomRecord]:
        """Every record."""
        return dict(self._records)

    async def write(self, *records: RoomRecord) -> None:
        """Keep records; a room that was once encrypted stays so."""
        changed = [_row(record, self._records.get(record.room)) for record in records]
        changed = [row for row in changed if self._records.get(RoomId(row["room"])) != _record(row)]
        if not changed:
            return
        async with self._database.begin() as connection:
            gone = [row["room"] for row in changed]
            await connection.execute(delete(rooms).where(rooms.c.room.in_(gone)))
            await connection.execute(insert(rooms), changed)
        self._records |= {RoomId(row["room"]): _record(row) for row in changed}

    async def drop(self, room: RoomId) -> None:
        """Forget a room that no key stands for any more."""
        async with self._database.begin() as connection:
            await connection.execute(delete(rooms).where(rooms.c.room == room))
        self._records.pop(room, None)


def record_of(room: DesiredRoom, at: RoomId, language: Language) -> RoomRecord:
    """Return what parts may know of a desired room that exists."""
    return RoomRecord(
        key=room.key,
        room=at,
        name=room.look.name,
        classification=room.classification,
        encrypted=room.look.encrypted and not room.look.space,
        bots=room.bots,
        language=language,
        space=room.look.space,
        history=room.look.history.value,
        federate=room.look.federate,
        kind=room.kind.value,
        indexed=room.shelves.indexed,
        keeps=room.shelves.keeps,
        shows_earlier=room.shelves.shows_earlier,
    )


def _row(record: RoomRecord, known: RoomRecord | None) -> dict[str, Any]:
    return {
        "room": record.room,
        "key": record.key,
        "name": record.name,
        "classification": record.classification.value,
        "encrypted": record.encrypted or (known is not None and known.encrypted),
        "bots": sorted(record.bots),
        "language": record.language.value,
        "space": record.space,
        "history": record.history,
        "federate": record.federate,
        "kind": record.kind,
        "indexed": record.indexed,
        "keeps": record.keeps,
        "shows_earlier": record.shows_earlier,
    }


def _record(row: Mapping[str, object]) -> RoomRecord:
    bots = row["bots"]
    return RoomRecord(
        key=RoomKey(str(row["key"])),
        room=RoomId(str(row["room"])),
        name=str(row["name"]),
        classification=Classification(str(row["classification"])),
        encrypted=bool(row["encrypted"]),
        bots=frozenset(BotName(str(bot)) for bot in bots) if isinstance(bots, list) else frozenset(),
        language=Language(str(row["language"])),
        space=bool(row["space"]),
        history=str(row["history"]),
        federate=bool(row["federate"]),
        kind=str(row["kind"]),
        indexed=bool(row["indexed"]),
        keeps=bool(row["keeps"]),
        shows_earlier=bool(row["shows_earlier"]),
    )
