"""From what somebody typed to what is searched: words, phrases, and what narrows them. Pure.

``water "the right to" body:cedaw state:france year:2019..2024``: a field that nobody knows, or a value that
it cannot have, is searched as plain words.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Self

from bots.library.questions.asking_words import FIELDS, HERE, LANGUAGES
from kit.ids import Language, UserId, server_of
from kit.language import BIDI_CONTROLS
from kit.search.folding import fold
from kit.search.passages import Filters, Query
from kit.search.question import Item, Question, spoken, typed
from kit.search.thesaurus import Mention, Thesaurus
from kit.typed import QUOTES, words_of

LONGEST = 4_000
"""Characters that are looked at."""

LONGEST_VALUE = 8
"""A value without quotation marks may have so many words, such as the official name of a State."""

LONGEST_SAID = 300
MARKED, MARKED_OF_A_SENTENCE = 3, 4
"""How many letters a word has at least that is marked where it is found."""

MOST_VALUES, MOST_SYMBOLS = 20, 4

NAMED = re.compile(r"(?<![\w:：/])([^\W\d_]\w{0,23})([ \t\xa0\u202f]?)[:：](?!//)([ \t\xa0\u202f]?)(?=\S)")
"""What may be a field with its colon; a Frenchman puts a space before it."""

OPENING = re.compile(rf"(?<!\S)[{re.escape(''.join(QUOTES))}]")
YEARS = re.compile(r"(\d{4})?(\.{2,3}|…|-|\u2013|\u2014|~|/)?(\d{4})?(?:年|г\.?)?")
PARAGRAPH = re.compile(r"\d{1,4}[a-z]?( ?(bis|ter|quater))?")
PERSON = re.compile(r"@[^\s:]{1,200}(:\S{1,200})?")
SPLIT = re.compile(r"[,،，、;؛；]")

Known = Callable[[str], str | None]
"""Returns the index's own word for what somebody typed, ``None`` where it means nothing."""


@dataclass(frozen=True, slots=True)
class Named:
    """A symbol that stands among other words: where, and its key."""

    start: int
    end: int
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What bodies, types, States and symbols are called. ``symbols`` finds all that a text names."""

    body: Known
    type: Known
    state: Known
    symbol: Known
    symbols: Callable[[str], Sequence[Named]]


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One thing that narrows a question further: a field of the index and the value it must have."""

    field: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """A question as it was put, so that it can be kept and asked again; ``narrowed`` by choices since."""

    text: str
    asker: UserId
    sentence: bool = False
    narrowed: tuple[Narrowing, ...] = ()

    def kept(self) -> dict[str, Any]:
        """Return it as JSON can hold it."""
        narrowed = [[each.field, each.value] for each in self.narrowed]
        return {"text": self.text, "asker": self.asker, "sentence": self.sentence, "narrowed": narrowed}

    @classmethod
    def recalled(cls, kept: Mapping[str, Any]) -> Self:
        """Return it from JSON."""
        narrowed = tuple(Narrowing(str(field), str(value)) for field, value in kept["narrowed"])
        asker, sentence = UserId(str(kept["asker"])), bool(kept["sentence"])
        return cls(text=str(kept["text"]), asker=asker, sentence=sentence, narrowed=narrowed)

    def understood(self, vocabulary: Vocabulary, thesaurus: Thesaurus | None = None) -> "Asking":
        """Return what to search for."""
        asking = asked(self.text, vocabulary, self.asker, sentence=self.sentence)
        asking = asking if thesaurus is None else asking.widening(thesaurus)
        return asking.narrowed(self.narrowed) if self.narrowed else asking


