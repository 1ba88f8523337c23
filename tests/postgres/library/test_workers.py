"""Files are read by workers: each once, by whoever is there, and none is lost with a worker."""

import asyncio
import base64
import subprocess
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from bots.library.keeping.shelf import Shelf, open_shelf
from bots.library.keeping.store import Catalogue
from bots.library.rules import FINDABLE, Upload
from bots.library.settings import LibrarySettings
from bots.library.taking import encoding
from bots.library.taking.readings import READ, Near
from bots.library.taking.workshop import MOST_TRIES, EncodingDesk, ReadingDesk, workshop
from kit.ids import EventId, RoomId
from kit.jobs import Jobs, Parcels, Queue, Seal, Workplace, open_queue
from kit.meaning.opening import NONE
from kit.reading.progress import Progress
from kit.search.passages import Query
from kit.search.question import spoken, typed
from kit.search.visibility import Span
from kit.settings import Settings
from kit.testing.postgres import PostgresServer
from palais.worker import labour
from tests.bots.library.house import ME, House, QuickReader, person, reopen
from tests.bots.library.test_meaning import FewMeanings

ADA, BO = person("ada"), person("bo")
KEY = bytes(range(32))


@pytest.fixture
async def queue(house: House) -> AsyncIterator[Queue]:
    async with open_queue(house.database, make=True) as opened:
        yield opened


@pytest.fixture
async def handing(house: House, queue: Queue) -> House:
    """A house whose library hands its files to workers; there is none yet."""
    parcels = Parcels(house.database, Seal(KEY), house.clock)
    await parcels.leave_probe()
    house.jobs = Jobs(parcels=parcels, queue=queue, at_once=4)
    await reopen(house)
    return house


@asynccontextmanager
async def worker(house: House, readings: Any = None) -> AsyncIterator[None]:
    """A worker for as long as the block lasts, which reads here and now."""
    assert house.jobs is not None
    desk = desk_of(house, readings)
    working = asyncio.create_task(house.jobs.queue.work({READ: desk.read}, at_once=1, grace=0))
    yield
    working.cancel()
    await asyncio.wait([working])


def desk_of(house: House, readings: Any = None) -> ReadingDesk:
    assert house.jobs is not None
    quick: Any = QuickReader()
    near = Near(readers=quick, catalogue=Catalogue(house.database))
    return ReadingDesk(database=house.database, parcels=house.jobs.parcels, readings=readings or near)


class Slow:
    """Reads nothing until it may; ``begun`` are the files in hand."""

    def __init__(self, house: House) -> None:
        self.near = desk_of(house).readings
        self.begun: asyncio.Queue[EventId] = asyncio.Queue()
        self.may = asyncio.Event()

    async def take_in(self, upload: Upload, data: bytes, progress: Progress | None = None) -> None:
        await self.begun.put(upload.event)
        await self.may.wait()
        await self.near.take_in(upload, data, progress)


def marks(house: House, room: RoomId, upload: EventId) -> list[str]:
    return [r.emoji for r in house.server.reactions(room, upload) if r.sender == ME]


async def parcels(house: House) -> int:
    async with house.database.read() as connection:
        return int(await connection.scalar(text("SELECT count(*) FROM jobs_parcels WHERE key != ''")) or 0)


async def jobs(house: House) -> int:
    async with house.database.read() as connection:
        query = text("SELECT count(*) FROM palais_jobs.procrastinate_jobs")
        return int(await connection.scalar(query) or 0)


async def test_a_file_is_read_by_a_worker_and_found(handing: House) -> None:
    room = handing.room("Committee", ADA)
    upload = handing.upload(room, ADA, "note.txt", "Solitary confinement of children is prohibited.")
    async with worker(handing):
        await handing.settle()
    assert marks(handing, room, upload) == [FINDABLE]
    (answer,) = await handing.ask(room, ADA, "confinement")
    assert "prohibited" in answer.body
    assert await parcels(handing) == 0


async def test_what_a_worker_cannot_read_is_said_as_ever(handing: House) -> None:
    room = handing.room("Committee", ADA)
    handing.upload(room, ADA, "report.pdf", b"%PDF-1.7 nothing of a PDF follows")
    async with worker(handing):
        await handing.settle()
    (note,) = handing.said()
    assert "damaged" in note.body
    assert await parcels(handing) == 0


