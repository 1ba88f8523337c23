"""A clock that was set is noticed: backwards against what was done, forwards against what has passed."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kit.clock import SystemClock
from provisioning.clockwatch import Clockwatch, Reading, acted_at, instant_of, leapt, set_back
from provisioning.sentences import CLOCK_BACK, CLOCK_FORWARD
from provisioning.store.audit import record
from tests.provisioning.village import Village

ZONE = ZoneInfo("Europe/Zurich")
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)


@pytest.fixture(autouse=True)
def nothing_blocks_the_loop() -> None:
    """The village writes its files as a command does, without a loop."""
    return


def test_one_plans_for_the_latest_instant_that_was_acted_at() -> None:
    assert instant_of(NOON, None) == NOON
    assert instant_of(NOON, NOON - HOUR) == NOON
    assert instant_of(NOON, NOON + HOUR) == NOON + HOUR
    assert instant_of(NOON, NOON + SECOND) == NOON + SECOND


def test_what_time_servers_do_is_not_worth_a_word() -> None:
    assert set_back(NOON, NOON + 5 * SECOND) is None
    assert set_back(NOON, NOON + 6 * SECOND) == NOON + 6 * SECOND
    assert set_back(NOON, NOON - HOUR) is None
    assert set_back(NOON, None) is None


@pytest.mark.parametrize(
    ("wall", "steady", "so"),
    [
        (HOUR, 3600.0, False),
        (HOUR, 3541.0, False),
        (HOUR, 3500.0, True),
        (HOUR, 0.0, True),
        (-HOUR, 60.0, False),
        (SECOND, 3600.0, False),
    ],
)
def test_a_leap_is_much_more_time_than_has_passed(wall: timedelta, steady: float, so: bool) -> None:
    before = Reading(wall=NOON, steady=100.0)
    assert leapt(before, Reading(wall=NOON + wall, steady=100.0 + steady)) is so


def test_the_machines_steady_seconds_only_go_forward() -> None:
    first = SystemClock().steady()
    assert SystemClock().steady() >= first


class Room:
    """Keeps what was told."""

    def __init__(self, *, there: bool = True) -> None:
        self.there = there
        self.said: list[tuple[object, str, dict[str, str]]] = []

    async def tell(self, sentence: object, key: str, **values: str) -> bool:
        if self.there:
            self.said.append((sentence, key, values))
        return self.there


async def act(village: Village, at: datetime) -> None:
    await record(village.office.database, "begun", {"steps": {}, "for": at.isoformat()}, village.clock.now())


async def test_what_was_acted_at_is_read_from_the_audit(village: Village) -> None:
    database = village.office.database
    assert await acted_at(database) is None
    await act(village, NOON + HOUR)
    await record(database, "begun", {"steps": {"a": {"why": '"for": "x"'}}}, NOON)
    await record(database, "receipt", {"for": "nothing"}, NOON)
    assert await acted_at(database) == NOON + HOUR


async def test_a_clock_that_goes_back_is_told_once_in_the_communitys_zone(village: Village) -> None:
    watch, room = Clockwatch(village.office.database, village.clock), Room()
    await act(village, NOON)
    village.clock.set(NOON - HOUR)
    assert await watch.instant() == NOON
    for _ in range(3):
        await watch.look(room.tell, ZONE)
    [(sentence, key, values)] = room.said
    assert sentence is CLOCK_BACK
    assert key == f"clock:back:{NOON.isoformat()}"
    assert values == {
        "acted": "2026-11-21 13:00 (Europe/Zurich)",
        "now": "2026-11-21 12:00 (Europe/Zurich)",
    }


async def test_it_is_told_when_there_is_a_room_to_tell_it_in(village: Village) -> None:
    watch, room = Clockwatch(village.office.database, village.clock), Room(there=False)
    await act(village, NOON)
    village.clock.set(NOON - HOUR)
    await watch.instant()
    await watch.look(room.tell, ZONE)
    room.there = True
    await watch.look(room.tell, ZONE)
    assert len(room.said) == 1


async def test_a_clock_that_leaps_is_told_once(village: Village) -> None:
    watch, room = Clockwatch(village.office.database, village.clock), Room()
    await watch.look(room.tell, ZONE)
    village.clock.set(NOON + 2 * HOUR)
    for _ in range(3):
        await watch.look(room.tell, ZONE)
    [(sentence, key, values)] = room.said
    assert sentence is CLOCK_FORWARD
    assert key == f"clock:forward:{NOON.isoformat()}"
    assert values["before"] < values["now"]


async def test_time_that_passes_is_no_leap_however_much(village: Village) -> None:
    watch, room = Clockwatch(village.office.database, village.clock), Room()
    for pause in (SECOND, HOUR, 400 * 24 * HOUR):
        await watch.look(room.tell, ZONE)
        village.clock.advance(pause)
    await watch.look(room.tell, ZONE)
    assert room.said == []


async def test_a_leap_that_could_not_be_told_is_told_later(village: Village) -> None:
    watch, room = Clockwatch(village.office.database, village.clock), Room()
    await watch.look(room.tell, ZONE)
    village.clock.set(NOON + HOUR)

    async def mute(*_: object, **__: object) -> bool:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        await watch.look(mute, ZONE)
    await watch.look(room.tell, ZONE)
    assert len(room.said) == 1
