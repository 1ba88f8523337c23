"""What turns texts into vectors."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """A model that gives texts of like meaning near vectors, whatever their language."""

    @property
    def name(self) -> str:
        """The model and its version; kept beside each vector, for only vectors of one model compare."""
        ...

    @property
    def size(self) -> int:
        """How many numbers a vector has."""
        ...

    @property
    def least(self) -> float:
        """How near a passage must be to a sentence to mean anything of the kind, from -1 to 1."""
        ...

    def encode(self, texts: Sequence[str], *, asked: bool = False) -> Vectors:
        """Return one row of length 1 a text, ``(len(texts), size)``. Blocks: call it in a thread.

        ``asked`` where the texts are questions and not what is to be found: some models tell them apart.
        """
        ...


def of_length_one(vectors: Vectors) -> Vectors:
    """Return rows of length 1; a row of nothing but zeros stays as it is."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    rows: Vectors = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
    return rows
