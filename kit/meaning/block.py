"""The vectors of one room, in one block of memory from which what is taken out is overwritten."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kit.meaning.encoder import Vectors
from kit.meaning.vectors import Bytes, DocumentVectors

AT_ONCE = 512
"""How many rows are multiplied at a time, so that they stay in the processor's cache."""

BEST, WHOLE = 0.5, 0.5
"""What the best of a passage's pieces counts, and what the passage as a whole."""


class Row(NamedTuple):
    """What is known of a passage beside its vectors; ``number`` is its row in the index of words."""

    document: str
    ordinal: int
    number: int
    at: int
    language: int


_PASSAGE = np.dtype(
    [
        ("document", np.int32),
        ("ordinal", np.int32),
        ("number", np.uint64),
        ("at", np.uint64),
        ("language", np.uint8),
        ("count", np.uint16),
        ("length", np.float32),
    ]
)
Passages = NDArray[np.void]


class Block:
    """All vectors of a room. Whoever uses it sees to it that nobody else does at the same time."""

    def __init__(self, size: int) -> None:
        self._rows: Bytes = np.zeros((0, size), np.int8)
        self._scales: Vectors = np.zeros(0, np.float32)
        self._used = 0
        self.passages: Passages = np.zeros(0, _PASSAGE)
        self._names: dict[int, str] = {}
        self._numbers: dict[str, int] = {}

    @property
    def used(self) -> int:
        """How many vectors there are."""
        return self._used

    @property
    def memory(self) -> int:
        """How many bytes they take."""
        return self._rows.nbytes + self._scales.nbytes + self.passages.nbytes

    def name(self, number: int) -> str:
        """Return the document that has a number in :attr:`passages`."""
        return self._names[number]

    def add(self, rows: Sequence[Row], vectors: DocumentVectors) -> None:
        """Add the passages of one document, which is not there yet."""
        document = rows[0].document
        number = self._numbers[document] = max(self._names, default=-1) + 1
        self._names[number] = document
        new = np.zeros(len(rows), _PASSAGE)
        for place, row in enumerate(rows):
            new[place] = (number, row.ordinal, row.number, row.at, row.language, vectors.counts[place], 0)
        new["length"] = _lengths(vectors)
        end = self._used + len(vectors.rows)
        self._make_room(end)
        self._rows[self._used : end] = vectors.rows
        self._scales[self._used : end] = vectors.scales
        self._used = end
        self.passages = np.concatenate([self.passages, new])

    def remove(self, document: str) -> None:
        """Take a document out; where its vectors stood are others', or zeros."""
        number = self._numbers.pop(document)
        del self._names[number]
        stays = self.passages["document"] != number
        keep = np.repeat(stays, self.passages["count"])
        left = int(keep.sum())
        for block in (self._rows, self._scales):
            block[:left] = block[: self._used][keep]
            block[left : self._used] = 0
        self._used = left
        self.passages = self.passages[stays]

    def scores(self, vector: Vectors) -> Vectors:
        """Return how near each passage is to a vector of length 1, from -1 to 1."""
        near = np.empty(self._used, np.float32)
        for start in range(0, self._used, AT_ONCE):
            end = min(start + AT_ONCE, self._used)
            np.matmul(self._rows[start:end].astype(np.float32), vector, out=near[start:end])
        near *= self._scales[: self._used]
        counts = self.passages["count"].astype(np.int64)
        starts = np.cumsum(counts) - counts
        best = np.maximum.reduceat(near, starts)
        whole = np.add.reduceat(near, starts) / self.passages["length"]
        scores: Vectors = BEST * best + WHOLE * whole
        return scores

    def _make_room(self, needed: int) -> None:
        if needed <= len(self._rows):
            return
        most = max(needed, len(self._rows) + len(self._rows) // 2)
        rows, scales = np.zeros((most, self._rows.shape[1]), np.int8), np.zeros(most, np.float32)
        rows[: self._used], scales[: self._used] = self._rows[: self._used], self._scales[: self._used]
        self._rows[:], self._scales[:] = 0, 0
        self._rows, self._scales = rows, scales


def _lengths(vectors: DocumentVectors) -> Vectors:
    """Return, for each passage, how long the sum of its vectors is; 1 where it is nothing."""
    counts = vectors.counts.astype(np.int64)
    starts = np.cumsum(counts) - counts
    sums = np.add.reduceat(vectors.rows * vectors.scales[:, None], starts, axis=0)
    lengths: Vectors = np.linalg.norm(sums, axis=1).astype(np.float32)
    return np.where(lengths > 0, lengths, 1).astype(np.float32)
