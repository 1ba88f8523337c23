"""Rows that may be there already."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection


async def put(
    connection: AsyncConnection,
    table: Any,
    key: Mapping[str, object],
    values: Mapping[str, object],
    *,
    new: Mapping[str, object] | None = None,
) -> bool:
    """Insert a row, or set the ``values`` of the one that has the key; ``new`` is for a new row alone.

    Return whether anything was written.
    """
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    row = dialect.insert(table).values({**key, **values, **(new or {})})
    if values:
        statement = row.on_conflict_do_update(index_elements=list(key), set_=dict(values))
    else:
        statement = row.on_conflict_do_nothing(index_elements=list(key))
    done = await connection.execute(statement, execution_options={"preserve_rowcount": True})
    return done.rowcount > 0
