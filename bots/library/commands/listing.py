"""Lists documents: the versions of one, those like it, and what is new."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from babel.dates import format_date

from bots.library.answering.answers import Offered, answer
from bots.library.answering.judging import Errand, Judging
from bots.library.answering.scribe import Scribe
from bots.library.commands import listing_words as words
from bots.library.keeping.holdings import Holdings
from bots.library.keeping.shelf import Shelf
from bots.library.questions.naming import called, language_name
from bots.library.questions.pointing import beside, pointed_at
from bots.library.rules import Passage
from kit.documents.likeness import LIKE
from kit.documents.relations import Known, Work, works
from kit.documents.symbols import work_key
from kit.effects import Effect
from kit.errors import Refusal
from kit.ids import EventId
from kit.language import Sentence
from kit.message import Message, saying
from kit.part import Asked
from kit.ports import Clock
from kit.search.passages import Query
from kit.search.question import Question, spoken
from kit.search.visibility import Allowed

NO_WORDS = Question((), 1.0)
MOST_LISTED = 10
DEPTH = 60
"""How many passages are looked at for documents about the same."""

AS_LIKE = 0.2
"""From where on texts count as like each other: what reports of one kind have in common is less."""

USUAL_DAYS, MOST_DAYS, LONGEST_NUMBER = 7, 366, 4
OPENING = 600
"""Characters of a document's beginning that stand for what it is about."""

