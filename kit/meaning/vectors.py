"""The vectors of a document as they are kept: a few for each passage, in bytes."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kit.meaning.encoder import Encoder, Vectors
from kit.meaning.pieces import pieces

Bytes = NDArray[np.int8]
Counts = NDArray[np.uint16]

_HEAD = struct.Struct("<4sIII")
_MAGIC = b"PV01"
_WIDEST = 127


@dataclass(frozen=True, slots=True)
class DocumentVectors:
    """What the passages of a document mean: ``counts[i]`` vectors for the one with index ``i``.

    ``rows`` are all vectors, one below the other, in bytes; row times ``scales`` is a vector of length 1.
    """

    counts: Counts
    scales: Vectors
    rows: Bytes


def encode_passages(encoder: Encoder, texts: Sequence[str]) -> DocumentVectors:
    """Return the vectors of the texts of a document's passages. Blocks: call it in a thread."""
    cut = [pieces(text) for text in texts]
    flat = [piece for some in cut for piece in some]
    vectors = encoder.encode(flat)
    vectors[[not piece for piece in flat]] = 0
    return narrowed(vectors, np.array([len(some) for some in cut], np.uint16))


def narrowed(vectors: Vectors, counts: Counts) -> DocumentVectors:
    """Return vectors of length 1 in a quarter of their size, each with a scale of its own."""
    widest = np.abs(vectors).max(axis=1, initial=0)
    scales = np.where(widest > 0, widest, 1).astype(np.float32) / np.float32(_WIDEST)
    return DocumentVectors(counts, scales, np.rint(vectors / scales[:, None]).astype(np.int8))


def pack(vectors: DocumentVectors) -> bytes:
    """Return the vectors as they are kept in the database."""
    head = _HEAD.pack(_MAGIC, len(vectors.counts), *vectors.rows.shape)
    parts = (vectors.counts.astype("<u2"), vectors.scales.astype("<f4"), vectors.rows)
    return head + b"".join(part.tobytes() for part in parts)


def unpack(data: bytes) -> DocumentVectors:
    """Return what was packed. Raises ``ValueError`` where it is damaged."""
    try:
        magic, passages, rows, size = _HEAD.unpack_from(data)
        counts = np.frombuffer(data, "<u2", passages, _HEAD.size)
        scales = np.frombuffer(data, "<f4", rows, _HEAD.size + 2 * passages)
        block = np.frombuffer(data, np.int8, rows * size, _HEAD.size + 2 * passages + 4 * rows)
    except (struct.error, ValueError) as problem:
        raise ValueError(f"these are no whole vectors: {problem}") from problem
    whole = _HEAD.size + 2 * passages + 4 * rows + rows * size
    if magic != _MAGIC or len(data) != whole or int(counts.sum()) != rows or not counts.all():
        raise ValueError("these are no whole vectors")
    return DocumentVectors(counts, scales, block.reshape(rows, size))
