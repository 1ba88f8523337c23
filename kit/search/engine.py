"""Finds passages by their words and by what they mean, in one order."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np

from kit.ids import Language
from kit.meaning.encoder import Encoder
from kit.meaning.index import Near, Numbers, VectorIndex
from kit.meaning.vectors import DocumentVectors
from kit.search.index import Ranked, View, WordIndex
from kit.search.passages import By, Hit, Passage, Query
from kit.search.visibility import Allowed

DEPTH = 200
"""How many passages are ranked by words, and how many of each language by meaning."""

LEVEL = 60
"""How little the first ranks differ from those behind them, as usual where ranks are fused."""

WORDS, MEANING = 2.0, 1.0
"""What a rank by words counts, and one by meaning."""


@dataclass(slots=True)
class _Found:
    """One passage as the two rankings have it."""

    row: int
    language: Language
    words: Ranked | None = None
    near: Near | None = None
    score: float = 0.0

    @property
    def by(self) -> By:
        """Why it was found."""
        if self.words is None:
            return By.MEANING
        return By.BOTH if self.near is not None and self.words.by is By.WORDS else self.words.by


class Engine:
    """Words and meaning over the same passages; words alone where there is no encoder.

    Calls block: make them in a thread. What was replaced counts after a commit.
    """

    def __init__(self, folder: Path, encoder: Encoder | None = None) -> None:
        self.words = WordIndex(folder)
        self.encoder = encoder
        self.vectors = None if encoder is None else VectorIndex(encoder.size)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def replace(
        self, document: str, passages: Sequence[Passage], vectors: DocumentVectors | None = None
    ) -> None:
        """Put passages in place of all that the document had; none takes it out.

        Without vectors, or with those of another model, it is found by words alone.
        """
        self.words.replace(document, passages)
        if self.vectors is not None:
            self.vectors.replace(document, passages, vectors)

    def commit(self) -> None:
        """Make what was replaced since the last commit count."""
        self.words.commit()

    def search(self, query: Query, allowed: Allowed, limit: int) -> tuple[Hit, ...]:
        """Return the best passages of what is allowed, best first; nothing else is ever looked into.

        Each language's passages are ranked apart, by words and by meaning, and then merged, so that one
        language with many matches does not push another out of sight.
        """
        view = self.words.view()
        ranked = view.ranked(query, allowed, max(DEPTH, limit))
        if query.question.is_empty:
            return tuple(view.hit(one) for one in ranked[:limit])
        fused = _fused(ranked, self._near(view, query, allowed, max(DEPTH, limit)))
        return tuple(_hit(view, found) for found in fused[:limit])

    def close(self) -> None:
        """Give the folder back."""
        self.words.close()

    def _near(self, view: View, query: Query, allowed: Allowed, depth: int) -> list[Near]:
        """Return the nearest in meaning; none where a phrase must stand as it is, or nothing has vectors."""
        exact = any(item.needed for item in query.question.items)
        if self.encoder is None or self.vectors is None or exact or not query.sentence.strip():
            return []
        only: Numbers | None = None
        if query.filters.fields or query.filters.years is not None:
            only = view.rows(query.filters, allowed)
            if not len(only):
                return []
        vector = self.encoder.encode([query.sentence], asked=True)[0]
        return self.vectors.search(np.asarray(vector), allowed, depth, only)


def _fused(words: Iterable[Ranked], near: Iterable[Near]) -> list[_Found]:
    """Return all that either found, best first, equals by their numbers."""
    found: dict[int, _Found] = {}
    for weight, ranking in ((WORDS, _by_language(words)), (MEANING, _by_language(near))):
        for language, ones in ranking.items():
            for rank, one in enumerate(ones):
                here = found.setdefault(one.row, _Found(one.row, language))
                here.score += weight / (LEVEL + rank + 1)
                if isinstance(one, Near):
                    here.near = one
                else:
                    here.words = one
    return sorted(found.values(), key=lambda one: (-one.score, one.row))


def _by_language(ones: Iterable[Ranked] | Iterable[Near]) -> Mapping[Language, list[Ranked | Near]]:
    apart: defaultdict[Language, list[Ranked | Near]] = defaultdict(list)
    for one in ones:
        apart[one.language].append(one)
    return apart


def _hit(view: View, found: _Found) -> Hit:
    if found.near is not None:
        near = found.near
        return Hit(near.document, near.ordinal, near.room, near.at, found.score, found.by, found.language)
    if found.words is None:
        raise ValueError("found by nothing")
    hit = view.hit(found.words)
    return Hit(hit.document, hit.ordinal, hit.room, hit.at, found.score, found.by, found.language)
