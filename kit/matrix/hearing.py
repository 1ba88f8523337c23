"""What a homeserver sends, in our own words. Pure; nothing a stranger can write makes it fail."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from kit.events import (
    Event,
    FileHeard,
    MediaKey,
    MemberHeard,
    Membership,
    MessageHeard,
    OtherHeard,
    ReactionHeard,
    RedactionHeard,
    StateHeard,
    StillUnreadable,
)
from kit.ids import DeviceId, EventId, RoomId, UserId
from kit.matrix.guard import passing_over

FILES = frozenset({"m.file", "m.image", "m.audio", "m.video"})
LARGEST = 2**53 - 1
"""The largest whole number of Matrix's JSON; what is encrypted can claim any."""
LONGEST_ID = 255
LATEST = datetime(9999, 1, 1, tzinfo=UTC).timestamp()


@dataclass(frozen=True, slots=True)
class Raw:
    """One event as it came: ``kind`` and ``content`` are the decrypted ones where it was ``encrypted``.

    ``verified`` where it is proven to be the sender's word, said now and not repeated.
    """

    room: RoomId
    source: Mapping[str, Any]
    kind: str
    content: Mapping[str, Any]
    encrypted: bool = False
    verified: bool = False
    live: bool = True

    @property
    def stamp(self) -> dict[str, Any]:
        """The fields that all heard events share."""
        return {
            "room": self.room,
            "event": EventId(str(self.source["event_id"])),
            "sender": UserId(str(self.source["sender"])),
            "at": _instant(self.source.get("origin_server_ts")),
        }


def hear(raw: Raw) -> Event | None:
    """Return the event in our words; ``None`` for what was redacted or makes no sense."""
    with passing_over(f"an event of {raw.source.get('sender')}"):
        return _heard(raw)
    return None


def _heard(raw: Raw) -> Event | None:
    if "state_key" in raw.source and not raw.encrypted:
        return _state(raw)
    if raw.kind == "m.room.redaction":
        return _redaction(raw)
    if not raw.content or "redacted_because" in _mapping(raw.source.get("unsigned")):
        return None
    if raw.kind == "m.room.message":
        return _message(raw)
    if raw.kind == "m.reaction":
        return _reaction(raw)
    return OtherHeard(**raw.stamp, kind=raw.kind, content=raw.content, encrypted=raw.encrypted)


def unreadable(raw: Raw) -> StillUnreadable:
    """Return a message that we cannot decrypt yet."""
    device = _text(raw.content.get("device_id"))
    return StillUnreadable(**raw.stamp, device=None if device is None else DeviceId(device))


def _state(raw: Raw) -> Event | None:
    if raw.kind != "m.room.member":
        key = str(raw.source["state_key"])
        return StateHeard(**raw.stamp, kind=raw.kind, state_key=key, content=raw.content, live=raw.live)
    now = membership(raw.content)
    if now is None:
        return None
    before = _mapping(_mapping(raw.source.get("unsigned")).get("prev_content"))
    return MemberHeard(
        **raw.stamp,
        member=UserId(str(raw.source["state_key"])),
        now=now,
        was=membership(before),
        reason=_text(raw.content.get("reason")),
        live=raw.live,
    )


def membership(content: Mapping[str, Any]) -> Membership | None:
    """Return the standing that a member event gives, ``None`` for one we do not know."""
    try:
        return Membership(str(content.get("membership")))
    except ValueError:
        return None


def _redaction(raw: Raw) -> RedactionHeard | None:
    """Return what was taken back, by the server's word: it has seen that the sender may, in this very room.

    It looks at the field of the event before the one in the content, and never at what is encrypted.
    """
    target = _event(raw.source.get("redacts")) or _event(raw.content.get("redacts"))
    if target is None or raw.encrypted:
        return None
    return RedactionHeard(**raw.stamp, target=target, reason=_text(raw.content.get("reason")))


