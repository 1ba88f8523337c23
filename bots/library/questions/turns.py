"""One turn of a conversation with the library: who wants what, and where the answer goes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from bots.library.keeping.offering import Offer
from bots.library.questions.asking import Inquiry, Narrowing
from bots.library.rules import Passage
from kit.ids import EventId, Language, RoomId, UserId
from kit.part import Asked
from kit.search.visibility import Allowed, Place

Spot = tuple[str, int]
"""A passage by its document's event and its ordinal there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A question of ``asker``, put in ``room`` or given by pressing something under an answer there.

    ``cause`` names it for ever: what is sent because of it is sent once. ``before`` are the passages that
    earlier turns showed. ``asked_in`` is another room where this goes on from an answer that told the asker
    alone what that room may not see. ``proven`` where nobody but the asker can have put the question: what
    can be pressed stands under answers unencrypted, and would tell a server that made the question up.
    """

    inquiry: Inquiry
    asker: UserId
    language: Language
    room: RoomId
    asked_in: RoomId
    direct: bool
    encrypted: bool
    cause: str
    thread: EventId | None
    replies_to: EventId
    before: tuple[Spot, ...] = ()
    pressed: bool = False
    proven: bool = False

    @classmethod
    def asked(cls, asked: Asked, *, sentence: bool) -> Self:
        """Return the turn that a message begins."""
        heard = asked.heard
        return cls(
            inquiry=Inquiry(text=asked.rest, asker=heard.sender, sentence=sentence),
            asker=heard.sender,
            language=asked.language,
            room=heard.room,
            asked_in=heard.room,
            direct=asked.direct,
            encrypted=heard.encrypted,
            cause=heard.event,
            thread=heard.thread if asked.direct else heard.thread or heard.event,
            replies_to=heard.event,
            proven=heard.verified,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What was found for all who read in a place, and all that they may see.

    ``near`` are further passages of the same rooms, judged as well; ``more`` says that there is another page.
    """

    place: Place
    chosen: tuple[Passage, ...]
    near: tuple[Passage, ...] = ()
    more: bool = False
    allowed: Allowed = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ForTheAsker:
    """What is still to be told to the asker alone: all but what ``public`` covers or is ``shown`` already.

    ``whole`` where the asker has no answer yet, so that there is one to give even if nothing is found.
    """

    turn: Turn
    public: Allowed = field(default_factory=dict)
    shown: tuple[Passage, ...] = ()
    whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What an answer offers, as it is kept with it; ``pressed`` is what was done already."""

    facets: tuple[Narrowing, ...] = ()
    shown: tuple[Spot, ...] = ()
    before: tuple[Spot, ...] = ()
    thread: EventId | None = None
    pressed: tuple[str, ...] = ()
    proven: bool = False

    def kept(self) -> dict[str, Any]:
        """Return it as JSON can hold it."""
        return {
            "facets": [[each.field, each.value] for each in self.facets],
            "shown": [list(spot) for spot in self.shown],
            "before": [list(spot) for spot in self.before],
            "thread": self.thread,
            "pressed": list(self.pressed),
            "proven": self.proven,
        }

    @classmethod
    def of(cls, offer: Offer) -> Self:
        """Return what an answer offers."""
        kept: Mapping[str, Any] = offer.choices
        return cls(
            facets=tuple(Narrowing(str(name), str(value)) for name, value in kept["facets"]),
            shown=_spots(kept["shown"]),
            before=_spots(kept["before"]),
            thread=EventId(str(kept["thread"])) if kept["thread"] else None,
            pressed=tuple(map(str, kept["pressed"])),
            proven=bool(kept.get("proven")),
        )


def spots(passages: Sequence[Passage]) -> tuple[Spot, ...]:
    """Return where passages stand."""
    return tuple((passage.upload.event, passage.ordinal) for passage in passages)


def _spots(kept: Sequence[Sequence[Any]]) -> tuple[Spot, ...]:
    return tuple((str(event), int(ordinal)) for event, ordinal in kept)
