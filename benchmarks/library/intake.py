"""Pages a second from an upload until it is found, against the bare extractor and the bare encoder.

The library takes in PDF files of twenty pages by the path that it has in service, only the homeserver being
its twin in memory. The extractor's floor reads the same files one after the other in this process, the
encoder's gives each page of the same text one vector.
"""

import asyncio
import random
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]

from benchmarks.common import Figure, Figures
from benchmarks.library.texts import Sentences, paper
from bots.library.bot import Library, open_library
from bots.library.rules import LIBRARY
from bots.library.settings import LibrarySettings
from kit.classification import Classification
from kit.clock import SystemClock
from kit.database import open_database
from kit.events import FileHeard
from kit.ids import BotName, Language, RoomId, RoomKey, UserId
from kit.meaning.encoder import Encoder
from kit.meaning.opening import open_encoder
from kit.part import Ports
from kit.ports import RoomRecord
from kit.testing import MemoryServer

ME = UserId("@library:palais.localhost")
PEOPLE = [UserId(f"@person{number}:palais.localhost") for number in range(5)]
PAGES, OF_A_PAGE = 20, 4
"""How many pages a file has, and how many passages' text stands on a page."""


class English:
    """Everybody speaks English."""

    def language(self, _user: UserId) -> Language:
        """Return the language of somebody."""
        return Language.ENGLISH

    def name(self, user: UserId) -> str:
        """Return what somebody is called."""
        return user

    def zone(self, _user: UserId) -> str:
        """Return where somebody's clock is."""
        return "UTC"


class NoBans:
    """Nobody is banned, and nobody keeps order."""

    def keeps_order(self, _room: RoomId, _user: UserId) -> bool:
        """Say no."""
        return False


@dataclass
class OneRoom:
    """The one room there is."""

    records: dict[RoomId, RoomRecord] = field(default_factory=dict)

    def record(self, room: RoomId) -> RoomRecord | None:
        """Return what is known of a room."""
        return self.records.get(room)

    def served_by(self, _bot: BotName) -> Mapping[RoomId, RoomRecord]:
        """Return the rooms of a bot."""
        return self.records


def files(sentences: Sentences, count: int, chance: random.Random) -> list[list[str]]:
    """Return the pages of so many files."""
    passages = sentences.passages(chance)
    return [["  ".join(islice(passages, OF_A_PAGE)) for _ in range(PAGES)] for _ in range(count)]


async def taking_in(sentences: Sentences, count: int, *, meaning: bool) -> Figures:
    """Return how fast so many files are taken in."""
    texts = files(sentences, count, random.Random(3))
    papers, pages = [paper(text) for text in texts], count * PAGES
    bare_s = await asyncio.to_thread(_extracted, papers)
    made = {
        "intake_pages": Figure(pages, "pages"),
        "bare_extractor_pages_s": Figure(pages / bare_s, "pages/s"),
    }
    with tempfile.TemporaryDirectory() as home:
        library, words_s = await _until_words(Path(home), papers)
        made["words_pages_s"] = Figure(pages / words_s, "pages/s")
        made["words_pages_ratio"] = Figure(bare_s / words_s, "ratio", least=0.7)
        if meaning:
            encoder = await asyncio.to_thread(open_encoder, "packaged")
            assert encoder is not None
            made |= await _meaning(library, encoder, texts)
        await library.shelving.readings.close()
        await library.rereading.readers.close()
        await library.shelf.close()
        await library.catalogue.database.close()
    return made


def _extracted(papers: Sequence[bytes]) -> float:
    began = time.perf_counter()
    for data in papers:
        with pypdfium2.PdfDocument(data) as document:
            for page in document:
                page.get_textpage().get_text_bounded()
    return time.perf_counter() - began


async def _until_words(home: Path, papers: Sequence[bytes]) -> tuple[Library, float]:
    """Upload files and wait until the last can be found by its words."""
    clock, rooms = SystemClock(), OneRoom()
    server = MemoryServer(clock)
    matrix, people = server.account(ME), English()
    room = server.room(ME, *PEOPLE, encrypted=True)
    rooms.records[room] = RoomRecord(
        key=RoomKey("room"),
        room=room,
        name="Room",
        classification=Classification.UNCLASSIFIED,
        encrypted=True,
        bots=frozenset({LIBRARY}),
        language=Language.ENGLISH,
    )
    database = await asyncio.to_thread(open_database, home / "palais.db")
    await database.create_all()
    outside: dict[str, Any] = {"matrix": matrix, "people": people, "rooms": rooms, "bans": NoBans()}
    ports = Ports(
        **outside,
        database=database,
        clock=clock,
        state=home,
        settings=LibrarySettings(ocr_pages=0),
        jobs=None,
    )
    library = await open_library(ports)
    heard = [
        await matrix.event(room, server.upload(room, PEOPLE[n % len(PEOPLE)], f"{n}.pdf", data))
        for n, data in enumerate(papers)
    ]
    began = time.perf_counter()
    for one in heard:
        assert isinstance(one, FileHeard)
        await library.hears(one)
    await library.shelving.clear_the_queue()
    words_s = time.perf_counter() - began
    if not library.shelf.size:
        raise RuntimeError("nothing can be found")
    return library, words_s


async def _meaning(library: Library, encoder: Encoder, texts: Sequence[Sequence[str]]) -> Figures:
    """Wait until all is found by meaning; then let the encoder do the same text alone."""
    pages = sum(map(len, texts))
    await library.shelf.learn(encoder)
    began = time.perf_counter()
    await library.encoding.clear(encoder)
    meaning_s = time.perf_counter() - began
    began = time.perf_counter()
    for text in texts:
        await asyncio.to_thread(encoder.encode, text)
    bare_s = time.perf_counter() - began
    return {
        "intake_passages": Figure(library.shelf.size, "passages"),
        "bare_encoder_pages_s": Figure(pages / bare_s, "pages/s"),
        "meaning_pages_s": Figure(pages / meaning_s, "pages/s"),
        "meaning_pages_ratio": Figure(bare_s / meaning_s, "ratio", least=0.7),
    }
