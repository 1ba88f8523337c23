"""Takes the library out into one file, and a file into the library: text, facts, corrections, vectors.

The file is a zip of one list a table, a JSON object a line, and a manifest that counts and digests them. The
index is not in it, for it is built from the rest; nor is how far rooms were looked through.
"""

import asyncio
import hashlib
import json
import zipfile
from base64 import b64decode, b64encode
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any, BinaryIO

from sqlalchemy import Column, LargeBinary, Table, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bots.library.keeping.changing import changed
from bots.library.tables import (
    changes,
    corrections,
    follows,
    likeness,
    pages,
    passages,
    redactions,
    rooms,
    uploads,
    vectors,
)
from kit.database import Database, Instant
from kit.errors import BadInput
from kit.ids import EventId

FORMAT, VERSION = "palais-library", 1
MANIFEST = "manifest.json"
OF_DOCUMENTS = (pages, passages, vectors, likeness, corrections)
TABLES = (uploads, *OF_DOCUMENTS, redactions, rooms, follows)
AT_ONCE = 500
"""How many rows are carried at a time."""

Json = dict[str, Any]
Row = dict[str, Any]


@dataclass(slots=True)
class Outward:
    """Writes the lists of an export; ``told`` is what its manifest will say of them."""

    archive: zipfile.ZipFile
    told: dict[str, Json] = field(default_factory=dict)

    def begin(self, name: str) -> "Listed":
        """Begin the list of one table."""
        return Listed(self.archive.open(f"{name}.jsonl", "w", force_zip64=True))

    def end(self, name: str, listed: "Listed", columns: Sequence[str]) -> None:
        """End it."""
        listed.file.close()
        self.told[name] = {"rows": listed.rows, "sha256": listed.digest.hexdigest(), "columns": list(columns)}

    def finish(self, at: datetime) -> None:
        """Write the manifest."""
        manifest = {"format": FORMAT, "version": VERSION, "at": at.isoformat(), "lists": self.told}
        self.archive.writestr(MANIFEST, json.dumps(manifest, indent=1))


