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

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one row of length 1 a text, ``(len(texts), size)``. Blocks: call it in a thread."""
        ...
