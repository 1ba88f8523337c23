"""Jobs reach exactly one worker, outlive every worker, and tell the database nothing."""

import asyncio
import base64
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from kit.database import Database
from kit.errors import BadInput
from kit.jobs import Parcels, Queue, Seal, make_key, open_queue, parcels_waiting, read_key
from kit.jobs.queue import SCHEMA
from kit.settings import DatabaseSettings, Settings
from kit.testing import StillClock
from palais.doctor import attended
from palais.state import State

KEY = bytes(range(32))


@pytest.fixture
def parcels(database: Database) -> Parcels:
    return Parcels(database, Seal(KEY), StillClock())


@pytest.fixture
async def queue(database: Database) -> AsyncIterator[Queue]:
    async with open_queue(database, make=True) as opened:
        yield opened


async def work_until(queue: Queue, done: asyncio.Event, *, at_once: int = 2, task: object = None) -> None:
    working = asyncio.create_task(queue.work({"note": task}, at_once=at_once))  # type: ignore[dict-item]
    async with asyncio.timeout(90):
        await done.wait()
    working.cancel()
    await asyncio.wait([working])


async def test_each_job_is_done_once_the_more_urgent_first(queue: Queue) -> None:
    heard: list[str] = []
    done = asyncio.Event()

    async def note(key: str) -> None:
        heard.append(key)
        if len(heard) == 4:
            done.set()

    for key, priority in (("a1", 0), ("a2", -1), ("a3", -2), ("b1", 0), ("a1", 0)):
        await queue.defer("note", key, priority)
    await work_until(queue, done, at_once=1, task=note)
    assert heard == ["a1", "b1", "a2", "a3"]


async def test_a_job_that_fails_is_done_again(queue: Queue) -> None:
    tries: list[str] = []
    done = asyncio.Event()

    async def note(key: str) -> None:
        tries.append(key)
        if len(tries) == 1:
            raise OSError
        done.set()

    await queue.defer("note", "a")
    await work_until(queue, done, task=note)
    assert tries == ["a", "a"]


async def test_a_queue_of_another_version_is_made_anew_by_the_platform_alone(
    database: Database, queue: Queue
) -> None:
    async with database.begin() as connection:
        await connection.execute(text(f"COMMENT ON SCHEMA {SCHEMA} IS 'older'"))
    with pytest.raises(BadInput, match="another version"):
        async with open_queue(database, make=False):
            pass
    async with open_queue(database, make=True) as opened:
        await opened.defer("note", "a")


async def test_what_is_handed_over_stands_nowhere_in_the_database(
    parcels: Parcels, database: Database
) -> None:
    await parcels.hand_over("$a", b"heliotrope ibis")
    async with database.read() as connection:
        sealed = await connection.scalar(text("SELECT sealed FROM jobs_parcels WHERE key = '$a'"))
    assert b"ibis" not in sealed
    assert await parcels.begin("$a") == (b"heliotrope ibis", 1)


async def test_what_is_done_is_forgotten_but_for_its_outcome(parcels: Parcels, database: Database) -> None:
    await parcels.hand_over("$a", b"words")
    await parcels.hand_over("$a", b"others, too late")
    assert await parcels.begin("$a") == (b"words", 1)
    assert await parcels.begin("$a") == (b"words", 2)
    await parcels.tell("$a", 1, 4)
    half = await parcels.get("$a")
    assert half is not None
    assert (half.outcome, half.done, half.of) == (None, 1, 4)
    await parcels.finish("$a", {"why": "locked"})
    assert await parcels.begin("$a") is None
    assert await parcels_waiting(database) == 0
    await parcels.hand_over("$a", b"new words")
    assert await parcels.begin("$a") == (b"new words", 1)
    assert await parcels.keys() == {"$a"}
    await parcels.drop("$a")
    assert await parcels.get("$a") is None


async def test_the_doctor_sees_who_works_and_what_waits(
    parcels: Parcels, queue: Queue, url: str, tmp_path: Path
) -> None:
    state, settings = State(tmp_path), Settings(database=DatabaseSettings(url=SecretStr(url)))
    (found,) = await attended(state, settings)
    assert (found.well, found.says) == (True, "0 at work, 0 file(s) in hand or waiting")
    await parcels.hand_over("$a", b"words")
    (found,) = await attended(state, settings)
    assert not found.well
    assert "nobody reads the 1 file(s)" in found.says
    working = asyncio.create_task(queue.work({}, at_once=1))
    async with asyncio.timeout(90):
        while not (found := (await attended(state, settings))[0]).well:
            await asyncio.sleep(0.02)
    assert found.says == "1 at work, 1 file(s) in hand or waiting"
    working.cancel()
    await asyncio.wait([working])


async def test_a_worker_with_another_key_is_told_so(parcels: Parcels, database: Database) -> None:
    with pytest.raises(BadInput, match="start “palais run” once"):
        await parcels.probe()
    await parcels.leave_probe()
    await parcels.probe()
    with pytest.raises(BadInput, match="another key"):
        await Parcels(database, Seal(bytes(32)), StillClock()).probe()


def test_what_was_sealed_for_one_name_opens_for_no_other() -> None:
    seal = Seal(KEY)
    sealed = seal.close(b"words", "$a")
    assert seal.open(sealed, "$a") == b"words"
    assert seal.close(b"words", "$a") != sealed
    with pytest.raises(BadInput):
        seal.open(sealed, "$b")
    assert base64.b64encode(KEY).decode() not in repr(seal)
    assert str(KEY) not in repr(seal)


def test_a_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "state" / "jobs.key"
    with pytest.raises(BadInput, match="there is no key"):
        read_key(file)
    key = make_key(file)
    assert (len(key), make_key(file), read_key(file)) == (32, key, key)
    assert os.stat(file).st_mode & 0o777 == 0o600  # noqa: PTH116 - one line
    file.write_text("abc")
    with pytest.raises(BadInput, match="key"):
        read_key(file)
