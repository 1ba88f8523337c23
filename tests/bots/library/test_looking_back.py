"""What was uploaded while the library was away is found on its return, by those who may see it alone."""

from datetime import timedelta
from typing import Any

import pytest

from bots.library.taking import backfill
from bots.library.taking.backfill import AGAIN_EVERY
from kit.errors import MatrixFailure, Unreachable
from kit.events import FileHeard, Membership
from kit.ids import EventId, RoomId, UserId
from tests.bots.library.house import ME, STEWARD, House, person, reopen

ADA, BO, CY = person("ada"), person("bo"), person("cy")
GUEST = UserId("@guest:elsewhere.example")


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backfill, "BETWEEN_PAGES", 0)


def put_in(house: House, room: RoomId, name: str, sender: UserId = ADA) -> EventId:
    """Upload a file that tells its name, a minute after whatever was before."""
    house.clock.advance(timedelta(minutes=1))
    return house.upload(room, sender, f"{name}.txt", f"the zebra {name}")


def move(house: House, room: RoomId, user: UserId, now: Membership) -> None:
    house.clock.advance(timedelta(minutes=1))
    house.server.put_member(room, user, now, by=STEWARD)


async def sees(house: House, asker: UserId, *names: str) -> set[str]:
    """Return which of the named files somebody is shown in the direct chat."""
    chat = await house.matrix.direct_chat(asker)
    house.server.join(chat, asker)
    shown: set[str] = set()
    for name in names:
        said = await house.ask(chat, asker, f"zebra {name}")
        shown |= {name for message in said if link_of(house, name) in message.body}
    return shown


def link_of(house: House, name: str) -> str:
    """Return how an answer names the upload: by the event, as in a link."""
    files = (event for room in house.server.rooms.values() for event in room.timeline.values())
    (event,) = (file.event for file in files if isinstance(file, FileHeard) and file.name == f"{name}.txt")
    return f"/{event}?"


async def uploads(house: House, room: RoomId) -> int:
    return len(await house.library.catalogue.uploads_of(room))


async def test_what_was_uploaded_in_a_gap_is_found(quick: House) -> None:
    room = quick.room("Committee", ADA, BO)
    put_in(quick, room, "before")
    await quick.settle()
    for number in range(12):
        put_in(quick, room, f"missed{number}")
    quick.matrix.sleep()
    await quick.settle()
    assert await uploads(quick, room) == 13
    assert await sees(quick, BO, "missed11", "before") == {"missed11", "before"}


async def test_what_was_there_before_the_library_ever_started_is_found(quick: House) -> None:
    room = quick.room("Committee", ADA, BO)
    put_in(quick, room, "early")
    quick.matrix._handled = len(quick.server.log)
    await quick.settle()
    assert await sees(quick, BO, "early") == {"early"}


async def test_a_shared_history_from_before_the_library_came_is_found(quick: House) -> None:
    room = quick.room("Committee", ADA, history="shared")
    quick.server.leave(room, ME)
    await quick.settle()
    put_in(quick, room, "early")
    quick.server.join(room, ME)
    await quick.settle()
    assert await sees(quick, ADA, "early") == {"early"}


async def test_what_the_room_does_not_show_us_stays_unknown(quick: House) -> None:
    room = quick.room("Committee", ADA)
    quick.server.leave(room, ME)
    await quick.settle()
    put_in(quick, room, "between")
    quick.server.join(room, ME)
    await quick.settle()
    assert await uploads(quick, room) == 0


async def test_who_came_after_a_file_of_the_gap_is_not_shown_it(quick: House) -> None:
    room = quick.room("Committee", ADA, BO)
    await quick.settle()
    put_in(quick, room, "first")
    move(quick, room, CY, Membership.JOIN)
    put_in(quick, room, "second")
    quick.matrix.sleep()
    await quick.settle()
    assert await sees(quick, BO, "first", "second") == {"first", "second"}
    assert await sees(quick, CY, "first", "second") == {"second"}


async def test_who_was_out_for_a_moment_in_the_gap_begins_anew(quick: House) -> None:
    room = quick.room("Committee", ADA, BO)
    put_in(quick, room, "first")
    await quick.settle()
    move(quick, room, BO, Membership.LEAVE)
    put_in(quick, room, "second")
    move(quick, room, BO, Membership.JOIN)
    put_in(quick, room, "third")
    quick.matrix.sleep()
    await quick.settle()
    assert await sees(quick, BO, "first", "second", "third") == {"third"}