async def test_the_first_file_of_each_comes_before_the_second_of_any(handing: House) -> None:
    room = handing.room("Committee", ADA, BO)
    heavy = [handing.upload(room, ADA, f"{n}.txt", "a zebra") for n in range(3)]
    light = handing.upload(room, BO, "mine.txt", "a zebra")
    slow = Slow(handing)
    settling = asyncio.create_task(handing.settle())
    await until(lambda: parcels(handing), 4)
    slow.may.set()
    async with worker(handing, slow):
        await settling
    order = [slow.begun.get_nowait() for _ in range(4)]
    assert light in order[:2]
    assert set(order) == {light, *heavy}


async def test_a_file_redacted_while_it_is_read_leaves_nothing(handing: House) -> None:
    room = handing.room("Committee", ADA)
    upload = handing.upload(room, ADA, "note.txt", "a heliotrope ibis")
    slow = Slow(handing)
    async with worker(handing, slow):
        settling = asyncio.create_task(handing.settle())
        await asyncio.wait_for(slow.begun.get(), 90)
        handing.server.redact(room, ADA, upload)
        await handing.matrix.hear_all(handing.hear)
        slow.may.set()
        await settling
    assert await handing.library.catalogue.extent() == (1, 0)
    assert await parcels(handing) == 0
    assert marks(handing, room, upload) == []


async def test_a_file_redacted_before_any_worker_came_does_not_wait_for_one(handing: House) -> None:
    room = handing.room("Committee", ADA)
    upload = handing.upload(room, ADA, "note.txt", "a heliotrope ibis")
    settling = asyncio.create_task(handing.settle())
    await until(lambda: parcels(handing), 1)
    handing.server.redact(room, ADA, upload)
    await handing.matrix.hear_all(handing.hear)
    await asyncio.wait_for(settling, 90)
    assert await parcels(handing) == 0


async def test_what_was_redacted_while_the_platform_was_away_leaves_no_parcel(handing: House) -> None:
    assert handing.jobs is not None
    await handing.jobs.parcels.hand_over("$gone", b"a heliotrope ibis")
    await reopen(handing)
    assert await parcels(handing) == 0


async def test_a_platform_that_comes_back_waits_for_what_it_handed_over(handing: House) -> None:
    room = handing.room("Committee", ADA)
    upload = handing.upload(room, ADA, "note.txt", "Solitary confinement")
    slow = Slow(handing)
    async with worker(handing, slow):
        settling = asyncio.create_task(handing.settle())
        await asyncio.wait_for(slow.begun.get(), 90)
        settling.cancel()
        await asyncio.wait([settling])
        await reopen(handing)
        assert await parcels(handing) == 1
        settling = asyncio.create_task(handing.settle())
        await until(lambda: jobs(handing), 2)
        slow.may.set()
        await settling
    assert marks(handing, room, upload) == [FINDABLE]
    assert slow.begun.empty()


async def test_a_file_that_takes_its_workers_along_is_given_up(handing: House) -> None:
    room = handing.room("Committee", ADA)
    handing.upload(room, ADA, "note.txt", "Solitary confinement")
    assert handing.jobs is not None
    settling = asyncio.create_task(handing.settle())
    await until(lambda: parcels(handing), 1)
    event = next(iter(handing.library.shelving.in_hand))
    for _ in range(MOST_TRIES):
        await handing.jobs.parcels.begin(event)
    async with worker(handing):
        await settling
    (note,) = handing.said()
    assert "damaged" in note.body


async def test_a_worker_that_is_killed_loses_nothing(handing: House, url: str, tmp_path: Path) -> None:
    key = tmp_path / "jobs.key"
    key.write_bytes(base64.b64encode(KEY))
    room = handing.room("Committee", ADA)
    upload = handing.upload(room, ADA, "note.txt", "Solitary confinement of children")
    settling = asyncio.create_task(handing.settle())
    async with started(url, key, "hangs") as killed:
        assert await said(killed) == f"begun {upload}"
    async with started(url, key) as other:
        assert await said(other) == f"begun {upload}"
        await asyncio.wait_for(settling, 90)
    assert marks(handing, room, upload) == [FINDABLE]
    assert await handing.library.catalogue.count() == 1


