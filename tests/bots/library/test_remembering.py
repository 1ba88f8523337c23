"""What the library remembers for people: what answers offer, what is followed, how far it looked back."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bots.library.keeping.following import Follows
from bots.library.keeping.offering import KEPT, Offer, Offers
from bots.library.taking.looking_back import Histories, LookedBack
from kit.database import Database, open_database
from kit.ids import EventId, Language, RoomId, UserId

NOW = datetime(2026, 3, 2, tzinfo=UTC)
ADA, BO = UserId("@ada:x"), UserId("@bo:x")
HALL = RoomId("!hall")
OFFER = Offer(
    event=EventId("$answer"),
    room=HALL,
    asked_in=HALL,
    asker=ADA,
    query={"words": ["zebra"], "fields": {"body": ["cedaw"]}},
    offset=5,
    choices=[["body", "cedaw"], ["year", "2019"]],
    direct=False,
    at=NOW,
)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    made = await asyncio.to_thread(open_database, tmp_path / "palais.db")
    await made.create_all()
    yield made
    await made.close()


async def test_an_offer_is_kept_as_it_was_made_and_replaced_by_a_later_one(database: Database) -> None:
    offers = Offers(database)
    await offers.keep(OFFER)
    assert await offers.of(OFFER.event) == OFFER
    await offers.keep(replace(OFFER, offset=10))
    assert await offers.of(OFFER.event) == replace(OFFER, offset=10)
    assert await offers.of(EventId("$other")) is None


async def test_offers_are_forgotten_with_their_answer_and_after_a_week(database: Database) -> None:
    offers = Offers(database)
    for n in range(3):
        await offers.keep(replace(OFFER, event=EventId(f"${n}"), at=NOW + n * KEPT))
    await offers.forget([EventId("$2")])
    await offers.forget_old(NOW + KEPT + timedelta(seconds=1))
    assert [n for n in range(3) if await offers.of(EventId(f"${n}"))] == [1]


async def test_follows_are_each_persons_own_and_never_look_back(database: Database) -> None:
    follows = Follows(database)
    given = {"language": Language.FRENCH, "since": NOW, "seen": 7}
    first = await follows.add(ADA, HALL, {"words": ["zebra"]}, language=Language.FRENCH, since=NOW, seen=7)
    second = await follows.add(BO, HALL, {}, language=Language.ARABIC, since=NOW, seen=9)
    (mine,) = await follows.of(ADA)
    assert (mine.id, mine.query, mine.language, mine.since, mine.seen) == (
        first,
        {"words": ["zebra"]},
        *given.values(),
    )
    assert [follow.id for follow in await follows.behind(9, 10)] == [first]
    await follows.looked(first, 12)
    await follows.looked(first, 8)
    assert [follow.id for follow in await follows.behind(20, 10)] == [second, first]
    assert await follows.end(ADA, second) == 0
    assert await follows.end(BO) == 1
    assert (await follows.count(ADA), await follows.count(BO)) == (1, 0)


async def test_how_far_a_room_was_looked_through_outlives_a_crash(database: Database) -> None:
    histories = Histories(database)
    assert await histories.of(HALL) is None
    await histories.reached(LookedBack(room=HALL, until="t1", done=False))
    await histories.reached(LookedBack(room=HALL, until=None, done=True, unreadable=3))
    assert await Histories(database).of(HALL) == LookedBack(room=HALL, until=None, done=True, unreadable=3)
    await histories.forget([HALL])
    assert await histories.of(HALL) is None
