"""What staff decide, as values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kit.ids import EventId, PersonKey, RoomId, UserId
from kit.message import Message


class CardKind(StrEnum):
    """What is to be decided."""

    REVIEW = "review"
    RELEASE = "release"


class CardState(StrEnum):
    """How it was decided.

    ``void`` where there is nothing to decide any more, ``failed`` where it could not be done.
    """

    OPEN = "open"
    APPROVED = "approved"
    REFUSED = "refused"
    LAPSED = "lapsed"
    VOID = "void"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """Something to be decided about an account; ``cause`` is the message that wants it."""

    cause: EventId
    kind: CardKind
    user: UserId
    person: PersonKey | None
    said: str
    why: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A matter before staff. ``revision`` counts what changed, ``drawn`` is what the room shows."""

    id: int
    matter: Matter
    state: CardState
    settled: bool
    revision: int
    drawn: int
    room: RoomId | None = None
    event: EventId | None = None
    page: Message | None = None
    problem: str | None = None