@dataclass(frozen=True, slots=True)
class Asking:
    """A question as it is searched: what the first query finds comes before what the next one adds.

    ``words`` is what remains beside the filters. ``widened`` is the same with what a thesaurus calls the
    things in it, counting less; ``mentions`` are those things.
    """

    queries: tuple[Query, ...]
    words: str
    widened: tuple[Query, ...] = ()
    mentions: tuple[Mention, ...] = ()
    sentence: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for."""
        return all(query.question.is_empty and not _narrows(query.filters) for query in self.queries)

    @property
    def here(self) -> bool:
        """Whether only the room of the question is meant."""
        return any(query.filters.here for query in self.queries)

    @property
    def filters(self) -> Filters:
        """What narrows all of it."""
        return self.queries[-1].filters

    @property
    def marked(self) -> Question:
        """The words that are marked in what is shown: short ones such as ``of`` only for want of others."""
        main, least = self.queries[-1].question, MARKED_OF_A_SENTENCE if self.sentence else MARKED
        telling = tuple(item for item in main.items if item.needed or _tells(item, least))
        return replace(main, items=(*(telling or main.items), *(each.item for each in self.mentions)))

    def narrowed(self, by: Iterable[Narrowing]) -> "Asking":
        """Return the same question, narrowed further."""
        more = tuple(by)
        queries, widened = (tuple(_narrower(q, more) for q in each) for each in (self.queries, self.widened))
        return replace(self, queries=queries, widened=widened)

    def widening(self, thesaurus: Thesaurus) -> "Asking":
        """Return the same question, with what a thesaurus calls the things it names outside quotations."""
        mentions = thesaurus.mentions(_unquoted(self.words))
        if not mentions:
            return self
        main, rest = self.queries[-1], _without(self.words, mentions)
        others = typed(words_of(rest)) if rest else Question((), main.question.share)
        items = (*others.items, *(mention.item for mention in mentions))
        query = replace(main, question=Question(items, main.question.share), sentence="")
        return replace(self, widened=(query,), mentions=mentions)


@dataclass(slots=True)
class _Gathered:
    """What was understood so far."""

    fields: dict[str, set[str]] = field(default_factory=dict)
    years: tuple[int | None, int | None] | None = None
    here: bool = False

    @property
    def filters(self) -> Filters:
        fields = {name: frozenset(values) for name, values in self.fields.items()}
        return Filters(fields=fields, years=self.years, here=self.here)


def asked(text: str, vocabulary: Vocabulary, asker: UserId, *, sentence: bool = False) -> Asking:
    """Return what to search for; of a plain ``sentence`` fewer words need be found.

    In a sentence only what can be nothing else narrows it: a field right before its colon and its value.
    """
    text = text.translate(BIDI_CONTROLS)[:LONGEST]
    gathered = _Gathered()
    rest = "".join(_plain(text, _Reader(vocabulary, asker, gathered, loose=not sentence))).strip()
    query = _query(rest, gathered.filters, sentence=sentence)
    named = () if "symbol" in gathered.fields else tuple(vocabulary.symbols(rest))[:MOST_SYMBOLS]
    if not named:
        return Asking((query,), rest, sentence=sentence)
    keys = frozenset(each.key for each in named)
    bearing = replace(gathered.filters, fields={**gathered.filters.fields, "symbol": keys})
    first = _query(_without(rest, named), bearing, sentence=sentence)
    return Asking((first, query), rest, sentence=sentence)


def _query(text: str, filters: Filters, *, sentence: bool) -> Query:
    question = spoken(text) if sentence else typed(words_of(text))
    return Query(question=question, sentence=text, filters=filters)


def _tells(item: Item, least: int) -> bool:
    """Whether a word has enough letters to be worth a mark; in Chinese each has."""
    readings = [reading for stretch in item.stretches for reading in stretch]
    return any(
        reading.language is Language.CHINESE or len(term) >= least or not term.isalpha()
        for reading in readings
        for term in reading.terms
    )


def _narrows(filters: Filters) -> bool:
    return bool(filters.fields) or filters.years is not None


def _narrower(query: Query, by: Sequence[Narrowing]) -> Query:
    fields = {name: frozenset(values) for name, values in query.filters.fields.items()}
    for each in by:
        fields[each.field] = frozenset({each.value})
    return replace(query, filters=replace(query.filters, fields=fields))


def _unquoted(text: str) -> str:
    """Return a text of the same length with nothing in its quotations, which are meant as they stand."""
    at, pieces = 0, []
    while opening := OPENING.search(text, at):
        end = _closed(text, opening)
        pieces += [text[at : opening.start()], " " * (end - opening.start())]
        at = end
    return "".join([*pieces, text[at:]])


def _closed(text: str, opening: re.Match[str]) -> int:
    """Return where a quotation ends, or its mark where it never does."""
    ends = [end for mark in QUOTES[opening[0]] if (end := text.find(mark, opening.end())) > 0]
    return min(ends) + 1 if ends else opening.end()


def _without(text: str, named: Sequence[Named | Mention]) -> str:
    kept, at = [], 0
    for each in named:
        kept.append(text[at : each.start])
        at = each.end
    return " ".join([*kept, text[at:]]).strip()


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads what may be a filter; ``loose`` where a space may stand beside the colon."""

    vocabulary: Vocabulary
    asker: UserId
    gathered: _Gathered
    loose: bool

    def takes(self, found: re.Match[str], text: str) -> int:
        """Return where the filter ends that begins here, 0 where it is none."""
        name = _names().get(simple(found[1]))
        if name is None or (not self.loose and (found[2] or found[3])):
            return 0
        for said, end in _values(text, found.end()):
            values = [each.strip() for each in SPLIT.split(said) if each.strip()][:MOST_VALUES]
            if self._all_known(name, values) or self._all_known(name, [said.strip()]):
                return end
        return 0

    def _all_known(self, name: str, values: Sequence[str]) -> bool:
        if name == "year":
            return len(values) == 1 and self._years(values[0])
        if name == "room":
            self.gathered.here |= (is_here := bool(values) and all(simple(v) in HERE for v in values))
            return is_here
        known = [self._known(name, value) for value in values]
        if not known or None in known:
            return False
        field_name = "sender" if name == "from" else name
        self.gathered.fields.setdefault(field_name, set()).update(v for v in known if v is not None)
        return True

    def _years(self, said: str) -> bool:
        years = years_of(said)
        if years is None:
            return False
        self.gathered.years = years
        return True

    def _known(self, name: str, said: str) -> str | None:
        match name:
            case "body":
                return self.vocabulary.body(said)
            case "state":
                return self.vocabulary.state(said)
            case "type":
                return self.vocabulary.type(said)
            case "symbol" | "cites":
                return self.vocabulary.symbol(said)
            case _:
                return _OTHERS[name](said, self.asker)


