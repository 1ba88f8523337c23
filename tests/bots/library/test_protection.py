"""What is confidential stays as well protected in an answer as it was in its room."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bots.library.answering import finding
from kit.classification import Classification
from kit.errors import Forbidden, SignedOut
from kit.events import Membership, MessageHeard
from kit.ids import RoomId, UserId
from tests.bots.library.house import ME, House, person

ADA, BO, CY, DI = person("ada"), person("bo"), person("cy"), person("di")
SECRET = "The zebra is to be heard in closed session."
CLOSED: dict[str, Any] = {"classification": Classification.CONFIDENTIAL, "federate": False}
HOUR = timedelta(hours=1)


def leaks(messages: list[MessageHeard], *, room: RoomId | None = None) -> bool:
    return any("closed session" in m.body for m in messages if room is None or m.room == room)


async def confidential(house: House, *members: UserId) -> RoomId:
    room = house.room("Closed", *members, **CLOSED)
    house.upload(room, members[0], "a.txt", SECRET)
    await house.settle()
    return room


@pytest.mark.parametrize("word", ["zebra", "unicorn"])
async def test_in_a_chat_that_is_not_encrypted_nothing_is_looked_for(house: House, word: str) -> None:
    await confidential(house, ADA)
    plain = house.server.room(ME, ADA, encrypted=False)
    (said,) = await house.ask(plain, ADA, word)
    assert (said.room, leaks([said])) == (plain, False)
    assert said.body.startswith("What is written here is not encrypted")


@pytest.mark.parametrize(
    "weaker",
    [
        {"classification": Classification.UNCLASSIFIED},
        {"encrypted": False},
        {"history": "shared"},
        {"history": "invited"},
        {"federate": True},
    ],
)
async def test_a_weaker_room_of_the_very_same_people_is_not_told(
    house: House, weaker: dict[str, Any]
) -> None:
    await confidential(house, ADA, BO)
    target = house.room("Weak", ADA, BO, **(CLOSED | weaker))
    said = await house.ask(target, ADA, "zebra")
    assert not leaks(said, room=target)
    alone = [m for m in said if m.room != target]
    proven = weaker.get("encrypted", True)
    assert (len(alone), all(m.encrypted for m in alone)) == (int(proven), True)
    assert leaks(alone) == proven


async def test_a_room_that_protects_as_well_is_told(house: House) -> None:
    await confidential(house, ADA, BO)
    target = house.room("Strict", ADA, BO, **CLOSED)
    assert leaks(await house.ask(target, ADA, "zebra"), room=target)


async def test_who_joins_after_an_upload_finds_nothing_of_it(house: House) -> None:
    room = await confidential(house, ADA)
    house.clock.advance(HOUR)
    house.server.join(room, BO)
    await house.settle()
    assert not leaks(await house.ask(room, BO, "zebra"))
    chat = await house.matrix.direct_chat(BO)
    house.server.join(chat, BO)
    assert not leaks(await house.ask(chat, BO, "zebra"))
    said = await house.ask(room, ADA, "zebra")
    assert not leaks(said, room=room)
    assert leaks([m for m in said if m.room == house.direct_chat_of(ADA)])


async def test_a_new_name_hides_nothing(house: House) -> None:
    room = await confidential(house, ADA, BO)
    house.clock.advance(HOUR)
    house.server.put_member(room, BO, Membership.JOIN, by=BO)
    await house.settle()
    assert leaks(await house.ask(room, BO, "zebra"))


async def test_in_a_room_of_shared_history_all_is_for_all(house: House) -> None:
    room = house.room("Open", ADA, history="shared")
    house.upload(room, ADA, "a.txt", SECRET)
    await house.settle()
    house.clock.advance(HOUR)
    house.server.join(room, BO)
    await house.settle()
    assert leaks(await house.ask(room, BO, "zebra"))


async def test_who_comes_in_while_an_answer_is_sealed_is_judged_as_well(house: House) -> None:
    await confidential(house, ADA, BO)
    target = house.room("Strict", ADA, BO, **CLOSED)
    house.server.before("say", lambda: house.server.join(target, CY))
    said = await house.ask(target, ADA, "zebra")
    assert not leaks(said, room=target)
    assert len([m for m in said if m.room == target]) == 1


async def test_where_people_come_faster_than_we_judge_the_answer_is_bare(house: House) -> None:
    target = house.room("Strict", ADA, BO, **CLOSED)
    house.upload(target, ADA, "a.txt", SECRET)
    await house.settle()
    comers = (person(f"comer{n}") for n in range(10))

    def come() -> None:
        house.server.join(target, next(comers))
        house.server.before("say", come)

    house.server.before("say", come)
    said = await house.ask(target, ADA, "zebra")
    assert not leaks(said, room=target)
    assert len([m for m in said if m.room == target]) == 1


async def test_who_comes_into_the_direct_chat_while_it_is_answered_reads_nothing(house: House) -> None:
    await confidential(house, ADA)
    here = house.room("Here", ADA, BO)
    chat = await house.matrix.direct_chat(ADA)
    house.server.join(chat, ADA)

    def bring() -> None:
        house.server.before("say", lambda: house.server.invite(chat, CY, by=ADA))

    house.server.before("say", bring)
    assert not leaks(await house.ask(here, ADA, "zebra"))


async def test_a_failure_with_one_asker_leaves_the_next_their_answer(house: House) -> None:
    await confidential(house, ADA, BO)
    here = house.room("Here", ADA, BO, CY)
    telling = asyncio.create_task(house.library.finding.tell_askers())
    house.server.fail(Forbidden("members"), doing="direct_chat")
    for asker in (ADA, BO):
        await ask_without_settling(house, here, asker)
    async with asyncio.timeout(10):
        while not leaks(house.said()):
            await asyncio.sleep(0.02)
    assert sum(house.direct_chat_of(asker) is not None for asker in (ADA, BO)) == 1
    telling.cancel()
    await asyncio.wait([telling])


@pytest.mark.parametrize("failure", [ValueError("odd"), ExceptionGroup("odd", [KeyError("odd")])])
async def test_whatever_fails_the_askers_are_told_on(house: House, failure: Exception) -> None:
    await confidential(house, ADA)
    here = house.room("Here", ADA, BO)

    def fail() -> None:
        raise failure

    house.server.before("direct_chat", fail)
    assert not leaks(await house.ask(here, ADA, "zebra"))
    assert leaks(await house.ask(here, ADA, "zebra"))


async def test_an_asker_whose_chat_never_opens_is_given_up(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await confidential(house, ADA)
    here = house.room("Here", ADA, BO)
    monkeypatch.setattr(finding, "PATIENCE", 0.05)
    monkeypatch.setattr(house.matrix, "direct_chat", lambda _user: asyncio.sleep(60))
    assert not leaks(await house.ask(here, ADA, "zebra"))


async def test_a_lost_sign_in_is_not_hidden(house: House) -> None:
    await confidential(house, ADA)
    here = house.room("Here", ADA, BO)
    house.server.fail(SignedOut("direct_chat"), doing="direct_chat")
    with pytest.raises(SignedOut):
        await house.ask(here, ADA, "zebra")


async def ask_without_settling(house: House, room: RoomId, asker: UserId) -> None:
    event = house.server.say(room, asker, "zebra")
    heard = await house.matrix.event(room, event)
    assert isinstance(heard, MessageHeard)
    await house.library.finding.search(house.asked(heard, "zebra"))
