"""How often what is asked is found first, within each language and across: on the library's own path.

A folder holds ``corpus.jsonl`` (``id``, ``lang``, ``text`` and, where several belong to one, ``doc``) and
``queries.jsonl`` (``id``, ``lang``, ``text``, and ``relevant``, the ids that answer it). Each entry of the
corpus is one passage. Each query is asked as a plain sentence that somebody says to the library; its language
serves for counting alone.

The engine ranks the passages of each language apart, so that one search tells the place of the right passage
among those of any language. ``LL`` is a query among the passages of its own language, ``LL-MM`` one in the
language LL among the passages in MM. A pair's figure is the mean over its queries that have a right answer
there; ``same_language`` and ``cross_language`` are the means over pairs, each counting the same. ``mixed``
asks for any right passage of the query's language in the one list that a person sees, ``mixed_other`` for any
in another language.
"""

import asyncio
import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.common import Figure, Figures, p95
from kit.ids import Language, RoomId
from kit.meaning.opening import open_encoder
from kit.meaning.vectors import DocumentVectors, encode_passages
from kit.search.engine import Engine
from kit.search.languages import LATIN_LANGUAGES, by_language
from kit.search.passages import Hit, Passage, Query
from kit.search.question import spoken
from kit.search.visibility import Span

ROOM = RoomId("!library:palais.localhost")
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
LOOKED_AT = 600
NOWHERE = 1 << 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the corpus."""

    name: str
    language: Language
    text: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One line of the queries."""

    language: Language
    text: str
    relevant: frozenset[str]


@dataclass(slots=True)
class Ranks:
    """At which places right answers stood, 0 for the first."""

    places: list[int] = field(default_factory=list)

    def recall(self, most: int) -> float:
        """Return in what share of the queries one stood among the first so many."""
        return mean(place < most for place in self.places)

    @property
    def mrr(self) -> float:
        """The mean of one divided by the rank."""
        return mean(0.0 if place == NOWHERE else 1 / (place + 1) for place in self.places)


def read_corpus(folder: Path) -> list[Entry]:
    """Read ``corpus.jsonl``; an entry without a document of its own is one."""
    return [
        Entry(
            name=str(line["id"]),
            language=_language(line),
            text=line["text"],
            document=str(line.get("doc") or line["id"]),
        )
        for line in _lines(folder / "corpus.jsonl")
    ]


def read_queries(folder: Path) -> list[Asked]:
    """Read ``queries.jsonl``."""
    return [
        Asked(language=_language(line), text=line["text"], relevant=frozenset(map(str, line["relevant"])))
        for line in _lines(folder / "queries.jsonl")
    ]


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def _language(line: Mapping[str, Any]) -> Language:
    return Language(str(line["lang"]).lower().partition("-")[0])


def fill(engine: Engine, corpus: Sequence[Entry]) -> dict[tuple[str, int], Entry]:
    """Put the corpus into an engine as the library does; return what stands where."""
    documents: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in corpus:
        documents[entry.document].append(entry)
    for document, entries in documents.items():
        passages = [passage_of(entry, ordinal) for ordinal, entry in enumerate(entries)]
        vectors: DocumentVectors | None = None
        if engine.encoder is not None:
            vectors = encode_passages(engine.encoder, [entry.text for entry in entries])
        engine.replace(document, passages, vectors)
    engine.commit()
    return {(name, n): entry for name, entries in documents.items() for n, entry in enumerate(entries)}


def passage_of(entry: Entry, ordinal: int) -> Passage:
    """Return an entry as a passage of its document."""
    latin = entry.language if entry.language in LATIN_LANGUAGES else Language.ENGLISH
    texts = by_language(entry.text, latin)
    return Passage(entry.document, ordinal, ROOM, NOON, texts, {"lang": (entry.language.value,)})


