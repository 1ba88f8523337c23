"""An answer shows only what every one of its readers may read, and only where it stays as well protected."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.classification import Classification
from kit.database import Database, open_database
from kit.errors import Unreachable
from kit.events import Membership
from kit.ids import BotName, Language, RoomId, RoomKey, UserId
from kit.ports import RoomRecord
from kit.search.sight import Sight
from kit.search.store import Presence
from kit.search.visibility import (
    EVER,
    Allowed,
    Place,
    Source,
    Span,
    beyond,
    protects,
    readers_of,
    since_when,
    spans_for,
)
from kit.testing import MemoryMatrix, MemoryServer, StillClock, member
from kit.testing.clock import NOON

ADA, BO, CY, ME = (UserId(f"@{name}:palais.localhost") for name in ("ada", "bo", "cy", "library"))
AFAR = UserId("@di:elsewhere.example")
HALL, LODGE = RoomId("!hall"), RoomId("!lodge")
LIBRARY = BotName("library")
JOIN, INVITE, LEAVE, BAN, KNOCK = (
    Membership.JOIN,
    Membership.INVITE,
    Membership.LEAVE,
    Membership.BAN,
    Membership.KNOCK,
)
HOUR = timedelta(hours=1)


def record(room: RoomId = HALL, **given: Any) -> RoomRecord:
    usual: dict[str, Any] = {
        "key": RoomKey(room[1:]),
        "room": room,
        "name": "Hall",
        "classification": Classification.CONFIDENTIAL,
        "encrypted": True,
        "bots": frozenset({LIBRARY}),
        "language": Language.ENGLISH,
        "federate": False,
    }
    return RoomRecord(**(usual | given))


def source(standing: Mapping[UserId, Membership], room: RoomId = HALL, **given: Any) -> Source:
    return Source(record=record(room, **given), standing=standing, since=dict.fromkeys(standing, NOON))


def chat(*readers: UserId) -> Place:
    return Place(room=RoomId("!chat"), readers=frozenset(readers), record=None)


def answered_in(target: RoomRecord, *readers: UserId) -> Place:
    return Place(room=target.room, readers=frozenset(readers), record=target)


def test_readers_are_people_in_the_room_and_people_invited() -> None:
    standing = {ADA: JOIN, BO: INVITE, CY: LEAVE, ME: JOIN, UserId("@k:x"): KNOCK, UserId("@b:x"): BAN}
    assert readers_of(standing, {ME}) == {ADA, BO}


def test_a_room_is_readable_when_every_reader_is_in_it() -> None:
    hall, lodge = source({ADA: JOIN, BO: JOIN}), source({ADA: JOIN, BO: INVITE}, LODGE)
    here = record(RoomId("!here"))
    assert spans_for(answered_in(here, ADA, BO), [hall, lodge]).keys() == {HALL}
    assert spans_for(answered_in(here, ADA), [hall, lodge]).keys() == {HALL, LODGE}
    assert spans_for(answered_in(here, CY), [hall, lodge]) == {}


def test_nobody_reading_means_nothing_is_readable() -> None:
    hall = source({ADA: JOIN})
    assert spans_for(answered_in(record(LODGE)), [hall]) == {}
    assert spans_for(answered_in(hall.record), [hall]) == {}


def test_a_chat_that_several_read_is_no_place_for_anything() -> None:
    hall = source({ADA: JOIN, BO: JOIN})
    assert spans_for(chat(ADA), [hall]) == {HALL: Span(NOON)}
    assert spans_for(chat(ADA, BO), [hall]) == {}


@pytest.mark.parametrize(
    "weaker",
    [
        {"encrypted": False},
        {"classification": Classification.UNCLASSIFIED},
        {"history": "invited"},
        {"history": "shared"},
        {"federate": True},
    ],
)
def test_words_never_go_to_a_room_that_protects_them_less(weaker: dict[str, Any]) -> None:
    target = record(LODGE, **weaker)
    assert not protects(answered_in(target, ADA), record())
    assert protects(answered_in(record(LODGE), ADA), record(**weaker))


def test_a_source_shows_what_was_uploaded_since_the_last_of_the_readers_came() -> None:
    since = {ADA: NOON, BO: NOON + HOUR}
    hall = Source(record=record(), standing={ADA: JOIN, BO: JOIN}, since=since)
    assert spans_for(answered_in(record(LODGE), ADA, BO), [hall]) == {HALL: Span(NOON + HOUR)}
    assert spans_for(chat(ADA), [hall]) == {HALL: Span(NOON)}


def test_somebody_of_whom_nobody_knows_since_when_they_are_there_sees_nothing() -> None:
    hall = Source(record=record(), standing={ADA: JOIN}, since={})
    assert spans_for(chat(ADA), [hall]) == {}


def test_all_of_a_room_with_shared_history_is_for_everybody_in_it() -> None:
    hall = Source(record=record(history="shared"), standing={ADA: JOIN}, since={ADA: NOON})
    assert spans_for(chat(ADA), [hall]) == {HALL: Span(EVER)}


def test_an_invitation_hides_nothing_where_it_shows_nothing_and_counts_where_it_does() -> None:
    standing, since = {ADA: JOIN, BO: INVITE}, {ADA: NOON, BO: NOON + HOUR}
    for history, expected in (("joined", NOON), ("invited", NOON + HOUR), ("shared", EVER)):
        hall = Source(record=record(history=history), standing=standing, since=since)
        assert spans_for(answered_in(hall.record, ADA, BO), [hall]) == {HALL: Span(expected)}


def test_presence_lasts_through_a_new_name_and_ends_with_leaving() -> None:
    def heard(now: Membership, was: Membership | None, history: str = "joined") -> datetime | None:
        return since_when(NOON, member(ADA, now, was=was, at=NOON + HOUR), history)

    assert heard(JOIN, JOIN) == NOON
    assert heard(JOIN, LEAVE) == heard(JOIN, None) == heard(JOIN, INVITE) == NOON + HOUR
    assert heard(JOIN, INVITE, "invited") == NOON
    assert heard(INVITE, LEAVE, "invited") == NOON + HOUR
    assert {heard(LEAVE, JOIN), heard(BAN, JOIN), heard(KNOCK, LEAVE), heard(INVITE, LEAVE)} == {None}


hours = st.integers(0, 5).map(lambda n: NOON + n * HOUR)
some_rooms = st.dictionaries(st.sampled_from([HALL, LODGE]), hours.map(Span))


@given(some_rooms, some_rooms, st.sampled_from([HALL, LODGE]), hours)
def test_what_is_left_is_what_is_allowed_and_was_not_shown(
    allowed: Allowed, shown: Allowed, room: RoomId, at: datetime
) -> None:
    def holds(spans: Allowed) -> bool:
        return room in spans and spans[room].holds(at)

    assert holds(beyond(allowed, shown)) == (holds(allowed) and not holds(shown))


@dataclass
class FewRooms:
    records: dict[RoomId, RoomRecord] = field(default_factory=dict)

    def record(self, room: RoomId) -> RoomRecord | None:
        return self.records.get(room)

    def served_by(self, bot: BotName) -> Mapping[RoomId, RoomRecord]:
        return self.records


@dataclass(frozen=True)
class Found:
    room: RoomId
    at: datetime


@dataclass
class Scene:
    """Two rooms that the library serves, and what it sees of them."""

    server: MemoryServer
    matrix: MemoryMatrix
    clock: StillClock
    rooms: FewRooms
    database: Database
    sight: Sight
    here: RoomId
    there: RoomId

    async def listen(self) -> None:
        async def heard(event: Any) -> None:
            if hasattr(event, "member"):
                await self.sight.hear(event)

        await self.matrix.hear_all(heard)

    async def look(self, act: Any = None) -> list[Found]:
        """Search for an answer in the first room, while something may happen."""
        at = self.clock.now()

        async def search(allowed: Allowed) -> list[Found]:
            if act is not None:
                act()
            return [Found(room, at) for room in allowed if allowed[room].holds(at)]

        return list((await self.sight.found(await self.sight.place(self.here, {ME}), search))[0])

    async def seen(self) -> set[RoomId]:
        return {found.room for found in await self.look()}

    async def again(self) -> None:
        """Start anew with what was kept."""
        presence = Presence(self.database)
        await presence.load()
        self.sight = Sight(self.matrix, self.rooms, LIBRARY, presence, self.clock)


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    clock = StillClock()
    server, rooms = MemoryServer(clock), FewRooms()
    matrix = server.account(ME)
    here, there = server.room(ME, ADA, BO), server.room(ME, ADA, BO)
    for room in (here, there):
        rooms.records[room] = record(room)
    database = await asyncio.to_thread(open_database, tmp_path / "palais.db")
    await database.create_all()
    sight = Sight(matrix, rooms, LIBRARY, Presence(database), clock)
    made = Scene(server, matrix, clock, rooms, database, sight, here, there)
    await made.listen()
    yield made
    await database.close()


async def test_a_leave_that_we_have_not_heard_of_shows_nothing(scene: Scene) -> None:
    assert await scene.seen() == {scene.here, scene.there}
    scene.matrix.lag(scene.there)
    scene.server.find(scene.there).members[BO] = LEAVE
    assert await scene.seen() == {scene.here}


async def test_what_changes_while_we_search_is_noticed(scene: Scene) -> None:
    def put_out() -> None:
        scene.server.find(scene.there).members[BO] = LEAVE

    assert [found.room for found in await scene.look(put_out)] == [scene.here]


async def test_rooms_that_change_faster_than_we_search_show_nothing(scene: Scene) -> None:
    def swap() -> None:
        away = scene.server.find(scene.there).members[BO] is LEAVE
        scene.server.put_member(scene.there, BO, JOIN if away else LEAVE, by=BO)
        scene.clock.advance(HOUR)

    assert scene.there not in {found.room for found in await scene.look(swap)}


async def test_readers_are_those_of_this_moment(scene: Scene) -> None:
    scene.matrix.lag(scene.here)
    scene.server.invite(scene.here, CY, by=ADA)
    assert (await scene.sight.place(scene.here, {ME})).readers == {ADA, BO, CY}


async def test_a_room_we_were_put_out_of_is_readable_by_nobody(scene: Scene) -> None:
    scene.server.leave(scene.there, ME, by=ADA)
    assert await scene.seen() == {scene.here}


async def test_a_change_that_is_heard_counts_without_asking(scene: Scene) -> None:
    place = await scene.sight.place(scene.here, {ME})
    assert scene.there in await scene.sight.allowed(place)
    await scene.sight.hear(member(BO, LEAVE, room=scene.there))
    assert scene.there not in await scene.sight.allowed(place)


async def test_who_comes_later_sees_nothing_older_even_after_a_restart(scene: Scene) -> None:
    scene.clock.advance(HOUR)
    scene.server.join(scene.here, CY)
    scene.server.join(scene.there, CY)
    await scene.listen()
    await scene.again()
    place = await scene.sight.place(scene.here, {ME})
    assert await scene.sight.allowed(place) == dict.fromkeys((scene.here, scene.there), Span(NOON + HOUR))


async def test_who_comes_back_begins_anew(scene: Scene) -> None:
    scene.clock.advance(HOUR)
    scene.server.leave(scene.there, BO)
    scene.clock.advance(HOUR)
    scene.server.join(scene.there, BO)
    await scene.listen()
    place = await scene.sight.place(scene.here, {ME})
    assert (await scene.sight.allowed(place))[scene.there] == Span(NOON + 2 * HOUR)


async def test_a_new_name_changes_nothing(scene: Scene) -> None:
    scene.clock.advance(HOUR)
    scene.server.put_member(scene.there, BO, JOIN, by=BO)
    await scene.listen()
    place = await scene.sight.place(scene.here, {ME})
    assert (await scene.sight.allowed(place))[scene.there] == Span(NOON)


async def test_who_was_there_before_us_sees_all_since_they_came(scene: Scene) -> None:
    scene.clock.advance(HOUR)
    old = scene.server.room(ADA, BO)
    scene.rooms.records[old] = record(old)
    scene.clock.advance(HOUR)
    scene.server.join(old, ME)
    scene.clock.advance(HOUR)
    await scene.listen()
    place = await scene.sight.place(scene.here, {ME})
    assert (await scene.sight.allowed(place))[old] == Span(NOON + HOUR)


async def test_our_own_absence_takes_nothing_from_those_who_stayed(scene: Scene) -> None:
    scene.clock.advance(HOUR)
    scene.server.leave(scene.there, ME)
    scene.server.join(scene.there, CY)
    scene.clock.advance(HOUR)
    scene.server.join(scene.there, ME)
    await scene.listen()
    place = await scene.sight.place(scene.here, {ME})
    assert (await scene.sight.allowed(place))[scene.there] == Span(NOON)
    newcomer = Place(room=scene.here, readers=frozenset({CY}), record=None)
    assert (await scene.sight.allowed(newcomer))[scene.there] == Span(NOON + HOUR)


async def test_another_servers_clock_makes_nobody_come_earlier(scene: Scene) -> None:
    scene.clock.advance(HOUR)
    scene.server.find(scene.there).members[AFAR] = JOIN
    await scene.sight.hear(member(AFAR, JOIN, room=scene.there, at=NOON - HOUR))
    place = Place(room=scene.here, readers=frozenset({AFAR}), record=None)
    assert (await scene.sight.allowed(place))[scene.there] == Span(NOON + HOUR)


async def test_somebody_found_in_a_room_we_know_counts_from_now(scene: Scene) -> None:
    await scene.seen()
    scene.clock.advance(HOUR)
    scene.server.find(scene.there).members[CY] = JOIN
    scene.server.find(scene.here).members[CY] = JOIN
    assert await scene.seen() == {scene.here}
    await scene.again()
    place = await scene.sight.place(scene.here, {ME})
    assert (await scene.sight.allowed(place))[scene.there] == Span(NOON + HOUR)


async def test_a_failure_among_many_questions_is_raised_as_it_is(scene: Scene) -> None:
    scene.server.fail(Unreachable("members"), doing="members")
    with pytest.raises(Unreachable):
        await scene.sight.refresh()
