"""The head of the audit is posted daily and after each removal from a Confidential room, each but once."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kit.ids import RoomKey
from provisioning.heads import Heads, due
from provisioning.proof import head_from, prove
from provisioning.sentences import HEAD_POSTED
from provisioning.store.audit import AuditRow, kept_rows, newest, record
from tests.provisioning.village import Village

ZONE = ZoneInfo("Europe/Zurich")
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def nothing_blocks_the_loop() -> None:
    """The village writes its files as a command does, without a loop."""
    return


def row(number: int, kind: str = "receipt", at: datetime = NOON, **body: Any) -> AuditRow:
    return AuditRow(number=number, at=at, kind=kind, body=body, hash=f"{number:064}")


def begun(number: int, step: str, key: str) -> AuditRow:
    return row(number, "begun", steps={"a": {"step": step, "key": key}})


def number_due(last: AuditRow | None, *since: AuditRow, now: datetime = NOON) -> int | None:
    head = due(last, since, now, ZONE, lambda key: key == "owls")
    return None if head is None else head.number


POSTED = row(3, "head")


def test_an_empty_audit_has_nothing_to_post() -> None:
    assert number_due(None) is None


def test_the_first_head_is_posted_at_once() -> None:
    assert number_due(None, row(1), row(2)) == 2


def test_one_head_a_day_is_enough() -> None:
    assert number_due(POSTED, row(4)) is None
    assert number_due(POSTED, row(4), now=NOON + DAY) == 4


def test_a_new_day_begins_in_the_communitys_zone() -> None:
    late = datetime(2026, 11, 21, 22, 59, tzinfo=UTC)
    assert number_due(POSTED, row(4), now=late) is None
    assert number_due(POSTED, row(4), now=late + timedelta(minutes=1)) == 4


def test_a_quiet_day_has_a_head_too() -> None:
    assert number_due(POSTED, now=NOON + DAY) == 3


@pytest.mark.parametrize("step", ["RemovePerson", "BanPerson", "RetireRoom"])
def test_a_removal_from_a_confidential_room_does_not_wait_for_the_day(step: str) -> None:
    assert number_due(POSTED, begun(4, step, "owls"), row(5)) == 5
    assert number_due(POSTED, begun(4, step, "green"), row(5)) is None


def test_a_ban_in_a_confidential_room_does_not_wait_either() -> None:
    assert number_due(POSTED, row(4, "ban", key="owls")) == 4
    assert number_due(POSTED, row(4, "ban", key="green")) is None


def test_a_seat_waits_for_the_day() -> None:
    assert number_due(POSTED, begun(4, "SeatPerson", "owls"), row(5)) is None


def test_a_clock_that_went_back_posts_nothing_again() -> None:
    assert number_due(POSTED, row(4), now=NOON - DAY) is None


class Room:
    """The stewards' room, where each key is said once."""

    def __init__(self) -> None:
        self.there = True
        self.dies = False
        self.said: dict[str, dict[str, str]] = {}

    async def tell(self, sentence: object, key: str, **values: str) -> bool:
        assert sentence is HEAD_POSTED
        if not self.there:
            return False
        self.said.setdefault(key, values)
        if self.dies:
            raise ConnectionError
        return True


def confidential(key: RoomKey) -> bool:
    return key == "owls"


async def add(village: Village, **body: Any) -> int:
    return (await record(village.office.database, "note", body, village.clock.now())).number


def heads(village: Village) -> Heads:
    return Heads(village.office.database, village.clock)


async def test_what_is_posted_proves_the_audit(village: Village) -> None:
    number, room = await add(village), Room()
    await heads(village).post(room.tell, ZONE, confidential)
    said = room.said[f"head:{number}"]
    assert said["day"] == "2026-11-21"
    assert prove(await kept_rows(village.office.database), head_from(said["full"])).holds


async def test_a_restart_posts_nothing_twice(village: Village) -> None:
    await add(village)
    room = Room()
    for _ in range(3):
        await heads(village).post(room.tell, ZONE, confidential)
    assert len(room.said) == 1
    village.clock.advance(DAY)
    for _ in range(3):
        await heads(village).post(room.tell, ZONE, confidential)
    assert len(room.said) == 2


async def test_a_death_between_saying_and_writing_it_down_says_nothing_twice(village: Village) -> None:
    await add(village)
    room = Room()
    room.dies = True
    with pytest.raises(ConnectionError):
        await heads(village).post(room.tell, ZONE, confidential)
    room.dies = False
    await heads(village).post(room.tell, ZONE, confidential)
    assert len(room.said) == 1
    written = await newest(village.office.database, "head")
    assert written is not None
    assert list(room.said) == [f"head:{written.body['number']}"]


async def test_where_there_is_no_room_yet_it_is_posted_once_there_is(village: Village) -> None:
    await add(village)
    posting, room = heads(village), Room()
    room.there = False
    await posting.post(room.tell, ZONE, confidential)
    room.there = True
    posting.look_again()
    await posting.post(room.tell, ZONE, confidential)
    assert len(room.said) == 1


async def test_nothing_is_read_again_until_something_was_done(village: Village) -> None:
    posting, room = heads(village), Room()
    await add(village)
    await posting.post(room.tell, ZONE, confidential)
    await record(village.office.database, "ban", {"key": "owls"}, village.clock.now())
    await posting.post(room.tell, ZONE, confidential)
    assert len(room.said) == 1
    posting.look_again()
    await posting.post(room.tell, ZONE, confidential)
    assert len(room.said) == 2
