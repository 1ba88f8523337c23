"""Tells people of what is new for the questions they follow: quietly, alone, and seldom."""

import asyncio
import html
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby

import structlog
from sqlalchemy import func, select

from bots.library.answering.answers import rightly
from bots.library.answering.judging import JUDGED_AT_MOST, PATIENCE, events_of
from bots.library.answering.scribe import Scribe
from bots.library.commands import news_words as words
from bots.library.keeping.following import Follow, Follows
from bots.library.keeping.shelf import Shelf
from bots.library.keeping.store import Catalogue
from bots.library.questions.asking import Asking, Inquiry
from bots.library.questions.naming import vocabulary
from bots.library.questions.widening import Widening
from bots.library.rules import Passage
from bots.library.tables import changes
from kit.effects import SayDirectly
from kit.errors import ReadersChanged, SignedOut
from kit.ids import Language, RoomId, UserId
from kit.language import isolate
from kit.message import Message
from kit.ports import Clock, Matrix, People, Rooms
from kit.search.passages import DOCUMENT, Filters, Hit, Query
from kit.search.sight import Sight
from kit.search.visibility import Allowed, Place

log = structlog.stdlib.get_logger("palais.library")

LOOK_EVERY = 20.0
SELDOM = timedelta(hours=1)
"""How often one person hears of news at most."""

AT_ONCE = 200
"""How many questions that are followed are looked at in one go."""

MOST_SHOWN, LONGEST_SAID = 5, 200
DEPTH = 50


@dataclass(frozen=True, slots=True)
class Look:
    """One question that is followed, as it is searched, and the documents that came since."""

    follow: Follow
    asking: Asking
    came: frozenset[str]


