"""What an account keeps, and what it does not."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from kit.database import open_database
from kit.ids import EventId, RoomId, UserId
from kit.matrix.store import MatrixStore

BOT = UserId("@library:palais.localhost")
HALL, YARD = RoomId("!hall"), RoomId("!yard")


@pytest.fixture
async def store(place: Path | str) -> AsyncIterator[MatrixStore]:
    """A memory of its own."""
    database = await asyncio.to_thread(open_database, place)
    await database.create_all()
    yield MatrixStore(database, BOT)
    await database.close()


def sealed(event: str, sender: str = "@ada:x") -> dict[str, object]:
    return {"event_id": event, "sender": sender, "content": {"session_id": "s"}}


async def test_what_was_taken_back_in_one_room_still_waits_in_another(store: MatrixStore) -> None:
    await store.keep_unread([(HALL, sealed("$upload"))])
    await store.end_batch("one", [(YARD, EventId("$upload"))], {})
    assert [room for room, _ in await store.unread()] == [HALL]
    await store.end_batch("two", [(HALL, EventId("$upload"))], {})
    assert await store.unread() == []


async def test_of_one_sender_and_of_all_only_the_newest_wait(
    store: MatrixStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kit.matrix.store.MOST_OF_ONE", 3)
    monkeypatch.setattr("kit.matrix.store.MOST_OF_ALL", 5)
    for number in range(6):
        await store.keep_unread([(HALL, sealed(f"$eve{number}", "@eve:x"))])
    await store.keep_unread([(HALL, sealed(f"$ada{number}")) for number in range(3)])
    waiting = [source["event_id"] for _, source in await store.unread()]
    assert waiting == ["$eve4", "$eve5", "$ada0", "$ada1", "$ada2"]


async def test_messages_of_long_ago_take_half_of_the_room_and_put_none_out(
    store: MatrixStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kit.matrix.store.MOST_OF_ONE", 4)
    monkeypatch.setattr("kit.matrix.store.MOST_OF_ALL", 6)
    await store.keep_unread([(HALL, sealed("$new"))])
    kept = await store.keep_old_unread([(HALL, sealed(f"$old{number}")) for number in range(3)])
    assert [source["event_id"] for _, source in kept] == ["$old0"]
    kept = await store.keep_old_unread([(HALL, sealed(f"$eve{number}", "@eve:x")) for number in range(3)])
    assert [source["event_id"] for _, source in kept] == ["$eve0"]
    assert [source["event_id"] for _, source in await store.unread()] == ["$new", "$old0", "$eve0"]


async def test_how_far_a_session_was_read_never_goes_back(store: MatrixStore) -> None:
    assert await store.read_up_to("s") == -1
    await store.end_batch("one", (), {"s": 5, "t": 0})
    await store.end_batch("two", (), {"s": 3})
    assert (await store.read_up_to("s"), await store.read_up_to("t")) == (5, 0)
