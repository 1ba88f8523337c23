"""How it stands with a file is told to who may see it; staff are told more, and correct what is known."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from bots.library.commands.explaining_words import EXPECTED
from bots.library.keeping.correcting import CORRECTED, NotAllowed, checked, corrected, field_of
from bots.library.tables import corrections, uploads
from bots.library.taking.preparing import READ_AS
from kit.documents.facts import Facts
from kit.events import MessageHeard
from kit.ids import EventId, RoomId
from kit.search.passages import Filters, Query
from kit.search.question import typed
from kit.search.visibility import Span
from tests.bots.library.house import House, person

ADA, BO, EVE, OMAR = person("ada"), person("bo"), person("eve"), person("omar")
BROKEN = b"%PDF-1.7 nothing of a PDF follows"


async def point(
    house: House, room: RoomId, who: str, command: str, event: EventId, *, rest: str = ""
) -> list[str]:
    link = f"https://matrix.to/#/{room}/{event}?via=x"
    said: list[MessageHeard] = await house.command(room, person(who), command, f"{link} {rest}".strip())
    return [message.body for message in said]


async def committee(
    house: House, data: str | bytes = "a zebra", name: str = "a.txt"
) -> tuple[RoomId, EventId]:
    room = house.room("Committee", ADA, BO, OMAR)
    upload = house.upload(room, ADA, name, data)
    await house.settle()
    return room, upload


async def found(house: House, room: RoomId, **fields: str) -> int:
    filters = Filters(fields={name: frozenset({value}) for name, value in fields.items()})
    return len(await house.library.shelf.search(Query(typed([]), filters=filters), {room: Span()}, 9))


async def test_anybody_in_the_room_is_told_the_kind_sentence_again_and_staff_more_alone(quick: House) -> None:
    room, upload = await committee(quick, BROKEN, "a.pdf")
    (said,) = await point(quick, room, "bo", "why", upload)
    assert "damaged" in said
    public, alone = await point(quick, room, "omar", "why", upload)
    assert "tries" not in public
    assert all(word in alone for word in ("refused", "why broken", "tries 1"))
    chat = quick.direct_chat_of(OMAR)
    assert any(message.room == chat for message in quick.said())


async def test_a_file_that_is_found_or_waits_is_said_to(quick: House) -> None:
    room, upload = await committee(quick)
    assert "can be found" in (await point(quick, room, "bo", "why", upload))[0]
    quick.server.fail(TimeoutError(), doing="download")  # type: ignore[arg-type]  # as slow as can be
    later = quick.upload(room, ADA, "b.txt", "a giraffe")
    await quick.settle()
    assert "waiting" in (await point(quick, room, "bo", "why", later))[0]


async def test_of_a_file_elsewhere_nothing_is_told_not_even_that_it_exists(quick: House) -> None:
    hall = quick.room("Hall", EVE, OMAR)
    _, upload = await committee(quick)
    nowhere = EventId("$" + "x" * 43)
    assert await point(quick, hall, "eve", "why", upload) == await point(quick, hall, "eve", "why", nowhere)
    told = await point(quick, hall, "eve", "correct", upload, rest="title Mine")
    assert told == await point(quick, hall, "eve", "correct", nowhere, rest="title Mine")


async def test_only_staff_and_moderators_correct(quick: House) -> None:
    room, upload = await committee(quick)
    (said,) = await point(quick, room, "bo", "correct", upload, rest="title Mine")
    assert said.startswith("Only staff")
    assert (await quick.library.catalogue.facts([upload]))[upload].title == "a"


async def test_a_correction_counts_at_once_and_can_be_taken_back(quick: House) -> None:
    room, upload = await committee(quick)
    (said,) = await point(quick, room, "omar", "correct", upload, rest="symbol CEDAW/C/GC/35")
    assert "CEDAW/C/GC/35" in said
    await point(quick, room, "omar", "correct", upload, rest="title The right title")
    assert await found(quick, room, symbol="CEDAW/C/GC/35", body="cedaw", type="gc") == 1
    (answer,) = await quick.ask(room, BO, "zebra")
    assert "The right title" in answer.body
    await point(quick, room, "omar", "correct", upload, rest="symbol")
    assert await found(quick, room, body="cedaw") == 0
    facts = (await quick.library.catalogue.facts([upload]))[upload]
    assert (facts.symbol_key, facts.title) == (None, "The right title")


async def test_a_correction_says_who_made_it_and_when_and_outlives_reading_again(quick: House) -> None:
    room, upload = await committee(quick)
    await point(quick, room, "omar", "correct", upload, rest="pays: Suisse")
    async with quick.database.begin() as connection:
        await connection.execute(update(uploads).values(read_as=READ_AS - 1))
    await quick.library.rereading.clear(0)
    await quick.library.shelf.rebuild()
    assert await found(quick, room, state="che") == 1
    _, alone = await point(quick, room, "omar", "why", upload)
    assert "state = che (@omar:palais.localhost, 2026-03-02)" in alone


async def test_a_correction_is_gone_with_its_file(quick: House) -> None:
    room, upload = await committee(quick)
    await point(quick, room, "omar", "correct", upload, rest="title Secret words")
    quick.clock.advance(timedelta(minutes=1))
    quick.server.redact(room, ADA, upload)
    await quick.settle()
    async with quick.database.read() as connection:
        assert (await connection.execute(corrections.select())).all() == []
    assert not any("Secret words" in message.body for message in quick.said())


async def test_what_a_field_cannot_be_gets_a_sentence_with_what_it_can(quick: House) -> None:
    room, upload = await committee(quick)
    assert "2019-03-12" in (await point(quick, room, "omar", "correct", upload, rest="date tomorrow"))[0]
    assert (
        "symbol, title, date" in (await point(quick, room, "omar", "correct", upload, rest="colour red"))[0]
    )
    assert "for example" in (await quick.command(room, OMAR, "correct"))[0].body


@pytest.mark.parametrize(
    ("field", "said", "kept"),
    [
        ("symbol", "cedaw/c/gc/35", "CEDAW/C/GC/35"),
        ("title", "  A   title ", "A title"),
        ("date", "2019-03-12", "2019-03-12"),
        ("body", "Human Rights Committee", "ccpr"),
        ("state", "Suiza", "che"),
        ("session", "s-30", "S-30"),
        ("type", "Concluding observations", "co"),
        ("version", "Rev. 2", "rev.2"),
        ("version", "Advance unedited", "advance-unedited"),
        ("language", "русский", "ru"),
    ],
)
def test_values_are_kept_in_one_spelling(field: str, said: str, kept: str) -> None:
    assert checked(field, said) == kept


@pytest.mark.parametrize("field", CORRECTED)
def test_nonsense_is_never_kept(field: str) -> None:
    with pytest.raises(NotAllowed):
        checked(field, "x" * 300)
    assert field in EXPECTED


def test_fields_are_known_by_their_names_in_six_languages() -> None:
    names = ("symbole", "título", "التاريخ", "机构", "государство:", "session", "type", "версия", "langue")
    assert [field_of(name) for name in names] == [
        *("symbol", "title", "date", "body", "state", "session", "type", "version", "language"),
    ]
    assert field_of("colour") is None


def test_what_a_symbol_tells_follows_it_unless_it_was_corrected_itself() -> None:
    facts = corrected(Facts(state="fra"), {"symbol": "CEDAW/C/CHE/CO/6", "type": "report"})
    assert (facts.body, facts.state, facts.type) == ("cedaw", "che", "report")
