"""Puts together what answers people: finding, telling, and what they press."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from bots.library import (
    citing_words,
    explaining_words,
    exporting_words,
    gallery_words,
    listing_words,
    news_words,
)
from bots.library.citing import Citing
from bots.library.corrections import Corrections
from bots.library.explaining import Explaining
from bots.library.exporting import Exporting
from bots.library.finding import Finding
from bots.library.following import Follows
from bots.library.gallery import Gallery
from bots.library.holdings import Holdings
from bots.library.judging import Judging
from bots.library.listing import Listing
from bots.library.naming import prepare
from bots.library.news import News
from bots.library.offering import Offers
from bots.library.pressing import Pressing
from bots.library.scribe import Scribe
from bots.library.sending import Sending
from bots.library.settings import LibrarySettings
from bots.library.shelf import Shelf
from bots.library.store import Catalogue
from bots.library.subscribing import Subscribing
from bots.library.telling import Telling
from bots.library.widening import Widening
from kit.part import Command, Ports
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
        return (
            Command(
                name="cite",
                usage="CEDAW/C/GC/35 para 12",
                about=citing_words.CITE,
                run=self.citing.cite,
                bare=True,
            ),
            Command(name="versions", usage="", about=listing_words.VERSIONS, run=self.listing.versions),
            Command(name="like", usage="", about=listing_words.LIKE, run=self.listing.like),
            Command(name="why", usage="", about=explaining_words.WHY, run=self.explaining.why),
            Command(
                name="correct",
                usage="date 2019-03-12",
                about=explaining_words.CORRECT,
                run=self.explaining.correct,
                guarded=True,
            ),
            Command(name="new", usage="30", about=listing_words.NEW, run=self.listing.new),
            Command(name="media", usage="assembly 2024", about=gallery_words.MEDIA, run=self.gallery.media),
            Command(
                name="follow",
                usage='"right to water" body:cescr',
                about=news_words.FOLLOW,
                run=self.subscribing.follow,
            ),
            Command(name="following", usage="", about=news_words.FOLLOWING, run=self.subscribing.following),
            Command(
                name="export",
                usage="body:cedaw year:2024",
                about=exporting_words.EXPORT,
                run=self.exporting.export,
                guarded=True,
            ),
            Command(name="unfollow", usage="3", about=news_words.UNFOLLOW, run=self.subscribing.unfollow),
        )

    @property
    def works(self) -> tuple[Callable[[], Coroutine[Any, Any, None]], ...]:
        """What runs beside, for as long as the bot runs."""
        return (
            self.prepare,
            self.finding.tell_askers,
            self.judging.tell_askers,
            self.pressing.answer,
            self.pressing.fetch,
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
