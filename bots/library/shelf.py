"""Keeps the index of words in step with the catalogue, by following its log of changes."""

import asyncio
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from time import monotonic
from typing import TypeVar

from bots.library.store import Catalogue, Shelved
from kit.ids import EventId
from kit.search.index import WordIndex
from kit.search.languages import by_language
from kit.search.passages import Hit, Passage, Query
from kit.search.visibility import Allowed

T = TypeVar("T")

AT_ONCE = 50
"""How many changes are taken into the index before they count."""

FORM = "words-3"
"""Changes whenever the index is built another way, so that the next start builds it anew."""


class Shelf:
    """The index in a folder, with the number of the last change it has taken in beside it."""

    def __init__(self, folder: Path, catalogue: Catalogue, index: WordIndex, taken_in: int) -> None:
        self._mark = folder / "taken-in"
        self._catalogue = catalogue
        self._index = index
        self._taken_in = taken_in
        self._turn = asyncio.Lock()

    async def catch_up(self) -> None:
        """Take in every change that the catalogue has logged; what is done when this returns can be found."""
        async with self._turn:
            while batch := await self._catalogue.changes_after(self._taken_in, AT_ONCE):
                for event in dict.fromkeys(event for _, event in batch):
                    shelved = await self._catalogue.shelved(event)
                    await asyncio.to_thread(self._replace, event, shelved)
                await asyncio.to_thread(self._commit, batch[-1][0])

    async def scrub(self) -> bool:
        """Take what was erased out of the files of the index, where it stands crossed out; say whether it is.

        All that shares a file with it is put in anew, little by little, so that searches and uploads go on.
        """
        sharing = await self._in_turn(self._index.sharing)
        for start in range(0, len(sharing), AT_ONCE):
            started = monotonic()
            await self._put_in_anew(sharing[start : start + AT_ONCE])
            await asyncio.sleep(monotonic() - started)
        return await self._in_turn(self._index.tidy)

    async def _put_in_anew(self, events: Iterable[str]) -> None:
        async with self._turn:
            for event in events:
                shelved = await self._catalogue.shelved(EventId(event))
                await asyncio.to_thread(self._replace, event, shelved)
            await asyncio.to_thread(self._index.commit)

    async def _in_turn(self, doing: Callable[[], T]) -> T:
        async with self._turn:
            return await asyncio.to_thread(doing)

    async def search(self, query: Query, allowed: Allowed, limit: int) -> tuple[Hit, ...]:
        """Return the best passages of what is allowed."""
        return await asyncio.to_thread(self._index.search, query, allowed, limit)

    async def close(self) -> None:
        """Give the folder back."""
        async with self._turn:
            await asyncio.to_thread(self._index.close)

    def _replace(self, event: str, shelved: Shelved | None) -> None:
        self._index.replace(event, () if shelved is None else _passages(shelved))

    def _commit(self, number: int) -> None:
        """Let the changes count, then remember how far we came: a crash between does some of it again."""
        self._index.commit()
        self._taken_in = number
        beside = self._mark.with_suffix(".new")
        beside.write_text(str(number))
        beside.replace(self._mark)


async def open_shelf(folder: Path, catalogue: Catalogue) -> Shelf:
    """Open the index, from nothing where it does not fit the catalogue.

    It may be behind: :meth:`Shelf.catch_up` mends that, while what is there already can be found.
    """
    home = folder / FORM
    index = await asyncio.to_thread(_opened, home)
    last, pages = await catalogue.extent()
    taken_in = await asyncio.to_thread(_taken_in, home / "taken-in")
    if taken_in > last or (taken_in == last and index.size != pages):
        await asyncio.to_thread(index.clear)
        taken_in = 0
    return Shelf(home, catalogue, index, taken_in)


def _opened(home: Path) -> WordIndex:
    """Open the index; one of an older form goes, for it holds words as well."""
    for older in home.parent.glob("words-*"):
        if older != home:
            shutil.rmtree(older)
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    return WordIndex(home / "index")


def _taken_in(mark: Path) -> int:
    try:
        return int(mark.read_text())
    except (OSError, ValueError):
        return 0


def _passages(shelved: Shelved) -> Iterator[Passage]:
    """Yield each page with the document's title, which counts more on the first."""
    for page in shelved.pages:
        about = f"{shelved.about}\n" * (2 if page.ordinal == 0 else 1)
        texts = by_language(f"{about}\n{page.text}", page.latin)
        upload = shelved.upload
        yield Passage(upload.event, page.ordinal, upload.room, upload.at, texts)
