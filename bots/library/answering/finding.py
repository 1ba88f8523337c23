"""Answers questions: in the room with what all its readers may read, alone with the rest."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

import structlog

from bots.library.answering import answers_words as words
from bots.library.answering.line import Line
from bots.library.answering.telling import Answer, Telling
from bots.library.keeping.shelf import Shelf
from bots.library.keeping.store import Catalogue
from bots.library.questions.asking import Asking
from bots.library.questions.naming import vocabulary
from bots.library.questions.turns import ForTheAsker, Judged, Turn
from bots.library.questions.widening import Widening
from bots.library.rules import LIBRARY, Passage, accounts_of_ours, best, in_order
from kit.effects import Effect, Say
from kit.errors import ReadersChanged, Refusal, SignedOut
from kit.ids import RoomId, UserId
from kit.part import Asked
from kit.ports import Matrix, Rooms
from kit.search.sight import Sight
from kit.search.visibility import Allowed, Place, beyond
from kit.words import ASK_ENCRYPTED

log = structlog.stdlib.get_logger("palais.library")

DEPTH = 60
"""How many passages are looked at to choose an answer's from."""

MOST_ROOMS = 8
"""How many rooms are asked who is in them to count choices, where the passages shown are from fewer."""

JUDGED_AT_MOST = 3
PATIENCE = 120.0
"""Seconds after which one asker's direct answer is given up, so that the others get theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Finds passages and says them to those who may read them."""

    matrix: Matrix
    rooms: Rooms
    catalogue: Catalogue
    shelf: Shelf
    sight: Sight
    telling: Telling
    passages: int
    widening: Widening
    private: Line[ForTheAsker] = field(default_factory=Line)

    async def search(self, asked: Asked) -> Sequence[Effect]:
        """Answer ``!library words "a phrase" body:cedaw``."""
        return await self.answered(Turn.asked(asked, sentence=False))

    async def sentence(self, asked: Asked) -> Sequence[Effect]:
        """Answer a plain sentence."""
        return await self.answered(Turn.asked(asked, sentence=True))

    async def answered(self, turn: Turn) -> Sequence[Effect]:
        """Answer where it was asked, unless what is written there should be encrypted and is not.

        The rest is told later and beside, so that neither the answer, nor the time it took, nor a failure to
        reach the asker lets the room guess that there is a rest. What could be the server's own question has
        no rest: that an answer goes out, and how long it is, would tell it what there is.
        """
        asking = await self._understood(turn)
        if asking.is_empty:
            raise Refusal(words.ASK, example=words.EXAMPLE.say(turn.language))
        record = self.rooms.record(turn.room)
        if not turn.encrypted and (record is None or record.encrypted):
            raise Refusal(ASK_ENCRYPTED)
        judged = await self._answer_here(turn, asking)
        if record is not None and turn.proven and not turn.pressed:
            self._tell_later(ForTheAsker(turn=turn, public=judged.allowed, shown=judged.chosen))
        return ()

    async def tell_askers(self) -> None:
        """Tell askers what only they may see, for as long as the bot runs."""
        await self.private.serve(self.tell_asker)

    async def tell_asker(self, rest: ForTheAsker) -> None:
        """Tell one asker in their direct chat; a failure to do so keeps nobody else waiting."""
        try:
            async with asyncio.timeout(PATIENCE):
                await self._tell(rest)
        except SignedOut:
            raise
        except Exception as failure:  # noqa: BLE001 - whatever it is, the next asker gets their answer
            log.warning("could not answer directly", event_id=rest.turn.replies_to, because=repr(failure))

    async def rest_of(self, turn: Turn) -> ForTheAsker:
        """Return how to go on from an answer that told the asker alone what a room may not see."""
        if self.rooms.record(turn.asked_in) is None:
            return ForTheAsker(turn=turn, whole=True)
        place = await self.sight.place(turn.asked_in, self._ours(turn.asked_in))
        return ForTheAsker(turn=turn, public=await self.sight.allowed(place), whole=True)

    async def _understood(self, turn: Turn) -> Asking:
        return await asyncio.to_thread(lambda: turn.inquiry.understood(vocabulary(), self.widening.thesaurus))

    async def _answer_here(self, turn: Turn, asking: Asking) -> Judged:
        """Answer in the room; whoever comes in meanwhile is judged as well, and the answer with them.

        Where people come faster than we judge, the answer has no passages.
        """
        for _ in range(JUDGED_AT_MOST):
            judged = await self._for_room(turn, asking)
            with suppress(ReadersChanged):
                await self._say(turn, asking, judged)
                return judged
        nobody = Place(room=turn.room, readers=frozenset(), record=None)
        bare = Judged(place=nobody, chosen=())
        await self._say(turn, asking, bare)
        return bare

    async def _say(self, turn: Turn, asking: Asking, judged: Judged) -> None:
        answer = await asyncio.to_thread(self.telling.in_room, turn, asking, judged)
        readers = judged.place.readers | self._ours(turn.room)
        said = replace(_reply(turn, answer), readers=readers if judged.chosen else None)
        event = await self.matrix.say(said)
        await self.telling.offer(event, turn.room, turn, judged, answer)

    def _tell_later(self, rest: ForTheAsker) -> None:
        if not self.private.join(rest.turn.asker, rest):
            log.warning("too many wait for a direct answer", event_id=rest.turn.replies_to)

    async def _tell(self, rest: ForTheAsker) -> None:
        """Say nothing where there is nothing to say; judge again where somebody came into the chat."""
        asking = await self._understood(rest.turn)
        for _ in range(JUDGED_AT_MOST):
            judged = await self._for_asker(rest, asking)
            if not judged.chosen and not rest.whole:
                return
            answer = await asyncio.to_thread(self.telling.alone, rest, asking, judged)
            with suppress(ReadersChanged):
                event = await self.matrix.say_directly(self.telling.directly(rest, answer))
                if judged.chosen:
                    await self.telling.offer(event, judged.place.room, rest.turn, judged, answer)
                return

    async def _for_room(self, turn: Turn, asking: Asking) -> Judged:
        """Return what everybody who reads in the room may see; nothing for who pressed and is gone."""
        place = await self.sight.place(turn.room, self._ours(turn.room))
        if turn.pressed and turn.asker not in place.readers:
            return Judged(place=place, chosen=())
        before = await self._before(turn)

        async def search(allowed: Allowed) -> Sequence[Passage]:
            return await self._found(asking, self._narrowed(allowed, turn, asking), before)

        near, allowed = await self.sight.found(place, search)
        return self._judged(place, near, before, allowed)

    async def _for_asker(self, rest: ForTheAsker, asking: Asking) -> Judged:
        """Return what the asker may see and the room may not, judged for all who are in the direct chat."""
        turn = rest.turn
        shown = (*rest.shown, *await self._before(turn))

        async def search(allowed: Allowed) -> Sequence[Passage]:
            return await self._found(
                asking, self._narrowed(beyond(allowed, rest.public), turn, asking), shown
            )

        alone = Place(room=turn.room, readers=frozenset({turn.asker}), record=None)
        nothing = Judged(place=alone, chosen=())
        if not (await self.sight.found(alone, search))[0]:
            return nothing
        chat = await self.matrix.direct_chat(turn.asker)
        place = await self.sight.place(chat, frozenset({self.matrix.user}))
        if place.readers != {turn.asker}:
            return nothing
        near, allowed = await self.sight.found(place, search)
        return self._judged(place, near, shown, allowed)

    def _judged(
        self, place: Place, near: Sequence[Passage], shown: Sequence[Passage], allowed: Allowed
    ) -> Judged:
        chosen = best(near, self.passages + 1, shown)
        return Judged(
            place=place,
            chosen=chosen[: self.passages],
            near=tuple(near),
            more=len(chosen) > self.passages,
            allowed=allowed,
        )

    async def _found(self, asking: Asking, allowed: Allowed, shown: Sequence[Passage]) -> Sequence[Passage]:
        """Return the best passages, one more than are shown, with others of the same and few more rooms.

        All of it is judged, each room asked anew: the choices of an answer are counted from nothing else.
        """
        pages = await self._passages(asking, allowed, DEPTH + len(shown))
        first = [passage.room for passage in best(pages, self.passages + 1, shown)]
        if not first:
            return ()
        every = list(dict.fromkeys([*first, *(passage.room for passage in pages)]))
        rooms = frozenset([*first, *every[:MOST_ROOMS]])
        return [passage for passage in pages if passage.room in rooms]

    async def _passages(self, asking: Asking, allowed: Allowed, depth: int) -> list[Passage]:
        """Return the best passages of what is allowed; what was erased or moved since is left out."""
        searches = (self.shelf.search(query, allowed, depth) for query in (*asking.queries, *asking.widened))
        found_by = await asyncio.gather(*searches)
        hits = in_order(found_by[: len(asking.queries)], found_by[len(asking.queries) :])
        found = await self.catalogue.passages(hits)
        pages = ((hit, found.get(spot)) for spot, hit in hits.items())
        return [replace(page, by=hit.by) for hit, page in pages if page is not None and page.room == hit.room]

    async def _before(self, turn: Turn) -> Sequence[Passage]:
        """Return what earlier turns showed, as far as it is still there."""
        return tuple((await self.catalogue.passages(turn.before)).values()) if turn.before else ()

    def _narrowed(self, allowed: Allowed, turn: Turn, asking: Asking) -> Allowed:
        """Return the room of the question alone where it asks for that."""
        if not asking.here or self.rooms.record(turn.asked_in) is None:
            return allowed
        return {room: span for room, span in allowed.items() if room == turn.asked_in}

    def _ours(self, room: RoomId) -> frozenset[UserId]:
        record = self.rooms.record(room)
        return accounts_of_ours(self.matrix.user, record.bots if record else ())


def _reply(turn: Turn, answer: Answer) -> Say:
    return Say(
        room=turn.room,
        message=answer.message,
        key=f"found:{turn.cause}",
        thread=turn.thread,
        replies_to=turn.replies_to,
        quotes=answer.quotes,
    )


def served(rooms: Rooms) -> frozenset[RoomId]:
    """Return the rooms whose documents may be found: those that the community file gives to the library."""
    return frozenset(rooms.served_by(LIBRARY))
