"""Puts together what answers people: finding, telling, and what they press."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from bots.library.answering.finding import Finding
from bots.library.answering.judging import Judging
from bots.library.answering.pressing import Pressing
from bots.library.answering.scribe import Scribe
from bots.library.answering.sending import Sending
from bots.library.answering.telling import Telling
from bots.library.commands import (
    citing_words,
    explaining_words,
    exporting_words,
    gallery_words,
    listing_words,
    news_words,
)
from bots.library.commands.citing import Citing
from bots.library.commands.explaining import Explaining
from bots.library.commands.exporting import Exporting
from bots.library.commands.gallery import Gallery
from bots.library.commands.listing import Listing
from bots.library.commands.news import News
from bots.library.commands.subscribing import Subscribing
from bots.library.keeping.corrections import Corrections
from bots.library.keeping.following import Follows
from bots.library.keeping.holdings import Holdings
from bots.library.keeping.offering import Offers
from bots.library.keeping.shelf import Shelf
from bots.library.keeping.store import Catalogue
from bots.library.questions.naming import prepare
from bots.library.questions.widening import Widening
from bots.library.settings import LibrarySettings
from kit.language import Sentence
from kit.part import Answering, Command, Ports
from kit.ports import Clock
from kit.reading import Limits, Reader
from kit.search.sight import Sight


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversing:
    """All that answers people."""

    finding: Finding
    pressing: Pressing
    widening: Widening
    offers: Offers
    clock: Clock
    judging: Judging
    explaining: Explaining
    citing: Citing
    listing: Listing
    subscribing: Subscribing
    news: News
    exporting: Exporting
    gallery: Gallery

    @property
    def commands(self) -> tuple[Command, ...]:
        """What people can ask for beside a search."""
        talks, told = self._asked, self._private
        return (
            talks("cite", "CEDAW/C/GC/35 para 12", citing_words.CITE, self.citing.cite, bare=True),
            talks("versions", "", listing_words.VERSIONS, self.listing.versions),
            talks("like", "", listing_words.LIKE, self.listing.like),
            talks("new", "30", listing_words.NEW, self.listing.new),
            talks("media", "assembly 2024", gallery_words.MEDIA, self.gallery.media),
            talks("why", "", explaining_words.WHY, self.explaining.why),
            told("correct", "date 2019-03-12", explaining_words.CORRECT, self.explaining.correct),
            told("export", "body:cedaw year:2024", exporting_words.EXPORT, self.exporting.export),
            told("follow", '"right to water" body:cescr', news_words.FOLLOW, self.subscribing.follow),
            told("following", "", news_words.FOLLOWING, self.subscribing.following),
            told("unfollow", "3", news_words.UNFOLLOW, self.subscribing.unfollow),
        )

    @staticmethod
    def _asked(name: str, usage: str, about: Sentence, run: Answering, *, bare: bool = False) -> Command:
        """Return a command whose answer all who read there may see."""
        return Command(name=name, usage=usage, about=about, run=run, bare=bare, guarded=True)

    @staticmethod
    def _private(name: str, usage: str, about: Sentence, run: Answering) -> Command:
        """Return a command that brings something to the asker alone, or changes what others see."""
        return Command(name=name, usage=usage, about=about, run=run, sealed=True)

    @property
    def works(self) -> tuple[Callable[[], Coroutine[Any, Any, None]], ...]:
        """What runs beside, for as long as the bot runs."""
        return (
            self.prepare,
            self.finding.tell_askers,
            self.judging.tell_askers,
            self.pressing.answer,
            self.pressing.fetch,
            self.news.work,
            self.exporting.work,
            self.gallery.work,
        )

    async def prepare(self) -> None:
        """Read from the disk what questions are understood with."""
        await asyncio.to_thread(prepare)
        await self.widening.load()

    async def close(self) -> None:
        """End what runs in processes of its own."""
        await self.gallery.close()

    async def tidy(self) -> None:
        """Forget what can no longer be pressed."""
        await self.offers.forget_old(self.clock.now())


def conversing(
    ports: Ports, catalogue: Catalogue, shelf: Shelf, sight: Sight, settings: LibrarySettings
) -> Conversing:
    """Put it together."""
    offers = Offers(ports.database)
    scribe = Scribe(people=ports.people, rooms=ports.rooms, me=ports.matrix.user)
    telling = Telling(matrix=ports.matrix, rooms=ports.rooms, scribe=scribe, clock=ports.clock, offers=offers)
    widening = Widening(settings.thesaurus, narrower=settings.thesaurus_narrower)
    finding = Finding(
        matrix=ports.matrix,
        rooms=ports.rooms,
        catalogue=catalogue,
        shelf=shelf,
        sight=sight,
        telling=telling,
        passages=settings.passages,
        widening=widening,
    )
    sending = Sending(matrix=ports.matrix, catalogue=catalogue, sight=sight, largest=settings.largest_file)
    pressing = Pressing(
        finding=finding,
        sending=sending,
        offers=offers,
        people=ports.people,
        clock=ports.clock,
    )
    follows = Follows(ports.database)
    news = News(
        matrix=ports.matrix,
        people=ports.people,
        rooms=ports.rooms,
        clock=ports.clock,
        catalogue=catalogue,
        shelf=shelf,
        sight=sight,
        scribe=scribe,
        widening=widening,
        follows=follows,
    )
    judging = Judging(matrix=ports.matrix, rooms=ports.rooms, sight=sight)
    explaining = Explaining(
        corrections=Corrections(ports.database),
        shelf=shelf,
        judging=judging,
        clock=ports.clock,
        keeps_order=ports.bans.keeps_order,
    )
    return Conversing(
        finding=finding,
        pressing=pressing,
        widening=widening,
        offers=offers,
        clock=ports.clock,
        judging=judging,
        explaining=explaining,
        citing=Citing(catalogue=catalogue, shelf=shelf, judging=judging, scribe=scribe),
        subscribing=Subscribing(catalogue=catalogue, follows=follows, clock=ports.clock),
        news=news,
        gallery=Gallery(
            matrix=ports.matrix,
            catalogue=catalogue,
            holdings=Holdings(catalogue),
            shelf=shelf,
            judging=judging,
            scribe=scribe,
            reader=Reader(
                Limits(seconds=settings.reading_seconds, memory=settings.reading_memory), side_by_side=1
            ),
            largest=settings.largest_file,
        ),
        exporting=Exporting(
            matrix=ports.matrix,
            sight=sight,
            shelf=shelf,
            holdings=Holdings(catalogue),
            scribe=scribe,
            most=settings.export_files,
            largest=settings.export_bytes,
        ),
        listing=Listing(
            holdings=Holdings(catalogue), shelf=shelf, judging=judging, scribe=scribe, clock=ports.clock
        ),
    )
