"""The index of words: what is found is already only what may be found, for the rooms are part of the query.

It can be thrown away at any time: the database holds the text, the index only where its words stand.
"""

import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from tantivy import DocAddress, Document, Index, Occur, Schema, SchemaBuilder, Searcher
from tantivy import Query as AnyQuery

from kit.ids import Language, RoomId
from kit.search.analysers import analyser
from kit.search.folding import fold
from kit.search.passages import FIELDS, By, Filters, Hit, Passage, Query
from kit.search.question import Item, Question
from kit.search.rows import LANGUAGES, row_of
from kit.search.visibility import Allowed, only_in, stamp, unstamp
from kit.search.wanted import can_be_near, facet_field, narrowed, sought, text_field, wanted

WRITER_MEMORY = 32 * 1024 * 1024
ENOUGH = 5
"""From how many passages on nobody needs those that have the words nearly."""

MOST_EQUALS = 16
"""How many times more hits are looked at than are wanted, where they are of equal worth."""

Hits = list[tuple[Any, DocAddress]]


@dataclass(frozen=True, slots=True)
class Ranked:
    """Where a passage stands in the index, by the number that :func:`row_of` gives it."""

    row: int
    language: Language
    score: float
    by: By
    address: DocAddress


class WordIndex:
    """A tantivy index in a folder of its own, with one writer. Calls block: make them in a thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._schema = _schema()
        self._index = _opened(self._schema, folder)
        for language in Language:
            self._index.register_tokenizer(text_field(language), analyser(language))
        self._writer = self._index.writer(WRITER_MEMORY, 1)
        self._open = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def size(self) -> int:
        """How many passages can be found."""
        return self._index.searcher().num_docs

    def documents(self) -> Counter[str]:
        """Return how many passages of each document can be found."""
        searcher = self._index.searcher()
        found = searcher.search(AnyQuery.all_query(), max(1, searcher.num_docs), count=False).hits
        return Counter(str(searcher.doc(address).to_dict()["document"][0]) for _, address in found)

    def replace(self, document: str, passages: Iterable[Passage]) -> None:
        """Put passages in place of all that the document had; none takes it out. Seen after a commit."""
        self._writer.delete_documents_by_term("document", document)
        for passage in passages:
            self._writer.add_document(_document(passage))

    def commit(self) -> None:
        """Make what was replaced since the last commit count."""
        self._writer.commit()
        self._index.reload()

    def clear(self) -> None:
        """Take everything out."""
        self._writer.delete_all_documents()
        self.commit()

    def sharing(self) -> tuple[str, ...]:
        """Return the documents whose words share files with words that were taken out.

        A file of the index is never changed: what was taken out is only crossed out, and stands there until
        all that it shares the file with was replaced. Then :meth:`tidy` deletes it.
        """
        crossed_out = self._crossed_out()
        if not crossed_out:
            return ()
        searcher = self._index.searcher()
        found = searcher.search(AnyQuery.all_query(), max(1, searcher.num_docs), count=False).hits
        there = (address for _, address in found if address.segment_ord in crossed_out)
        return tuple(dict.fromkeys(str(searcher.doc(each).to_dict()["document"][0]) for each in there))

    def tidy(self) -> bool:
        """Delete files that nothing refers to; say whether none is left with words that were taken out."""
        self._index.reload()
        self._writer.garbage_collect_files()
        return not self._crossed_out()

    def _crossed_out(self) -> frozenset[int]:
        """Return which segments hold words that were taken out, by their place in the index's own list."""
        segments = json.loads((self._folder / "meta.json").read_text())["segments"]
        return frozenset(n for n, segment in enumerate(segments) if segment["deletes"])

    def search(self, query: Query, allowed: Allowed, limit: int) -> tuple[Hit, ...]:
        """Return the best passages of what is allowed, best first; nothing else is ever looked into.

        Those with words that are nearly like the ones typed come behind all others. Without any words the
        newest passages come first.
        """
        view = self.view()
        hits = [view.hit(ranked) for ranked in view.ranked(query, allowed, limit)]
        return tuple(
            sorted(hits, key=lambda hit: (hit.by is By.NEARLY, -hit.score, hit.document, hit.ordinal))
        )

    def view(self) -> "View":
        """Return the index as it is now, for several questions that belong together."""
        return View(self._schema, self._index.searcher())

    def close(self) -> None:
        """Give the folder back; what was not committed is forgotten. Closing twice is closing once."""
        if self._open:
            self._open = False
            self._writer.rollback()
            self._writer.wait_merging_threads()


