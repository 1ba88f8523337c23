"""Heard events with everything filled in that a test does not care about."""

from itertools import count
from typing import Any

from kit.events import FileHeard, MemberHeard, Membership, MessageHeard, ReactionHeard, RedactionHeard
from kit.ids import EventId, RoomId, UserId
from kit.testing.clock import NOON

ROOM = RoomId("!room")
ADA = UserId("@ada:palais.localhost")

_numbers = count(1)


def _heard(given: dict[str, Any]) -> dict[str, Any]:
    usual = {"room": ROOM, "event": EventId(f"$built{next(_numbers)}"), "sender": ADA, "at": NOON}
    return usual | given


def message(body: str, **given: Any) -> MessageHeard:
    """Return a message as heard; any field of :class:`MessageHeard` can be given."""
    return MessageHeard(**_heard({"body": body} | given))


def file(name: str, **given: Any) -> FileHeard:
    """Return a file as heard; ``mxc`` is made up unless given."""
    return FileHeard(**_heard({"name": name, "mxc": f"mxc://palais.localhost/{next(_numbers)}"} | given))


def reaction(target: EventId, emoji: str, **given: Any) -> ReactionHeard:
    """Return a reaction as heard."""
    return ReactionHeard(**_heard({"target": target, "emoji": emoji} | given))


def redaction(target: EventId, **given: Any) -> RedactionHeard:
    """Return a redaction as heard."""
    return RedactionHeard(**_heard({"target": target} | given))


def member(who: UserId, now: Membership, **given: Any) -> MemberHeard:
    """Return a change of membership as heard, by the member's own wish unless ``sender`` is given."""
    return MemberHeard(**_heard({"sender": who, "member": who, "now": now} | given))
