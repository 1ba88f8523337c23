"""What a part wants done in rooms, as values: decided by rules, done by :mod:`kit.perform`.

Every effect that sends carries a ``key``: the name of this very sending, made from its cause (such as
``reply:$event``). Sending the same key twice sends once, whatever crashed in between.
"""

from dataclasses import dataclass, field

from kit.ids import EventId, RoomId, UserId
from kit.message import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Say:
    """Say something in a room; ``thread`` is the root to answer under, ``replies_to`` the event answered.

    ``quotes`` are the events whose words it repeats: when one of them is redacted, this message goes too.
    ``notice`` marks the message as a bot's (``m.notice``), which no bot answers. ``readers`` are those for
    whom it was judged fit, our other bots among them: with anybody else in the room, or invited, it is not
    sent.
    """

    room: RoomId
    message: Message
    key: str
    thread: EventId | None = None
    replies_to: EventId | None = None
    mentions: tuple[UserId, ...] = ()
    notice: bool = True
    quotes: tuple[EventId, ...] = ()
    readers: frozenset[UserId] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SayDirectly:
    """Say something in the person's encrypted direct chat with us, which is opened where there is none.

    ``quotes`` and ``readers`` as for :class:`Say`.
    """

    user: UserId
    message: Message
    key: str
    quotes: tuple[EventId, ...] = ()
    readers: frozenset[UserId] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SendFile:
    """Send a file into a room, encrypted under a key of its own before the server gets it.

    ``kind`` is Matrix's ``m.file``, ``m.image``, ``m.audio`` or ``m.video``. ``thread``, ``replies_to``,
    ``quotes`` and ``readers`` as for :class:`Say`; a file that was in an upload quotes that event.
    """

    room: RoomId
    name: str
    data: bytes = field(repr=False)
    key: str
    media_type: str = "application/octet-stream"
    kind: str = "m.file"
    caption: str | None = field(default=None, repr=False)
    thread: EventId | None = None
    replies_to: EventId | None = None
    quotes: tuple[EventId, ...] = ()
    readers: frozenset[UserId] | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A small picture; ``width`` and ``height`` in pixels."""

    name: str
    data: bytes = field(repr=False)
    width: int
    height: int
    media_type: str = "image/jpeg"


@dataclass(frozen=True, slots=True, kw_only=True)
class SendGallery:
    """Send pictures in one message (MSC4274), each encrypted under a key of its own.

    ``body`` is what clients show that know no galleries. The rest as for :class:`SendFile`.
    """

    room: RoomId
    body: str
    pictures: tuple[Picture, ...]
    key: str
    thread: EventId | None = None
    replies_to: EventId | None = None
    quotes: tuple[EventId, ...] = ()
    readers: frozenset[UserId] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Replace what we said in ``event``."""

    room: RoomId
    event: EventId
    message: Message
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class React:
    """Put a reaction under an event."""

    room: RoomId
    event: EventId
    emoji: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Redact:
    """Take an event back."""

    room: RoomId
    event: EventId
    key: str
    reason: str | None = field(default=None)


Effect = Say | SayDirectly | SendFile | SendGallery | Edit | React | Redact
