"""Brings the paragraph that somebody names, in their language where it is there."""

import html
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from bots.library.answering.answers import Shown, as_html, as_plain, rightly
from bots.library.answering.judging import Errand, Judging
from bots.library.answering.scribe import Scribe
from bots.library.commands import citing_words as words
from bots.library.keeping.shelf import Shelf
from bots.library.keeping.store import Catalogue
from bots.library.questions.naming import called, language_name
from bots.library.questions.references import Cited, Reference, cited, reference_in
from bots.library.rules import Passage
from kit.effects import Effect
from kit.errors import Refusal
from kit.ids import Language
from kit.message import Message, saying
from kit.part import Asked
from kit.search.passages import Filters, Query
from kit.search.question import Question
from kit.search.snippets import Piece
from kit.search.visibility import Allowed

DEPTH = 200
"""How many passages of a document and its versions are looked at."""

LONGEST = 6_000
"""Characters of text that are brought."""

NO_WORDS = Question((), 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citing:
    """Answers ``!cite CEDAW/C/GC/35 para 12``."""

    catalogue: Catalogue
    shelf: Shelf
    judging: Judging
    scribe: Scribe

    async def cite(self, asked: Asked) -> Sequence[Effect]:
        """Bring what was named; where it is not known, say so in words that tell nothing else."""
        reference = reference_in(asked.rest)
        if reference is None:
            raise Refusal(words.WHAT, example=words.EXAMPLE.say(asked.language))

        async def search(allowed: Allowed) -> Sequence[Passage]:
            found = await self._cited(reference, asked.language, allowed)
            return found.all if found else ()

        def page(found: Sequence[Passage], alone: bool) -> Message:
            return self._page(reference, asked, found, alone=alone)

        errand = Errand(
            name="cited",
            asked=asked,
            search=search,
            page=page,
            enough=lambda found: bool(found) and found[0].language is asked.language,
        )
        return await self.judging.run(errand)

    async def _cited(self, reference: Reference, language: Language, allowed: Allowed) -> Cited | None:
        """Return what answers a reference among what is allowed."""
        symbol = {"symbol": frozenset({reference.key})}
        narrowed = symbol | ({"para": frozenset(reference.paragraphs)} if reference.paragraphs else {})
        found = await self._passages(narrowed, allowed)
        if not found:
            return None
        work = found[0].facts.base_key or reference.key
        faces = await self._passages({"symbol": frozenset({work})}, allowed)
        return cited(reference, found, faces, language)

    async def _passages(self, fields: dict[str, frozenset[str]], allowed: Allowed) -> list[Passage]:
        hits = await self.shelf.search(Query(NO_WORDS, filters=Filters(fields)), allowed, DEPTH)
        found = await self.catalogue.passages((hit.document, hit.ordinal) for hit in hits)
        there = (found.get((hit.document, hit.ordinal)) for hit in hits)
        return [passage for passage in there if passage is not None and passage.room in allowed]

    def _page(self, reference: Reference, asked: Asked, found: Sequence[Passage], *, alone: bool) -> Message:
        """Write it: each paragraph whole, with where it stands; then what is to be known of it."""
        language = asked.language
        if not found:
            sentence = words.NOT_FOR_YOU if alone else words.NOT_HERE
            return saying(sentence, language, what=_what(reference, language))
        document = found[0].upload.event
        parts = [passage for passage in found if passage.upload.event == document]
        blocks = self._blocks(parts, asked)
        notes = self._notes(parts[0], found[len(parts) :], language)
        plain = "\n\n".join([*map(as_plain, blocks), *notes])
        rich = "".join(f"<p>{as_html(shown, language)}</p>" for shown in blocks)
        rich += "".join(f"<p>{html.escape(note, quote=False)}</p>" for note in notes)
        return Message(plain, rightly(rich, language))

    def _blocks(self, parts: Sequence[Passage], asked: Asked) -> list[Shown]:
        """Return the paragraphs, those that go over a page whole, as far as there is room for them."""
        describing = self.scribe.describing(asked.language, asked.heard.sender)
        room, blocks = LONGEST, []
        for _, stretch in groupby(parts, key=lambda passage: passage.paragraph):
            passages = list(stretch)
            text = " ".join(passage.text.strip() for passage in passages)
            if room <= 0:
                break
            shown = describing.shown(passages[0], NO_WORDS)
            cut = text if len(text) <= room else f"{text[:room].rstrip()} … {words.CUT.say(asked.language)}"
            blocks.append(replace(shown, pieces=(Piece(cut, marked=False),), why=""))
            room -= len(text)
        return blocks

    def _notes(self, first: Passage, newer: Sequence[Passage], language: Language) -> list[str]:
        notes = []
        if first.language is not language:
            tongue, wanted = (language_name(each, language) for each in (first.language, language))
            notes.append(words.OTHER_LANGUAGE.say(language, tongue=tongue, wanted=wanted))
        for passage in newer[:1]:
            name = passage.facts.symbol or passage.title
            link = self.scribe.link(passage.upload)
            notes.append(f"{words.SUPERSEDED.say(language, newer=name)} {link}")
        return notes


def _what(reference: Reference, language: Language) -> str:
    said = ", ".join(called("para", number, language) for number in reference.paragraphs)
    return f"{reference.key}, {said}" if said else reference.key
