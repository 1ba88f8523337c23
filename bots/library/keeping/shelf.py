"""Keeps the index in step with the catalogue, by following its log of changes."""

import asyncio
import shutil
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import TypeVar

import structlog

from bots.library.keeping.facets import indexed, placed
from bots.library.keeping.meanings import Meanings
from bots.library.keeping.shelved import Meant, Shelved
from bots.library.keeping.store import Catalogue
from bots.library.tables import TEXT
from kit.ids import EventId
from kit.meaning.encoder import Encoder
from kit.meaning.index import VectorIndex
from kit.meaning.vectors import DocumentVectors, unpack
from kit.search.engine import Engine
from kit.search.index import WordIndex
from kit.search.passages import Hit, Query
from kit.search.visibility import Allowed

log = structlog.stdlib.get_logger("palais.library")

T = TypeVar("T")

AT_ONCE = 50
"""How many changes are taken into the index before they count."""

FORM = "words-3"
"""Changes whenever the index is built another way, so that the next start builds it anew."""

MARK, INDEX, BESIDE = "taken-in", "index", "index.new"
TELL_EVERY = 10.0
"""Seconds after which it is told again how far the building of an index is."""


@dataclass(slots=True)
class Telling:
    """Tells in the log, now and then, how far something long is."""

    doing: str
    of: int
    done: int = 0
    last: float = field(default_factory=monotonic)

    def tell(self, more: int) -> None:
        """Count what was done."""
        self.done += more
        if monotonic() - self.last > TELL_EVERY:
            self.last = monotonic()
            log.info(self.doing, done=self.done, of=self.of, percent=100 * self.done // max(1, self.of))


class Shelf:
    """The index in a folder, with the number of the last change it has taken in beside it.

    ``whole`` is false for one that does not fit the catalogue.
    """

    def __init__(
        self, folder: Path, catalogue: Catalogue, engine: Engine, taken_in: int, *, whole: bool = True
    ) -> None:
        self._folder = folder
        self._catalogue = catalogue
        self._meanings = Meanings(catalogue.database)
        self._engine = engine
        self._taken_in = taken_in
        self._whole = whole
        self._turn = asyncio.Lock()

    @property
    def taken_in(self) -> int:
        """The number of the last change that can be found."""
        return self._taken_in

    @property
    def size(self) -> int:
        """How many passages can be found."""
        return self._engine.words.size

    @property
    def model(self) -> str | None:
        """The encoder by whose vectors passages are found, ``None`` where they are found by words alone."""
        return None if self._engine.encoder is None else self._engine.encoder.name

    async def catch_up(self) -> None:
        """Take in every change that the catalogue has logged; what is done when this returns can be found."""
        async with self._turn:
            telling = Telling("catching up", (await self._catalogue.extent())[0] - self._taken_in)
            while batch := await self._catalogue.changes_after(self._taken_in, AT_ONCE):
                for event, what in _last_of(batch).items():
                    shelved = await self._catalogue.shelved(event)
                    await asyncio.to_thread(self._replace, event, shelved, what)
                await asyncio.to_thread(self._commit, batch[-1][0])
                telling.tell(len(batch))

    async def learn(self, encoder: Encoder) -> None:
        """Find by meaning as well, with the vectors of this encoder that the catalogue has."""
        async with self._turn:
            self._engine.encoder, self._engine.vectors = encoder, VectorIndex(encoder.size)
        last = EventId("")
        while True:
            async with self._turn:
                meant = await self._meanings.after(last, encoder.name, AT_ONCE)
                await asyncio.to_thread(self._learn, meant)
            if not meant:
                return
            last = meant[-1].upload.event

    async def mend(self) -> None:
        """Catch up; where the index does not fit the catalogue, build it anew."""
        if not self._whole:
            await self.rebuild()
        await self.catch_up()

    async def rebuild(self) -> None:
        """Build the index anew from the catalogue, beside the old one, and let it take the old one's place.

        Until then the old one serves, and takes in what changes.
        """
        number, _ = await self._catalogue.extent()
        new = await asyncio.to_thread(_begun, self._folder / BESIDE)
        try:
            await self._fill(new)
            async with self._turn:
                number = await self._follow(new, number)
                await asyncio.to_thread(self._swap, new, number)
        finally:
            await asyncio.to_thread(new.close)
        self._whole = True
        log.info("the index was built anew", passages=self.size)

    async def _follow(self, index: WordIndex, number: int) -> int:
        """Let an index of words take in the changes after one; return the number of the last."""
        while batch := await self._catalogue.changes_after(number, AT_ONCE):
            for event in _last_of(batch):
                shelved = await self._catalogue.shelved(event)
                await asyncio.to_thread(_put, index, event, shelved)
            number = batch[-1][0]
        await asyncio.to_thread(index.commit)
        return number

    async def _fill(self, index: WordIndex) -> None:
        """Put in all there is, little by little, so that searches and uploads go on."""
        telling, last = Telling("building the index", await self._catalogue.count()), EventId("")
        while events := await self._catalogue.findable_after(last, AT_ONCE):
            started = monotonic()
            for event in events:
                shelved = await self._catalogue.shelved(event)
                await asyncio.to_thread(_put, index, event, shelved)
            last = events[-1]
            telling.tell(len(events))
            await asyncio.sleep((monotonic() - started) / 4)
        await asyncio.to_thread(index.commit)

    def _swap(self, new: WordIndex, number: int) -> None:
        """Put a new index where the old one was; a crash in between leaves one that is filled again."""
        old, home, beside = self._engine.words, self._folder / INDEX, self._folder / BESIDE
        (self._folder / MARK).unlink(missing_ok=True)
        new.close()
        old.close()
        shutil.rmtree(home)
        beside.replace(home)
        self._engine.words = WordIndex(home)
        self._remember(number)

    async def documents(self) -> Counter[str]:
        """Return how many passages of each document can be found."""
        return await self._in_turn(WordIndex.documents)

    async def scrub(self) -> bool:
        """Take what was erased out of the files of the index, where it stands crossed out; say whether it is.

        All that shares a file with it is put in anew, little by little, so that searches and uploads go on.
        """
        sharing = await self._in_turn(WordIndex.sharing)
        for start in range(0, len(sharing), AT_ONCE):
            started = monotonic()
            await self._put_in_anew(sharing[start : start + AT_ONCE])
            await asyncio.sleep(monotonic() - started)
        return await self._in_turn(WordIndex.tidy)

    async def _put_in_anew(self, events: Iterable[str]) -> None:
        async with self._turn:
            for event in events:
                shelved = await self._catalogue.shelved(EventId(event))
                await asyncio.to_thread(self._replace, event, shelved)
            await asyncio.to_thread(self._engine.commit)

    async def _in_turn(self, doing: Callable[[WordIndex], T]) -> T:
        async with self._turn:
            return await asyncio.to_thread(doing, self._engine.words)

    async def search(self, query: Query, allowed: Allowed, limit: int) -> tuple[Hit, ...]:
        """Return the best passages of what is allowed."""
        return await asyncio.to_thread(self._engine.search, query, allowed, limit)

    async def close(self) -> None:
        """Give the folder back."""
        async with self._turn:
            await asyncio.to_thread(self._engine.close)

    def _replace(self, event: str, shelved: Shelved | None, what: str = TEXT) -> None:
        passages = () if shelved is None else tuple(indexed(shelved))
        vectors = None if shelved is None else self._vectors(shelved)
        if what == TEXT:
            self._engine.replace(event, passages, vectors)
        elif self._engine.vectors is not None:
            self._engine.vectors.replace(event, passages, vectors)

    def _learn(self, some: Iterable[Meant]) -> None:
        if self._engine.vectors is None:
            return
        for meant in some:
            passages = tuple(placed(meant))
            self._engine.vectors.replace(meant.upload.event, passages, _fitting(meant.vectors, len(passages)))

    def _vectors(self, shelved: Shelved) -> DocumentVectors | None:
        """Return the vectors of a document, where they are of the encoder in use."""
        if shelved.vectors is None or shelved.model != self.model:
            return None
        return _fitting(shelved.vectors, len(shelved.passages))

    def _commit(self, number: int) -> None:
        """Let changes count, then write down how far we came: a crash between does some of it again."""
        self._engine.commit()
        self._remember(number)

    def _remember(self, number: int) -> None:
        self._taken_in = number
        mark = self._folder / MARK
        beside = mark.with_suffix(".new")
        beside.write_text(str(number))
        beside.replace(mark)


async def open_shelf(folder: Path, catalogue: Catalogue) -> Shelf:
    """Open the index. It may be behind the catalogue, or not fit it at all: :meth:`Shelf.mend` helps, while
    what is there already can be found.
    """
    home = folder / FORM
    engine = await asyncio.to_thread(_opened, home)
    last, passages = await catalogue.extent()
    taken_in = await asyncio.to_thread(_taken_in, home / MARK)
    fits = taken_in < last or (taken_in == last and engine.words.size == passages)
    return Shelf(home, catalogue, engine, min(taken_in, last), whole=fits)


def _last_of(batch: Iterable[tuple[int, EventId, str]]) -> dict[EventId, str]:
    """Return each document that changed, and whether its text did or only its vectors."""
    events: dict[EventId, str] = {}
    for _, event, what in batch:
        events[event] = TEXT if TEXT in (what, events.get(event)) else what
    return events


def _fitting(data: bytes, passages: int) -> DocumentVectors | None:
    """Return vectors from their bytes, ``None`` where they are damaged or of another number of passages."""
    try:
        vectors = unpack(data)
    except ValueError:
        return None
    return vectors if len(vectors.counts) == passages else None


def _put(index: WordIndex, event: str, shelved: Shelved | None) -> None:
    index.replace(event, () if shelved is None else indexed(shelved))


def _opened(home: Path) -> Engine:
    """Open the index; one of an older form goes, for it holds words as well."""
    for older in home.parent.glob("words-*"):
        if older != home:
            shutil.rmtree(older)
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    shutil.rmtree(home / BESIDE, ignore_errors=True)
    return Engine(home / INDEX)


def _begun(folder: Path) -> WordIndex:
    shutil.rmtree(folder, ignore_errors=True)
    return WordIndex(folder)


def _taken_in(mark: Path) -> int:
    try:
        return int(mark.read_text())
    except (OSError, ValueError):
        return 0
