"""An answer shows only what every one of its readers may read at that moment."""

from kit.events import Membership
from kit.ids import RoomId, UserId
from kit.search.index import Hit
from kit.search.sight import Sight
from kit.search.visibility import readable_by_all, readers_of
from kit.testing import MemoryServer, member

ADA, BO, CY, ME = (UserId(f"@{name}:palais.localhost") for name in ("ada", "bo", "cy", "library"))
HALL, LODGE = RoomId("!hall"), RoomId("!lodge")
JOIN, INVITE, LEAVE, BAN, KNOCK = (
    Membership.JOIN,
    Membership.INVITE,
    Membership.LEAVE,
    Membership.BAN,
    Membership.KNOCK,
)


def test_readers_are_people_in_the_room_and_people_invited() -> None:
    standing = {ADA: JOIN, BO: INVITE, CY: LEAVE, ME: JOIN, UserId("@k:x"): KNOCK, UserId("@b:x"): BAN}
    assert readers_of(standing, {ME}) == {ADA, BO}


def test_a_room_is_readable_when_every_reader_is_in_it() -> None:
    rooms = {HALL: {ADA: JOIN, BO: JOIN}, LODGE: {ADA: JOIN, BO: INVITE}}
    assert readable_by_all({ADA, BO}, rooms) == {HALL}
    assert readable_by_all({ADA}, rooms) == {HALL, LODGE}
    assert readable_by_all({CY}, rooms) == set()


def test_nobody_reading_means_nothing_is_readable() -> None:
    assert readable_by_all(set(), {HALL: {ADA: JOIN}}) == set()


def house() -> tuple[MemoryServer, RoomId, RoomId, Sight]:
    server = MemoryServer()
    here, there = server.room(ME, ADA, BO), server.room(ME, ADA, BO)
    return server, here, there, Sight(server.account(ME), lambda: {here, there})


async def test_what_changes_while_we_search_is_noticed() -> None:
    server, here, there, sight = house()

    async def search(rooms: frozenset[RoomId]) -> list[Hit]:
        server.find(there).members[BO] = LEAVE
        return [Hit("$doc", 0, room, 1.0) for room in rooms]

    hits, _ = await sight.found_in(here, {ME}, search)
    assert [hit.room for hit in hits] == [here]


async def test_who_is_invited_while_we_search_is_a_reader() -> None:
    server, here, _, sight = house()

    async def search(rooms: frozenset[RoomId]) -> list[Hit]:
        server.find(here).members[CY] = INVITE
        return [Hit("$doc", 0, room, 1.0) for room in rooms]

    hits, readers = await sight.found_in(here, {ME}, search)
    assert readers == {ADA, BO, CY}
    assert [hit.room for hit in hits] == [here]


async def test_a_room_that_changes_faster_than_we_search_gets_nothing() -> None:
    server, here, _, sight = house()
    comers = (UserId(f"@p{n}:palais.localhost") for n in range(100))

    async def search(rooms: frozenset[RoomId]) -> list[Hit]:
        server.find(here).members[next(comers)] = JOIN
        return [Hit("$doc", 0, room, 1.0) for room in rooms]

    assert (await sight.found_in(here, {ME}, search))[0] == ()


async def test_a_room_we_were_put_out_of_is_readable_by_nobody() -> None:
    server, _, there, sight = house()
    server.leave(there, ME, by=ADA)
    assert there not in await sight.rooms_for({ADA})


async def test_a_change_that_is_heard_counts_without_asking() -> None:
    _, _, there, sight = house()
    assert there in await sight.rooms_for({BO})
    sight.hear(member(BO, LEAVE, room=there))
    assert there not in await sight.rooms_for({BO})