async def test_a_database_that_dies_and_comes_back_finds_its_workers_again(
    handing: House, postgres: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("palais.worker.PAUSE", 0.1)
    assert handing.jobs is not None
    settings = Settings(bots={"library": {"encoder": NONE}})
    working = asyncio.create_task(labour(handing.jobs, handing.database, settings, at_once=1, grace=0))
    room = handing.room("Committee", ADA)
    first = handing.upload(room, ADA, "first.txt", "a zebra")
    settling = asyncio.create_task(handing.settle())
    await asyncio.wait({settling, working}, return_when=asyncio.FIRST_COMPLETED)
    assert settling.done(), working.exception()
    await asyncio.to_thread(postgres.restart)
    second = handing.upload(room, ADA, "second.txt", "a zebra")
    async with asyncio.timeout(90):
        while not marks(handing, room, second):
            with suppress(OperationalError):
                await handing.settle()
            await asyncio.sleep(0.05)
    working.cancel()
    await asyncio.wait([working])
    assert marks(handing, room, first) == marks(handing, room, second) == [FINDABLE]


async def test_what_documents_mean_is_worked_out_by_workers_and_followed(
    handing: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoding, "WATCH_EVERY", 0.05)
    room = handing.room("Committee", ADA)
    upload = handing.upload(room, ADA, "a.txt", "le droit à une eau potable eau")
    async with worker(handing):
        await handing.settle()
    library, encoder = handing.library, FewMeanings()
    assert library.encoding.jobs is not None
    desk = EncodingDesk(catalogue=library.catalogue, meanings=library.encoding.meanings, encoder=encoder)
    await library.shelf.learn(encoder)
    encoding_jobs = library.encoding.jobs.queue.work({encoding.ENCODE: desk.encode}, at_once=1, grace=0)
    working = asyncio.create_task(encoding_jobs)
    await asyncio.wait_for(library.encoding.hand_over(encoder, library.encoding.jobs), 90)
    working.cancel()
    await asyncio.wait([working])
    hits = await library.shelf.search(Query(spoken("water"), "water"), {room: Span()}, 9)
    assert [hit.document for hit in hits] == [upload]
    before = encoder.encoded
    await desk.encode(upload)
    assert encoder.encoded == before


async def test_two_nodes_find_a_file_and_both_lose_it(quick: House, tmp_path: Path) -> None:
    house, room = quick, quick.room("Committee", ADA)
    other = await open_shelf(tmp_path / "other", Catalogue(house.database))
    upload = house.upload(room, ADA, "note.txt", "a heliotrope ibis")
    for n in range(3):
        house.upload(room, ADA, f"{n}.txt", "a zebra")
    await house.settle()
    await other.catch_up()
    assert await found(house.library.shelf, room) == await found(other, room) == [upload]
    house.server.redact(room, ADA, upload)
    await house.settle()
    await other.catch_up()
    assert await found(house.library.shelf, room) == await found(other, room) == []
    assert other.size == house.library.shelf.size == 3
    await other.close()


async def test_a_part_gives_a_worker_its_jobs(handing: House) -> None:
    assert handing.jobs is not None
    place = Workplace(database=handing.database, parcels=handing.jobs.parcels, at_once=2)
    place = replace(place, settings=LibrarySettings(encoder=NONE))
    async with workshop(place) as tasks:
        assert set(tasks) == {READ}
        await tasks[READ]("$nothing")


async def found(shelf: Shelf, room: RoomId) -> list[str]:
    """Return which documents of the room have the word."""
    hits = await shelf.search(Query(typed(["ibis"])), {room: Span()}, 10)
    return [hit.document for hit in hits]


async def until(ask: Any, wanted: int) -> None:
    """Wait for a number, not for ever."""
    async with asyncio.timeout(90):
        while await ask() != wanted:
            await asyncio.sleep(0.02)


@asynccontextmanager
async def started(url: str, key: Path, *words: str) -> AsyncIterator[Process]:
    """A worker in a process of its own, which is killed at the end."""
    command = (sys.executable, "-m", "tests.postgres.labourer", url, str(key), *words)
    process = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE)
    try:
        yield process
    finally:
        process.kill()
        await process.communicate()


async def said(process: Process) -> str:
    """Return what a worker says next of a file, between the lines of its log."""
    assert process.stdout is not None
    async with asyncio.timeout(120):
        while not (line := (await process.stdout.readline()).decode()).startswith("begun"):
            assert line, "it ended"
    return line.strip()