@dataclass(frozen=True, slots=True)
class View:
    """The index at one moment."""

    schema: Schema
    searcher: Searcher

    def ranked(self, query: Query, allowed: Allowed, limit: int) -> list[Ranked]:
        """Return the best passages by words, best first; without any words the newest first."""
        scope = self._scope(query.filters, allowed)
        if query.question.is_empty:
            return self._newest(scope, limit) if query.filters else []
        found = self._found(scope, query.question, limit, By.WORDS)
        if len(found) < min(limit, ENOUGH) and (near := self._nearly(scope, query.question)) is not None:
            known = {ranked.row for ranked in found}
            nearly = self._found(scope, near, limit, By.NEARLY)
            found += [ranked for ranked in nearly if ranked.row not in known]
        return found[:limit]

    def rows(self, filters: Filters, allowed: Allowed) -> NDArray[np.uint64]:
        """Return the numbers of all passages that are allowed and that the filters let through."""
        scope = AnyQuery.boolean_query(self._scope(filters, allowed))
        most = max(1, self.searcher.num_docs)
        found = self.searcher.search(scope, most, count=False, order_by_field="row").hits
        return np.fromiter((row for row, _ in found), np.uint64, len(found))

    def counts(self, query: Query, allowed: Allowed, name: str, most: int) -> dict[str, int]:
        """Return the commonest values of a field among what is found, each with its number of passages."""
        must = self._scope(query.filters, allowed)
        if not query.question.is_empty:
            must.append((Occur.Must, wanted(self.schema, query.question)))
        by = {"by": {"terms": {"field": facet_field(name), "size": most}}}
        told = self.searcher.aggregate(AnyQuery.boolean_query(must), by)["by"]["buckets"]
        return {str(one["key"]): int(one["doc_count"]) for one in told}

    def hit(self, ranked: Ranked) -> Hit:
        """Return what was found, by its document."""
        stored = self.searcher.doc(ranked.address).to_dict()
        document, room, ordinal, at = (stored[name][0] for name in ("document", "room", "ordinal", "at"))
        return Hit(
            document=str(document),
            ordinal=int(ordinal),
            room=RoomId(str(room)),
            at=unstamp(int(at)),
            score=ranked.score,
            by=ranked.by,
            language=ranked.language,
        )

    def _scope(self, filters: Filters, allowed: Allowed) -> list[tuple[Occur, AnyQuery]]:
        return [(Occur.Must, only_in(self.schema, allowed)), *narrowed(self.schema, filters)]

    def _nearly(self, scope: list[tuple[Occur, AnyQuery]], question: Question) -> Question | None:
        """Return the question with near words for those that stand nowhere in scope, if there are any."""
        items = tuple(
            item.nearly if can_be_near(item) and not self._stands(scope, item) else item
            for item in question.items
        )
        return None if items == question.items else replace(question, items=items)

    def _stands(self, scope: list[tuple[Occur, AnyQuery]], item: Item) -> bool:
        must = AnyQuery.boolean_query([*scope, (Occur.Must, sought(self.schema, item))])
        return bool(self.searcher.search(must, 1, count=False).hits)

    def _found(
        self, scope: list[tuple[Occur, AnyQuery]], question: Question, limit: int, by: By
    ) -> list[Ranked]:
        must = AnyQuery.boolean_query([*scope, (Occur.Must, wanted(self.schema, question))])
        return self._whole(lambda most: self.searcher.search(must, most, count=False).hits, limit, by)

    def _newest(self, scope: list[tuple[Occur, AnyQuery]], limit: int) -> list[Ranked]:
        must = AnyQuery.boolean_query(scope)

        def search(most: int) -> Hits:
            return self.searcher.search(must, most, count=False, order_by_field="at").hits

        return self._whole(search, limit, By.FILTER)

    def _whole(self, search: Callable[[int], Hits], limit: int, by: By) -> list[Ranked]:
        """Return the first hits, those of equal worth by their number and not by where they happen to stand.

        Where the cut falls among equals, more are looked at, so that the same ones are always chosen.
        """
        most = limit + 1
        hits = search(most)
        while len(hits) == most and hits[-1][0] == hits[limit - 1][0] and most < MOST_EQUALS * limit:
            most *= 2
            hits = search(most)
        addresses = [address for _, address in hits]
        rows, languages = (self.searcher.fast_field_values(name, addresses) for name in ("row", "language"))
        ranked = [
            Ranked(int(row or 0), LANGUAGES[int(language or 0)], float(score), by, address)
            for (score, address), row, language in zip(hits, rows, languages, strict=True)
        ]
        return sorted(ranked, key=lambda one: (-one.score, one.row))[:limit]


def _schema() -> Schema:
    builder = SchemaBuilder()
    for name in ("document", "room"):
        builder.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("ordinal", stored=True)
    builder.add_unsigned_field("at", stored=True, indexed=True, fast=True)
    for name in ("row", "language"):
        builder.add_unsigned_field(name, fast=True)
    for name in FIELDS:
        builder.add_text_field(facet_field(name), tokenizer_name="raw", index_option="basic", fast=True)
    for language in Language:
        builder.add_text_field(text_field(language), tokenizer_name=text_field(language))
    return builder.build()


def _opened(schema: Schema, folder: Path) -> Index:
    """Open the index; one that is damaged or of another make is begun anew."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        return Index(schema, str(folder))
    except (ValueError, OSError):
        shutil.rmtree(folder)
        folder.mkdir(mode=0o700)
        return Index(schema, str(folder))


def _document(passage: Passage) -> Document:
    document = Document()
    document.add_text("document", passage.document)
    document.add_text("room", passage.room)
    document.add_unsigned("ordinal", passage.ordinal)
    document.add_unsigned("at", stamp(passage.at))
    document.add_unsigned("row", row_of(passage.document, passage.ordinal))
    document.add_unsigned("language", LANGUAGES.index(passage.language))
    for name in FIELDS:
        for value in passage.facets.get(name, ()):
            document.add_text(facet_field(name), value)
    for language, text in passage.texts.items():
        document.add_text(text_field(language), fold(text))
    return document