def _reaction(raw: Raw) -> ReactionHeard | None:
    relation = _mapping(raw.content.get("m.relates_to"))
    target, emoji = _event(relation.get("event_id")), _text(relation.get("key"))
    if target is None or emoji is None:
        return None
    return ReactionHeard(**raw.stamp, target=target, emoji=emoji)


def _message(raw: Raw) -> Event | None:
    relation = _mapping(raw.content.get("m.relates_to"))
    if relation.get("rel_type") != "m.replace":
        return _words_or_file(raw, raw.content, None)
    edits, new = _event(relation.get("event_id")), _mapping(raw.content.get("m.new_content"))
    return _words_or_file(raw, new, edits) if edits and new else None


def _words_or_file(raw: Raw, content: Mapping[str, Any], edits: EventId | None) -> Event | None:
    kind = _text(content.get("msgtype"))
    if kind in FILES and edits is None:
        return _file(raw)
    body = _text(content.get("body"))
    if body is None:
        return None
    relation = _mapping(raw.content.get("m.relates_to"))
    html = content.get("formatted_body") if content.get("format") == "org.matrix.custom.html" else None
    return MessageHeard(
        **raw.stamp,
        body=body,
        html=_text(html),
        thread=_thread(relation),
        replies_to=_reply(relation),
        edits=edits,
        mentions=_mentions(content),
        encrypted=raw.encrypted,
        verified=raw.verified,
        notice=kind == "m.notice",
    )


def _file(raw: Raw) -> FileHeard | None:
    content = raw.content
    locked, info = _mapping(content.get("file")), _mapping(content.get("info"))
    mxc = _text(locked.get("url")) or _text(content.get("url"))
    body = _text(content.get("body"))
    if mxc is None or body is None:
        return None
    name = _text(content.get("filename")) or body
    size = info.get("size")
    return FileHeard(
        **raw.stamp,
        name=name,
        mxc=mxc,
        media_type=_text(info.get("mimetype")),
        size=size if isinstance(size, int) and 0 <= size <= LARGEST else None,
        caption=None if name == body else body,
        key=_media_key(locked),
        thread=_thread(_mapping(content.get("m.relates_to"))),
        encrypted=raw.encrypted,
        kind=str(content["msgtype"]),
    )


def _media_key(locked: Mapping[str, Any]) -> MediaKey | None:
    key = _text(_mapping(locked.get("key")).get("k"))
    iv, digest = _text(locked.get("iv")), _text(_mapping(locked.get("hashes")).get("sha256"))
    if key is None or iv is None or digest is None:
        return None
    return MediaKey(key=key, iv=iv, sha256=digest)


def _thread(relation: Mapping[str, Any]) -> EventId | None:
    return _event(relation.get("event_id")) if relation.get("rel_type") == "m.thread" else None


def _reply(relation: Mapping[str, Any]) -> EventId | None:
    if relation.get("rel_type") == "m.thread" and relation.get("is_falling_back"):
        return None
    return _event(_mapping(relation.get("m.in_reply_to")).get("event_id"))


def _mentions(content: Mapping[str, Any]) -> frozenset[UserId]:
    named = _mapping(content.get("m.mentions")).get("user_ids")
    if not isinstance(named, list):
        return frozenset()
    return frozenset(UserId(user) for user in map(_text, named) if user is not None)


def _event(value: Any) -> EventId | None:
    """Return which event is named; none has a longer name, and no database need take one."""
    text = _text(value)
    return EventId(text) if text and len(text) <= LONGEST_ID else None


def _text(value: Any) -> str | None:
    """Return text as any database and any encoding takes it: no lone surrogates, no zero characters."""
    if not isinstance(value, str):
        return None
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "\ufffd")


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _instant(milliseconds: Any) -> datetime:
    seconds = milliseconds / 1000 if isinstance(milliseconds, int | float) else 0
    return datetime.fromtimestamp(min(max(seconds, 0), LATEST), UTC)