@dataclass(slots=True)
class Tally:
    """What came of all queries."""

    pairs: dict[tuple[Language, Language], Ranks] = field(default_factory=dict)
    mixed: Ranks = field(default_factory=Ranks)
    mixed_other: Ranks = field(default_factory=Ranks)
    times: list[float] = field(default_factory=list)

    def count(self, asked: Asked, found: Sequence[Entry], languages: Mapping[str, Language]) -> None:
        """Take in what one query found, in the order that a person sees."""
        answerable = {languages[name] for name in asked.relevant if name in languages}
        for language in sorted(answerable):
            there = [entry for entry in found if entry.language is language]
            ranks = self.pairs.setdefault((asked.language, language), Ranks())
            ranks.places.append(_place(there, lambda entry: entry.name in asked.relevant))
        if asked.language in answerable:
            self.mixed.places.append(_place(found, lambda entry: _own(entry, asked)))
        if answerable - {asked.language}:
            self.mixed_other.places.append(_place(found, lambda entry: _other(entry, asked)))


def _own(entry: Entry, asked: Asked) -> bool:
    return entry.name in asked.relevant and entry.language is asked.language


def _other(entry: Entry, asked: Asked) -> bool:
    return entry.name in asked.relevant and entry.language is not asked.language


def _place(found: Sequence[Entry], right: Callable[[Entry], bool]) -> int:
    return next((place for place, entry in enumerate(found) if right(entry)), NOWHERE)


def figures_of(tally: Tally) -> Figures:
    """Return every figure: means first, then each pair."""
    same = [ranks for (one, other), ranks in sorted(tally.pairs.items()) if one is other]
    cross = [ranks for (one, other), ranks in sorted(tally.pairs.items()) if one is not other]
    made: dict[str, Figure] = {}
    for name, group in (("same_language", same), ("cross_language", cross)):
        if group:
            made |= _described(name, lambda value, group=group: mean(map(value, group)))  # type: ignore[misc]
    for name, ranks in (("mixed", tally.mixed), ("mixed_other", tally.mixed_other)):
        if ranks.places:
            made |= _described(name, lambda value, ranks=ranks: value(ranks))  # type: ignore[misc]
    for (one, other), ranks in sorted(tally.pairs.items()):
        pair = one.value if one is other else f"{one.value}-{other.value}"
        made |= _described(pair, lambda value, ranks=ranks: value(ranks))  # type: ignore[misc]
    made["query_p50_ms"] = Figure(sorted(tally.times)[len(tally.times) // 2] * 1000, "ms")
    made["query_p95_ms"] = Figure(p95(tally.times) * 1000, "ms")
    return made


def _described(name: str, of: Callable[[Callable[[Ranks], float]], float]) -> dict[str, Figure]:
    return {
        f"{name}_recall_at_1": Figure(of(lambda ranks: ranks.recall(1)), "share"),
        f"{name}_recall_at_5": Figure(of(lambda ranks: ranks.recall(5)), "share"),
        f"{name}_mrr": Figure(of(lambda ranks: ranks.mrr), "share"),
    }


def ask(engine: Engine, text: str) -> tuple[Hit, ...]:
    """Ask a plain sentence as somebody does who may see everything."""
    query = Query(spoken(text), text)
    return engine.search(query, {ROOM: Span()}, LOOKED_AT)


def retrieve(folder: Path, encoder: str) -> Figures:
    """Fill an engine with the corpus, ask every query, and return the figures."""
    corpus, queries = read_corpus(folder), read_queries(folder)
    languages = {entry.name: entry.language for entry in corpus}
    tally = Tally()
    with TemporaryDirectory() as home, Engine(Path(home), open_encoder(encoder)) as engine:
        places = fill(engine, corpus)
        for asked in queries:
            began = time.perf_counter()
            hits = ask(engine, asked.text)
            tally.times.append(time.perf_counter() - began)
            tally.count(asked, [places[hit.document, hit.ordinal] for hit in hits], languages)
    sizes = {"passages": Figure(len(corpus), "passages"), "queries": Figure(len(queries), "queries")}
    return {**figures_of(tally), **sizes}


async def measure(*, folder: Path | None, encoder: str) -> Figures:
    """Return the figures of a folder."""
    if folder is None:
        raise SystemExit("retrieval needs a folder with corpus.jsonl and queries.jsonl")
    return await asyncio.to_thread(retrieve, folder, encoder)
