"""What is offered under an answer, and who gets what when somebody presses it."""

from datetime import timedelta
from typing import Any

import pytest

from bots.library.answering.answers import FILES, MORE, NUMBERS
from kit.errors import Forbidden, Refusal
from kit.events import FileHeard, MessageHeard
from kit.ids import EventId, Language, RoomId, UserId
from tests.bots.library.house import ME, House, person, reopen

ADA, BO, CY, DI = person("ada"), person("bo"), person("cy"), person("di")


def text(number: int) -> str:
    return f"Detention paper {number}: the zebra{number} of each committee."


async def many(house: House, room: RoomId, count: int = 7, sender: UserId = ADA) -> list[EventId]:
    uploads = [house.upload(room, sender, f"paper{n}.txt", text(n)) for n in range(count)]
    await house.settle()
    return uploads


async def a_year_later(house: House, room: RoomId) -> None:
    house.clock.advance(timedelta(days=366))
    house.upload(room, ADA, "later.txt", "Detention of migrants is a measure of last resort.")
    await house.settle()


def offered(house: House, answer: MessageHeard) -> list[str]:
    return [reaction.emoji for reaction in house.server.reactions(answer.room, answer.event)]


async def press(house: House, user: UserId, answer: MessageHeard, emoji: str) -> list[MessageHeard]:
    """Press something and return what the library says because of it."""
    before = house.said()
    house.server.react(answer.room, user, answer.event, emoji)
    await house.settle()
    return [message for message in house.said() if message not in before]


def files_in(house: House, room: RoomId | None) -> list[FileHeard]:
    events = [] if room is None else house.server.find(room).timeline.values()
    return [event for event in events if isinstance(event, FileHeard) and event.sender == ME]


def sent_files(house: House) -> list[FileHeard]:
    return [file for room in house.server.rooms for file in files_in(house, room)]


async def test_the_bot_puts_what_can_be_pressed_under_its_answer(quick: House) -> None:
    room = quick.room("Committee", ADA, BO)
    await many(quick, room)
    (found,) = await quick.ask(room, ADA, "detention")
    assert offered(quick, found) == [MORE, FILES]
    assert "➕ more" in found.body
    assert found.html is not None
    assert "📥" in found.html


async def test_where_nothing_can_be_put_under_an_answer_it_can_be_pressed_all_the_same(quick: House) -> None:
    room = quick.room("Committee", ADA)
    await many(quick, room)
    quick.server.fail(Forbidden("react", "M_FORBIDDEN", "no"), doing="react")
    (found,) = await quick.ask(room, ADA, "detention")
    assert offered(quick, found) == []
    assert len(await press(quick, ADA, found, MORE)) == 1


async def test_an_answer_with_nothing_more_offers_no_more(quick: House) -> None:
    room = quick.room("Committee", ADA)
    await many(quick, room, 2)
    (found,) = await quick.ask(room, ADA, "detention")
    assert offered(quick, found) == [FILES]
    (nothing,) = await quick.ask(room, ADA, "unicorn")
    assert offered(quick, nothing) == []


async def test_more_goes_on_in_the_same_thread_with_what_was_not_shown_yet(quick: House) -> None:
    room = quick.room("Committee", ADA, BO)
    await many(quick, room)
    (found,) = await quick.ask(room, ADA, "detention")
    (more,) = await press(quick, BO, found, MORE)
    assert (more.room, more.thread, more.replies_to) == (room, found.thread, found.event)
    shown = [{n for n in range(7) if f"zebra{n}" in answer.body} for answer in (found, more)]
    assert shown[0] | shown[1] == set(range(7))
    assert not shown[0] & shown[1]
    assert more.html is not None
    assert '<ol start="6">' in more.html
    assert "\n\n6. " in more.body


async def test_pressing_twice_or_by_two_people_is_pressing_once(quick: House) -> None:
    room = quick.room("Committee", ADA, BO)
    await many(quick, room)
    (found,) = await quick.ask(room, ADA, "detention")
    assert len(await press(quick, BO, found, MORE)) == 1
    assert await press(quick, BO, found, MORE) == []
    assert await press(quick, ADA, found, MORE) == []


async def test_taking_a_reaction_back_does_nothing(quick: House) -> None:
    room = quick.room("Committee", ADA)
    await many(quick, room)
    (found,) = await quick.ask(room, ADA, "detention")
    await press(quick, ADA, found, MORE)
    before = quick.said()
    mine = next(r for r in quick.server.reactions(room, found.event) if r.sender == ADA)
    quick.server.redact(room, ADA, mine.event)
    await quick.settle()
    assert quick.said() == before


