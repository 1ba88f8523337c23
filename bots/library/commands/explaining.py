"""Tells how it stands with a file, and lets staff correct what is known of it."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bots.library.answering.judging import Errand, Judging, Rest
from bots.library.commands import explaining_words as words
from bots.library.keeping.correcting import CORRECTED, NotAllowed, checked, field_of
from bots.library.keeping.corrections import Corrections
from bots.library.keeping.shelf import Shelf
from bots.library.keeping.shelved import Explained
from bots.library.questions.pointing import beside, pointed_at
from bots.library.rules import Upload, name_kept, sentence_for
from bots.library.tables import FINDABLE, REFUSED
from kit.commands import reply
from kit.effects import Effect
from kit.errors import Refusal
from kit.ids import Language, RoomId, UserId
from kit.message import Message, saying
from kit.part import Asked
from kit.ports import Clock
from kit.search.visibility import Allowed, Place

EXAMPLE = "!library correct $event title …"


@dataclass(frozen=True, slots=True, kw_only=True)
class Explaining:
    """Answers ``!library why`` and ``!library correct``.

    ``keeps_order`` says whether somebody moderates a room, or is staff.
    """

    corrections: Corrections
    shelf: Shelf
    judging: Judging
    clock: Clock
    keeps_order: Callable[[RoomId, UserId], bool]

    async def why(self, asked: Asked) -> Sequence[Effect]:
        """Say how it stands with a file to who may see it; staff are told more, alone."""
        explained = await self._explained(asked)
        staff = explained is not None and self.keeps_order(explained.upload.room, asked.heard.sender)

        async def search(allowed: Allowed) -> Sequence[Upload]:
            return _seen(explained, allowed)

        def page(found: Sequence[Upload], alone: bool) -> Message:
            said = _said(explained if found else None, asked.language)
            return said + _details(explained, asked.language) if found and alone and staff else said

        errand = Errand(name="why", asked=asked, search=search, page=page)
        effects = await self.judging.run(errand)
        if staff and not asked.direct:
            more = Errand(name="why-more", asked=asked, search=search, page=page)
            await self.judging.tell_asker(Rest(errand=more))
        return effects

    async def correct(self, asked: Asked) -> Sequence[Effect]:
        """Let a field of a file be what staff say, or again what the file says."""
        upload = await self._theirs(asked)
        name, _, said = beside(asked).partition(" ")
        field = field_of(name)
        if field is None:
            raise Refusal(words.WHICH_FIELD, fields=", ".join(CORRECTED), example=EXAMPLE)
        value = await self._checked(field, said) if said.strip() else None
        heard = asked.heard
        await self.corrections.correct(upload.event, field, value, by=heard.sender, at=self.clock.now())
        await self.shelf.catch_up()
        sentence = words.AS_READ if value is None else words.NOW_IT_IS
        noted = saying(sentence, asked.language, field=field, value=value or "")
        return [reply(heard, noted, direct=asked.direct, part="corrected", quotes=(upload.event,))]

    async def _checked(self, field: str, said: str) -> str:
        try:
            return await asyncio.to_thread(checked, field, said)
        except NotAllowed:
            raise Refusal(words.EXPECTED[field]) from None

    async def _theirs(self, asked: Asked) -> Upload:
        """Return the file that staff mean. Who may not see it is told nothing of it."""
        explained, asker = await self._explained(asked), asked.heard.sender

        async def search(allowed: Allowed) -> Sequence[Upload]:
            return _seen(explained, allowed)

        alone = Place(room=asked.heard.room, readers=frozenset({asker}), record=None)
        found, _ = await self.judging.sight.found(alone, search)
        if not found:
            raise Refusal(words.NOT_KNOWN)
        if not self.keeps_order(found[0].room, asker):
            raise Refusal(words.NOT_YOURS)
        return found[0]

    async def _explained(self, asked: Asked) -> Explained | None:
        events = pointed_at(asked)
        if not events:
            raise Refusal(words.WHICH, example=f"!library {_command(asked)} $event")
        for event in events:
            if (explained := await self.corrections.explained(event)) is not None:
                return explained
        return None


def _command(asked: Asked) -> str:
    return "correct" if beside(asked) else "why"


def _seen(explained: Explained | None, allowed: Allowed) -> Sequence[Upload]:
    if explained is None:
        return ()
    upload = explained.upload
    return (upload,) if upload.room in allowed and allowed[upload.room].holds(upload.at) else ()


def _said(explained: Explained | None, language: Language) -> Message:
    if explained is None:
        return saying(words.NOT_KNOWN, language)
    name = name_kept(explained.upload.name)
    if explained.state == FINDABLE:
        return saying(words.IT_IS_FOUND, language, name=name)
    if explained.state == REFUSED and explained.why is not None:
        return saying(sentence_for(explained.why), language, name=name)
    return saying(words.IT_WAITS, language, name=name)


def _details(explained: Explained | None, language: Language) -> Message:
    if explained is None:
        return Message("")
    return saying(words.DETAILS, language, details="; ".join(_lines(explained)))


def _lines(explained: Explained) -> Sequence[str]:
    """Return in technical words what happened, without any word of the file but its facts."""
    counts = f"pages {explained.pages}, by OCR {explained.by_ocr}, passages {explained.passages}"
    meant = "with vectors" if explained.vectors else "without vectors"
    lines = [explained.state, f"{counts}, {meant}", f"tries {explained.tries}, misses {explained.misses}"]
    if explained.why is not None:
        lines.append(f"why {explained.why.value}")
    lines += [line for line in (explained.detail or "").splitlines() if line]
    facts = ((name, getattr(explained.facts, name)) for name in CORRECTED)
    lines += [f"{name}: {value}" for name, value in facts if value]
    lines += [f"{one.field} = {one.value} ({one.by}, {one.at.date()})" for one in explained.corrections]
    return lines
