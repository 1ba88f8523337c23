"""The index of meaning: exact, in memory, a block a room; only rooms that are allowed are ever read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from kit.ids import Language, RoomId
from kit.meaning.block import Block, Passages, Row
from kit.meaning.encoder import Vectors
from kit.meaning.vectors import DocumentVectors
from kit.search.passages import Passage
from kit.search.rows import LANGUAGES, row_of
from kit.search.visibility import Allowed, Span, stamp, unstamp

Numbers = NDArray[np.uint64]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Near:
    """A passage near what was asked: ``score`` is 1 where they mean the same."""

    row: int
    document: str
    ordinal: int
    room: RoomId
    at: datetime
    language: Language
    score: float


@dataclass(frozen=True, slots=True)
class _Scored:
    """The passages of one room that may be found, and how near each is."""

    room: RoomId
    block: Block
    passages: Passages
    scores: Vectors


class VectorIndex:
    """Vectors of ``size`` numbers by room. Calls block for milliseconds: make them in a thread."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._blocks: dict[RoomId, Block] = {}
        self._rooms: dict[str, RoomId] = {}
        self._turn = Lock()

    @property
    def size(self) -> int:
        """How many passages can be found."""
        return sum(len(block.passages) for block in self._blocks.values())

    @property
    def memory(self) -> int:
        """How many bytes the vectors take."""
        return sum(block.memory for block in self._blocks.values())

    def replace(
        self, document: str, passages: Sequence[Passage], vectors: DocumentVectors | None = None
    ) -> None:
        """Put passages in place of all that the document had; none, or no vectors, takes it out.

        Raises ``ValueError`` where the vectors are of another number of passages, or of another size.
        """
        if vectors is not None and vectors.rows.size and vectors.rows.shape[1] != self._size:
            raise ValueError(f"vectors of {vectors.rows.shape[1]} numbers among those of {self._size}")
        if vectors is not None and len(vectors.counts) != len(passages):
            raise ValueError(f"vectors of {len(vectors.counts)} passages for {len(passages)}")
        with self._turn:
            self._remove(document)
            if passages and vectors is not None:
                room = self._rooms[document] = passages[0].room
                rows = [_row(passage) for passage in passages]
                self._blocks.setdefault(room, Block(self._size)).add(rows, vectors)

    def clear(self) -> None:
        """Take everything out."""
        with self._turn:
            for document in list(self._rooms):
                self._remove(document)

    def search(
        self, vector: Vectors, allowed: Allowed, depth: int, only: Numbers | None = None
    ) -> list[Near]:
        """Return the nearest passages of what is allowed, nearest first, at most ``depth`` of each language.

        ``only`` narrows it to the passages with these numbers.
        """
        with self._turn:
            found = [
                self._scored(room, span, vector, only)
                for room, span in sorted(allowed.items(), key=lambda entry: entry[0])
                if room in self._blocks
            ]
            return _nearest(found, depth)

    def _scored(self, room: RoomId, span: Span, vector: Vectors, only: Numbers | None) -> _Scored:
        block = self._blocks[room]
        fits = block.passages["at"] >= stamp(span.since)
        if span.until is not None:
            fits &= block.passages["at"] < stamp(span.until)
        if only is not None:
            fits &= np.isin(block.passages["number"], only)
        scores = block.scores(vector)[fits] if fits.any() else np.zeros(0, np.float32)
        return _Scored(room, block, block.passages[fits], scores)

    def _remove(self, document: str) -> None:
        room = self._rooms.pop(document, None)
        if room is None:
            return
        block = self._blocks[room]
        block.remove(document)
        if not block.used:
            del self._blocks[room]


def _nearest(found: Sequence[_Scored], depth: int) -> list[Near]:
    """Return the nearest passages in each language, all of them nearest first, equals by their numbers."""
    if not found:
        return []
    scores = np.concatenate([one.scores for one in found])
    passages = np.concatenate([one.passages for one in found])
    owners = np.repeat(np.arange(len(found)), [len(one.scores) for one in found])
    languages = (np.flatnonzero(passages["language"] == number) for number in range(len(LANGUAGES)))
    best = [_best(scores, passages["number"], places, depth) for places in languages]
    order = _ordered(scores, passages["number"], np.concatenate(best))
    return [_near(found[owners[at]], passages[at], float(scores[at])) for at in order]


def _best(scores: Vectors, numbers: Numbers, places: Places, depth: int) -> Places:
    """Return which of the places have the best scores, at most ``depth``; of equals always the same."""
    if len(places) > depth:
        least = np.partition(scores[places], -depth)[-depth]
        places = places[scores[places] >= least]
    return _ordered(scores, numbers, places)[:depth]


def _ordered(scores: Vectors, numbers: Numbers, places: Places) -> Places:
    return places[np.lexsort((numbers[places], -scores[places]))]


def _near(one: _Scored, passage: np.void, score: float) -> Near:
    return Near(
        row=int(passage["number"]),
        document=one.block.name(int(passage["document"])),
        ordinal=int(passage["ordinal"]),
        room=one.room,
        at=unstamp(int(passage["at"])),
        language=LANGUAGES[int(passage["language"])],
        score=score,
    )


def _row(passage: Passage) -> Row:
    return Row(
        document=passage.document,
        ordinal=passage.ordinal,
        number=row_of(passage.document, passage.ordinal),
        at=stamp(passage.at),
        language=LANGUAGES.index(passage.language),
    )