async def test_choices_narrow_by_what_divides_the_documents_and_are_counted(quick: House) -> None:
    room = quick.room("Committee", ADA, BO)
    await many(quick, room, 3)
    await a_year_later(quick, room)
    (found,) = await quick.ask(room, ADA, "detention")
    assert offered(quick, found) == [*NUMBERS[:2], FILES]
    assert f"{NUMBERS[0]}\xa0\u20682026\u2069\xa0(3) · {NUMBERS[1]}\xa0\u20682027\u2069\xa0(1)" in found.body
    (narrowed,) = await press(quick, BO, found, NUMBERS[1])
    assert "last resort" in narrowed.body
    assert "zebra" not in narrowed.body
    assert "Only: \u20682027" in narrowed.body
    assert offered(quick, narrowed) == [FILES]
    assert len(await press(quick, BO, found, NUMBERS[0])) == 1


async def test_who_presses_is_answered_in_their_language(quick: House) -> None:
    quick.people.languages[BO] = Language.FRENCH
    room = quick.room("Committee", ADA, BO)
    await many(quick, room)
    (found,) = await quick.ask(room, ADA, "detention")
    (more,) = await press(quick, BO, found, MORE)
    assert "Autres passages" in more.body


async def test_more_is_judged_anew_for_all_who_read_in_the_room(quick: House) -> None:
    here, there = quick.room("Here", ADA), quick.room("There", ADA)
    await many(quick, there)
    (found,) = await quick.ask(here, ADA, "detention")
    quick.server.join(here, BO)
    await quick.settle()
    (more,) = await press(quick, ADA, found, MORE)
    assert "zebra" not in more.body
    assert "nothing more" in more.body


async def test_who_is_not_in_the_room_any_more_gets_nothing_by_pressing(quick: House) -> None:
    room = quick.room("Committee", ADA, BO)
    await many(quick, room)
    (found,) = await quick.ask(room, ADA, "detention")
    for emoji in (MORE, FILES):
        quick.server.react(room, BO, found.event, emoji)
    quick.server.leave(room, BO)
    before = quick.said()
    await quick.settle()
    said = [m for m in quick.said() if m not in before]
    assert all("zebra" not in m.body for m in said)
    assert sent_files(quick) == []
    assert quick.direct_chat_of(BO) is None


async def test_the_files_come_to_the_presser_alone_byte_for_byte(quick: House) -> None:
    room = quick.room("Committee", ADA, BO)
    await many(quick, room, 2)
    (found,) = await quick.ask(room, ADA, "detention")
    assert await press(quick, BO, found, FILES) == []
    chat = quick.direct_chat_of(BO)
    sent = files_in(quick, chat)
    assert sorted(file.name for file in sent) == ["paper0.txt", "paper1.txt"]
    assert all(file.encrypted for file in sent)
    assert sorted(quick.server.media[file.mxc].decode() for file in sent) == [text(0), text(1)]
    assert sent_files(quick) == sent
    await press(quick, BO, found, FILES)
    assert files_in(quick, chat) == sent
    await press(quick, ADA, found, FILES)
    assert len(sent_files(quick)) == 4


async def test_a_file_from_before_somebody_came_is_not_sent_to_them(quick: House) -> None:
    room = quick.room("Committee", ADA)
    await many(quick, room, 1)
    (found,) = await quick.ask(room, ADA, "detention")
    quick.clock.advance(timedelta(minutes=1))
    quick.server.join(room, BO)
    await quick.settle()
    await press(quick, BO, found, FILES)
    assert sent_files(quick) == []
    assert quick.direct_chat_of(BO) is None


@pytest.mark.parametrize("shown", [{"history": "shared"}, {"shows_earlier": True}])
async def test_a_room_that_shows_what_was_before_gives_its_files_to_who_came_later(
    quick: House, shown: dict[str, Any]
) -> None:
    room = quick.room("Committee", ADA, **shown)
    await many(quick, room, 1)
    (found,) = await quick.ask(room, ADA, "detention")
    quick.clock.advance(timedelta(minutes=1))
    quick.server.join(room, BO)
    await quick.settle()
    await press(quick, BO, found, FILES)
    assert [file.name for file in sent_files(quick)] == ["paper0.txt"]


async def test_a_file_that_is_taken_back_takes_the_copies_with_it(quick: House) -> None:
    room = quick.room("Committee", ADA, BO)
    upload, _ = await many(quick, room, 2)
    (found,) = await quick.ask(room, ADA, "detention")
    await press(quick, BO, found, FILES)
    chat = quick.direct_chat_of(BO)
    assert chat is not None
    quick.server.redact(room, ADA, upload)
    await quick.settle()
    standing = [f for f in files_in(quick, chat) if f.event not in quick.server.find(chat).redacted]
    assert [file.name for file in standing] == ["paper1.txt"]


async def test_a_file_that_is_no_longer_what_was_read_is_not_sent_and_that_is_said(quick: House) -> None:
    room = quick.room("Committee", ADA)
    (upload,) = await many(quick, room, 1)
    (found,) = await quick.ask(room, ADA, "detention")
    heard = quick.server.find(room).timeline[upload]
    assert isinstance(heard, FileHeard)
    quick.server.media[heard.mxc] = b"something else"
    (said,) = await press(quick, ADA, found, FILES)
    assert sent_files(quick) == []
    assert said.room == quick.direct_chat_of(ADA)
    assert "paper0" in said.body


