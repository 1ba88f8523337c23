"""What an answer looks like, and who gets which part of it."""

from kit.events import Membership
from kit.ids import Language
from kit.language import FIRST_STRONG_ISOLATE, POP_ISOLATE
from tests.bots.library.house import House, person

ADA, BO, CY = person("ada"), person("bo"), person("cy")
TEXT = "The Committee recalls that arbitrary detention of migrants must be a measure of last resort."


async def test_an_answer_says_title_snippet_room_person_and_day_and_links_to_the_event(house: House) -> None:
    room = house.room("Committee library", ADA, BO)
    upload = house.upload(room, ADA, "draft_comment.txt", TEXT)
    await house.settle()
    (found,) = await house.ask(room, BO, "arbitrary detention")
    assert found.html is not None
    assert "draft comment" in found.html
    assert "<strong>arbitrary</strong> <strong>detention</strong> of migrants" in found.html
    assert "*arbitrary* *detention* of migrants" in found.body
    for part in ("Committee library", "Ada", "Mar 2, 2026"):
        assert part in found.body
    link = f"https://matrix.to/#/{room}/{upload}?via=palais.localhost"
    assert link in found.body
    assert f'href="{link}"' in found.html


async def test_an_answer_stands_in_the_thread_of_the_question_as_a_notice(house: House) -> None:
    room = house.room("Committee", ADA)
    house.upload(room, ADA, "a.txt", TEXT)
    await house.settle()
    (found,) = await house.ask(room, ADA, "detention")
    assert found.thread == found.replies_to
    assert found.notice


async def test_markup_and_direction_marks_in_a_document_cannot_break_out(house: House) -> None:
    room = house.room("Committee", ADA)
    house.upload(room, ADA, "<b>x</b>\u202e.txt", "zebra <script>alert(1)</script> \u202eevil\u2069 </p>")
    await house.settle()
    (found,) = await house.ask(room, ADA, "zebra")
    assert found.html is not None
    assert "<script>" not in found.html
    assert "&lt;script&gt;" in found.html
    assert "<b>x" not in found.html
    for text in (found.body, found.html):
        assert "\u202e" not in text
        assert text.count(FIRST_STRONG_ISOLATE) == text.count(POP_ISOLATE)


async def test_an_arabic_answer_is_set_from_right_to_left(house: House) -> None:
    house.people.languages[ADA] = Language.ARABIC
    room = house.room("Committee", ADA)
    house.upload(room, ADA, "a.txt", "لا يعرض أي إنسان للتعذيب ولا للعقوبات القاسية")
    await house.settle()
    (found,) = await house.ask(room, ADA, "التعذيب")
    assert found.html is not None
    assert found.html.startswith('<div dir="rtl">')
    assert "<strong>للتعذيب</strong>" in found.html


async def test_a_phrase_in_quotation_marks_must_stand_as_it_is(house: House) -> None:
    room = house.room("Committee", ADA)
    house.upload(room, ADA, "a.txt", "the right to water and sanitation")
    house.upload(room, ADA, "b.txt", "water has its right place; to drink")
    await house.settle()
    (found,) = await house.ask(room, ADA, '"right to water"')
    assert "sanitation" in found.body
    assert "drink" not in found.body


async def test_a_plain_sentence_finds_the_passage_it_speaks_of(house: House) -> None:
    room = house.room("Committee", ADA)
    house.upload(room, ADA, "a.txt", TEXT)
    await house.settle()
    (found,) = await house.wonder(room, ADA, "where do we speak about the detention of migrants?")
    assert "last resort" in found.body


async def test_nothing_found_is_said_plainly(house: House) -> None:
    room = house.room("Committee", ADA)
    (answer,) = await house.ask(room, ADA, "unicorn")
    assert "nothing that everybody here may read" in answer.body


async def test_a_title_is_findable_and_the_first_page_stands_for_it(house: House) -> None:
    room = house.room("Committee", ADA)
    house.upload(room, ADA, "Zanzibar_mission.txt", "first page\fsecond page\fthird page")
    await house.settle()
    (found,) = await house.ask(room, ADA, "zanzibar")
    assert "page 1" in found.body


async def test_one_file_in_two_rooms_is_shown_once(house: House) -> None:
    here, there = house.room("Here", ADA, BO), house.room("There", ADA, BO)
    house.upload(here, ADA, "a.txt", TEXT)
    house.upload(there, ADA, "b.txt", TEXT)
    await house.settle()
    (found,) = await house.ask(here, ADA, "detention")
    assert found.body.count("last resort") == 1


