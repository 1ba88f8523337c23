"""Takes away what keeps tables from being changed, as somebody could who owns the database."""

from sqlalchemy.ext.asyncio import AsyncConnection


async def unprotect(connection: AsyncConnection, table: str) -> None:
    """Let rows of a table be changed and deleted."""
    on = "" if connection.dialect.name == "sqlite" else f" ON {table}"
    for verb in ("update", "delete"):
        await connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_no_{verb}{on}")
