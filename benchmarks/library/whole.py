"""All figures of the library in one run."""

import asyncio
import random

from benchmarks.common import Figure, Figures
from benchmarks.library.asking import asking, shelves
from benchmarks.library.beside import in_postgres, in_sqlite
from benchmarks.library.intake import taking_in
from benchmarks.library.texts import stock
from kit.meaning.opening import open_encoder


async def measure(*, passages: int, words_only: bool, files: int) -> Figures:
    """Return what taking in ``files`` files costs, and what answers from so many passages do."""
    sentences = stock(random.Random(1))
    made: dict[str, Figure] = {"passages": Figure(passages, "passages")}
    made["real_text"] = Figure(float(sentences.real), "1 if so")
    made |= await taking_in(sentences, files, meaning=not words_only)
    there = await asyncio.to_thread(shelves, sentences, passages)
    encoder = None if words_only else await asyncio.to_thread(open_encoder, "packaged")
    made |= await asyncio.to_thread(asking, there, encoder)
    made |= await asyncio.to_thread(in_sqlite, there)
    made |= await asyncio.to_thread(in_postgres, there)
    return made
