"""What is handed over for a bot is done by the bot that runs, and by nobody else."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from kit.clock import SystemClock
from kit.database import Database, open_database
from kit.errors import Trouble
from kit.ids import BotName
from kit.part import Part
from palais import errands
from palais.errands import do_errands, kind_of
from provisioning.handing import HandedBack, follow
from provisioning.store import WorkList, WorkState

LIBRARY = BotName("library")


@asynccontextmanager
async def served(database: Database, part: Part) -> AsyncIterator[WorkList]:
    """Serve a part for as long as the block lasts."""
    work = WorkList(database, SystemClock())
    serving = asyncio.create_task(do_errands(work, LIBRARY, part))
    try:
        yield work
    finally:
        serving.cancel()
        await asyncio.wait([serving])


@pytest.fixture
async def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Database]:
    monkeypatch.setattr(errands, "POLL", 0.01)
    made = await asyncio.to_thread(open_database, tmp_path / "palais.db")
    await made.create_all()
    yield made
    await made.close()


async def echo(asked: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"asked": dict(asked)}


async def fails(asked: Mapping[str, Any]) -> Mapping[str, Any]:
    if asked:
        raise Trouble("the server is away")
    raise RuntimeError("unforeseen")


async def test_an_errand_is_done_and_its_answer_comes_back(database: Database) -> None:
    async with served(database, Part(errands={"echo": echo})) as work:
        number = await work.add(kind_of(LIBRARY, "echo"), {"one": 1}, "cleo")
        answer = await follow(work, number, alive=lambda: True, every=0.01)
    assert answer == {"asked": {"one": 1}}


async def test_an_errand_that_fails_says_why_and_the_next_is_done(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(errands, "log", type("Quiet", (), {"exception": lambda *_, **__: None}))
    part = Part(errands={"echo": echo, "fails": fails})
    async with served(database, part) as work:
        for asked, why in (({"why": 1}, "the server is away"), ({}, "its log says how")):
            number = await work.add(kind_of(LIBRARY, "fails"), asked, "cleo")
            with pytest.raises(HandedBack, match=why):
                await follow(work, number, alive=lambda: True, every=0.01)
        number = await work.add(kind_of(LIBRARY, "echo"), {}, "cleo")
        assert await follow(work, number, alive=lambda: True, every=0.01) == {"asked": {}}


async def test_what_is_for_another_waits_for_them(database: Database) -> None:
    async with served(database, Part(errands={"echo": echo})) as work:
        other = await work.add("apply", {}, "cleo")
        mine = await work.add(kind_of(LIBRARY, "echo"), {}, "cleo")
        await follow(work, mine, alive=lambda: True, every=0.01)
        piece = await work.get(other)
    assert piece is not None
    assert piece.state is WorkState.WAITING


async def test_a_part_without_errands_asks_for_none(database: Database) -> None:
    await do_errands(WorkList(database, SystemClock()), LIBRARY, Part())
