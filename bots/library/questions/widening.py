"""Has the thesaurus at hand that an administrator gave, once it is read."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

import structlog

from kit.errors import BadInput
from kit.search.concepts import read_concepts
from kit.search.thesaurus import Thesaurus

log = structlog.stdlib.get_logger("palais.library")


@dataclass(slots=True)
class Widening:
    """The thesaurus in ``path``; ``None`` until it is loaded, and where there is none."""

    path: Path | None
    narrower: bool = False
    thesaurus: Thesaurus | None = None

    async def load(self) -> None:
        """Read it; without it questions are answered as well, so what is wrong with it is only told."""
        if self.path is None:
            return
        try:
            self.thesaurus = await asyncio.to_thread(self._read, self.path)
        except BadInput as problem:
            log.warning("the thesaurus cannot be used", because=str(problem))
        else:
            log.info("the thesaurus widens questions from now on")

    def _read(self, path: Path) -> Thesaurus:
        return Thesaurus(read_concepts(path), narrower=self.narrower)
