"""Versions of a document, documents like it, and what is new: of what all may see who read the answer."""

from datetime import timedelta

from kit.classification import Classification
from kit.events import MessageHeard
from kit.ids import EventId, RoomId, UserId
from tests.bots.library.house import House, person
from tests.bots.library.test_citing import ENGLISH, FRENCH, REVISED

ADA, BO = map(person, ("ada", "bo"))
OTHER = "A ledger of ropes and anchors, kept by the harbour office for the winter season.\n" * 8


async def pointing(
    house: House, room: RoomId, asker: UserId, command: str, event: EventId
) -> list[MessageHeard]:
    return await house.command(room, asker, command, f"https://matrix.to/#/{room}/{event}?via=x")


async def test_a_document_is_shown_in_its_languages_and_versions_the_newest_first(quick: House) -> None:
    room = quick.room("Papers", ADA, BO)
    english = quick.upload(room, ADA, "en.txt", ENGLISH)
    quick.upload(room, ADA, "fr.txt", FRENCH)
    quick.upload(room, ADA, "rev.txt", REVISED)
    quick.upload(room, ADA, "ledger.txt", OTHER)
    await quick.settle()
    (said,) = await pointing(quick, room, BO, "versions", english)
    assert [line[:2] for line in said.body.splitlines() if line[:2] in {"1.", "2.", "3.", "4."}] == [
        "1.",
        "2.",
        "3.",
    ]
    first, *rest = said.body.split("\n\n")[1:]
    assert ("CEDAW/C/GC/35/Rev.1" in first, "✅ newest" in first) == (True, True)
    assert all("replaced" in each for each in rest)
    assert any("French" in each for each in rest)


async def test_a_version_that_not_all_may_read_is_not_among_them(quick: House) -> None:
    hall = quick.room("Hall", ADA, BO)
    closed = quick.room("Closed", ADA, classification=Classification.CONFIDENTIAL)
    english = quick.upload(hall, ADA, "en.txt", ENGLISH)
    hidden = quick.upload(closed, ADA, "rev.txt", REVISED)
    await quick.settle()
    (said,) = await pointing(quick, hall, ADA, "versions", english)
    assert said.body.startswith("I know this document in one version only")
    (nothing,) = await pointing(quick, hall, BO, "versions", hidden)
    (never,) = await pointing(quick, hall, BO, "versions", EventId("$" + "x" * 43))
    assert nothing.body == never.body == "I know of no such document that everybody here may read."


async def test_like_finds_the_same_text_and_says_how_much_of_it(quick: House) -> None:
    room = quick.room("Papers", ADA, BO)
    one = quick.upload(room, ADA, "ledger.txt", OTHER)
    quick.upload(room, ADA, "ledger-2.txt", OTHER.replace("anchors", "sails"))
    quick.upload(room, ADA, "gc.txt", FRENCH)
    await quick.settle()
    (said,) = await pointing(quick, room, BO, "like", one)
    assert "ledger-2" in said.body
    assert "of the text is the same" in said.body


async def test_new_lists_what_came_in_these_days_newest_first(quick: House) -> None:
    room = quick.room("Papers", ADA, BO)
    quick.upload(room, ADA, "first.txt", OTHER)
    quick.clock.advance(timedelta(days=9))
    quick.upload(room, ADA, "second.txt", ENGLISH)
    quick.clock.advance(timedelta(days=1))
    quick.upload(room, ADA, "third.txt", FRENCH)
    await quick.settle()
    (said,) = await quick.command(room, BO, "new")
    assert ("first" in said.body, said.body.count("🔗") or said.body.count("matrix.to")) == (False, 2)
    (said,) = await quick.command(room, BO, "new", "30")
    assert said.body.count("matrix.to") == 3
    (said,) = await quick.command(room, BO, "new", "soon")
    assert "!library new 30" in said.body


async def test_new_tells_the_asker_alone_what_not_all_may_see(quick: House) -> None:
    hall = quick.room("Hall", ADA, BO)
    closed = quick.room("Closed", ADA, classification=Classification.CONFIDENTIAL)
    quick.upload(closed, ADA, "ledger.txt", OTHER)
    await quick.settle()
    here, alone = await quick.command(hall, ADA, "new")
    assert (here.room, here.body) == (hall, "Nothing came in these days that everybody here may read.")
    assert alone.room == quick.direct_chat_of(ADA)
    assert alone.body.startswith("You asked in \u2068Hall\u2069")


async def test_an_answer_to_an_upload_points_at_it(quick: House) -> None:
    room = quick.room("Papers", ADA, BO)
    quick.upload(room, ADA, "en.txt", ENGLISH)
    await quick.settle()
    (said,) = await quick.command(room, BO, "versions")
    assert said.body.startswith("Which document?")