def _plain(text: str, reader: _Reader) -> Iterator[str]:
    """Yield what is no filter; of what only looks like one the words remain, and phrases stay whole."""
    at = 0
    while found := NAMED.search(text, at):
        phrase = _phrase(text, at, found.start())
        if phrase is not None:
            yield text[at:phrase]
            at = phrase
            continue
        yield text[at : found.start()]
        at = reader.takes(found, text)
        if not at:
            yield f"{found[1]} "
            at = found.end()
    yield text[at:]


def _phrase(text: str, at: int, before: int) -> int | None:
    """Return where the quotation ends that begins first and goes beyond ``before``."""
    while opening := OPENING.search(text, at, before):
        at = _closed(text, opening)
        if at > before:
            return at
    return None


def _values(text: str, at: int) -> Iterator[tuple[str, int]]:
    """Yield what may be the value that begins here, the longest first, and where it ends."""
    text = text[: at + LONGEST_SAID]
    if text[at] in QUOTES:
        ends = [end for mark in QUOTES[text[at]] if (end := text.find(mark, at + 1)) > 0]
        if ends:
            yield text[at + 1 : min(ends)], min(ends) + 1
        return
    following = NAMED.search(text, at)
    words = list(re.finditer(r"\S+", text[at : following.start() if following else None]))
    for last in reversed(words[:LONGEST_VALUE]):
        yield text[at : at + last.end()], at + last.end()


def years_of(said: str) -> tuple[int | None, int | None] | None:
    """Return the years that somebody typed: ``2019``, ``2019..``, ``..2024`` or ``2019..2024``."""
    found = YEARS.fullmatch(fold(said))
    if found is None or not (found[1] or found[3]) or (found[1] and found[3] and not found[2]):
        return None
    first, last = (int(year) if year else None for year in (found[1], found[3]))
    if found[2] is None:
        last = first
    if first is not None and last is not None and first > last:
        first, last = last, first
    return first, last


def simple(said: str) -> str:
    """Return a word as names are compared: folded, in small letters, without accents."""
    apart = unicodedata.normalize("NFD", fold(said).casefold())
    return unicodedata.normalize("NFC", "".join(c for c in apart if unicodedata.category(c) != "Mn"))


def _language(said: str, _: UserId) -> str | None:
    return _languages().get(simple(said))


def _person(said: str, asker: UserId) -> str | None:
    if not PERSON.fullmatch(said):
        return None
    return said if ":" in said else f"{said}:{server_of(asker)}"


def _paragraph(said: str, _: UserId) -> str | None:
    number = simple(said).strip(".()§ ")
    return number if PARAGRAPH.fullmatch(number) else None


def _version(said: str, _: UserId) -> str | None:
    word = simple(said).replace(" ", "-")
    return word if re.fullmatch(r"[a-z][a-z.\-]{1,20}\d{0,3}", word) else None


_OTHERS: Mapping[str, Callable[[str, UserId], str | None]] = {
    "lang": _language,
    "from": _person,
    "para": _paragraph,
    "version": _version,
}


@cache
def _names() -> Mapping[str, str]:
    return {simple(word): name for name, called in FIELDS.items() for word in called}


@cache
def _languages() -> Mapping[str, str]:
    return {simple(word): code for code, called in LANGUAGES.items() for word in called}