@dataclass(slots=True)
class Listed:
    """One list being written."""

    file: Any
    rows: int = 0
    digest: Any = field(default_factory=hashlib.sha256)

    def write(self, table: Table, rows: Iterable[Any]) -> None:
        """Write rows, one a line."""
        for row in rows:
            line = json.dumps(_plain(table, row), ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
            self.file.write(line)
            self.digest.update(line)
            self.rows += 1


async def carry_out(database: Database, file: BinaryIO, at: datetime) -> Json:
    """Write the whole library into a file, as it is at one moment; return how many rows of each table."""
    archive = await asyncio.to_thread(zipfile.ZipFile, file, "w", zipfile.ZIP_DEFLATED)
    outward = Outward(archive)
    try:
        async with database.read() as connection:
            if connection.dialect.name == "postgresql":
                await connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            for table in TABLES:
                await _list(connection, outward, table)
        await asyncio.to_thread(outward.finish, at)
    finally:
        await asyncio.to_thread(archive.close)
    return {name: told["rows"] for name, told in outward.told.items()}


async def _list(connection: AsyncConnection, outward: Outward, table: Table) -> None:
    name = _name(table)
    listed = await asyncio.to_thread(outward.begin, name)
    rows = await connection.stream(select(table).order_by(*table.primary_key.columns))
    async for part in rows.partitions(AT_ONCE):
        await asyncio.to_thread(listed.write, table, part)
    await asyncio.to_thread(outward.end, name, listed, table.columns.keys())


async def carry_in(database: Database, file: BinaryIO) -> Json:
    """Take a file's documents in, all or none of them; return how many, and how many were known already.

    What the library knows, or what was taken back, stays as it is. Raises :class:`kit.errors.BadInput` for a
    file that is damaged, or not one of ours.
    """
    archive = await asyncio.to_thread(_checked, file)
    try:
        async with database.begin() as connection:
            return await _taken(connection, archive)
    finally:
        await asyncio.to_thread(archive.close)


async def _taken(connection: AsyncConnection, archive: zipfile.ZipFile) -> Json:
    known = frozenset(map(str, await connection.scalars(select(uploads.c.event))))
    taken_back = await connection.execute(select(redactions.c.room, redactions.c.event))
    gone = frozenset((row.room, row.event) for row in taken_back)
    new = await _insert(connection, archive, uploads, lambda row: _is_new(row, known, gone))
    for table in OF_DOCUMENTS:
        await _insert(connection, archive, table, lambda row: row["event"] in new)
    there = known | new
    await _insert(connection, archive, redactions, lambda row: _is_new(row, there, gone))
    settled = frozenset(map(str, await connection.scalars(select(rooms.c.room))))
    await _insert(connection, archive, rooms, lambda row: row["room"] not in settled)
    for event in sorted(new):
        await changed(connection, EventId(event))
    followed = await _take_follows(connection, archive)
    known_already = _manifest(archive)["lists"]["uploads"]["rows"] - len(new)
    return {"taken": len(new), "known": known_already, "follows": followed}


def _is_new(row: Row, known: AbstractSet[str], gone: AbstractSet[tuple[str, str]]) -> bool:
    """Whether an upload is neither there nor was taken back in its own room."""
    return row["event"] not in known and (row["room"], row["event"]) not in gone


async def _insert(
    connection: AsyncConnection, archive: zipfile.ZipFile, table: Table, wanted: Callable[[Row], bool]
) -> frozenset[str]:
    """Insert the wanted rows of one list; return whose they are."""
    events: set[str] = set()
    async for rows in _batches(archive, table):
        batch = [row for row in rows if wanted(row)]
        events.update(row["event"] for row in batch if "event" in row)
        if batch:
            await connection.execute(insert(table), batch)
    return frozenset(events)


async def _take_follows(connection: AsyncConnection, archive: zipfile.ZipFile) -> int:
    """Take in what people follow, from now on: what is imported is no news to them."""
    rows = (await connection.execute(select(follows))).all()
    known = {_followed({"user": row.user, "room": row.room, "query": row.query}) for row in rows}
    last = await connection.scalar(select(func.max(changes.c.number))) or 0
    new = [
        {name: value for name, value in row.items() if name != "id"} | {"seen": last}
        async for rows in _batches(archive, follows)
        for row in rows
        if _followed(row) not in known
    ]
    if new:
        await connection.execute(insert(follows), new)
    return len(new)


def _followed(row: Row) -> tuple[str, str, str]:
    return row["user"], row["room"], json.dumps(row["query"], sort_keys=True)


async def _batches(archive: zipfile.ZipFile, table: Table) -> AsyncIterator[list[Row]]:
    """Yield the rows of one list, some at a time, read in a thread."""
    rows = _lines(archive, table)
    while batch := await asyncio.to_thread(lambda: list(islice(rows, AT_ONCE))):
        yield batch


def _lines(archive: zipfile.ZipFile, table: Table) -> Iterator[Row]:
    with archive.open(f"{_name(table)}.jsonl") as lines:
        for line in lines:
            yield _kept(table, json.loads(line))


def _checked(file: BinaryIO) -> zipfile.ZipFile:
    """Open an export after a look at all of it."""
    try:
        archive = zipfile.ZipFile(file)
        lists = _manifest(archive)["lists"]
        for table in TABLES:
            _check(archive, table, lists[_name(table)])
    except BadInput:
        raise
    except (zipfile.BadZipFile, ValueError, KeyError, TypeError, EOFError, OSError) as problem:
        raise BadInput("the file is not an export of the library, or it is damaged") from problem
    return archive


def _manifest(archive: zipfile.ZipFile) -> Json:
    manifest: Json = json.loads(archive.read(MANIFEST))
    if (manifest["format"], manifest["version"]) != (FORMAT, VERSION):
        raise BadInput("the file is of another version of Palais: import it with that one")
    return manifest


def _check(archive: zipfile.ZipFile, table: Table, told: Mapping[str, Any]) -> None:
    """See that a list is whole, and fits the table."""
    digest, rows = hashlib.sha256(), 0
    with archive.open(f"{_name(table)}.jsonl") as lines:
        for line in lines:
            digest.update(line)
            _kept(table, json.loads(line))
            rows += 1
    if (rows, digest.hexdigest()) != (told["rows"], told["sha256"]):
        raise BadInput(f"the file is damaged: its list of {_name(table)} is not as it was written")


def _name(table: Table) -> str:
    return table.name.removeprefix("library_")


def _plain(table: Table, row: Any) -> Row:
    """Return a row in JSON's own types."""
    return {column.name: _told(getattr(row, column.name)) for column in table.columns}


def _told(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return b64encode(value).decode() if isinstance(value, bytes) else value


def _kept(table: Table, row: Mapping[str, Any]) -> Row:
    """Return a row as the database takes it. Raises ``ValueError`` for what does not fit the table."""
    if not row.keys() <= set(table.columns.keys()):
        raise ValueError("a column that is not known here")
    return {name: _read(table.columns[name], value) for name, value in row.items()}


def _read(column: Column[Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(column.type, Instant):
        at = datetime.fromisoformat(value)
        if at.tzinfo is None:
            raise ValueError("a time without a zone")
        return at
    return b64decode(value, validate=True) if isinstance(column.type, LargeBinary) else value
