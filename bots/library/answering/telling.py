"""Writes answers, and puts under them what can be pressed."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import structlog

from bots.library.answering import answers_words as words
from bots.library.answering.answers import Offered, Shown, answer
from bots.library.answering.judging import events_of
from bots.library.answering.scribe import Scribe
from bots.library.keeping.offering import Offer, Offers
from bots.library.questions.asking import Asking
from bots.library.questions.naming import called, narrowed_to
from bots.library.questions.narrowing import behind, choices
from bots.library.questions.turns import Choices, ForTheAsker, Judged, Turn, spots
from bots.library.rules import Passage
from kit.effects import React, SayDirectly
from kit.errors import MatrixFailure, SignedOut
from kit.ids import EventId, RoomId
from kit.language import Sentence
from kit.message import Message, saying
from kit.ports import Clock, Matrix, Rooms
from kit.search.thesaurus import shown as shown_labels

log = structlog.stdlib.get_logger("palais.library")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer that is ready: its message, the uploads whose words it repeats, and what it offers."""

    message: Message
    quotes: tuple[EventId, ...] = ()
    offered: Offered = field(default_factory=Offered)


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """Writes answers; writing reads calendars and zones, so it is done in a thread."""

    matrix: Matrix
    rooms: Rooms
    scribe: Scribe
    clock: Clock
    offers: Offers

    def in_room(self, turn: Turn, asking: Asking, judged: Judged) -> Answer:
        """Write the answer for all who read where it was asked."""
        if not judged.chosen:
            return Answer(message=saying(_nothing(turn), turn.language))
        opening = words.FOUND_ALONE if turn.direct else words.FOUND_HERE
        return self._listed(words.MORE_PASSAGES if turn.before else opening, turn, asking, judged)

    def alone(self, rest: ForTheAsker, asking: Asking, judged: Judged) -> Answer:
        """Write the answer for the asker alone."""
        turn = rest.turn
        if not judged.chosen:
            return Answer(message=saying(_nothing(turn, alone=True), turn.language))
        if turn.before:
            return self._listed(words.MORE_PASSAGES, turn, asking, judged)
        if rest.whole:
            return self._listed(words.FOUND_ALONE, turn, asking, judged)
        record = self.rooms.record(turn.room)
        name = record.name if record else turn.room
        return self._listed(words.FOUND_FOR_YOU, turn, asking, judged, room=name)

    def directly(self, rest: ForTheAsker, answer: Answer) -> SayDirectly:
        """Return the answer as it is sent to the asker alone."""
        asker = rest.turn.asker
        return SayDirectly(
            user=asker,
            message=answer.message,
            key=f"for-you:{rest.turn.cause}",
            quotes=answer.quotes,
            readers=frozenset({asker, self.matrix.user}) if answer.quotes else None,
        )

    async def offer(self, event: EventId, room: RoomId, turn: Turn, judged: Judged, said: Answer) -> None:
        """Remember what an answer offers, and put it under the answer so that people need only press it."""
        if not said.offered.emojis:
            return
        kept = Choices(
            facets=tuple(choice.by for choice in said.offered.choices),
            shown=spots(judged.chosen),
            before=turn.before,
            thread=turn.thread if room == turn.room else None,
            proven=turn.proven,
        )
        await self.offers.keep(
            Offer(
                event=event,
                room=room,
                asked_in=turn.asked_in,
                asker=turn.asker,
                query=turn.inquiry.kept(),
                offset=len(turn.before) + len(judged.chosen),
                choices=kept.kept(),
                direct=judged.place.record is None,
                at=self.clock.now(),
            )
        )
        record = self.rooms.record(room)
        if turn.proven or (record is not None and not record.encrypted):
            await self._put(event, room, said.offered.emojis)

    async def _put(self, event: EventId, room: RoomId, emojis: Sequence[str]) -> None:
        """Put signs under an answer; where that cannot be done, people can press them all the same."""
        try:
            for emoji in emojis:
                key = f"offer:{event}:{emoji}"
                await self.matrix.react(React(room=room, event=event, emoji=emoji, key=key))
        except SignedOut:
            raise
        except MatrixFailure as failure:
            log.warning("could not put signs under an answer", event_id=event, because=str(failure))

    def _listed(self, opening: Sentence, turn: Turn, asking: Asking, judged: Judged, **values: str) -> Answer:
        only = narrowed_to(asking, turn.language)
        lines = [opening.say(turn.language, **values)]
        if only:
            lines.append(words.ONLY.say(turn.language, what=only))
        also = shown_labels(asking.mentions, turn.language)
        if also:
            lines.append(words.ALSO.say(turn.language, labels=", ".join(also)))
        offered = self._offered(turn, asking, judged)
        shown = self._shown(turn, asking, judged.chosen)
        return Answer(
            message=answer(lines, shown, offered, turn.language, first=len(turn.before) + 1),
            quotes=events_of([*judged.chosen, *behind(offered.choices, judged.near)]),
            offered=offered,
        )

    def _offered(self, turn: Turn, asking: Asking, judged: Judged) -> Offered:
        narrowed = {*asking.filters.fields, *(("year",) if asking.filters.years else ())}
        found = choices(judged.near, narrowed)
        labels = tuple(called(each.by.field, each.by.value, turn.language) for each in found)
        return Offered(choices=found, labels=labels, more=judged.more, files=True)

    def _shown(self, turn: Turn, asking: Asking, chosen: Sequence[Passage]) -> list[Shown]:
        describing = self.scribe.describing(turn.language, turn.asker)
        return [describing.shown(passage, asking.marked) for passage in chosen]


def _nothing(turn: Turn, *, alone: bool = False) -> Sentence:
    if turn.before:
        return words.NOTHING_MORE
    return words.NOTHING_ALONE if turn.direct or alone else words.NOTHING_HERE