Note = Callable[[Passage], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Answers ``!library versions``, ``!library like`` and ``!library new``."""

    holdings: Holdings
    shelf: Shelf
    judging: Judging
    scribe: Scribe
    clock: Clock

    async def versions(self, asked: Asked) -> Sequence[Effect]:
        """Show the faces of a document: its languages, its versions, and what adds to it."""
        events = _pointed(asked)

        async def search(allowed: Allowed) -> Sequence[Passage]:
            document = await self._document(allowed, events)
            return await self._family(allowed, document) if document else ()

        def page(found: Sequence[Passage], alone: bool) -> Message:
            if not found:
                return _no_document(asked, alone=alone)
            work = _work_of(found)
            head = words.ITS_FACES if len(found) > 1 else words.ONLY_FACE
            return self._listed(
                [head.say(asked.language)], found, asked, lambda each: _face(each, work, asked)
            )

        return await self.judging.run(Errand(name="versions", asked=asked, search=search, page=page))

    async def like(self, asked: Asked) -> Sequence[Effect]:
        """Find documents whose text is like one's, or that are about the same."""
        events = _pointed(asked)
        degrees: dict[EventId, float] = {}

        async def search(allowed: Allowed) -> Sequence[Passage]:
            document = await self._document(allowed, events)
            if document is None:
                return ()
            degrees.clear()
            degrees.update(await self.holdings.alike(allowed, document, AS_LIKE))
            near = sorted(degrees, key=lambda event: -degrees[event])
            about = await self._about_the_same(allowed, document)
            others = [event for event in (*near, *about) if event != document.upload.event]
            return [document, *await self.holdings.documents(allowed, others[:MOST_LISTED])]

        def page(found: Sequence[Passage], alone: bool) -> Message:
            if not found:
                return _no_document(asked, alone=alone)
            document, *others = found
            head = words.NEAR if others else words.NOTHING_NEAR
            lines = [head.say(asked.language, title=document.title)]
            return self._listed(lines, others, asked, lambda each: _likeness(each, degrees, asked))

        return await self.judging.run(Errand(name="like", asked=asked, search=search, page=page))

    async def new(self, asked: Asked) -> Sequence[Effect]:
        """List what came in the last days."""
        days = _days(asked)
        since = self.clock.now() - timedelta(days=days)

        async def search(allowed: Allowed) -> Sequence[Passage]:
            return await self.holdings.newest(allowed, MOST_LISTED, since=since)

        def page(found: Sequence[Passage], alone: bool) -> Message:
            if not found:
                nothing = words.NOTHING_NEW_ALONE if alone else words.NOTHING_NEW
                return saying(nothing, asked.language)
            day = format_date(since.date(), "long", locale=asked.language.value)
            return self._listed([words.CAME.say(asked.language, day=day)], found, asked, lambda _: "")

        errand = Errand(name="new", asked=asked, search=search, page=page, enough=lambda _: False)
        return await self.judging.run(errand)

    async def _document(self, allowed: Allowed, events: Sequence[EventId]) -> Passage | None:
        """Return the first of some documents that is allowed, by its first passage."""
        found = await self.holdings.documents(allowed, events)
        return found[0] if found else None

    async def _family(self, allowed: Allowed, document: Passage) -> list[Passage]:
        """Return all that may be faces of a document or stand beside it, the newest first."""
        base = document.facts.base_key
        alike = await self.holdings.alike(allowed, document, LIKE)
        named = await self.holdings.bearing(allowed, base) if base else []
        events = list(dict.fromkeys((document.upload.event, *named, *alike)))
        found = {each.upload.event: each for each in await self.holdings.documents(allowed, events)}
        signatures = await self.holdings.signatures(allowed, events)
        known = (
            Known(document=event, facts=each.facts, digest=each.digest, signature=signatures.get(event, b""))
            for event, each in found.items()
        )
        work = next(one for one in works(known) if document.upload.event in one.faces)
        return [found[EventId(event)] for event in (*work.faces, *work.beside)]

    async def _about_the_same(self, allowed: Allowed, document: Passage) -> list[EventId]:
        """Return the documents whose passages are nearest to the beginning of one, in words or in meaning."""
        opening = f"{document.title}. {document.text[:OPENING]}"
        query = Query(spoken(opening), sentence=opening)
        hits = await self.shelf.search(query, allowed, DEPTH)
        return list(dict.fromkeys(EventId(hit.document) for hit in hits))

    def _listed(self, lines: list[str], found: Sequence[Passage], asked: Asked, note: Note) -> Message:
        describing = self.scribe.describing(asked.language, asked.heard.sender)
        shown = [
            replace(describing.shown(each, NO_WORDS), pieces=(), why=note(each), facts=_facts(each, asked))
            for each in found
        ]
        return answer(lines, shown, Offered(), asked.language)


def _pointed(asked: Asked) -> tuple[EventId, ...]:
    events = pointed_at(asked)
    if not events:
        raise Refusal(words.POINT)
    return events


def _days(asked: Asked) -> int:
    """Return how many days back somebody wants to look."""
    said = next((word for word in asked.words if word.isdecimal()), "")
    if not said and not beside(asked):
        return USUAL_DAYS
    days = int(said) if 0 < len(said) <= LONGEST_NUMBER else 0
    if not 1 <= days <= MOST_DAYS:
        raise Refusal(words.HOW_MANY_DAYS, most=MOST_DAYS, example="!library new 30")
    return days


def _no_document(asked: Asked, *, alone: bool) -> Message:
    return saying(words.NOT_FOR_YOU if alone else words.NOT_HERE, asked.language)


def _work_of(found: Sequence[Passage]) -> Work:
    """Return which of some documents replace which."""
    known = (Known(document=each.upload.event, facts=each.facts, digest=each.digest) for each in found)
    grouped = works(known)
    replaced = {old: new for work in grouped for old, new in work.superseded.items()}
    first = max(grouped, key=lambda work: len(work.faces))
    return Work(faces=first.faces, beside=first.beside, superseded=replaced)


def _face(each: Passage, work: Work, asked: Asked) -> str:
    """Return how one document stands to the others."""
    event, sentence = each.upload.event, None
    if event in work.superseded:
        sentence = words.REPLACED
    elif event in work.beside or _is_beside(each):
        sentence = words.BESIDE
    elif work.superseded:
        sentence = words.NEWEST
    return sentence.say(asked.language) if sentence else ""


def _is_beside(each: Passage) -> bool:
    key = each.facts.symbol_key
    return key is not None and ("/CORR." in key or work_key(key).rpartition("/")[2].startswith("ADD."))


def _likeness(each: Passage, degrees: dict[EventId, float], asked: Asked) -> str:
    degree = degrees.get(each.upload.event)
    sentence: Sentence = words.SAME_SUBJECT if degree is None else words.SHARED
    return sentence.say(asked.language, percent=round(100 * (degree or 0)))


def _facts(each: Passage, asked: Asked) -> tuple[str, ...]:
    """Return symbol, kind, language and date of a document, as far as they are known."""
    facts, language = each.facts, asked.language
    symbol = facts.symbol if facts.symbol and facts.symbol not in each.title else None
    kind = called("type", facts.type, language) if facts.type else None
    day = format_date(facts.date, "medium", locale=language.value) if facts.date else None
    tongue = language_name(each.language, language)
    return tuple(said for said in (symbol, kind, tongue, day) if said)
