"""Under a long file stands how far its reading is; a short one is simply there."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bots.library.rules import FINDABLE, Upload
from bots.library.taking.shelving import Shelving
from bots.library.taking.showing import MOONS
from kit.errors import Unreachable
from kit.events import ReactionHeard
from kit.ids import EventId, RoomId
from kit.reading.progress import Progress
from tests.bots.library.house import ME, House, person

ADA = person("ada")


class Slow:
    """Takes a file in quarter by quarter, each when it is told to go on."""

    lanes = each = 1

    def __init__(self, shelving: Shelving, told: list[int]) -> None:
        self.shelving, self.told, self.goes_on = shelving, told, asyncio.Event()

    async def take_in(self, upload: Upload, data: bytes, progress: Progress | None = None) -> None:
        assert progress is not None
        for done in self.told:
            progress(done, 100)
            await asyncio.sleep(0.05)
        await self.shelving.readings.take_in(upload, data)

    async def close(self) -> None:
        """There is nothing to end."""


def slowly(house: House, told: list[int], patience: float = 0.0) -> Slow:
    shelving = house.library.shelving
    slow = Slow(shelving, told)
    made = replace(shelving, readings=slow)
    made.showing.patience, made.showing.look_every = patience, 0.01
    house.library = replace(house.library, shelving=made)
    return slow


def standing(house: House, room: RoomId, upload: EventId) -> list[str]:
    return [r.emoji for r in house.server.reactions(room, upload) if r.sender == ME]


def all_ever(house: House) -> list[str]:
    events = [event for event, _ in house.server.log]
    return [e.emoji for e in events if isinstance(e, ReactionHeard) and e.sender == ME]


async def test_a_long_file_shows_each_quarter_once_and_then_that_it_is_found(quick: House) -> None:
    room = quick.room("Committee", ADA)
    upload = quick.upload(room, ADA, "a.txt", "a zebra")
    slowly(quick, [0, 10, 30, 40, 60, 80, 99, 100])
    await quick.settle()
    assert all_ever(quick) == [*MOONS, FINDABLE]
    assert standing(quick, room, upload) == [FINDABLE]
    assert await quick.library.catalogue.in_progress() == []


async def test_a_short_file_shows_nothing_but_that_it_is_found(quick: House) -> None:
    room = quick.room("Committee", ADA)
    quick.upload(room, ADA, "a.txt", "a zebra")
    slowly(quick, [0, 50, 100], patience=5)
    await quick.settle()
    assert all_ever(quick) == [FINDABLE]


async def test_a_file_that_cannot_be_read_keeps_no_moon(quick: House) -> None:
    room = quick.room("Committee", ADA)
    upload = quick.upload(room, ADA, "a.pdf", b"%PDF-1.7 nothing of a PDF follows")
    slowly(quick, [10, 40])
    await quick.settle()
    assert all_ever(quick) == [MOONS[0], MOONS[1]]
    assert standing(quick, room, upload) == []


async def test_a_crash_leaves_no_moon_behind(quick: House) -> None:
    room = quick.room("Committee", ADA)
    upload = quick.upload(room, ADA, "a.txt", "a zebra")
    await quick.matrix.hear_all(quick.hear)
    slowly(quick, [10, 30, *([60] * 1000)])
    working = asyncio.create_task(quick.library.shelving.work())
    async with asyncio.timeout(10):
        while standing(quick, room, upload) != [MOONS[2]]:
            await asyncio.sleep(0.01)
    working.cancel()
    await asyncio.wait([working])
    assert standing(quick, room, upload) == [MOONS[2]]
    quick.library.shelving.showing.under_way.clear()
    await quick.library.shelving.showing.tidy()
    assert standing(quick, room, upload) == []
    assert await quick.library.catalogue.in_progress() == []


@pytest.mark.parametrize("doing", ["react", "redact"])
async def test_progress_that_cannot_be_shown_holds_nothing_up(quick: House, doing: str) -> None:
    room = quick.room("Committee", ADA)
    upload = quick.upload(room, ADA, "a.txt", "a zebra")
    slowly(quick, [0, 30, 60])
    quick.server.fail(Unreachable(doing), doing=doing)
    await quick.settle()
    quick.clock.advance(timedelta(minutes=1))
    await quick.library.shelving.showing.tidy()
    await quick.settle()
    assert standing(quick, room, upload) == [FINDABLE]
