"""How long answers from very many passages take, with 20 of 200 rooms allowed, and what that holds."""

import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import numpy as np
import psutil

from benchmarks.common import Figure, Figures, percentile
from benchmarks.library.texts import Sentences, questions
from kit.ids import Language, RoomId
from kit.meaning.encoder import Encoder
from kit.meaning.vectors import DocumentVectors, encode_passages
from kit.search.engine import Engine
from kit.search.passages import Passage, Query
from kit.search.question import spoken
from kit.search.visibility import Allowed, Span

ROOMS, ALLOWED, OF_A_DOCUMENT = 200, 20, 25
ASKED, SHOWN = 400, 60
"""How many questions are asked of each side, and how many passages an answer is chosen from."""

ENCODED = 500
"""How many passages are really encoded; all others take the vectors of one of these, turned a little."""

NOON = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Shelves:
    """The passages of all sides: ``texts[n]`` stands in room ``rooms[n]``."""

    texts: Sequence[str]
    rooms: Sequence[RoomId]
    questions: int = ASKED

    def documents(self) -> Iterator[tuple[str, list[Passage]]]:
        """Yield documents, each in one room."""
        for start in range(0, len(self.texts), OF_A_DOCUMENT):
            name, some = f"${start}", self.texts[start : start + OF_A_DOCUMENT]
            yield (
                name,
                [
                    Passage(
                        name,
                        n,
                        self.rooms[start],
                        NOON,
                        {Language.ENGLISH: text},
                        {"lang": ("en",), "year": ("2026",)},
                    )
                    for n, text in enumerate(some)
                ],
            )

    def asked(self, chance: random.Random) -> list[tuple[str, Allowed]]:
        """Return questions, each with the rooms that are allowed then."""
        everywhere = sorted(set(self.rooms))
        return [
            (question, dict.fromkeys(chance.sample(everywhere, min(ALLOWED, len(everywhere))), Span()))
            for question in questions(self.texts, self.questions, chance)
        ]


def shelves(sentences: Sentences, count: int) -> Shelves:
    """Return so many passages, document by document in a room drawn by lot."""
    chance = random.Random(5)
    rooms = [RoomId(f"!room{number}") for number in range(ROOMS)]
    drawn = [chance.choice(rooms) for _ in range(-(-count // OF_A_DOCUMENT))]
    texts = list(islice(sentences.passages(chance), count))
    return Shelves(texts, [drawn[n // OF_A_DOCUMENT] for n in range(count)])


def asking(there: Shelves, encoder: Encoder | None) -> Figures:
    """Return how long answers take, by words alone and with meaning."""
    made: dict[str, Figure] = {}
    before = memory()
    with tempfile.TemporaryDirectory() as home, Engine(Path(home)) as engine:
        began = time.perf_counter()
        for name, passages in there.documents():
            engine.replace(name, passages)
        engine.commit()
        made["words_indexed_s"] = Figure(time.perf_counter() - began, "s")
        size = sum(file.stat().st_size for file in Path(home).rglob("*") if file.is_file())
        made["words_index_mb"] = Figure(size / 2**20, "MB")
        made |= timed(
            "words", there, lambda text, allowed: engine.search(Query(spoken(text)), allowed, SHOWN)
        )
        made["words_memory_mb"] = Figure(memory() - before, "MB", None)
    if encoder is not None:
        made |= _with_meaning(there, encoder)
    made["words_p95_ms"] = Figure(made["words_p95_ms"].value, "ms", 10)
    if "meaning_p95_ms" in made:
        made["meaning_p95_ms"] = Figure(made["meaning_p95_ms"].value, "ms", 25)
    return made


def _with_meaning(there: Shelves, encoder: Encoder) -> Figures:
    before = memory()
    with tempfile.TemporaryDirectory() as home, Engine(Path(home), encoder) as engine:
        vectors = Vectors(encoder, there.texts[:ENCODED])
        for name, passages in there.documents():
            engine.replace(name, passages, vectors.some(len(passages)))
        engine.commit()
        assert engine.vectors is not None
        made = timed(
            "meaning", there, lambda text, allowed: engine.search(Query(spoken(text), text), allowed, SHOWN)
        )
        held = engine.vectors.memory / 2**20
    return {
        **made,
        "vectors_mb": Figure(held, "MB"),
        "meaning_memory_mb": Figure(memory() - before, "MB"),
        "encoded_passages": Figure(min(ENCODED, len(there.texts)), "passages"),
    }


class Vectors:
    """Vectors for any number of passages, from those of a few."""

    def __init__(self, encoder: Encoder, texts: Sequence[str]) -> None:
        self._chance = np.random.default_rng(7)
        self._known = [encode_passages(encoder, [text]) for text in texts]

    def some(self, count: int) -> DocumentVectors:
        """Return those of so many passages drawn by lot, each number of them a little off."""
        drawn = [self._known[n] for n in self._chance.integers(0, len(self._known), count)]
        rows = np.concatenate([one.rows for one in drawn]).astype(np.int16)
        rows = np.clip(rows + self._chance.integers(-9, 10, rows.shape), -127, 127)
        counts, scales = (
            np.concatenate([getattr(one, name) for one in drawn]) for name in ("counts", "scales")
        )
        return DocumentVectors(counts, scales, rows.astype(np.int8))


def timed(name: str, there: Shelves, ask: Callable[[str, Allowed], Sequence[object]]) -> dict[str, Figure]:
    """Return at most how many milliseconds half, nearly all and all but one in a hundred answers take."""
    took, found = [], 0
    asked = there.asked(random.Random(11))
    for text, allowed in asked[:20]:
        ask(text, allowed)
    for text, allowed in asked:
        began = time.perf_counter()
        found += bool(ask(text, allowed))
        took.append((time.perf_counter() - began) * 1000)
    made = {f"{name}_p{share}_ms": Figure(percentile(took, share), "ms") for share in (50, 95, 99)}
    return {**made, f"{name}_answered": Figure(found / len(asked), "share")}


def memory() -> float:
    """Return what this process holds, in MB."""
    return float(psutil.Process().memory_info().rss) / 2**20
