"""Documents are found by what they mean, a moment after they are found by their words."""

import asyncio
from collections.abc import Sequence

import numpy as np
from sqlalchemy import select, update

from bots.library.tables import vectors
from kit.ids import EventId, RoomId
from kit.meaning.encoder import Vectors, of_length_one
from kit.search.passages import By, Hit, Query
from kit.search.question import spoken
from kit.search.visibility import Span
from tests.bots.library.house import House, person, reopen

ADA = person("ada")
MEANINGS = ({"torture", "tortura", "пытки"}, {"water", "eau", "agua"}, {"school", "école", "escuela"})


class FewMeanings:
    """An encoder that knows three things in a few languages, and counts what it was given."""

    size, least = len(MEANINGS), 0.1

    def __init__(self, name: str = "few 1") -> None:
        self.name = name
        self.encoded = 0

    def encode(self, texts: Sequence[str], *, asked: bool = False) -> Vectors:
        self.encoded += 0 if asked else len(texts)
        words = [set(text.casefold().split()) for text in texts]
        return of_length_one(np.array([[len(w & m) for m in MEANINGS] for w in words], np.float32))


async def shelve(house: House) -> tuple[RoomId, dict[str, EventId]]:
    room = house.room("Committee", ADA)
    texts = {"a": "le droit à une eau potable eau", "b": "la escuela de todos", "c": "никаких слов"}
    uploads = {name: house.upload(room, ADA, f"{name}.txt", text) for name, text in texts.items()}
    await house.settle()
    return room, uploads


async def learn(house: House, encoder: FewMeanings) -> None:
    await house.library.shelf.learn(encoder)
    await house.library.encoding.clear(encoder)


async def asked(house: House, room: RoomId, sentence: str) -> tuple[Hit, ...]:
    query = Query(spoken(sentence), sentence)
    return await house.library.shelf.search(query, {room: Span()}, 9)


async def found(house: House, room: RoomId, sentence: str) -> set[str]:
    return {hit.document for hit in await asked(house, room, sentence)}


async def test_a_document_in_another_language_is_found_by_meaning(quick: House) -> None:
    room, uploads = await shelve(quick)
    assert await asked(quick, room, "water") == ()
    await learn(quick, FewMeanings())
    assert (uploads["a"], By.MEANING) in [(hit.document, hit.by) for hit in await asked(quick, room, "water")]


async def test_vectors_are_worked_out_once_and_read_again_after_a_restart(quick: House) -> None:
    room, uploads = await shelve(quick)
    await learn(quick, FewMeanings())
    await reopen(quick)
    again = FewMeanings()
    await learn(quick, again)
    assert again.encoded == 0
    assert uploads["b"] in await found(quick, room, "school")


async def test_another_encoder_works_them_out_anew_and_is_never_compared_with_the_former(
    quick: House,
) -> None:
    room, uploads = await shelve(quick)
    await learn(quick, FewMeanings())
    another = FewMeanings("few 2")
    await quick.library.shelf.learn(another)
    assert await asked(quick, room, "water") == ()
    await quick.library.encoding.clear(another)
    assert another.encoded > 0
    assert uploads["a"] in await found(quick, room, "water")


async def test_what_is_redacted_is_found_by_meaning_no_more(quick: House) -> None:
    room, uploads = await shelve(quick)
    await learn(quick, FewMeanings())
    quick.server.redact(room, ADA, uploads["a"])
    await quick.settle()
    assert uploads["a"] not in await found(quick, room, "water")
    async with quick.database.read() as connection:
        kept = set(await connection.scalars(select(vectors.c.event)))
    assert kept == {uploads["b"], uploads["c"]}


async def test_vectors_of_a_document_that_changed_meanwhile_are_not_kept(quick: House) -> None:
    _, uploads = await shelve(quick)
    shelved = await quick.library.catalogue.shelved(uploads["a"])
    assert shelved is not None
    quick.server.redact(shelved.upload.room, ADA, uploads["a"])
    await quick.settle()
    assert not await quick.library.encoding.meanings.keep(shelved, "few 1", b"")


async def test_damaged_vectors_leave_a_document_to_its_words(quick: House) -> None:
    room, _ = await shelve(quick)
    await learn(quick, FewMeanings())
    async with quick.database.begin() as connection:
        await connection.execute(update(vectors).values(data=b"nothing"))
    await reopen(quick)
    await learn(quick, FewMeanings())
    assert await asked(quick, room, "water") == ()
    assert await asked(quick, room, "potable") != ()


async def test_a_document_that_the_encoder_fails_at_keeps_no_other_from_being_found(quick: House) -> None:
    room, uploads = await shelve(quick)

    class Choosy(FewMeanings):
        def encode(self, texts: Sequence[str], *, asked: bool = False) -> Vectors:
            if any("никаких" in text for text in texts):
                raise ValueError("not this one")
            return super().encode(texts, asked=asked)

    await learn(quick, Choosy())
    assert quick.library.encoding.failed == {uploads["c"]}
    assert uploads["a"] in await found(quick, room, "water")


async def test_without_an_encoder_documents_are_found_by_words_alone(quick: House) -> None:
    room, _ = await shelve(quick)
    quick.library.encoding.which = "/nowhere/at/all"
    await asyncio.wait_for(quick.library.encoding.work(), 5)
    assert quick.library.shelf.model is None
    assert await asked(quick, room, "potable") != ()
