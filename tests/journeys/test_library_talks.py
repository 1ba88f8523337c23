"""Experts narrow an answer, have more of it, and take its files home; who is not there gets nothing."""

import asyncio
import io
import zipfile
from collections.abc import Awaitable, Callable

import pytest

from tests.journeys.node import ClientError
from tests.journeys.people import Person
from tests.journeys.platform import Platform
from tests.journeys.seeing import Seen, answering, reacting, saying

pytestmark = pytest.mark.asyncio(loop_scope="session")

Expert = Callable[[str], Awaitable[Person]]

ENGLISH = [
    f"{number}. The lighthouse keepers of district {number} shall be consulted before any lantern is put out."
    for number in range(11, 17)
]
SPANISH = "21. Los guardianes de los faros serán consultados antes de apagar cualquier linterna del distrito."


async def papers(person: Person, platform: Platform, room: str) -> dict[str, bytes]:
    """Put small papers into a room, and wait until all of them can be found."""
    texts = {f"keepers-{number}.txt": text.encode() for number, text in enumerate(ENGLISH)}
    texts["guardianes.txt"] = SPANISH.encode()
    uploads = [await person.upload(room, name, data, media_type="text/plain") for name, data in texts.items()]
    signs = (person.wait_for(reacting(upload, by=platform.bot("library"))) for upload in uploads)
    await asyncio.gather(*signs)
    return texts


def offering(answer: Seen, platform: Platform) -> Callable[[Person], list[str]]:
    """Return what stands under an answer to be pressed, in order."""

    def signs(person: Person) -> list[str]:
        seen = person.seen(reacting(answer.event, by=platform.bot("library")))
        return [reaction.reaction[1] for reaction in seen if reaction.reaction]

    return signs


async def test_an_answer_is_narrowed_continued_and_taken_home_by_those_who_may_read_it(
    platform: Platform, expert: Expert
) -> None:
    ada, bo, cy = await asyncio.gather(expert("ada"), expert("bo"), expert("cy"))
    room, lobby = platform.room("cedaw/papers"), platform.room("lobby")
    texts = await papers(ada, platform, room)
    asked = await ada.say(room, "!library lighthouse keepers linterna")
    answer = await ada.wait_for(answering(asked, "keepers"))
    assert answer.clear
    assert answer.body.count("matrix.to") == 5
    offered = offering(answer, platform)
    await ada.until(lambda: "📥" in offered(ada))
    assert offered(ada)[-2:] == ["➕", "📥"]

    await bo.wait_for(answering(asked, "keepers"))
    await bo.react(room, answer.event, "➕")
    more = await ada.wait_for(answering(answer.event))
    assert more.clear
    assert more.thread == asked
    assert "Autres passages" in more.body
    assert more.body.count("matrix.to") >= 2
    assert set(links(answer)).isdisjoint(links(more))

    spanish = next(sign for sign in offered(ada) if f"{sign}\xa0\u2068Spanish" in answer.body)
    await ada.react(room, answer.event, spanish)
    narrowed = await ada.wait_for(answering(answer.event, "Spanish"))
    assert "faros" in narrowed.body
    assert "keepers-" not in narrowed.body

    await bo.react(room, answer.event, "📥")
    chat = await bo.direct_chat(platform.bot("library"))
    await bo.until(lambda: len(bo.seen(is_file, room=chat)) == len(set(links(answer))))
    for file in bo.seen(is_file, room=chat):
        assert file.clear
        assert file.sender == platform.bot("library")
        assert await bo.download(file) == texts[str(file.content["filename"])]

    before = cy.mark
    relation = {"rel_type": "m.annotation", "event_id": answer.event, "key": "📥"}
    for place in (room, lobby):
        path = f"/_matrix/client/v3/rooms/{place}/send/m.reaction/from-outside"
        with pytest.raises(ClientError):
            await cy.request("PUT", path, {"m.relates_to": relation})
    await cy.never(saying("keepers"), since=before)
    assert not cy.seen(is_file, since=before)


async def test_a_question_in_one_language_finds_the_answer_in_another_and_says_so(
    platform: Platform, expert: Expert
) -> None:
    ada, bo = await asyncio.gather(expert("ada"), expert("bo"))
    room = platform.room("cedaw/members")
    text = "Children who were born abroad have the right to a nationality and to identity papers."
    upload = await ada.upload(room, "born.txt", text.encode(), media_type="text/plain")
    await ada.wait_for(reacting(upload, by=platform.bot("library")))
    found = await soon(
        bo, room, "le droit des enfants nés à l’étranger à avoir une nationalité", "nationality"
    )
    assert saying("même sens, anglais")(found), found.body


async def test_help_by_example_comes_in_the_askers_language(platform: Platform, expert: Expert) -> None:
    bo = await expert("bo")
    room = platform.room("cedaw/members")
    for typed in ("!library", "!library help"):
        asked = await bo.say(room, typed)
        told = await bo.wait_for(answering(asked))
        assert "!library détention des migrants" in told.body


async def test_a_paragraph_is_cited_what_is_new_is_listed_and_files_are_packed(
    platform: Platform, expert: Expert
) -> None:
    ada, bo = await asyncio.gather(expert("ada"), expert("bo"))
    room = platform.room("cedaw/papers")
    text = "CEDAW/C/GC/90\nGeneral recommendation No. 90\n\n" + "\n\n".join(
        f"{number}. Ferries of district {number} carry a bell, and whoever hears it slows down at once."
        for number in range(1, 6)
    )
    upload = await ada.upload(room, "ferries.txt", text.encode(), media_type="text/plain")
    await ada.wait_for(reacting(upload, by=platform.bot("library")))
    asked = await bo.say(room, "!cite CEDAW/C/GC/90 par. 3")
    cited = await bo.wait_for(answering(asked, "district 3"))
    assert cited.clear
    assert "district 4" not in cited.body
    assert "Je n’ai ce texte qu’en" in cited.body
    asked = await ada.say(room, "!library new")
    assert "CEDAW/C/GC/90" in (await ada.wait_for(answering(asked))).body
    asked = await bo.say(room, "!library export symbol:CEDAW/C/GC/90")
    await bo.wait_for(answering(asked))
    chat = await bo.direct_chat(platform.bot("library"))
    await bo.until(
        lambda: any(file.content["filename"].endswith(".zip") for file in bo.seen(is_file, room=chat))
    )
    packed = next(file for file in bo.seen(is_file, room=chat) if file.content["filename"].endswith(".zip"))
    with zipfile.ZipFile(io.BytesIO(await bo.download(packed))) as parts:
        assert parts.read("ferries.txt") == text.encode()


async def soon(person: Person, room: str, words: str, wanted: str) -> Seen:
    """Ask until meaning is worked out as well, which takes a moment after words are found."""
    for _ in range(20):
        asked = await person.say(room, f"!library {words}")
        answer = await person.wait_for(answering(asked))
        if wanted in answer.body:
            return answer
        await asyncio.sleep(0.5)
    raise AssertionError(f"{wanted} was never found")


def links(answer: Seen) -> list[str]:
    """Return the links of an answer."""
    return [word for word in answer.body.split() if word.startswith("https://matrix.to/")]


def is_file(seen: Seen) -> bool:
    """Whether it is a file."""
    return seen.message and seen.content.get("msgtype") == "m.file"