async def test_an_answer_for_the_asker_alone_goes_on_for_them_alone(quick: House) -> None:
    here, there = quick.room("Here", ADA, BO), quick.room("There", ADA)
    await many(quick, there)
    in_room, alone = sorted(await quick.ask(here, ADA, "detention"), key=lambda m: m.room != here)
    assert offered(quick, in_room) == []
    assert offered(quick, alone) == [MORE, FILES]
    quick.server.join(alone.room, ADA)
    (more,) = await press(quick, ADA, alone, MORE)
    assert more.room == alone.room
    shown = [{n for n in range(7) if f"zebra{n}" in answer.body} for answer in (alone, more)]
    assert shown[0] | shown[1] == set(range(7))
    await press(quick, ADA, alone, FILES)
    assert {file.room for file in sent_files(quick)} == {alone.room}


async def test_in_a_direct_chat_with_a_guest_nothing_more_is_shown(quick: House) -> None:
    room = quick.room("Committee", ADA)
    await many(quick, room)
    chat = await quick.matrix.direct_chat(ADA)
    quick.server.join(chat, ADA)
    (found,) = await quick.ask(chat, ADA, "detention")
    assert "zebra" in found.body
    quick.server.invite(chat, BO, by=ADA)
    quick.server.join(chat, BO)
    await quick.settle()
    assert await press(quick, BO, found, MORE) == []
    assert all("zebra" not in said.body for said in await press(quick, ADA, found, MORE))
    await press(quick, ADA, found, FILES)
    assert sent_files(quick) == []


async def test_an_answer_can_be_pressed_after_a_restart_but_not_for_ever(quick: House) -> None:
    room = quick.room("Committee", ADA)
    await many(quick, room)
    (found,) = await quick.ask(room, ADA, "detention")
    (again,) = await quick.ask(room, ADA, "detention")
    await reopen(quick)
    quick.clock.advance(timedelta(days=6))
    assert len(await press(quick, ADA, found, MORE)) == 1
    quick.clock.advance(timedelta(days=2))
    assert await press(quick, ADA, again, MORE) == []


async def test_other_reactions_and_reactions_elsewhere_say_nothing(quick: House) -> None:
    room = quick.room("Committee", ADA)
    (upload, *_) = await many(quick, room)
    (found,) = await quick.ask(room, ADA, "detention")
    assert await press(quick, ADA, found, "👍") == []
    assert await press(quick, ADA, found, NUMBERS[4]) == []
    quick.server.react(room, ADA, upload, MORE)
    before = quick.said()
    await quick.settle()
    assert quick.said() == before


async def test_a_sign_without_its_selector_is_the_same_sign(quick: House) -> None:
    room = quick.room("Committee", ADA)
    await many(quick, room, 2)
    await a_year_later(quick, room)
    (found,) = await quick.ask(room, ADA, "detention")
    assert len(await press(quick, ADA, found, NUMBERS[0].replace("\ufe0f", ""))) == 1


async def test_what_is_offered_and_counted_depends_on_nothing_that_a_reader_may_not_see(quick: House) -> None:
    here, there = quick.room("Here", ADA, BO), quick.room("There", ADA)
    await many(quick, here, 4)
    (without,) = [m for m in await quick.ask(here, ADA, "detention") if m.room == here]
    await many(quick, there, 7)
    quick.upload(
        there, ADA, "f.txt", "La détention des migrants dans les centres fermés est une mesure grave."
    )
    await quick.settle()
    (answer,) = [m for m in await quick.ask(here, ADA, "detention") if m.room == here]
    assert (answer.body, answer.html) == (without.body, without.html)
    assert offered(quick, answer) == offered(quick, without)


async def test_a_question_that_the_server_can_have_made_up_gets_nothing_that_the_server_sees(
    quick: House,
) -> None:
    room = quick.room("Committee", ADA)
    await many(quick, room)
    event = quick.server.say(room, ADA, "detention", verified=False)
    heard = await quick.matrix.event(room, event)
    assert isinstance(heard, MessageHeard)
    await quick.library.finding.search(quick.asked(heard, "detention"))
    found = quick.said()[-1]
    assert "zebra" in found.body
    assert offered(quick, found) == []
    (more,) = await press(quick, ADA, found, MORE)
    assert offered(quick, more) == []


async def test_an_unencrypted_question_in_an_encrypted_room_is_not_answered(quick: House) -> None:
    room = quick.room("Committee", ADA)
    await many(quick, room)
    event = quick.server.say(room, ADA, "detention", encrypted=False, verified=False)
    heard = await quick.matrix.event(room, event)
    assert isinstance(heard, MessageHeard)
    with pytest.raises(Refusal):
        await quick.library.finding.search(quick.asked(heard, "detention"))
