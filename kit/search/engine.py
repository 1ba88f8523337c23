"""Finds passages by their words and by what they mean, in one order."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from kit.ids import Language
from kit.meaning.encoder import Encoder
from kit.meaning.index import Near, Numbers, VectorIndex
from kit.meaning.vectors import DocumentVectors
from kit.search.index import Ranked, View, WordIndex
from kit.search.passages import By, Hit, Passage, Query
from kit.search.visibility import Allowed

DEPTH = 200
"""How many passages are ranked by words, and how many of each language by meaning."""

WORDS, MEANING, NEARLY = 0.5, 0.5, 0.8
"""What the best by words counts, what the nearest in meaning, and words that are only nearly those."""

FEW, UNSURE = 3, 0.2
"""A question of fewer words says little of what it means: what is found by it must be nearer by so much."""


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

        A passage counts by how its words compare with the best by words, and by how near it is compared with
        the nearest: what both agree on comes first. Of each language as many are looked at, so that one with
        many near passages pushes no other out.
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
        least = self.encoder.least + (UNSURE if len(query.question.items) < FEW else 0.0)
        return [near for near in self.vectors.search(vector, allowed, depth, only) if near.score >= least]


def _fused(words: Iterable[Ranked], near: Iterable[Near]) -> list[_Found]:
    """Return all that either found, best first, equals by their numbers."""
    found: dict[int, _Found] = {}
    best: defaultdict[By, float] = defaultdict(float)
    for ranked in words:
        best[ranked.by] = max(best[ranked.by], ranked.score)
        weight = WORDS * (NEARLY if ranked.by is By.NEARLY else 1.0)
        share = ranked.score / best[ranked.by] if best[ranked.by] > 0 else 0.0
        found[ranked.row] = _Found(ranked.row, ranked.language, ranked, None, weight * share)
    nearest = 0.0
    for one in near:
        nearest = max(nearest, one.score)
        here = found.setdefault(one.row, _Found(one.row, one.language))
        here.near = one
        here.score += MEANING * one.score / nearest
    return sorted(found.values(), key=lambda one: (-one.score, one.row))


def _hit(view: View, found: _Found) -> Hit:
    if found.near is not None:
        near = found.near
        return Hit(near.document, near.ordinal, near.room, near.at, found.score, found.by, found.language)
    if found.words is None:
        raise ValueError("found by nothing")
    hit = view.hit(found.words)
    return Hit(hit.document, hit.ordinal, hit.room, hit.at, found.score, found.by, found.language)
