"""What a person's client shows of an event, and ways to say which event one waits for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One event as the person's client shows it at this moment.

    ``failure`` is why it could not be decrypted (js-sdk's ``DecryptionFailureCode``), ``shield`` the colour
    of the warning beside it (``none``, ``grey``, ``red``) with its ``shield_reason``. ``first_seen`` is when
    it first came, on Python's monotonic clock, and ``order`` how many events the person had seen before.
    """

    room: str
    event: str
    sender: str
    at: int
    kind: str
    state_key: str | None = None
    content: Mapping[str, Any] = field(default_factory=dict)
    outer: Mapping[str, Any] = field(default_factory=dict)
    encrypted: bool = False
    failure: str | None = None
    shield: str | None = None
    shield_reason: str | None = None
    redacted: bool = False
    redacts: str | None = None
    order: int = 0
    first_seen: float = 0.0

    @property
    def body(self) -> str:
        """The plain text, the new one where it is an edit."""
        return str(self._words.get("body", ""))

    @property
    def html(self) -> str:
        """The formatted text, empty where there is none."""
        return str(self._words.get("formatted_body", ""))

    @property
    def message(self) -> bool:
        """Whether it is a message that can be read."""
        return self.kind == "m.room.message" and not self.redacted

    @property
    def notice(self) -> bool:
        """Whether it is marked as a bot's."""
        return self.content.get("msgtype") == "m.notice"

    @property
    def relation(self) -> Mapping[str, Any]:
        """What it relates to, wherever that stands."""
        inner = self.content.get("m.relates_to") or self.outer.get("m.relates_to")
        return inner if isinstance(inner, dict) else {}

    @property
    def thread(self) -> str | None:
        """The root of the thread it stands in."""
        return self.relation.get("event_id") if self.relation.get("rel_type") == "m.thread" else None

    @property
    def reaction(self) -> tuple[str, str] | None:
        """The event reacted to, and the sign."""
        if self.kind != "m.reaction" or self.redacted:
            return None
        return str(self.relation.get("event_id")), str(self.relation.get("key"))

    @property
    def clear(self) -> bool:
        """Whether it was encrypted, was decrypted, and shows no warning."""
        return self.encrypted and self.failure is None and self.shield == "none"

    @property
    def _words(self) -> Mapping[str, Any]:
        newer = self.content.get("m.new_content")
        return newer if isinstance(newer, dict) else self.content


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomSeen:
    """A room as the person's client lists it.

    ``now`` is their own standing in it; ``host`` is who invited them to a direct chat, if it is one.
    """

    room: str
    name: str
    now: str
    space: bool
    host: str | None
    encrypted: bool
    topic: str | None
    children: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceSeen:
    """A device of somebody, and whether its owner has cross-signed it."""

    device: str
    signed: bool


ISOLATES = dict.fromkeys(range(0x2066, 0x206A))
"""Invisible marks around what may be written in another direction."""

Predicate = Callable[[Seen], bool]


def being(event: str) -> Predicate:
    """Match the event of that ID."""
    return lambda seen: seen.event == event


def saying(*words: str, by: str | None = None) -> Predicate:
    """Match a message that holds all the words, whatever their case, and whatever keeps directions apart."""

    def matches(seen: Seen) -> bool:
        told = seen.body.translate(ISOLATES).casefold()
        return seen.message and by in {None, seen.sender} and all(word.casefold() in told for word in words)

    return matches


def answering(event: str, *words: str) -> Predicate:
    """Match a message in the event's thread, or in reply to it, that holds all the words."""
    holds = saying(*words)

    def matches(seen: Seen) -> bool:
        replied = seen.relation.get("m.in_reply_to", {}).get("event_id")
        return event in {seen.thread, replied} and holds(seen)

    return matches


def reacting(event: str, by: str | None = None) -> Predicate:
    """Match a reaction to the event."""
    return lambda seen: seen.reaction is not None and seen.reaction[0] == event and by in {None, seen.sender}


def standing(user: str, now: str | None = None) -> Predicate:
    """Match that somebody's standing in a room becomes ``now``, or anything."""
    return lambda seen: (
        seen.kind == "m.room.member"
        and seen.state_key == user
        and now in {None, seen.content.get("membership")}
    )


class NotSeenError(AssertionError):
    """What should have come did not; the text lists what came instead."""


def line_of(seen: Seen) -> str:
    """Return the event as one line of a failure's tale."""
    state = seen.failure or seen.shield_reason or seen.shield or ("redacted" if seen.redacted else "plain")
    told = seen.body or str(dict(seen.content))
    return f"{seen.room} {seen.event} {seen.sender} {seen.kind} [{state}] {told[:200]!r}"