async def test_who_was_out_for_a_moment_while_the_library_was_not_in_the_room_begins_anew(
    quick: House,
) -> None:
    room = quick.room("Committee", ADA, BO)
    put_in(quick, room, "first")
    await quick.settle()
    quick.server.leave(room, ME)
    move(quick, room, BO, Membership.LEAVE)
    move(quick, room, BO, Membership.JOIN)
    quick.server.join(room, ME)
    await quick.settle()
    assert await sees(quick, ADA, "first") == {"first"}
    assert await sees(quick, BO, "first") == set()


async def test_after_a_gap_what_another_server_says_of_time_is_not_believed(quick: House) -> None:
    room = quick.room("Committee", ADA, GUEST)
    put_in(quick, room, "first")
    await quick.settle()
    put_in(quick, room, "second")
    quick.matrix.sleep()
    quick.clock.advance(timedelta(minutes=1))
    await quick.settle()
    put_in(quick, room, "third")
    await quick.settle()
    assert await sees(quick, GUEST, "first", "second", "third") == {"third"}


async def test_in_the_moment_of_the_gap_too_little_is_shown_and_never_too_much(quick: House) -> None:
    room = quick.room("Committee", ADA, BO)
    put_in(quick, room, "first")
    await quick.settle()
    put_in(quick, room, "second")
    quick.matrix.sleep()
    quick.clock.advance(timedelta(minutes=1))
    await quick.matrix.hear_all(quick.hear)
    place = await quick.library.sight.place(room, {ME, STEWARD})
    (span,) = (await quick.library.sight.allowed(place)).values()
    assert span.since == quick.clock.now()


async def test_where_the_history_is_shared_whoever_is_in_sees_what_the_gap_held(quick: House) -> None:
    room = quick.room("Committee", ADA, history="shared")
    await quick.settle()
    put_in(quick, room, "first")
    move(quick, room, CY, Membership.JOIN)
    quick.matrix.sleep()
    await quick.settle()
    assert await sees(quick, CY, "first") == {"first"}


async def test_what_is_known_or_redacted_is_not_taken_again(quick: House) -> None:
    room = quick.room("Committee", ADA)
    put_in(quick, room, "known")
    gone = put_in(quick, room, "gone")
    quick.server.redact(room, ADA, gone)
    await quick.settle()
    marks = len(quick.server.find(room).timeline)
    await quick.library.backfill.begin_anew(room)
    await quick.settle()
    assert await uploads(quick, room) == 1
    assert len(quick.server.find(room).timeline) == marks


async def test_what_was_redacted_in_the_gap_is_erased(quick: House) -> None:
    room = quick.room("Committee", ADA, BO)
    gone = put_in(quick, room, "gone")
    await quick.settle()
    await quick.ask(room, BO, "zebra")
    quick.server.redact(room, ADA, gone)
    quick.matrix.sleep()
    await quick.settle()
    assert await uploads(quick, room) == 0
    assert quick.said() == []


async def test_what_cannot_be_decrypted_is_counted_and_taken_when_its_key_comes(quick: House) -> None:
    room = quick.room("Committee", ADA, BO)
    await quick.settle()
    sealed = put_in(quick, room, "sealed")
    quick.server.keep_key(sealed)
    quick.matrix.sleep()
    await quick.settle()
    looked = await quick.library.backfill.histories.of(room)
    assert looked is not None
    assert (looked.done, looked.unreadable) == (True, 1)
    assert await uploads(quick, room) == 0
    quick.server.give_key(room, sealed)
    await quick.settle()
    assert await sees(quick, BO, "sealed") == {"sealed"}


