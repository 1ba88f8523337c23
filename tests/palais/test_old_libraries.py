"""A library of an older shape goes on: what could be found can still be found."""

import asyncio
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import select, text

from bots.library import tables
from kit.database import open_database
from palais.migrations import migrate

UPLOAD = (
    "INSERT INTO library_uploads (event, room, sender, at, name, state, told, tries, misses, title, digest) "
    "VALUES ('$a', '!r', '@ada:x', '2026-01-01', 'a.txt', 'findable', 1, 0, 0, 'A', 'd')"
)
PAGE = (
    "INSERT INTO library_pages (event, ordinal, number, language, latin, text) "
    "VALUES ('$a', {n}, NULL, 'ar', 'en', '{text}')"
)


async def test_each_page_of_an_older_library_becomes_a_passage_until_it_is_read_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = await asyncio.to_thread(open_database, tmp_path / "palais.db")
    upgrade = command.upgrade
    with monkeypatch.context() as once:
        once.setattr(command, "upgrade", lambda config, _: upgrade(config, "0003"))
        await migrate(database)
    async with database.begin() as connection:
        for statement in (UPLOAD, PAGE.format(n=0, text="a zebra"), PAGE.format(n=1, text="حرية")):
            await connection.execute(text(statement))
    await migrate(database)
    async with database.read() as connection:
        upload = (await connection.execute(select(tables.uploads))).one()
        pages = (await connection.execute(select(tables.pages))).all()
        found = (await connection.execute(select(tables.passages).order_by("ordinal"))).all()
    await database.close()
    assert (upload.kind, upload.read_as, upload.facts) == ("m.file", 0, None)
    assert [(page.inside, page.by_ocr) for page in pages] == [("", False)] * 2
    assert [(p.ordinal, p.page, p.start, p.end, p.latin) for p in found] == [
        (0, 0, 0, 7, "en"),
        (1, 1, 0, 4, "en"),
    ]
