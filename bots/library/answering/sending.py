"""Sends the files of an answer again to who asks for them, in their own chat, judged for them alone."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import structlog

from bots.library.answering import answers_words as words
from bots.library.keeping.store import Catalogue
from bots.library.questions.turns import Spot
from bots.library.rules import Passage
from kit.effects import SayDirectly, SendFile
from kit.errors import MatrixFailure, ReadersChanged, SignedOut
from kit.events import FileHeard
from kit.ids import EventId, Language, RoomId, UserId
from kit.message import saying
from kit.ports import Matrix
from kit.search.sight import Sight
from kit.search.visibility import Allowed, Place

log = structlog.stdlib.get_logger("palais.library")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """Sends files again; ``largest`` is the most bytes of one."""

    matrix: Matrix
    catalogue: Catalogue
    sight: Sight
    largest: int

    async def send(self, answer: EventId, shown: Sequence[Spot], user: UserId, language: Language) -> None:
        """Send the documents of an answer that the person may see now, and say which could not be had.

        Who may see none of them hears nothing.
        """
        documents = await self._documents(shown)
        alone = Place(room=RoomId(""), readers=frozenset({user}), record=None)
        if not await self._seen(alone, documents):
            return
        chat = await self.matrix.direct_chat(user)
        place = await self.sight.place(chat, frozenset({self.matrix.user}))
        if place.readers != {user}:
            return
        missing = [each for each in documents if not await self._is_sent(answer, each, place, user)]
        lost = await self._seen(place, missing)
        if lost:
            await self.matrix.say_directly(_regret(answer, lost, user, language, self.matrix.user))

    async def _documents(self, shown: Sequence[Spot]) -> list[Passage]:
        """Return one passage of each document, as far as it is still there."""
        found = await self.catalogue.passages(shown)
        return list({spot[0]: found[spot] for spot in reversed(shown) if spot in found}.values())[::-1]

    async def _seen(self, place: Place, documents: Sequence[Passage]) -> Sequence[Passage]:
        """Return which documents all who read in a place may see at this moment."""

        async def search(allowed: Allowed) -> Sequence[Passage]:
            return [each for each in documents if each.room in allowed and allowed[each.room].holds(each.at)]

        return (await self.sight.found(place, search))[0]

    async def _is_sent(self, answer: EventId, document: Passage, place: Place, user: UserId) -> bool:
        """Send one document; it is judged once more when its bytes are there."""
        heard = await self.matrix.event(document.room, document.upload.event)
        if not isinstance(heard, FileHeard) or not await self._seen(place, [document]):
            return False
        try:
            data = await self.matrix.download(heard, self.largest)
            if hashlib.sha256(data).hexdigest() != document.digest:
                return False
            if await self._seen(place, [document]):
                sending = _again(heard, data, place, f"file:{answer}:{user}:{heard.event}")
                await self.matrix.send_file(replace(sending, readers=place.readers | {self.matrix.user}))
        except SignedOut:
            raise
        except ReadersChanged:
            return True
        except MatrixFailure as failure:
            log.warning("could not send a file again", event_id=heard.event, because=str(failure))
            return False
        return True


def _again(heard: FileHeard, data: bytes, place: Place, key: str) -> SendFile:
    """Return a file as it is sent again: it goes when the upload is taken back."""
    return SendFile(
        room=place.room,
        name=heard.name,
        data=data,
        key=key,
        media_type=heard.media_type or "application/octet-stream",
        kind=heard.kind,
        caption=heard.caption,
        quotes=(heard.event,),
    )


def _regret(
    answer: EventId, lost: Sequence[Passage], user: UserId, language: Language, me: UserId
) -> SayDirectly:
    return SayDirectly(
        user=user,
        message=saying(words.NOT_TO_BE_HAD, language, names=", ".join(each.title for each in lost)),
        key=f"files-missing:{answer}:{user}",
        quotes=tuple(each.upload.event for each in lost),
        readers=frozenset({user, me}),
    )