@dataclass(frozen=True, slots=True)
class Newly:
    """What came for one question."""

    asked: str
    found: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Looks at what changed and tells whom it concerns; ``told`` is when somebody heard of news last."""

    matrix: Matrix
    people: People
    rooms: Rooms
    clock: Clock
    catalogue: Catalogue
    shelf: Shelf
    sight: Sight
    scribe: Scribe
    widening: Widening
    follows: Follows
    told: dict[UserId, datetime] = field(default_factory=dict)

    async def work(self) -> None:
        """Work for as long as the bot runs."""
        while True:
            try:
                await self.look()
            except SignedOut:
                raise
            except Exception as problem:  # noqa: BLE001 (whatever it is, the next look is another try)
                log.warning("will look for news again", because=repr(problem))
            await asyncio.sleep(LOOK_EVERY)

    async def look(self) -> None:
        """Tell of all that is new by now, but nobody too often."""
        latest = self.shelf.taken_in
        waiting = {user for user, at in self.told.items() if self.clock.now() - at < SELDOM}
        behind = await self.follows.behind(latest, AT_ONCE, but=waiting)
        for user, followed in groupby(sorted(behind, key=lambda one: one.user), key=lambda one: one.user):
            try:
                async with asyncio.timeout(PATIENCE):
                    await self._tell(user, list(followed), latest)
            except SignedOut:
                raise
            except Exception as problem:  # noqa: BLE001 (one person whom we cannot tell keeps no other waiting)
                self.told[user] = self.clock.now()
                log.warning("could not tell of news", because=repr(problem))

    async def _tell(self, user: UserId, followed: Sequence[Follow], latest: int) -> None:
        """Tell one person; a notice that was begun before a crash is made again as it was."""
        begun = [each for each in followed if each.until is not None] or followed
        until = begun[0].until or latest
        mine = [each for each in begun if (each.until or latest) == until]
        await self.follows.begin([each.id for each in mine], until)
        if await self._is_told(user, mine, until):
            self.told[user] = self.clock.now()
        for each in mine:
            await self.follows.looked(each.id, until)

    async def _is_told(self, user: UserId, followed: Sequence[Follow], until: int) -> bool:
        """Tell somebody of what came up to a change, if anything did; say whether it is told."""
        looks = [Look(each, await self._asking(each), await self._came(each, until)) for each in followed]
        if not any(look.came for look in looks):
            return False
        alone = Place(room=RoomId(""), readers=frozenset({user}), record=None)
        if not await self._news(alone, looks):
            return False
        for _ in range(JUDGED_AT_MOST):
            chat = await self.matrix.direct_chat(user)
            place = await self.sight.place(chat, frozenset({self.matrix.user}))
            news = await self._news(place, looks) if place.readers == {user} else ()
            if not news:
                return False
            with suppress(ReadersChanged):
                await self.matrix.say_directly(
                    await asyncio.to_thread(self._said, user, followed, until, news)
                )
                return True
        return False

    async def _asking(self, follow: Follow) -> Asking:
        inquiry = Inquiry.recalled(follow.query)
        return await asyncio.to_thread(lambda: inquiry.understood(vocabulary(), self.widening.thesaurus))

    async def _came(self, follow: Follow, until: int) -> frozenset[str]:
        """Return the documents that came between two changes; those changed only are none of them."""
        first = func.min(changes.c.number)
        query = select(changes.c.event).group_by(changes.c.event)
        query = query.having(first > follow.seen, first <= until)
        async with self.catalogue.database.read() as connection:
            return frozenset(await connection.scalars(query))

    async def _news(self, place: Place, looks: Sequence[Look]) -> Sequence[Newly]:
        """Return what all who read in a place may see of what came."""
        found = [(look, await self.sight.found(place, partial(self._found, look))) for look in looks]
        return [Newly(str(look.follow.query["text"]), tuple(seen)) for look, (seen, _) in found if seen]

    async def _found(self, look: Look, allowed: Allowed) -> Sequence[Passage]:
        """Return the best passage of each new document that has the words, but for those of their own."""
        follow, asking = look.follow, look.asking
        if asking.here:
            allowed = {room: span for room, span in allowed.items() if room == follow.room}
        if not look.came:
            return ()
        hits: list[Hit] = []
        for query in (*asking.queries, *asking.widened):
            only = Filters({**query.filters.fields, DOCUMENT: look.came}, query.filters.years)
            hits += await self.shelf.search(Query(query.question, filters=only), allowed, DEPTH)
        best = {hit.document: (hit.document, hit.ordinal) for hit in reversed(hits)}
        found = (await self.catalogue.passages(best.values())).values()
        theirs = follow.user
        return [one for one in found if one.upload.sender != theirs and one.room in allowed]

    def _said(
        self, user: UserId, followed: Sequence[Follow], until: int, news: Sequence[Newly]
    ) -> SayDirectly:
        numbers = "-".join(str(each.id) for each in sorted(followed, key=lambda one: one.id))
        return SayDirectly(
            user=user,
            message=self._page(self.people.language(user), news),
            key=f"news:{user}:{numbers}:{until}",
            quotes=events_of([passage for newly in news for passage in newly.found]),
            readers=frozenset({user, self.matrix.user}),
        )

    def _page(self, language: Language, news: Sequence[Newly]) -> Message:
        head = words.NEWS.say(language)
        plain, rich = [head], f"<p>{html.escape(head, quote=False)}</p>"
        for newly in news:
            lines = [self._line(passage, language) for passage in newly.found[:MOST_SHOWN]]
            more = len(newly.found) - len(lines)
            if more > 0:
                lines.append(
                    Message(
                        words.AND_MORE.say(language, n=more, command=f"!library {newly.asked[:LONGEST_SAID]}")
                    )
                )
            asked = isolate(newly.asked[:LONGEST_SAID])
            plain += [f"“{asked}”", *(f"• {line.plain}" for line in lines)]
            items = "".join(f"<li>{line.rich}</li>" for line in lines)
            rich += f"<p>“{html.escape(asked, quote=False)}”</p><ul>{items}</ul>"
        return Message("\n".join(plain), rightly(rich, language))

    def _line(self, passage: Passage, language: Language) -> Message:
        """Return one document; of Confidential rooms neither title nor name is told."""
        record, link = self.rooms.record(passage.room), self.scribe.link(passage.upload)
        hidden = record is None or record.classification.is_confidential
        name = words.CONFIDENTIAL.say(language) if hidden else isolate(passage.title)
        where = "" if hidden or record is None else f" · {isolate(record.name)}"
        linked = f'<a href="{html.escape(link)}">{html.escape(name)}</a>{html.escape(where)}'
        return Message(f"{name}{where}: {link}", linked)