def pages_asked(house: House, monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """Note from where pages of the past are asked from now on."""
    asked: list[str | None] = []
    history = house.matrix.history

    async def noting(room: RoomId, before: str | None = None) -> Any:
        asked.append(before)
        return await history(room, before)

    monkeypatch.setattr(house.matrix, "history", noting)
    return asked


async def test_a_library_that_dies_while_looking_back_goes_on_where_it_was(
    quick: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = quick.room("Committee", ADA, BO)
    await quick.settle()
    for number in range(40):
        put_in(quick, room, f"missed{number}")
    quick.matrix.sleep()
    await quick.matrix.hear_all(quick.hear)
    asked = pages_asked(quick, monkeypatch)
    taken: list[EventId] = []

    async def dies(heard: FileHeard) -> None:
        if len(taken) == 17:
            raise KeyboardInterrupt
        taken.append(heard.event)
        await quick.library.shelving.take(heard)

    monkeypatch.setattr(quick.library.backfill, "take", dies)
    with pytest.raises(KeyboardInterrupt):
        await quick.library.backfill.look_back()
    before = list(asked)
    await reopen(quick)
    await quick.settle()
    assert await uploads(quick, room) == 40
    assert asked[len(before)] == before[-1]
    assert None not in asked[len(before) :]


async def test_what_is_missed_while_looking_back_is_looked_for_anew(
    quick: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = quick.room("Committee", ADA, BO)
    await quick.settle()
    for number in range(20):
        put_in(quick, room, f"missed{number}")
    quick.matrix.sleep()
    await quick.matrix.hear_all(quick.hear)
    history = quick.matrix.history
    done: list[EventId] = []

    async def interrupted(where: RoomId, before: str | None = None) -> Any:
        past = await history(where, before)
        if before is not None and not done:
            done.append(put_in(quick, room, "late"))
            quick.matrix.sleep()
            await quick.matrix.hear_all(quick.hear)
        return past

    monkeypatch.setattr(quick.matrix, "history", interrupted)
    await quick.settle()
    assert await uploads(quick, room) == 21
    looked = await quick.library.backfill.histories.of(room)
    assert looked is not None
    assert looked.done


async def test_a_place_that_the_server_has_forgotten_is_begun_from_the_newest(
    quick: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = quick.room("Committee", ADA, BO)
    await quick.settle()
    for number in range(12):
        put_in(quick, room, f"missed{number}")
    quick.matrix.sleep()
    await quick.matrix.hear_all(quick.hear)
    history = quick.matrix.history
    forgotten: list[str] = []

    async def forgetful(where: RoomId, before: str | None = None) -> Any:
        if before is not None and not forgotten:
            forgotten.append(before)
            raise MatrixFailure("look back", "M_INVALID_PARAM", status=400)
        return await history(where, before)

    monkeypatch.setattr(quick.matrix, "history", forgetful)
    await quick.settle()
    assert await uploads(quick, room) == 12


async def test_a_room_that_makes_looking_back_fail_holds_up_no_other(
    quick: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd, good = quick.room("Attic", ADA), quick.room("Hall", ADA)
    put_in(quick, good, "here")
    quick.matrix._handled = len(quick.server.log)
    history = quick.matrix.history

    async def fails(where: RoomId, before: str | None = None) -> Any:
        if where == odd:
            raise RuntimeError("a hostile room")
        return await history(where, before)

    monkeypatch.setattr(quick.matrix, "history", fails)
    await quick.settle()
    assert await uploads(quick, good) == 1


async def test_a_server_that_is_away_is_asked_again_later(quick: House) -> None:
    room = quick.room("Committee", ADA)
    put_in(quick, room, "here")
    quick.matrix._handled = len(quick.server.log)
    quick.server.fail(Unreachable("look back"), doing="history")
    with pytest.raises(Unreachable):
        await quick.library.backfill.look_back()
    await quick.settle()
    assert await uploads(quick, room) == 1
    assert AGAIN_EVERY > 0


async def test_a_room_that_is_given_to_the_library_later_is_looked_through_then(quick: House) -> None:
    room = quick.room("Committee", ADA)
    quick.rooms.unserved = {room}
    put_in(quick, room, "early")
    await quick.settle()
    assert await uploads(quick, room) == 0
    quick.rooms.unserved = set()
    await quick.settle()
    assert await sees(quick, ADA, "early") == {"early"}


async def test_what_was_uploaded_while_a_room_was_not_the_librarys_is_found_when_it_is_again(
    quick: House,
) -> None:
    room = quick.room("Committee", ADA)
    await quick.settle()
    quick.rooms.unserved = {room}
    put_in(quick, room, "between")
    await quick.settle()
    quick.rooms.unserved = set()
    await quick.settle()
    assert await uploads(quick, room) == 1


@pytest.mark.parametrize(("days", "told"), [(1, True), (30, False)])
async def test_of_an_old_file_that_cannot_be_read_nobody_is_told_years_later(
    quick: House, days: int, *, told: bool
) -> None:
    room = quick.room("Committee", ADA)
    await quick.settle()
    quick.upload(room, ADA, "odd.xyz", bytes(range(256)))
    quick.matrix.sleep()
    quick.clock.advance(timedelta(days=days))
    await quick.settle()
    assert await uploads(quick, room) == 1
    assert bool(quick.said()) is told