async def test_a_room_sees_other_rooms_that_everybody_in_it_may_read(house: House) -> None:
    here, there = house.room("Here", ADA, BO), house.room("There", ADA, BO, CY)
    house.upload(there, CY, "a.txt", TEXT)
    await house.settle()
    (found,) = await house.ask(here, ADA, "detention")
    assert found.room == here
    assert "last resort" in found.body


async def test_what_only_the_asker_may_see_comes_to_them_alone(house: House) -> None:
    here, there = house.room("Here", ADA, BO), house.room("There", ADA)
    house.upload(there, ADA, "a.txt", TEXT)
    await house.settle()
    in_room, alone = sorted(await house.ask(here, ADA, "detention"), key=lambda m: m.room != here)
    assert "last resort" not in in_room.body
    assert "There" not in in_room.body
    assert alone.room == house.direct_chat_of(ADA)
    assert alone.encrypted
    assert "last resort" in alone.body
    assert "Here" in alone.body


async def test_the_room_hears_the_same_whether_or_not_there_is_more_for_the_asker(house: House) -> None:
    here, there = house.room("Here", ADA, BO), house.room("There", ADA)
    (without,) = await house.ask(here, ADA, "detention")
    house.upload(there, ADA, "a.txt", TEXT)
    await house.settle()
    (in_room,) = [m for m in await house.ask(here, ADA, "detention") if m.room == here]
    assert (in_room.body, in_room.html) == (without.body, without.html)


async def test_who_has_nothing_more_to_see_gets_no_direct_chat(house: House) -> None:
    here = house.room("Here", ADA, BO)
    house.upload(here, ADA, "a.txt", TEXT)
    await house.settle()
    assert len(await house.ask(here, ADA, "detention")) == 1
    assert house.direct_chat_of(ADA) is None


async def test_who_would_be_told_only_what_the_room_was_told_gets_no_direct_chat(house: House) -> None:
    here, there = house.room("Here", ADA, BO), house.room("There", ADA)
    for room in (here, there):
        house.upload(room, ADA, "a.txt", TEXT)
    await house.settle()
    assert len(await house.ask(here, ADA, "detention")) == 1
    assert house.direct_chat_of(ADA) is None


async def test_somebody_invited_counts_as_a_reader(house: House) -> None:
    here, there = house.room("Here", ADA), house.room("There", ADA)
    house.upload(there, ADA, "a.txt", TEXT)
    await house.settle()
    assert "last resort" in (await house.ask(here, ADA, "detention"))[0].body
    house.server.invite(here, BO, by=ADA)
    answers = await house.ask(here, ADA, "detention")
    assert all("last resort" not in m.body for m in answers if m.room == here)


async def test_an_invitation_to_a_room_is_not_enough_to_read_it(house: House) -> None:
    here, there = house.room("Here", ADA, BO), house.room("There", BO)
    house.server.invite(there, ADA, by=BO)
    house.upload(there, BO, "a.txt", TEXT)
    await house.settle()
    assert all("last resort" not in m.body for m in await house.ask(here, ADA, "detention"))


async def test_a_departure_counts_even_before_we_have_heard_of_it(house: House) -> None:
    here, there = house.room("Here", ADA, BO), house.room("There", ADA, BO)
    house.upload(there, ADA, "a.txt", TEXT)
    await house.settle()
    await house.ask(here, ADA, "detention")
    house.server.find(there).members[BO] = Membership.LEAVE
    answers = await house.ask(here, ADA, "detention")
    assert all("last resort" not in m.body for m in answers if m.room == here)


async def test_a_room_that_the_library_no_longer_serves_is_silent(house: House) -> None:
    here, there = house.room("Here", ADA), house.room("There", ADA)
    house.upload(there, ADA, "a.txt", TEXT)
    await house.settle()
    house.rooms.unserved.add(there)
    assert all("last resort" not in m.body for m in await house.ask(here, ADA, "detention"))


async def test_a_direct_chat_searches_all_that_the_asker_may_read(house: House) -> None:
    there, closed = house.room("There", ADA, BO), house.room("Closed", BO)
    house.upload(there, BO, "a.txt", TEXT)
    house.upload(closed, BO, "b.txt", "arbitrary detention in closed session")
    await house.settle()
    chat = await house.matrix.direct_chat(ADA)
    house.server.join(chat, ADA)
    (found,) = await house.ask(chat, ADA, "detention")
    assert found.room == chat
    assert "last resort" in found.body
    assert "closed session" not in found.body
