"""The audit: rows that are only ever added, each carrying the hash of the row before."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, event, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kit.database import Database
from provisioning.store.tables import audit, register, ruled

START = "0" * 64
"""What stands in the first row where the others have the hash of the row before."""

FOR_GOOD = (audit, register, ruled)
"""What is only ever added to."""


ON_POSTGRES = (
    "CREATE OR REPLACE FUNCTION provisioning_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is only ever added to', ERRCODE = '23000'; "
    "END $$"
)


def refusals(table: str, dialect: str) -> tuple[str, ...]:
    """Return what makes the engine itself refuse to change a table, until its owner takes that away."""
    if dialect == "sqlite":
        return tuple(
            f"CREATE TRIGGER IF NOT EXISTS {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is only ever added to'); END"
            for verb in ("UPDATE", "DELETE")
        )
    return ON_POSTGRES, *(
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"FOR EACH {'STATEMENT' if verb == 'TRUNCATE' else 'ROW'} EXECUTE FUNCTION provisioning_refuse()"
        for verb in ("UPDATE", "DELETE", "TRUNCATE")
    )


def _refuse_changes(table: Table, connection: Connection, **_rest: object) -> None:
    for refusal in refusals(table.name, connection.dialect.name):
        connection.exec_driver_sql(refusal)


for _table in FOR_GOOD:
    event.listen(_table, "after_create", _refuse_changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRow:
    """One thing that was done; ``body`` in JSON's own types."""

    number: int
    at: datetime
    kind: str
    body: Mapping[str, Any]
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRow:
    """One row as the database has it: ``before`` and ``hash`` as they stand there, ``body`` as text."""

    number: int
    at: datetime
    kind: str
    body: str
    before: str
    hash: str

    @property
    def own(self) -> str:
        """The hash that this very row should carry."""
        return _hash(self.number, self.before, self.at, self.kind, self.body)

    def read(self) -> AuditRow:
        """Return it with its body read."""
        body = json.loads(self.body)
        return AuditRow(number=self.number, at=self.at, kind=self.kind, body=body, hash=self.hash)


async def record(database: Database, kind: str, body: Mapping[str, Any], at: datetime) -> AuditRow:
    """Add a row."""
    async with database.begin() as connection:
        return await record_within(connection, kind, body, at)


async def record_within(
    connection: AsyncConnection, kind: str, body: Mapping[str, Any], at: datetime
) -> AuditRow:
    """Add a row in a transaction that does something else too, so that both or neither come to be."""
    latest = select(audit.c.number, audit.c.hash).order_by(audit.c.number.desc()).limit(1)
    last = (await connection.execute(latest)).first()
    number, before = (1, START) if last is None else (last.number + 1, last.hash)
    text = json.dumps(body, sort_keys=True, ensure_ascii=False)
    own = _hash(number, before, at, kind, text)
    row = {"number": number, "at": at, "kind": kind, "body": text, "before": before, "hash": own}
    await connection.execute(insert(audit).values(**row))
    return AuditRow(number=number, at=at, kind=kind, body=body, hash=own)


async def rows(database: Database, after: int = 0) -> tuple[AuditRow, ...]:
    """Return the rows after a number, oldest first."""
    async with database.read() as connection:
        found = await connection.execute(select(audit).where(audit.c.number > after).order_by(audit.c.number))
        return tuple(map(_row, found))


async def newest(
    database: Database, kind: str | None = None, *, telling: str | None = None
) -> AuditRow | None:
    """Return the newest row, of one kind or of any; ``telling`` names a field that its body must have."""
    wanted = select(audit).order_by(audit.c.number.desc()).limit(1)
    if kind is not None:
        wanted = wanted.where(audit.c.kind == kind)
    if telling is not None:
        wanted = wanted.where(audit.c.body.contains(f'"{telling}": ', autoescape=True))
    async with database.read() as connection:
        row = (await connection.execute(wanted)).first()
    return None if row is None else _row(row)


async def kept_rows(database: Database) -> Sequence[KeptRow]:
    """Return every row as the database has it, oldest first; nothing is believed of it."""
    async with database.read() as connection:
        found = await connection.execute(select(audit).order_by(audit.c.number))
        return [KeptRow(**row) for row in found.mappings()]


async def broken_rows(database: Database) -> tuple[int, ...]:
    """Return the numbers of rows that somebody changed, or before which rows are missing."""
    broken, before, number = [], START, 0
    for row in await kept_rows(database):
        number += 1
        if (row.number, row.before, row.hash) != (number, before, row.own):
            broken.append(row.number)
        before, number = row.hash, row.number
    return tuple(broken)


def _row(row: Row[Any]) -> AuditRow:
    return AuditRow(number=row.number, at=row.at, kind=row.kind, body=json.loads(row.body), hash=row.hash)


def _hash(number: int, before: str, at: datetime, kind: str, body: str) -> str:
    words = json.dumps([number, before, at.astimezone(UTC).isoformat(), kind, body], ensure_ascii=False)
    return hashlib.sha256(words.encode()).hexdigest()
