"""What is heard in rooms, in our own words: every value says where, which, who and when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from kit.ids import DeviceId, EventId, RoomId, UserId


class Membership(StrEnum):
    """Where a person stands with a room; the values are Matrix's own."""

    INVITE = "invite"
    JOIN = "join"
    KNOCK = "knock"
    LEAVE = "leave"
    BAN = "ban"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What all heard events share; ``at`` is the server's time, in UTC."""

    room: RoomId
    event: EventId
    sender: UserId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageHeard(Heard):
    """A text message. ``thread`` is the thread's root, ``edits`` the event it replaces.

    ``verified`` where it came encrypted from a device that its owner has confirmed, under the identity we
    pinned: nobody but the sender can have written it, not even the server.
    """

    body: str
    html: str | None = None
    thread: EventId | None = None
    replies_to: EventId | None = None
    edits: EventId | None = None
    mentions: frozenset[UserId] = frozenset()
    encrypted: bool = False
    verified: bool = False
    notice: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaKey:
    """What decrypts an attachment (``EncryptedFile`` of the Matrix specification); never logged."""

    key: str = field(repr=False)
    iv: str = field(repr=False)
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileHeard(Heard):
    """A file of any kind. ``size`` is what the sender claims, in bytes; ``mxc`` is where it lies."""

    name: str
    mxc: str
    media_type: str | None = None
    size: int | None = None
    caption: str | None = None
    key: MediaKey | None = field(default=None, repr=False)
    thread: EventId | None = None
    encrypted: bool = False
    kind: str = "m.file"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReactionHeard(Heard):
    """A reaction to ``target``."""

    target: EventId
    emoji: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RedactionHeard(Heard):
    """``target`` was taken back."""

    target: EventId
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberHeard(Heard):
    """``member`` now stands with the room as ``now``; ``was`` where the server tells. ``live`` is false
    for state that a first sync or a gap brings, true for a change that just happened."""

    member: UserId
    now: Membership
    was: Membership | None = None
    reason: str | None = None
    live: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class StateHeard(Heard):
    """Any other state event; ``live`` as for members."""

    kind: str
    state_key: str
    content: Mapping[str, Any]
    live: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherHeard(Heard):
    """A timeline event of a kind that has no value of its own here, such as a poll."""

    kind: str
    content: Mapping[str, Any]
    encrypted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitedHeard:
    """Our account was invited."""

    room: RoomId
    by: UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class GapHeard:
    """Some of what happened in the room was never handed over: whoever must know of it has to look."""

    room: RoomId


@dataclass(frozen=True, slots=True, kw_only=True)
class DevicesChanged:
    """A person who shares an encrypted room with us signed in somewhere, or changed their keys."""

    user: UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityChanged:
    """The cross-signing master key of a person is not the one we pinned: staff must hear of it."""

    user: UserId
    pinned: str
    seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StillUnreadable(Heard):
    """A message that we could not decrypt yet; it is kept and tried again when its key comes."""

    device: DeviceId | None = None


Event = (
    MessageHeard
    | FileHeard
    | ReactionHeard
    | RedactionHeard
    | MemberHeard
    | StateHeard
    | OtherHeard
    | InvitedHeard
    | GapHeard
    | DevicesChanged
    | IdentityChanged
    | StillUnreadable
)
